//! How often links cross each other, given the order of cells. Wires from one box may cross each other for nothing, and
//! links that carry several wires count as often.

use super::Sketch;
use super::layers::{Cell, Layered, Link};
use super::order::CellOrder;

/// What a crossing costs.
pub(super) const CROSSING: usize = 64;

/// What two wires cost that come to one box in another order than that of their ports, where they may be drawn to enter in
/// any order.
const DISORDER: usize = 1;

/// What two boxes cost that have changed places, where they are to keep them.
const CHANGE: usize = 64;

/// The other end of a link, as seen from a cell.
#[derive(Clone, Copy)]
struct LinkSide {
    cell: usize,
    weight: i64,
    /// The box that its wires come from.
    source: usize,
    /// Where on its box the link ends.
    port: f32,
}

/// Where links end, to see which ones cross.
pub(super) struct Crossings {
    /// For each cell, the sides of the links that enter it, and of those that leave it.
    ups: Vec<Vec<LinkSide>>,
    downs: Vec<Vec<LinkSide>>,
    /// The box that each cell is, or that its wires come from.
    owner: Vec<usize>,
    /// What wires to each cell cost that cross each other just before it.
    at_end: Vec<usize>,
    /// Where boxes stood before, where they are to stay in that order.
    before: Vec<Option<f32>>,
    tree: Vec<usize>,
}

impl Crossings {
    pub(super) fn new(sketch: &Sketch, layered: &Layered, keeps_order: bool) -> Self {
        let port = |link: &Link| {
            let port = sketch.wires[link.wire].port;
            match layered.cells[link.to] {
                Cell::Box(index) if sketch.boxes[index].entries.is_empty() => port as f32,
                Cell::Box(index) => sketch.boxes[index].entry(port),
                Cell::Wire(_) | Cell::Border => 0.0,
            }
        };
        let side = |index: usize, is_up: bool| {
            let link = &layered.links[index];
            LinkSide {
                cell: if is_up { link.from } else { link.to },
                weight: link.weight as i64,
                source: layered.source(index),
                port: port(link),
            }
        };
        let sides = |links: &[Vec<usize>], is_up: bool| {
            let of_cell =
                |links: &Vec<usize>| links.iter().map(|link| side(*link, is_up)).collect();
            links.iter().map(of_cell).collect()
        };
        let at_end = |cell: &Cell| match cell {
            Cell::Box(index) if !sketch.boxes[*index].entries.is_empty() => CROSSING,
            _ => DISORDER,
        };
        let owner = |cell: &Cell| match cell {
            Cell::Box(index) | Cell::Wire(index) => *index,
            Cell::Border => usize::MAX,
        };
        let before = |cell: &Cell| match cell {
            Cell::Box(index) if keeps_order => sketch.boxes[*index].before,
            _ => None,
        };
        Self {
            before: layered.cells.iter().map(before).collect(),
            ups: sides(&layered.ups, true),
            downs: sides(&layered.downs, false),
            owner: layered.cells.iter().map(owner).collect(),
            at_end: layered.cells.iter().map(at_end).collect(),
            tree: Vec::new(),
        }
    }

    /// What all crossings cost, and boxes that have changed places.
    pub(super) fn count(&mut self, order: &CellOrder) -> usize {
        let rows = 0..order.rows.len();
        rows.map(|row| self.count_at(order, row)).sum()
    }

    /// What those just above a row cost, and boxes in it that have changed places.
    pub(super) fn count_at(&mut self, order: &CellOrder, row: usize) -> usize {
        let crossings = if row > 0 {
            self.count_above(order, row)
        } else {
            0
        };
        crossings + CHANGE * self.changed(&order.rows[row])
    }

