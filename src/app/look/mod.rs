//! How the window looks: colors, sizes, typefaces, small marks.
//! Never knows what a panel shows; holds no state.

pub mod family;
pub mod fonts;
pub mod heat;
pub mod icon;
pub mod mark;
pub mod size;
mod style;
mod theme;
pub mod tint;

pub use style::install;
pub use theme::{LIGHT, Theme};
