//! The frame of the window: bars, panels, tabs, and where each lies. Never knows what is in them.

mod bottom;
mod layout;
mod menu_bar;
mod menus;
mod notices;
mod side;
mod status_bar;
mod strip;
mod tab;
mod tab_list;
mod tabs;

pub use layout::frame_ui;
