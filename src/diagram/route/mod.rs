//! Ways for wires among boxes that stand where somebody put them: around what is in the way, on lanes and tracks of their
//! own. Never moves a box, never knows a graph. Coordinates are in flow space, as in the layout.

mod area;
mod lanes;
mod spacing;
mod ways;

pub use area::Area;

use std::collections::BTreeMap;

use self::area::Areas;
use self::ways::Way;
use super::flow::Flow;

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

/// Finds ways for the wires of one body, and keeps those of different sources apart.
#[derive(Clone, Debug, Default)]
pub struct Router {
    areas: Areas,
    wires: BTreeMap<usize, Known>,
}

/// What is known of a wire.
#[derive(Clone, Debug)]
struct Known {
    ends: Ends,
    way: Way,
    /// Its corners, as they were last given out.
    points: Vec<Flow>,
}

impl Router {
    /// A router among boxes that cover `areas`.
    #[must_use]
    pub fn new(areas: Vec<Area>) -> Self {
        Self {
            areas: Areas::new(areas),
            wires: BTreeMap::new(),
        }
    }

    /// Moves a box. Wires that are to take notice have to be led anew.
    pub fn relocate(&mut self, index: usize, area: Area) {
        self.areas.relocate(index, area);
    }

    /// Forgets a wire, which leaves its lanes to others.
    pub fn forget(&mut self, wire: usize) {
        self.wires.remove(&wire);
    }

    /// Finds a way for each of `wires`, and answers with the corners of all wires that run otherwise than before.
    pub fn lead(&mut self, wires: &[(usize, Ends)]) -> Vec<(usize, Vec<Flow>)> {
        for (wire, ends) in wires {
            let way = Way::find(&self.areas, ends);
            let known = Known {
                ends: *ends,
                way,
                points: Vec::new(),
            };
            self.wires.insert(*wire, known);
        }
        let ways: Vec<(usize, &Known)> = self
            .wires
            .iter()
            .map(|(wire, known)| (*wire, known))
            .collect();
        let of_all: Vec<(&Ends, &Way)> = ways
            .iter()
            .map(|(_, known)| (&known.ends, &known.way))
            .collect();
        let lines = spacing::spaced(&of_all);
        let changed: Vec<(usize, Vec<Flow>)> = ways
            .iter()
            .zip(lines)
            .filter(|((_, known), line)| known.points != *line)
            .map(|((wire, _), line)| (*wire, line))
            .collect();
        for (wire, points) in &changed {
            if let Some(known) = self.wires.get_mut(wire) {
                known.points.clone_from(points);
            }
        }
        changed
    }
}
