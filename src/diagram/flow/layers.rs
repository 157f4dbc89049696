//! Layers: every box stands one layer below the last box that it depends on, and a wire that skips layers gets a cell in
//! each of them, so that room is kept for it.

use std::collections::BTreeSet;

use super::{Sketch, SketchWire};

/// More cells for skipping wires than any readable drawing has; wires beyond are drawn straight.
const MOST_WIRE_CELLS: usize = 500_000;

/// What stands in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// The box of that index.
    Box(usize),
    /// A wire on its way through.
    Wire,
}

/// A stretch of a wire from a cell to one in the next layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub from: usize,
    pub to: usize,
    pub wire: usize,
}

/// A sketch in layers.
#[derive(Debug, Default)]
pub(super) struct Layered {
    /// Boxes first, in the order of the sketch.
    pub cells: Vec<Cell>,
    /// The layer of each cell.
    pub layer_of: Vec<usize>,
    pub layer_count: usize,
    pub links: Vec<Link>,
    /// The links of each wire, in order; empty for one that is drawn straight.
    pub links_of: Vec<Vec<usize>>,
}

impl Layered {
    pub(super) fn new(sketch: &Sketch) -> Self {
        let layer_of = layers(sketch);
        let mut layered = Self {
            cells: (0..sketch.boxes.len()).map(Cell::Box).collect(),
            layer_count: layer_of.iter().max().map_or(0, |last| last + 1),
            layer_of,
            ..Self::default()
        };
        for (index, wire) in sketch.wires.iter().enumerate() {
            let links = layered.add_wire(index, *wire);
            layered.links_of.push(links);
        }
        layered
    }

    fn add_wire(&mut self, index: usize, wire: SketchWire) -> Vec<usize> {
        let (first, last) = (self.layer_of[wire.from], self.layer_of[wire.to]);
        let wire_cells = self.cells.len() + last.saturating_sub(first);
        if last <= first || wire_cells > MOST_WIRE_CELLS {
            return Vec::new();
        }
        let mut links = Vec::with_capacity(last - first);
        let mut from = wire.from;
        for layer in first + 1..=last {
            let to = if layer == last {
                wire.to
            } else {
                self.cells.push(Cell::Wire);
                self.layer_of.push(layer);
                self.cells.len() - 1
            };
            links.push(self.links.len());
            self.links.push(Link {
                from,
                to,
                wire: index,
            });
            from = to;
        }
        links
    }
}

/// The layer of each box: the longest way from a source.
fn layers(sketch: &Sketch) -> Vec<usize> {
    let count = sketch.boxes.len();
    let mut layer = vec![0; count];
    let mut waiting = vec![0; count];
    let mut consumers = vec![Vec::new(); count];
    for wire in &sketch.wires {
        waiting[wire.to] += 1;
        consumers[wire.from].push(wire.to);
    }
    let mut ready: BTreeSet<usize> = (0..count).filter(|index| waiting[*index] == 0).collect();
    while let Some(index) = ready.pop_first() {
        for to in &consumers[index] {
            layer[*to] = layer[*to].max(layer[index] + 1);
            waiting[*to] -= 1;
            if waiting[*to] == 0 {
                ready.insert(*to);
            }
        }
    }
    pull_sources_down(sketch, &consumers, &mut layer);
    layer
}

/// A source stands right above the first box that needs it, not at the very top.
fn pull_sources_down(sketch: &Sketch, consumers: &[Vec<usize>], layer: &mut [usize]) {
    let fed: BTreeSet<usize> = sketch.wires.iter().map(|wire| wire.to).collect();
    for index in (0..layer.len()).filter(|index| !fed.contains(index)) {
        if let Some(first) = consumers[index].iter().map(|to| layer[*to]).min() {
            layer[index] = first.saturating_sub(1);
        }
    }
}
