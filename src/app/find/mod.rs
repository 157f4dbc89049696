//! The bar over the canvas that finds layers, and changes all that it found. Never searches itself: `graph` does.

mod bar;
mod command;
mod replace;

pub use bar::FindBar;
pub use command::FindCommand;
