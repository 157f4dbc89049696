//! How things on the canvas look. Never listens, never decides: it gets rectangles, texts and marks.

mod bar;
pub mod batch;
pub mod frame;
pub mod grid;
pub mod node;
pub mod note;
pub mod pen;
pub mod wire;
