//! The bar over the canvas that finds layers, and changes all that it found. Never searches itself: `graph` does.

mod bar;
mod replace;

pub use bar::FindBar;
