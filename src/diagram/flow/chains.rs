//! Chains: cells that follow each other straight down. The network's longest way is one of them, and long wires run
//! straight wherever no other straight stretch is in their way.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Sketch;
use super::layers::{Cell, Layered};
use super::order::CellOrder;
use super::pins;

/// Cells in chains.
#[derive(Debug)]
pub(super) struct Chains {
    /// The chain of each cell.
    pub chain_of: Vec<usize>,
    /// Where each cell's near corner is, across from where its chain is, px.
    pub offset: Vec<f32>,
    /// Where each link enters, across from its cell's near corner, px.
    pub entries: Vec<f32>,
    /// The chain of the longest way.
    pub main: usize,
    pub count: usize,
}

impl Chains {
    pub(super) fn new(sketch: &Sketch, layered: &Layered, order: &CellOrder) -> Self {
        let cell_count = layered.cells.len();
        let mut straight_up: Vec<Option<usize>> = vec![None; cell_count];
        let mut is_left = vec![false; cell_count];
        // By the place above, the places below of straight links in each gap: they rise together, or two would cross.
        let mut taken: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); layered.layer_count];
        for (cell, above) in layered.borders() {
            taken[layered.layer_of[above]].insert(order.place[above], order.place[cell]);
        }
        for index in by_importance(layered, order) {
            let link = layered.links[index];
            let (above, below) = (order.place[link.from], order.place[link.to]);
            let gap = &mut taken[layered.layer_of[link.from]];
            let crosses = gap
                .range(..above)
                .next_back()
                .is_some_and(|near| *near.1 > below)
                || gap.range(above..).next().is_some_and(|far| *far.1 < below);
            if is_left[link.from] || straight_up[link.to].is_some() || crosses {
                continue;
            }
            is_left[link.from] = true;
            straight_up[link.to] = Some(index);
            gap.insert(above, below);
        }
        let mut chains = Self {
            chain_of: vec![0; cell_count],
            offset: vec![0.0; cell_count],
            entries: pins::entries(sketch, layered, order, &straight_up),
            main: 0,
            count: 0,
        };
        for cell in order.rows.iter().flatten() {
            chains.append(sketch, layered, *cell, straight_up[*cell]);
        }
        let [_, below] = layered.depths();
        let first = main_cells(layered, order, &below);
        chains.main = first.first().map_or(0, |cell| chains.chain_of[*cell]);
        chains
    }

    /// Puts `cell` below the one that its straight link comes from; without one a new chain begins.
    fn append(&mut self, sketch: &Sketch, layered: &Layered, cell: usize, up: Option<usize>) {
        if let Some(above) = layered.border_above(cell) {
            self.chain_of[cell] = self.chain_of[above];
            return;
        }
        let Some(link) = up.map(|up| layered.links[up]) else {
            self.chain_of[cell] = self.count;
            self.offset[cell] = -middle(sketch, layered, cell);
            self.count += 1;
            return;
        };
        let leaves = self.offset[link.from] + exit(sketch, layered, link.from);
        let enters = match (layered.cells[link.from], layered.cells[cell]) {
            // Boxes below each other stand below each other, whichever port the wire enters.
            (Cell::Box(_), Cell::Box(index)) if !sketch.boxes[index].is_open => {
                middle(sketch, layered, cell)
            }
            _ => up.map_or(0.0, |up| self.entries[up]),
        };
        self.chain_of[cell] = self.chain_of[link.from];
        self.offset[cell] = leaves - enters;
    }
}

/// Where a cell's wires leave, across from its near corner.
pub(super) fn exit(sketch: &Sketch, layered: &Layered, cell: usize) -> f32 {
    match layered.cells[cell] {
        Cell::Box(index) => sketch.boxes[index].exit,
        Cell::Wire(_) | Cell::Border => 0.0,
    }
}

fn middle(sketch: &Sketch, layered: &Layered, cell: usize) -> f32 {
    match layered.cells[cell] {
        Cell::Box(index) => sketch.boxes[index].size.across / 2.0,
        Cell::Wire(_) | Cell::Border => 0.0,
    }
}

/// The cells of the longest way, from its first on; of equally long ones the first in the order.
fn main_cells(layered: &Layered, order: &CellOrder, below: &[usize]) -> Vec<usize> {
    let first_of = |cells: &mut dyn Iterator<Item = usize>| {
        cells.min_by_key(|cell| (Reverse(below[*cell]), order.place[*cell]))
    };
    let mut cells: Vec<usize> = Vec::new();
    let mut next = first_of(&mut order.rows.iter().take(1).flatten().copied());
    while let Some(cell) = next {
        cells.push(cell);
        let mut followers = layered.downs[cell]
            .iter()
            .map(|link| layered.links[*link].to);
        next = first_of(&mut followers);
    }
    cells
}

/// All links, those first that should rather be straight.
fn by_importance(layered: &Layered, order: &CellOrder) -> Vec<usize> {
    let [above, below] = layered.depths();
    let main = main_cells(layered, order, &below);
    let mut is_main = vec![false; layered.cells.len()];
    for cell in main {
        is_main[cell] = true;
    }
    let class = |index: usize| {
        let link = layered.links[index];
        match (layered.cells[link.from], layered.cells[link.to]) {
            _ if is_main[link.from] && is_main[link.to] => 0,
            (Cell::Wire(_), Cell::Wire(_)) => 1,
            (Cell::Box(_), Cell::Box(_)) => 2,
            (Cell::Wire(_), Cell::Box(_)) => 3,
            _ => 4,
        }
    };
    let mut links: Vec<usize> = (0..layered.links.len()).collect();
    links.sort_by_cached_key(|index| {
        let link = layered.links[*index];
        let length = above[link.from] + below[link.to];
        let places = (order.place[link.from], order.place[link.to]);
        (
            class(*index),
            Reverse(length),
            layered.layer_of[link.from],
            places,
        )
    });
    links
}
