//! The points that wires are led through: as stored in the coordinates of their body, and as shown, displaced with the
//! nodes around them.

use egui::{Pos2, Vec2, pos2};

use super::layout::{BodyFrame, Layout};
use super::outline::Outline;

/// The points of `wire` in graph units; without any, the wire finds its own way.
pub fn shown(outline: &Outline, layout: &Layout, wire: usize) -> Vec<Pos2> {
    let Some(points) = outline.bends.get(&wire) else {
        return Vec::new();
    };
    let body = body_of(outline, layout, wire);
    let spread = spread(outline, body, wire);
    let show = |[x, y]: &[f32; 2]| {
        let stored = pos2(*x, *y);
        let shift = spread.unwrap_or_else(|| body.room.displacement(stored));
        stored + shift + body.origin
    };
    points.iter().map(show).collect()
}

/// Where to store points that show at `points`, in graph units.
pub fn stored(outline: &Outline, layout: &Layout, wire: usize, points: &[Pos2]) -> Vec<[f32; 2]> {
    let body = body_of(outline, layout, wire);
    let spread = spread(outline, body, wire);
    let store = |shown: &Pos2| {
        let inside = *shown - body.origin;
        let stored = match spread {
            Some(shift) => inside - shift,
            None => body.room.stored_from_shown(inside),
        };
        [stored.x.round(), stored.y.round()]
    };
    points.iter().map(store).collect()
}

/// The distance of `spot` from the straight way between two points.
pub fn distance_to_line(spot: Pos2, from: Pos2, to: Pos2) -> f32 {
    let along = to - from;
    let share = ((spot - from).dot(along) / along.length_sq().max(f32::EPSILON)).clamp(0.0, 1.0);
    spot.distance(from + along * share)
}

/// Which of `points`, between the two ends of their wire, a new one at `spot` would be.
pub fn place_among(points: &[Pos2], (start, end): (Pos2, Pos2), spot: Pos2) -> usize {
    let mut all = vec![start];
    all.extend(points);
    all.push(end);
    let distance = |place: &usize| distance_to_line(spot, all[*place], all[*place + 1]);
    (0..=points.len())
        .min_by(|one, other| distance(one).total_cmp(&distance(other)))
        .unwrap_or(0)
}

fn body_of<'a>(outline: &Outline, layout: &'a Layout, wire: usize) -> &'a BodyFrame {
    layout.body(outline.items[outline.wires[wire].to].parent)
}

/// While all blocks are open, nodes are spread: points go as far as the ends of their wire do on average.
fn spread(outline: &Outline, body: &BodyFrame, wire: usize) -> Option<Vec2> {
    let ends = outline.wires[wire];
    let of = |item: usize| body.spread.get(&outline.items[item].node).copied();
    Some((of(ends.from)? + of(ends.to)?) / 2.0)
}
