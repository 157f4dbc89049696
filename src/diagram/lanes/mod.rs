//! Lanes and tracks: what the layout and the canvas know of a wire's way, and how ways that would lie upon each other are
//! moved apart. Never looks for a way, and never knows a box.
//!
//! A wire runs along on lanes, and in the strips between boxes it changes over from each lane to the next. Whoever found
//! the ways, one place gives them their corners.

mod beside;
mod sifting;
mod spacing;
pub mod tracks;
mod turns;

pub use spacing::{alone, spaced};

use super::flow::Flow;

/// Between two lanes or two tracks, px, where there is room.
pub const STEP_PX: f32 = 12.0;

/// How far a wire keeps from boxes at least, px.
pub const LEAST_CLEARANCE_PX: f32 = 5.0;

/// Differences in px below which a wire counts as straight.
pub const STRAIGHT_PX: f32 = 0.5;

/// A wire between two boxes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ends {
    /// What it comes from: wires of one source may share lanes.
    pub source: usize,
    /// Where it leaves.
    pub start: Flow,
    /// Where it enters.
    pub end: Flow,
    /// Whether that is at the first of several ports: there wires come in from the near side.
    pub enters_first: bool,
}

/// Coordinates between which something may move, and where it would rather be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Room {
    /// Where it would rather be.
    pub at: f32,
    /// The smallest coordinate that it may have.
    pub least: f32,
    /// The largest.
    pub most: f32,
}

/// A way: lanes along, with a sideways stretch in a strip between each and the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Way {
    /// The lanes between the first and the last stretch, across; at its ends a wire runs where it leaves and enters.
    pub lanes: Vec<Room>,
    /// The sideways stretches, along: none for a straight wire, else one more than lanes.
    pub strips: Vec<Room>,
    /// Whether a layout has left room for it: then others make way.
    pub is_laid_out: bool,
    /// Where it turned in each strip as it was laid out; empty where that no longer holds.
    pub turns: Vec<Turn>,
}

/// Where a wire turns in a strip.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Turn {
    /// Where it begins to run sideways, along.
    pub first: f32,
    /// Where it changes to another track, across, and which that is.
    pub second: Option<(f32, f32)>,
}

impl Room {
    /// Where nothing can move.
    #[must_use]
    pub const fn fixed(at: f32) -> Self {
        Self {
            at,
            least: at,
            most: at,
        }
    }

    /// What two of them have in common; `None` where that is nothing.
    #[must_use]
    pub fn common(&self, other: &Self) -> Option<Self> {
        let (least, most) = (self.least.max(other.least), self.most.min(other.most));
        (least <= most).then(|| Self {
            at: self.at.clamp(least, most),
            least,
            most,
        })
    }

    /// The strip between what ends at `from` and what begins at `to`, with a wire in its middle; `None` where that is too
    /// narrow for any.
    #[must_use]
    pub fn strip(from: f32, to: f32) -> Option<Self> {
        let height = to - from;
        let clearance = LEAST_CLEARANCE_PX.min(height / 3.0);
        (height >= 2.0).then(|| Self {
            at: f32::midpoint(from, to),
            least: from + clearance,
            most: to - clearance,
        })
    }
}

impl Way {
    /// The way that a layout leads a wire: in each of `strips` to the lane with the same number, in the last one to the
    /// end. Where that is straight on, it stays in its lane.
    #[must_use]
    pub fn laid_out(ends: &Ends, strips: &[Room], lanes: &[f32]) -> Self {
        let mut way = Self {
            is_laid_out: true,
            ..Self::default()
        };
        let mut at = ends.start.across;
        for (number, strip) in strips.iter().enumerate() {
            let lane = lanes.get(number).copied();
            let to = lane.unwrap_or(ends.end.across);
            if (to - at).abs() > STRAIGHT_PX {
                way.strips.push(*strip);
                way.lanes.extend(lane.map(Room::fixed));
                at = to;
            }
        }
        // The last lane leads straight into the end.
        way.lanes.truncate(way.strips.len().saturating_sub(1));
        way
    }
}

/// The same line without corners that are none.
fn simple(points: Vec<Flow>) -> Vec<Flow> {
    let mut line: Vec<Flow> = Vec::with_capacity(points.len());
    for point in points {
        if line.last() == Some(&point) {
            continue;
        }
        if let [.., before, middle] = line[..]
            && ((before.across == middle.across && middle.across == point.across)
                || (before.along == middle.along && middle.along == point.along))
        {
            line.pop();
        }
        line.push(point);
    }
    line
}
