//! The order of cells in each layer: as few crossings as can be found, branches in the order of the ports that they end
//! at, and of equals the first one found, so that a small edit moves little.

use super::Sketch;
use super::crossings::Crossings;
use super::kept;
use super::layers::{Cell, Layered};

/// Sweeps over all layers without fewer crossings, after which the search ends.
const MOST_IDLE_SWEEPS: usize = 4;

/// Sweeps at most.
const MOST_SWEEPS: usize = 40;

/// Rounds of moving single cells after each sweep.
const SIFTS: usize = 3;

/// Times that the best order is shaken, in the hope for a better one.
const SHAKES: usize = 60;

/// How many places a cell is shaken off at most, in turn.
const SHAKE: [f32; 4] = [3.0, 6.0, 2.0, 4.0];

/// Pairs of cells compared at most, for each pair that there is, and in all: a drawing that needs more is a tangle in any
/// order.
const MOST_COMPARED: [usize; 2] = [4, 4_000_000];

/// How much less than in the order that boxes stand in crossings have to cost, in tenths, for boxes to change places.
const WORTH_A_CHANGE: usize = 9;

/// The order of cells, and where in it each cell is.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    /// The cells of each layer.
    pub rows: Vec<Vec<usize>>,
    /// The place of each cell in its row.
    pub place: Vec<usize>,
}

impl Order {
    /// Finds an order. Wires of one box that come to lie side by side share a cell from then on.
    pub(super) fn new(sketch: &Sketch, layered: &mut Layered) -> Self {
        let mut rows = Self::found(sketch, layered).rows;
        layered.merge(sketch, &mut rows);
        Self::of_rows(rows, layered.cells.len())
    }

    fn of_rows(rows: Vec<Vec<usize>>, cell_count: usize) -> Self {
        let mut order = Self {
            rows,
            place: vec![0; cell_count],
        };
        (0..order.rows.len()).for_each(|row| order.renumber(row));
        order
    }

    /// The order that boxes stand in, put right where single cells are amiss, unless another one is much better.
    fn found(sketch: &Sketch, layered: &Layered) -> Self {
        let found = Self::searched(sketch, layered);
        let Some(rows) = kept::rows(sketch, layered) else {
            return found;
        };
        let mut search = Search::new(sketch, layered);
        let mut kept = Self::of_rows(rows, layered.cells.len());
        search.sift(&mut kept);
        let [least, most] = [&found, &kept].map(|order| search.crossings.count(order));
        if most * WORTH_A_CHANGE <= least * 10 {
            kept
        } else {
            found
        }
    }

    fn searched(sketch: &Sketch, layered: &Layered) -> Self {
        let down = Self::of_walk(layered, &walk_down(layered));
        let up = Self::of_walk(layered, &walk_up(layered, &down));
        let mut search = Search::new(sketch, layered);
        let mut best = search.improved(up, Pull::Mean);
        if best.1 > 0 {
            best = least(best, search.improved(down, Pull::Middle));
        }
        let mut random = 1;
        for round in 0..SHAKES {
            if best.1 == 0 || search.left == 0 {
                break;
            }
            let pull = [Pull::Mean, Pull::Middle][round % 2];
            let shaken = best.0.shaken(SHAKE[round % SHAKE.len()], &mut random);
            best = least(best, search.improved(shaken, pull));
        }
        best.0
    }

    /// The order in which a walk comes to the cells.
    fn of_walk(layered: &Layered, walk: &[usize]) -> Self {
        let mut rows = vec![Vec::new(); layered.layer_count];
        for cell in walk {
            rows[layered.layer_of[*cell]].push(*cell);
        }
        Self::of_rows(rows, layered.cells.len())
    }

    /// The same order with cells a few places off, always alike.
    fn shaken(&self, by: f32, random: &mut u64) -> Self {
        let mut draw = || {
            *random = random.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
            (*random >> 40) as f32 / (1_u64 << 24) as f32
        };
        let mut shake = |row: &Vec<usize>| {
            let cells = row.iter().enumerate();
            let mut placed: Vec<(f32, usize)> = cells
                .map(|(at, cell)| (at as f32 + by * draw(), *cell))
                .collect();
            placed.sort_by(|one, other| one.0.total_cmp(&other.0));
            placed.into_iter().map(|(_, cell)| cell).collect()
        };
        Self::of_rows(self.rows.iter().map(&mut shake).collect(), self.place.len())
    }

    fn renumber(&mut self, row: usize) {
        for (at, cell) in self.rows[row].iter().enumerate() {
            self.place[*cell] = at;
        }
    }
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

/// All cells, from the sources on, each branch to its end before the next begins. Branches come in the order of the
/// first box that they lead to: a box that is put in later changes nothing.
fn walk_down(layered: &Layered) -> Vec<usize> {
    let mut least: Vec<usize> = (0..layered.cells.len())
        .map(|cell| match layered.cells[cell] {
            Cell::Box(index) => index,
            Cell::Wire(_) => usize::MAX,
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
fn walk_up(layered: &Layered, down: &Order) -> Vec<usize> {
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

/// The one of two orders whose crossings cost less; of equals the first.
fn least(one: (Order, usize), other: (Order, usize)) -> (Order, usize) {
    if other.1 < one.1 { other } else { one }
}

/// Which of the places that its wires lead to draws a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pull {
    Mean,
    Middle,
}

struct Search<'a> {
    layered: &'a Layered,
    shares: Vec<f32>,
    crossings: Crossings<'a>,
    /// Pairs of cells that may still be compared.
    left: usize,
}

impl<'a> Search<'a> {
    fn new(sketch: &Sketch, layered: &'a Layered) -> Self {
        let pairs = layered.cells.len().pow(2);
        Self {
            layered,
            shares: shares(sketch, layered),
            crossings: Crossings::new(sketch, layered),
            left: (MOST_COMPARED[0] * pairs).min(MOST_COMPARED[1]),
        }
    }

    /// The best order found from `order` on, and what its crossings cost.
    fn improved(&mut self, mut order: Order, pull: Pull) -> (Order, usize) {
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
    fn sweep(&self, order: &mut Order, number: usize, pull: Pull) {
        let count = order.rows.len();
        let is_down = number.is_multiple_of(2);
        for step in 1..count {
            let row = if is_down { step } else { count - 1 - step };
            self.sort_row(order, row, (is_down, number % 4 >= 2), pull);
        }
    }

    fn sort_row(
        &self,
        order: &mut Order,
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
    fn drawn_to(&self, order: &Order, cell: usize, is_down: bool, pull: Pull) -> Option<f32> {
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
    fn sift(&mut self, order: &mut Order) {
        for _ in 0..SIFTS {
            let mut has_moved = false;
            for row in 0..order.rows.len() {
                for cell in order.rows[row].clone() {
                    self.left = self.left.saturating_sub(order.rows[row].len());
                    if self.left == 0 {
                        return;
                    }
                    has_moved |= self.sift_cell(order, row, cell);
                }
            }
            if !has_moved {
                return;
            }
        }
    }

    fn sift_cell(&self, order: &mut Order, row: usize, cell: usize) -> bool {
        let at = order.place[cell];
        let cells = &order.rows[row];
        let (mut best, mut target, mut sum) = (0, at, 0);
        for to in (0..at).rev() {
            sum += self.crossings.swap_gain(order, cells[to], cell);
            if sum > best {
                (best, target) = (sum, to);
            }
        }
        sum = 0;
        for (to, other) in cells.iter().enumerate().skip(at + 1) {
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
