//! The frame of the window: bars, panels, tabs, and where each lies. Never knows what is in them.

mod bottom;
mod desk_list;
mod desk_tab;
mod desks;
mod layout;
mod menu_bar;
mod menus;
mod notices;
mod side;
mod status_bar;
mod strip;

pub use layout::frame_ui;
