//! Walks through a network: the orders that the search for the best one begins with.

use super::layers::{Cell, Layered};
use super::order::CellOrder;

/// All cells, from the sources on, each branch to its end before the next begins. Branches come in the order of the
/// first box that they lead to: a box that is put in later changes nothing.
pub(super) fn walk_down(layered: &Layered) -> Vec<usize> {
    let mut least: Vec<usize> = (0..layered.cells.len())
        .map(|cell| match layered.cells[cell] {
            Cell::Box(index) => index,
            Cell::Wire(_) | Cell::Border => usize::MAX,
        })
        .collect();
    let mut cells: Vec<usize> = (0..layered.cells.len()).collect();
    cells.sort_by_key(|cell| std::cmp::Reverse(layered.layer_of[*cell]));
    for cell in cells {
        let below = layered.downs[cell]
            .iter()
            .map(|link| least[layered.links[*link].to]);
        least[cell] = least[cell].min(below.min().unwrap_or(usize::MAX));
    }
    let mut sources: Vec<usize> = (0..layered.cells.len())
        .filter(|cell| layered.ups[*cell].is_empty())
        .collect();
    sources.sort_by_key(|cell| (least[*cell], *cell));
    walk(layered, sources, |cell| {
        let mut next: Vec<usize> = layered.downs[cell]
            .iter()
            .map(|link| layered.links[*link].to)
            .collect();
        next.sort_by_key(|cell| (least[*cell], *cell));
        next
    })
}

/// All cells, from the ends on upwards by the ports; the ends in the order in which `down` has them.
pub(super) fn walk_up(layered: &Layered, down: &CellOrder) -> Vec<usize> {
    let mut ends: Vec<usize> = (0..layered.cells.len())
        .filter(|cell| layered.downs[*cell].is_empty())
        .collect();
    ends.sort_by(|one, other| {
        let share = |cell: usize| {
            (down.place[cell] as f32 + 0.5) / down.rows[layered.layer_of[cell]].len() as f32
        };
        share(*one).total_cmp(&share(*other)).then(one.cmp(other))
    });
    walk(layered, ends, |cell| {
        let ups = layered.ups[cell].iter();
        ups.map(|link| layered.links[*link].from).collect()
    })
}

/// All cells in the order in which a walk from `starts` first comes to them.
fn walk(layered: &Layered, starts: Vec<usize>, next: impl Fn(usize) -> Vec<usize>) -> Vec<usize> {
    let mut is_seen = vec![false; layered.cells.len()];
    let mut order = Vec::with_capacity(layered.cells.len());
    let mut stack: Vec<usize> = starts.into_iter().rev().collect();
    while let Some(cell) = stack.pop() {
        if !std::mem::replace(&mut is_seen[cell], true) {
            order.push(cell);
            stack.extend(next(cell).into_iter().rev());
        }
    }
    order
}
