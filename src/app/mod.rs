//! The window: shows the state of the workbench and turns gestures into commands.
//! Never computes: shapes, costs, training and files are the work of other rooms.

pub mod apply;
pub mod blocks;
pub mod canvas;
pub mod command;
mod compare;
pub mod docking;
pub mod document;
pub mod files;
pub mod find;
mod foreign;
mod frame;
mod fuzzy;
mod gallery;
mod handbook;
mod held;
mod history;
mod inspector;
pub mod jobs;
mod key_turns;
mod keyboard;
mod layers;
pub mod learning;
mod lesson;
pub mod look;
mod opening;
mod outline;
mod overlays;
pub mod palette;
mod panels;
mod patience;
mod pick;
mod problems;
mod rename;
mod run;
pub mod settings;
pub mod state;
pub mod tabs;
mod tooltips;
pub mod training_panels;
mod wheel_echo;
pub mod widgets;
mod window;
pub mod workbench;

pub use run::{folder_of_crash_logs, kept_language, run};
pub use window::App;
