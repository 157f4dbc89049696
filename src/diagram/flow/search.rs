//! The search for an order with few crossings: sweeps that sort each layer by where its wires lead, and single cells that
//! move to where they cross least.

use std::ops::Range;

use super::Sketch;
use super::crossings::Crossings;
use super::layers::{Cell, Layered};
use super::order::CellOrder;

/// Sweeps over all layers without fewer crossings, after which the search ends.
const MOST_IDLE_SWEEPS: usize = 4;

/// Pairs of cells compared at most, for each pair that there is.
const COMPARED_PER_PAIR: usize = 200;

/// Pairs of cells compared at most, for each cell, but so many in any case.
const COMPARED: [usize; 2] = [8_000, 1_500_000];

/// Pairs of cells compared at most: a drawing that needs more is a tangle in any order.
const MOST_COMPARED: usize = 4_000_000;

/// Sweeps at most.
const MOST_SWEEPS: usize = 40;

/// Rounds of moving single cells after each sweep.
const SIFTS: usize = 3;

/// Which of the places that its wires lead to draws a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pull {
    Mean,
    Middle,
}

pub(super) struct OrderSearch<'a> {
    layered: &'a Layered,
    shares: Vec<f32>,
    pub(super) crossings: Crossings,
    /// Pairs of cells that may still be compared.
    pub(super) left: usize,
}

impl<'a> OrderSearch<'a> {
    pub(super) fn new(sketch: &Sketch, layered: &'a Layered, keeps_order: bool) -> Self {
        Self {
            layered,
            shares: shares(sketch, layered),
            crossings: Crossings::new(sketch, layered, keeps_order),
            left: budget(layered.cells.len()),
        }
    }

    /// The best order found from `order` on, and what its crossings cost.
    pub(super) fn improved(&mut self, mut order: CellOrder, pull: Pull) -> (CellOrder, usize) {
        let mut best = (order.clone(), self.crossings.count(&order));
        let mut idle = 0;
        for sweep in 0..MOST_SWEEPS {
            if best.1 == 0 || idle >= MOST_IDLE_SWEEPS || self.left == 0 {
                break;
            }
            self.sweep(&mut order, sweep, pull);
            self.sift(&mut order);
            let count = self.crossings.count(&order);
            if count < best.1 {
                best = (order.clone(), count);
                idle = 0;
            } else {
                idle += 1;
            }
        }
        best
    }

    /// Sorts all layers by where their wires come from, or where they lead to; every other time equals turn around.
    fn sweep(&self, order: &mut CellOrder, number: usize, pull: Pull) {
        let count = order.rows.len();
        let is_down = number.is_multiple_of(2);
        for step in 1..count {
            let row = if is_down { step } else { count - 1 - step };
            self.sort_row(order, row, (is_down, number % 4 >= 2), pull);
        }
    }

    pub(super) fn sort_row(
        &self,
        order: &mut CellOrder,
        row: usize,
        (is_down, turns_equals): (bool, bool),
        pull: Pull,
    ) {
        let cells = &order.rows[row];
        let pulled: Vec<Option<f32>> = cells
            .iter()
            .map(|cell| self.drawn_to(order, *cell, is_down, pull))
            .collect();
        let mut sorted: Vec<(f32, usize)> = pulled
            .iter()
            .zip(cells)
            .filter_map(|(pull, cell)| Some(((*pull)?, *cell)))
            .collect();
        if turns_equals {
            sorted.reverse();
        }
        sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut sorted = sorted.into_iter().map(|(_, cell)| cell);
        // What nothing pulls stays where it is.
        let kept = pulled
            .iter()
            .zip(cells)
            .filter_map(|(pull, cell)| match pull {
                Some(_) => sorted.next(),
                None => Some(*cell),
            });
        order.rows[row] = kept.collect();
        order.renumber(row);
    }

