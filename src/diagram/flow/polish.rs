//! The last search: a few layers at a time are shaken, sorted and sifted anew, and stay so where that crosses less. A
//! large network has many such places, and each is tried at the cost of its own layers.

use super::order::CellOrder;
use super::search::{OrderSearch, Pull};

/// How many layers to each side of the shaken one are sorted anew at most.
const WIDEST: usize = 6;

/// How many places a cell is shaken off at most.
const SHAKES: [f32; 3] = [2.0, 4.0, 8.0];

/// How far a cell is moved at most, at once.
const REACH: usize = 12;

/// Shakes without fewer crossings, for each layer, after which the search ends.
const MOST_IDLE: usize = 40;

/// Numbers that are always alike.
struct Draw(u64);

impl Draw {
    /// From 0 to 1.
    fn share(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
        (self.0 >> 40) as f32 / (1_u64 << 24) as f32
    }

    fn below(&mut self, count: usize) -> usize {
        ((self.share() * count as f32) as usize).min(count.saturating_sub(1))
    }
}

impl OrderSearch<'_> {
    /// Makes `order` better in many small places, until the work that it may take is done.
    pub(super) fn polish(&mut self, order: &mut CellOrder, seed: u64) {
        let mut costs: Vec<usize> = (0..order.rows.len())
            .map(|row| self.crossings.count_at(order, row))
            .collect();
        let mut draw = Draw(seed);
        let mut idle = 0;
        while self.left > 0 && idle < MOST_IDLE * costs.len() {
            let total: usize = costs.iter().sum();
            if total == 0 {
                return;
            }
            let Some(row) = drawn_row(&costs, total, &mut draw) else {
                return;
            };
            self.shake(order, row, &mut costs, &mut draw);
            idle = if costs.iter().sum::<usize>() < total {
                0
            } else {
                idle + 1
            };
        }
    }

    fn shake(&mut self, order: &mut CellOrder, row: usize, costs: &mut [usize], draw: &mut Draw) {
        let row = row - draw.below(2).min(row);
        let reach = 1 + draw.below(WIDEST);
        let rows = row.saturating_sub(reach)..(row + reach + 1).min(order.rows.len());
        let before: Vec<Vec<usize>> = order.rows[rows.clone()].to_vec();
        let by = SHAKES[draw.below(SHAKES.len())];
        self.shake_row(order, row, by, draw);
        let pull = [Pull::Mean, Pull::Middle][draw.below(2)];
        let turns = draw.below(2) == 1;
        if draw.below(2) == 1 {
            for below in row + 1..rows.end {
                self.sort_row(order, below, (true, turns), pull);
            }
            for above in (rows.start..row).rev() {
                self.sort_row(order, above, (false, turns), pull);
            }
        }
        self.left = self
            .left
            .saturating_sub(before.iter().map(Vec::len).sum::<usize>() * 4);
        self.sift_rows(order, rows.clone(), 4, REACH);
        let end = (rows.end + 1).min(order.rows.len());
        let found: Vec<usize> = (rows.start..end)
            .map(|row| self.crossings.count_at(order, row))
            .collect();
        let old: usize = costs[rows.start..end].iter().sum();
        if found.iter().sum::<usize>() <= old {
            costs[rows.start..end].copy_from_slice(&found);
        } else {
            for (row, cells) in rows.zip(before) {
                order.rows[row] = cells;
                order.renumber(row);
            }
        }
    }

    fn shake_row(&mut self, order: &mut CellOrder, row: usize, by: f32, draw: &mut Draw) {
        let cells = order.rows[row].iter().enumerate();
        let mut placed: Vec<(f32, usize)> = cells
            .map(|(at, cell)| (at as f32 + by * draw.share(), *cell))
            .collect();
        placed.sort_by(|one, other| one.0.total_cmp(&other.0));
        order.rows[row] = placed.into_iter().map(|(_, cell)| cell).collect();
        order.renumber(row);
    }
}

/// A row, those with many crossings more likely.
fn drawn_row(costs: &[usize], total: usize, draw: &mut Draw) -> Option<usize> {
    let mut left = (draw.share() * total as f32) as usize;
    costs.iter().position(|cost| {
        let is_here = left < *cost;
        left = left.saturating_sub(*cost);
        is_here
    })
}
