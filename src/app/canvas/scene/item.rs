//! One thing on the canvas: a layer, a folded block, an opened block, or an end of an opened block's body.

use egui::{Id, Pos2};

use super::measure;
use crate::graph::{Direction, NodeId, NodePath, Place};
use crate::layer::Family;
use crate::{message, tr};

/// How an item shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A layer.
    Layer,
    /// A block as one box.
    Folded,
    /// A block as a frame around its body.
    Opened,
    /// Where a wire from outside comes into an opened block.
    Entry,
    /// Where a wire leaves an opened block.
    Exit,
}

/// One thing on the canvas, with everything that is written on it.
#[derive(Debug, Clone)]
pub struct Item {
    /// Where it is, seen from the top.
    pub path: NodePath,
    /// The body that an edit of it changes.
    pub place: Place,
    /// Which node of that body it is.
    pub node: NodeId,
    /// The item of the opened block around it.
    pub parent: Option<usize>,
    /// How it shows.
    pub role: Role,
    /// Which way wires run in the body that it is in.
    pub direction: Direction,
    /// Whether it lets its input through as if it were not there.
    pub is_bypassed: bool,
    /// Whether training leaves its weights as they are: it is frozen itself, or a block around it.
    pub is_frozen: bool,
    /// Its upper left corner as stored, in the coordinates of its own body.
    pub stored: Pos2,
    /// Its name with parameters filled in.
    pub name: String,
    /// Its kind alone: `Conv2D`, `identity_block`.
    pub kind: String,
    /// The second line: `Conv2D · 32 · 7×7`; for an opened block, whom an edit inside concerns.
    pub detail: String,
    /// The shape that leaves it, or "?".
    pub shape: String,
    /// What it is made of, for the color bar: one family for a layer, one per layer for a block.
    pub families: Vec<Family>,
    /// How many wires enter it.
    pub wire_count: usize,
    /// How many inputs it shows: those with a wire, and those that still need one.
    pub input_count: usize,
    /// How many inputs it can take; `None` without a limit.
    pub most_inputs: Option<usize>,
    /// Whether a wire can leave it.
    pub has_output: bool,
    /// For the window to know it from frame to frame.
    pub id: Id,
    /// What its canvas is called where there are several; empty for the main one.
    pub canvas: &'static str,
}

impl Item {
    /// Its size while it is no frame.
    pub fn size(&self) -> egui::Vec2 {
        match self.role {
            Role::Entry | Role::Exit => measure::PORT_PILL,
            _ => measure::NODE,
        }
    }

    /// Whether it is a block, folded or opened.
    pub fn is_block(&self) -> bool {
        matches!(self.role, Role::Folded | Role::Opened)
    }

    /// Whether a new wire could still enter without replacing one.
    pub fn has_free_input(&self) -> bool {
        self.most_inputs.is_none_or(|most| self.wire_count < most)
    }

    /// What a screen reader says: "conv0, Conv2D, (64, 64, 32)".
    pub fn accessible_name(&self) -> String {
        let code = match self.role {
            Role::Entry => return tr!("input-of", name = &self.name),
            Role::Exit => return tr!("output-of", name = &self.name),
            _ if self.is_bypassed => "item-words-bypassed",
            _ if self.is_frozen => "item-words-frozen",
            _ => "item-words",
        };
        let words = message!(
            code,
            name = &self.name,
            kind = &self.kind,
            shape = &self.shape
        );
        if self.canvas.is_empty() {
            words.to_string()
        } else {
            tr!("item-before", item = words)
        }
    }
}