    /// The place to which a cell's wires on one side draw it; `None` without any.
    fn drawn_to(&self, order: &CellOrder, cell: usize, is_down: bool, pull: Pull) -> Option<f32> {
        let links = if is_down {
            &self.layered.ups[cell]
        } else {
            &self.layered.downs[cell]
        };
        let place = |index: usize| {
            let link = self.layered.links[index];
            if is_down {
                order.place[link.from] as f32
            } else {
                order.place[link.to] as f32 + self.shares[index]
            }
        };
        if pull == Pull::Middle {
            let mut places: Vec<f32> = links.iter().map(|link| place(*link)).collect();
            places.sort_by(f32::total_cmp);
            return middle(&places);
        }
        let (mut sum, mut weights) = (0.0, 0.0);
        for index in links {
            let weight = self.layered.links[*index].weight as f32;
            sum += weight * place(*index);
            weights += weight;
        }
        (weights > 0.0).then(|| sum / weights)
    }

    /// Moves each cell to the place in its row where crossings cost least.
    pub(super) fn sift(&mut self, order: &mut CellOrder) {
        self.sift_rows(order, 0..order.rows.len(), SIFTS, usize::MAX);
    }

    pub(super) fn sift_rows(
        &mut self,
        order: &mut CellOrder,
        rows: Range<usize>,
        rounds: usize,
        reach: usize,
    ) {
        for _ in 0..rounds {
            let mut has_moved = false;
            for row in rows.clone() {
                for cell in order.rows[row].clone() {
                    self.left = self
                        .left
                        .saturating_sub(order.rows[row].len().min(reach.saturating_mul(2)));
                    if self.left == 0 {
                        return;
                    }
                    has_moved |= self.sift_cell(order, row, cell, reach);
                }
            }
            if !has_moved {
                return;
            }
        }
    }

    fn sift_cell(&self, order: &mut CellOrder, row: usize, cell: usize, reach: usize) -> bool {
        let at = order.place[cell];
        let cells = &order.rows[row];
        let (mut best, mut target, mut sum) = (0, at, 0);
        for to in (at.saturating_sub(reach)..at).rev() {
            sum += self.crossings.swap_gain(order, cells[to], cell);
            if sum > best {
                (best, target) = (sum, to);
            }
        }
        sum = 0;
        for (to, other) in cells.iter().enumerate().skip(at + 1).take(reach) {
            sum += self.crossings.swap_gain(order, cell, *other);
            if sum > best {
                (best, target) = (sum, to);
            }
        }
        if target < at {
            order.rows[row][target..=at].rotate_right(1);
        } else {
            order.rows[row][at..=target].rotate_left(1);
        }
        if target != at {
            order.renumber(row);
        }
        target != at
    }
}

/// How many pairs of cells a search may compare.
fn budget(cells: usize) -> usize {
    let [each, least] = COMPARED;
    let enough = (each * cells).max(least).min(MOST_COMPARED);
    enough.min(COMPARED_PER_PAIR * cells.saturating_mul(cells))
}

/// Where between the corners of the box that it ends at a link enters, from -1/2 to 1/2.
fn shares(sketch: &Sketch, layered: &Layered) -> Vec<f32> {
    let mut shares = vec![0.0; layered.links.len()];
    for (cell, ups) in layered.ups.iter().enumerate() {
        if let Cell::Box(index) = layered.cells[cell] {
            let ports = ups
                .iter()
                .map(|link| sketch.wires[layered.links[*link].wire].port);
            let count = ports.clone().max().unwrap_or(0) + 1;
            let is_free = sketch.boxes[index].entries.is_empty();
            for (link, port) in ups.iter().zip(ports) {
                let share = (port as f32 + 0.5) / count as f32 - 0.5;
                shares[*link] = if is_free { share / 8.0 } else { share };
            }
        }
    }
    shares
}

/// The middle of sorted places; of two in the middle, nearer to the side on which the others lie closer together.
fn middle(places: &[f32]) -> Option<f32> {
    let count = places.len();
    let half = count / 2;
    match count {
        0 => None,
        _ if count % 2 == 1 => Some(places[half]),
        2 => Some((places[0] + places[1]) / 2.0),
        _ => {
            let near = places[half - 1] - places[0];
            let far = places[count - 1] - places[half];
            let (one, other) = (places[half - 1], places[half]);
            Some(if near + far > 0.0 {
                (one * far + other * near) / (near + far)
            } else {
                (one + other) / 2.0
            })
        }
    }
}