    /// How many pairs of boxes stand the other way around than before.
    fn changed(&self, row: &[usize]) -> usize {
        let before: Vec<f32> = row.iter().filter_map(|cell| self.before[*cell]).collect();
        let pairs = before.iter().enumerate().map(|(at, one)| {
            let behind = before[at + 1..].iter();
            behind.filter(|other| *other < one).count()
        });
        pairs.sum()
    }

    /// What those between a row and the one above it cost (after Barth, Mutzel, Jünger: Simple and Efficient Bilayer Cross
    /// Counting, 2002).
    fn count_above(&mut self, order: &CellOrder, row: usize) -> usize {
        let mut ends: Vec<(usize, usize, usize, usize)> = Vec::new();
        let mut cost = 0;
        for (at, cell) in order.rows[row].iter().enumerate() {
            let ups = self.ups[*cell].iter();
            ends.extend(
                ups.map(|up| (order.place[up.cell], at + 1, up.weight as usize, up.source)),
            );
            cost += self.count_at_end(order, *cell);
        }
        ends.sort_unstable();
        self.tree.clear();
        self.tree.resize(order.rows[row].len() + 1, 0);
        let mut all = 0;
        for (_, at, weight, _) in &ends {
            let (at, weight) = (*at, *weight);
            cost += CROSSING * weight * (all - self.sum_up_to(at));
            all += weight;
            self.add(at, weight);
        }
        ends.sort_by_key(|end| end.3);
        let alike = ends.chunk_by(|one, other| one.3 == other.3);
        cost - alike.map(within_source).sum::<usize>()
    }

    fn count_at_end(&self, order: &CellOrder, cell: usize) -> usize {
        let ups = &self.ups[cell];
        let mut count = 0;
        for (at, one) in ups.iter().enumerate() {
            for other in &ups[at + 1..] {
                if one.port < other.port && order.place[one.cell] > order.place[other.cell] {
                    count += 1;
                }
            }
        }
        count * self.at_end[cell]
    }

    fn sum_up_to(&self, mut at: usize) -> usize {
        let mut sum = 0;
        while at > 0 {
            sum += self.tree[at];
            at &= at - 1;
        }
        sum
    }

    fn add(&mut self, mut at: usize, weight: usize) {
        while at < self.tree.len() {
            self.tree[at] += weight;
            at += at & at.wrapping_neg();
        }
    }

    /// What is gained when the neighbors `one` and `other` change places.
    pub(super) fn swap_gain(&self, order: &CellOrder, one: usize, other: usize) -> i64 {
        let mut gain = 0;
        for left in &self.ups[one] {
            for right in &self.ups[other] {
                if left.source != right.source {
                    let product = left.weight * right.weight;
                    gain += product * sign(order.place[left.cell], order.place[right.cell]);
                }
            }
        }
        gain *= CROSSING as i64;
        if let (Some(left), Some(right)) = (self.before[one], self.before[other]) {
            gain += CHANGE as i64 * left.total_cmp(&right) as i64;
        }
        if self.owner[one] == self.owner[other] {
            return gain;
        }
        for left in &self.downs[one] {
            for right in &self.downs[other] {
                gain += if left.cell == right.cell {
                    self.at_end[left.cell] as i64 * left.port.total_cmp(&right.port) as i64
                } else {
                    let product = CROSSING as i64 * left.weight * right.weight;
                    product * sign(order.place[left.cell], order.place[right.cell])
                };
            }
        }
        gain
    }
}

/// What crossings would cost among links from one box, by where they begin and end.
fn within_source(ends: &[(usize, usize, usize, usize)]) -> usize {
    let mut cost = 0;
    for (index, one) in ends.iter().enumerate() {
        let crossed = ends[..index]
            .iter()
            .filter(|other| other.0 < one.0 && other.1 > one.1);
        cost += CROSSING * one.2 * crossed.map(|other| other.2).sum::<usize>();
    }
    cost
}

/// 1 where `one` is beyond `other`, -1 where it is before it.
fn sign(one: usize, other: usize) -> i64 {
    one.cmp(&other) as i64
}
