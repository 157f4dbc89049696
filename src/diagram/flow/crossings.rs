//! How often links cross each other, given the order of cells. Wires from one box may cross each other for nothing, and
//! links that carry several wires count as often.

use super::Sketch;
use super::layers::{Cell, Layered};
use super::order::Order;

/// What a crossing costs.
const CROSSING: usize = 64;

/// What two wires cost that come to one box in another order than that of their ports, where they may be drawn to enter in
/// any order.
const DISORDER: usize = 1;

/// Where links end, to see which ones cross.
pub(super) struct Crossings<'a> {
    layered: &'a Layered,
    /// For each link, where on its box it ends.
    ports: Vec<f32>,
    /// What wires to each cell cost that cross each other just before it.
    at_end: Vec<usize>,
    tree: Vec<usize>,
}

impl<'a> Crossings<'a> {
    pub(super) fn new(sketch: &Sketch, layered: &'a Layered) -> Self {
        let port = |link: usize| {
            let link = layered.links[link];
            let port = sketch.wires[link.wire].port;
            match layered.cells[link.to] {
                Cell::Box(index) if sketch.boxes[index].entries.is_empty() => port as f32,
                Cell::Box(index) => sketch.boxes[index].entry(port),
                Cell::Wire(_) => 0.0,
            }
        };
        let at_end = |cell: &Cell| match cell {
            Cell::Box(index) if !sketch.boxes[*index].entries.is_empty() => CROSSING,
            _ => DISORDER,
        };
        Self {
            layered,
            ports: (0..layered.links.len()).map(port).collect(),
            at_end: layered.cells.iter().map(at_end).collect(),
            tree: Vec::new(),
        }
    }

    /// What all crossings cost.
    pub(super) fn count(&mut self, order: &Order) -> usize {
        let rows = 1..order.rows.len();
        rows.map(|row| self.count_above(order, row)).sum()
    }

    /// What those between a row and the one above it cost (after Barth, Mutzel, Jünger: Simple and Efficient Bilayer Cross
    /// Counting, 2002).
    fn count_above(&mut self, order: &Order, row: usize) -> usize {
        let mut ends: Vec<(usize, usize, usize, usize)> = Vec::new();
        let mut cost = 0;
        for (at, cell) in order.rows[row].iter().enumerate() {
            let ups = &self.layered.ups[*cell];
            for index in ups {
                let (link, source) = (self.layered.links[*index], self.layered.source(*index));
                ends.push((order.place[link.from], at + 1, link.weight, source));
            }
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

    fn count_at_end(&self, order: &Order, cell: usize) -> usize {
        let ups = &self.layered.ups[cell];
        let mut count = 0;
        for (at, one) in ups.iter().enumerate() {
            for other in &ups[at + 1..] {
                let place = |link: usize| order.place[self.layered.links[link].from];
                if self.ports[*one] < self.ports[*other] && place(*one) > place(*other) {
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

    /// What is gained when the neighbours `one` and `other` change places.
    pub(super) fn swap_gain(&self, order: &Order, one: usize, other: usize) -> i64 {
        let mut gain = 0;
        let links = &self.layered.links;
        for left in &self.layered.ups[one] {
            for right in &self.layered.ups[other] {
                if self.layered.source(*left) != self.layered.source(*right) {
                    let [left, right] = [left, right].map(|link| links[*link]);
                    let product = (CROSSING * left.weight * right.weight) as i64;
                    gain += product * sign(order.place[left.from], order.place[right.from]);
                }
            }
        }
        let is_one_source = match (self.layered.cells[one], self.layered.cells[other]) {
            (Cell::Box(one) | Cell::Wire(one), Cell::Box(other) | Cell::Wire(other)) => {
                one == other
            }
        };
        if is_one_source {
            return gain;
        }
        for left in &self.layered.downs[one] {
            for right in &self.layered.downs[other] {
                let [to, other_to] = [left, right].map(|link| links[*link].to);
                gain += if to == other_to {
                    let ports = [left, right].map(|link| self.ports[*link]);
                    self.at_end[to] as i64 * ports[0].total_cmp(&ports[1]) as i64
                } else {
                    let product = CROSSING * links[*left].weight * links[*right].weight;
                    product as i64 * sign(order.place[to], order.place[other_to])
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
