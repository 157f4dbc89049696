//! Sizes on the canvas, in graph units: one unit is one screen point at 100 %.

use egui::{Vec2, vec2};

use super::flow::Transposed;
use crate::graph::{Direction, NODE_SIZE};

/// A layer, or a folded block.
pub const NODE: Vec2 = vec2(NODE_SIZE[0], NODE_SIZE[1]);
/// An end of an opened block's body: "in" and "out".
pub const PORT_PILL: Vec2 = vec2(64.0, 24.0);
/// Between two dots of the ground, to which nodes can snap; four make a row.
pub const GRID: f32 = 26.0;
/// From one node's top to the next one's where they stand in a column, as in the presets.
const ROW_STEP: f32 = 104.0;
/// From one node's left edge to the next one's where they stand in a row.
const COLUMN_STEP: f32 = 294.0;
/// Between an opened block's frame and what is in it, along the wires and beside them; beside them it is wide enough
/// for a shortcut to pass.
const FRAME_PADDING: Vec2 = vec2(44.0, 18.0);
/// The title of an opened block.
pub const FRAME_TITLE: f32 = 34.0;

/// Between an opened block's frame and what is in it, where wires run in `direction`.
pub fn frame_padding(direction: Direction) -> Vec2 {
    FRAME_PADDING.transposed(direction)
}

/// From one node to the next along the wires.
pub fn step(direction: Direction) -> f32 {
    match direction {
        Direction::TopToBottom => ROW_STEP,
        Direction::LeftToRight => COLUMN_STEP,
    }
}
