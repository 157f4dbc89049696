//! A diagram: boxes, frames and wires with their places, ready to be painted.

use super::options::Direction;
use super::sheet::Sheet;
use crate::graph::{NodePath, NoteKind, Tint};
use crate::layer::Family;

/// A rectangle in px at scale 1; y grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub x: f32,
    /// The upper edge.
    pub y: f32,
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

impl Rect {
    /// The right edge.
    #[must_use]
    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    /// The lower edge.
    #[must_use]
    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }
}

/// A network, placed.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagram {
    /// What stands above it; empty for none.
    pub title: String,
    /// The line below the title: layers, parameters, multiply-adds.
    pub summary: String,
    /// Which way the wires run.
    pub direction: Direction,
    /// Width and height of all boxes, frames and wires, in px at scale 1.
    pub size: [f32; 2],
    /// What it is put on; `None` makes the picture as large as it is.
    pub sheet: Option<Sheet>,
    /// Open blocks, each before those inside it.
    pub frames: Vec<Frame>,
    /// Layers and folded blocks.
    pub nodes: Vec<NodeBox>,
    /// What runs between them.
    pub wires: Vec<Wire>,
    /// Comments and frames of the user's; frames before those inside of them.
    pub notes: Vec<NoteBox>,
}

/// A layer or a folded block.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeBox {
    /// Which one.
    pub path: NodePath,
    /// Where it stands.
    pub rect: Rect,
    /// The family of the layer; those of all layers inside, in order, for a folded block.
    pub families: Vec<Family>,
    /// Whether it is a folded block.
    pub is_block: bool,
    /// How many alike stand in a row here; 1 for one alone.
    pub count: usize,
    /// Its name.
    pub title: String,
    /// Its kind with the settings that matter, parted by ` · `.
    pub details: String,
    /// The shape that it makes, `?` where unknown.
    pub shape: String,
    /// Whether something is wrong with it.
    pub is_faulty: bool,
}

/// An open block.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Which instance.
    pub path: NodePath,
    /// Where it stands, its header included.
    pub rect: Rect,
    /// Its name.
    pub title: String,
    /// The block that it is an instance of.
    pub details: String,
    /// How many frames are around it.
    pub depth: usize,
}

/// What runs from one box to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Wire {
    /// Where it begins: a box, or the frame that it enters or leaves.
    pub from: NodePath,
    /// Where it ends.
    pub to: NodePath,
    /// Its corners in px at scale 1; every stretch is level or upright.
    pub points: Vec<[f32; 2]>,
    /// Whether it ends at a box and not at a frame's edge.
    pub has_arrow: bool,
}

/// A comment, or a frame around some layers.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteBox {
    /// Which of the two.
    pub kind: NoteKind,
    /// Where it stands.
    pub rect: Rect,
    /// A comment's text line by line; a frame's title, if it has one.
    pub lines: Vec<String>,
    /// Its color.
    pub tint: Tint,
    /// What a comment is about.
    pub about: Option<Rect>,
}

impl NoteBox {
    /// The line from a comment to what it is about, where the comment stands beside or below that.
    #[must_use]
    pub fn line(&self) -> Option<[[f32; 2]; 2]> {
        let about = self.about?;
        if self.rect.x > about.right() {
            let end = [about.right(), about.y + about.height / 2.0];
            let start = [
                self.rect.x,
                self.rect.y + self.rect.height.min(about.height) / 2.0,
            ];
            return Some([start, end]);
        }
        let end = [about.x + about.width / 2.0, about.bottom()];
        let start = [
            self.rect.x + self.rect.width.min(about.width) / 2.0,
            self.rect.y,
        ];
        (self.rect.y > about.bottom()).then_some([start, end])
    }
}
