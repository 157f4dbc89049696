//! Which layer each box stands in: wires run downwards and are as short as they can be in total.

use std::collections::BTreeMap;

use super::tight_tree::{Edge, TightTree};
use super::{BodyEnd, Sketch};

/// What an end of a body that leaves its edge costs, against one layer of one wire.
const END_WEIGHT: i64 = 10_000;

/// The layer of each box. Of wires in a circle, those that would close it are not heeded.
pub(super) fn ranks(sketch: &Sketch) -> Vec<usize> {
    let count = sketch.boxes.len();
    let order = in_order_of_wires(sketch);
    let mut place = vec![0; count];
    for (at, index) in order.iter().enumerate() {
        place[*index] = at;
    }
    let mut weights: BTreeMap<(usize, usize), i64> = BTreeMap::new();
    for wire in &sketch.wires {
        if place[wire.from] < place[wire.to] {
            *weights.entry((wire.from, wire.to)).or_default() += 1;
        }
    }
    let wires = weights.into_iter().map(|((from, to), weight)| Edge {
        from,
        to,
        length: 1,
        weight,
    });
    let mut edges: Vec<Edge> = wires.collect();
    let mut order = order;
    add_ends(sketch, &mut edges, &mut order);
    let mut search = TightTree::new(edges, &order);
    search.shorten();
    search.lift(&order);
    search.layers(count)
}

/// The boxes, each after those that its wires come from; where a circle leaves none, the first box that is left.
fn in_order_of_wires(sketch: &Sketch) -> Vec<usize> {
    let count = sketch.boxes.len();
    let mut waiting = vec![0; count];
    let mut consumers = vec![Vec::new(); count];
    for wire in &sketch.wires {
        waiting[wire.to] += 1;
        consumers[wire.from].push(wire.to);
    }
    let mut is_placed = vec![false; count];
    let mut ready: std::collections::VecDeque<usize> =
        (0..count).filter(|index| waiting[*index] == 0).collect();
    let mut order = Vec::with_capacity(count);
    let mut first_left = 0;
    while order.len() < count {
        let Some(index) = ready.pop_front() else {
            while is_placed[first_left] {
                first_left += 1;
            }
            ready.push_back(first_left);
            continue;
        };
        if std::mem::replace(&mut is_placed[index], true) {
            continue;
        }
        order.push(index);
        for to in &consumers[index] {
            waiting[*to] -= 1;
            if waiting[*to] == 0 && !is_placed[*to] {
                ready.push_back(*to);
            }
        }
    }
    order
}

/// Ends of a body stand at its edges: two more boxes, above and below all, hold them there.
fn add_ends(sketch: &Sketch, edges: &mut Vec<Edge>, order: &mut Vec<usize>) {
    let count = sketch.boxes.len();
    if sketch.boxes.iter().all(|this| this.end.is_none()) {
        return;
    }
    let (top, bottom) = (count, count + 1);
    for (index, this) in sketch.boxes.iter().enumerate() {
        let weight = |end: BodyEnd| if this.end == Some(end) { END_WEIGHT } else { 0 };
        let hold = |from, to, weight| Edge {
            from,
            to,
            length: 0,
            weight,
        };
        edges.push(hold(top, index, weight(BodyEnd::First)));
        edges.push(hold(index, bottom, weight(BodyEnd::Last)));
    }
    order.insert(0, top);
    order.push(bottom);
}

#[cfg(test)]
mod tests {
    use super::super::{SketchBox, SketchWire};
    use super::*;

    fn sketch(count: usize, wires: &[(usize, usize)]) -> Sketch {
        Sketch {
            boxes: vec![SketchBox::default(); count],
            wires: wires
                .iter()
                .map(|(from, to)| SketchWire {
                    from: *from,
                    to: *to,
                    port: 0,
                })
                .collect(),
            frames: Vec::new(),
        }
    }

    #[test]
    fn branches_begin_side_by_side_and_late_sources_stand_where_they_are_needed() {
        let inception = sketch(6, &[(0, 1), (0, 2), (2, 3), (1, 4), (3, 4), (5, 4)]);
        assert_eq!(ranks(&inception), [0, 1, 1, 2, 3, 2]);
    }

    #[test]
    fn a_box_moves_down_where_that_shortens_more_wires_than_it_lengthens() {
        let spread = sketch(6, &[(0, 1), (1, 2), (2, 3), (0, 4), (4, 3), (4, 5), (2, 5)]);
        let total = |ranks: Vec<usize>| -> usize {
            spread
                .wires
                .iter()
                .map(|wire| ranks[wire.to] - ranks[wire.from])
                .sum()
        };
        assert_eq!(total(ranks(&spread)), 3 + 2 + 1 + 1 + 1);
    }

    #[test]
    fn ends_of_a_body_stand_at_its_edges() {
        let mut body = sketch(5, &[(0, 1), (1, 2), (2, 3), (4, 3)]);
        body.boxes[4].end = Some(BodyEnd::First);
        assert_eq!(ranks(&body), [0, 1, 2, 3, 0]);
    }

    #[test]
    fn a_circle_is_broken_somewhere() {
        assert_eq!(ranks(&sketch(3, &[(0, 1), (1, 2), (2, 0)])), [0, 1, 2]);
    }
}
