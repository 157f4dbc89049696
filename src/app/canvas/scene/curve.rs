//! The lines of wires: straight, as an S, or with round corners from point to point. In graph units.

use egui::epaint::CubicBezierShape;
use egui::{Color32, Pos2, Stroke, vec2};

use super::flow::Transposed;
use crate::graph::Direction;

/// How far a wire goes straight on before it turns.
pub const STUB: f32 = 26.0;
/// How round a wire's corners are where it is led through points.
pub const CORNER: f32 = 14.0;
/// Pieces of a round corner.
const CORNER_PIECES: usize = 5;
/// How far a curve may lie beside the true one, in graph units.
const TOLERANCE: f32 = 0.25;

/// The way of a wire that nothing stands in the way of.
pub fn direct(start: Pos2, end: Pos2, direction: Direction) -> Vec<Pos2> {
    let points = downwards(start.transposed(direction), end.transposed(direction));
    let back = points.into_iter().map(|spot| spot.transposed(direction));
    back.collect()
}

/// A straight line, or an S that leaves and enters vertically.
pub fn downwards(start: Pos2, end: Pos2) -> Vec<Pos2> {
    if (start.x - end.x).abs() < 0.5 {
        return vec![start, end];
    }
    let reach = vec2(0.0, ((end.y - start.y).abs() / 2.0).max(STUB));
    curve([start, start + reach, end - reach, end])
}

/// Where a wire turns that leaves at `start` and enters at `end`, both vertically, and is led through `bends`.
pub fn led_through(start: Pos2, bends: &[Pos2], end: Pos2) -> Vec<Pos2> {
    let stub = vec2(0.0, STUB / 2.0);
    let mut turns = vec![start + stub];
    turns.extend(bends);
    turns.push(end - stub);
    turns
}

/// Straight from point to point with round corners.
pub fn rounded(corners: &[Pos2]) -> Vec<Pos2> {
    let mut points: Vec<Pos2> = corners.first().copied().into_iter().collect();
    for around in corners.windows(3) {
        let [before, corner, after] = [around[0], around[1], around[2]];
        let reach = CORNER
            .min(before.distance(corner) / 2.0)
            .min(corner.distance(after) / 2.0);
        let from = corner + (before - corner).normalized() * reach;
        let to = corner + (after - corner).normalized() * reach;
        points.extend((0..=CORNER_PIECES).map(|piece| {
            let share = piece as f32 / CORNER_PIECES as f32;
            from.lerp(corner, share).lerp(corner.lerp(to, share), share)
        }));
    }
    points.extend(corners.last());
    points
}

/// The curve with these four points, as a line that is near enough to it.
pub fn curve(points: [Pos2; 4]) -> Vec<Pos2> {
    CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, Stroke::NONE)
        .flatten(Some(TOLERANCE))
}
