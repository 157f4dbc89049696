//! Sizes on the canvas, in graph units: one unit is one screen point at 100 %.

use egui::{Vec2, vec2};

/// A layer, or a folded block.
pub const NODE: Vec2 = vec2(236.0, 46.0);
/// An end of an opened block's body: "in" and "out".
pub const PORT_PILL: Vec2 = vec2(64.0, 24.0);
/// From one node's top to the next one's where they stand in a column, as in the presets.
pub const ROW_STEP: f32 = 104.0;
/// Between an opened block's frame and what is in it; wide enough for a shortcut to pass beside the nodes.
pub const FRAME_PADDING: Vec2 = vec2(44.0, 18.0);
/// The title of an opened block.
pub const FRAME_TITLE: f32 = 34.0;
/// Between two input ports of one node.
pub const PORT_STEP: f32 = 36.0;
