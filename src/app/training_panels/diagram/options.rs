//! What a diagram should look like.

use crate::text::say;
use serde::{Deserialize, Serialize};

/// Every choice of the export dialog.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DiagramOptions {
    /// As what it is saved.
    pub format: Format,
    /// Which way the network runs.
    pub direction: Direction,
    /// Whether blocks are opened.
    pub blocks: Blocks,
    /// Its colors.
    pub paper: Paper,
    /// Pixels of a PNG for one of the drawing.
    pub scale: f32,
    /// Whether the file holds the project, so that it can be opened again.
    #[serde(default = "holds_by_default")]
    pub holds_project: bool,
}

fn holds_by_default() -> bool {
    true
}

impl Default for DiagramOptions {
    fn default() -> Self {
        Self {
            format: Format::Svg,
            direction: Direction::Down,
            blocks: Blocks::Folded,
            paper: Paper::Light,
            scale: 2.0,
            holds_project: holds_by_default(),
        }
    }
}

impl DiagramOptions {
    /// Whether the drawing is the same; the others only matter to its file.
    pub fn looks_like(&self, other: &Self) -> bool {
        (self.direction, self.blocks, self.paper) == (other.direction, other.blocks, other.paper)
    }
}

/// As what a diagram is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Lines and letters, sharp at any size.
    Svg,
    /// Pixels.
    Png,
}

impl Format {
    /// The choices with their words.
    pub const fn labels() -> [(Self, &'static str); 2] {
        [(Self::Svg, "SVG"), (Self::Png, "PNG")]
    }

    /// The ending of its files.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    /// The format that a lower-case ending stands for.
    pub fn of_ending(ending: Option<&str>) -> Option<Self> {
        [Self::Svg, Self::Png]
            .into_iter()
            .find(|format| Some(format.ending()) == ending)
    }
}

/// Which way a network runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// From top to bottom.
    Down,
    /// From left to right.
    Right,
}

impl Direction {
    /// The choices with their words.
    pub fn labels() -> [(Self, &'static str); 2] {
        [
            (Self::Down, say("diagram-down")),
            (Self::Right, say("diagram-right")),
        ]
    }
}

/// Whether blocks are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Blocks {
    /// A block is one node.
    Folded,
    /// A block shows the layers in it.
    Open,
}

impl Blocks {
    /// The choices with their words.
    pub fn labels() -> [(Self, &'static str); 2] {
        [
            (Self::Folded, say("diagram-folded")),
            (Self::Open, say("diagram-open")),
        ]
    }
}

/// The colors of a diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paper {
    /// Dark lines on light.
    Light,
    /// Light lines on dark.
    Dark,
}

impl Paper {
    /// The choices with their words.
    pub fn labels() -> [(Self, &'static str); 2] {
        [
            (Self::Light, say("diagram-light")),
            (Self::Dark, say("diagram-dark")),
        ]
    }
}
