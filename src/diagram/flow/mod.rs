//! Where boxes stand and wires run, whatever they stand for. Never knows a graph, a text or a color.
//!
//! Coordinates are in flow space: `along` grows the way the wires run, `across` to the side of it. A layout from top to
//! bottom reads them as (y, x), one from left to right as (x, y).

mod across;
mod chains;
mod columns;
mod crossings;
mod frames;
mod gaps;
mod kept;
mod layers;
mod order;
mod pins;
mod place;
mod polish;
mod ranks;
mod search;
mod sheet;
mod tight_tree;
mod walks;

pub use place::LaneLayout;

use super::lanes::{Ends, Way};
use super::options::Wrap;

/// A place or a size in flow space, in px at scale 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Flow {
    /// The way the wires run.
    pub along: f32,
    /// To the side of it.
    pub across: f32,
}

/// What is to be placed.
#[derive(Clone, Debug, Default)]
pub struct Sketch {
    /// The boxes; without wires between them they stand in this order.
    pub boxes: Vec<SketchBox>,
    /// What runs between them.
    pub wires: Vec<SketchWire>,
    /// The boxes in each frame: they are kept together, and others out.
    pub frames: Vec<Vec<usize>>,
}

/// A box to be placed.
#[derive(Clone, Debug, Default)]
pub struct SketchBox {
    /// How large it is.
    pub size: Flow,
    /// Where wires enter, across from the box's near corner, one per input port; empty where the layout may choose.
    pub entries: Vec<f32>,
    /// Whether what is inside shows: then it stands where its wires go straight on.
    pub is_open: bool,
    /// Where its middle stood before, across: branches rather stay where they were.
    pub before: Option<f32>,
    /// Whether it has to stand at an edge of what it is in.
    pub end: Option<BodyEnd>,
    /// Where wires leave, across from the box's near corner.
    pub exit: f32,
    /// Whether a column may well end before it, because a new stage of the network begins.
    pub begins_stage: bool,
}

impl SketchBox {
    /// Where the wire at `port` enters, across from the box's near corner.
    pub(super) fn entry(&self, port: usize) -> f32 {
        let entry = self.entries.get(port).or(self.entries.last());
        entry.copied().unwrap_or(self.size.across / 2.0)
    }
}

/// An end of a body, where wires come in or go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyEnd {
    /// Above everything.
    First,
    /// Below everything.
    Last,
}

/// A wire to be routed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SketchWire {
    /// The index of the box that it leaves.
    pub from: usize,
    /// The index of the box that it enters.
    pub to: usize,
    /// The input port that it enters.
    pub port: usize,
}

/// Where everything stands. All coordinates are at least 0.
#[derive(Clone, Debug, Default)]
pub struct Placement {
    /// What all of it covers.
    pub size: Flow,
    /// The near corner of each box, in the order of the sketch.
    pub boxes: Vec<Flow>,
    /// Where each wire leaves and enters, and its way, in the order of the sketch.
    pub ways: Vec<(Ends, Way)>,
    /// The corners of each wire.
    pub wires: Vec<Vec<Flow>>,
}

impl Flow {
    pub(super) const fn new(along: f32, across: f32) -> Self {
        Self { along, across }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self::new(self.along + other.along, self.across + other.across)
    }
}
