//! The frame of the window: bars, panels, tabs, and where each lies. Never knows what is in them.

mod layout;
mod menu_bar;
mod menus;
mod notices;
mod panel_tab;
mod panes;
mod status_bar;
mod switcher;
mod tab;
mod tab_list;
mod tabs;
mod tiles;

pub use layout::frame_ui;
pub use panes::Panes;
