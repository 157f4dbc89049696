//! Faces and hands drawn from random numbers, so that there is something to learn without a download. Never reads
//! files, and gives the same images for the same seed however many threads draw them.

mod canvas;
mod color;
mod face;
mod finish;
mod hand;
mod painter;
mod scene;
mod shapes;

pub(super) use face::draw_face;
pub(super) use hand::draw_hand;

/// Side of every drawn image, px.
pub(super) const SIDE: usize = 64;
