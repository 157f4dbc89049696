//! The way of a wire: down from one node, into the next from above, around what stands between.

use egui::epaint::CubicBezierShape;
use egui::{Color32, Pos2, Rect, Stroke, pos2, vec2};

/// How far a wire goes straight on before it turns.
const STUB: f32 = 26.0;
/// How far a wire keeps from nodes that it passes.
const CLEARANCE: f32 = 24.0;
/// Between wires that run beside each other.
const LANE_STEP: f32 = 12.0;
/// How far a curve may lie beside the true one, in graph units.
const TOLERANCE: f32 = 0.25;

/// A wire's way as a line of points, in graph units.
#[derive(Debug, Clone)]
pub struct Route {
    /// From where it leaves to where it enters.
    pub points: Vec<Pos2>,
    /// The smallest rectangle around the points.
    pub bounds: Rect,
}

impl Route {
    /// The way through `points`.
    pub fn new(points: Vec<Pos2>) -> Self {
        let bounds = Rect::from_points(&points);
        Self { points, bounds }
    }

    /// The distance of `spot` from the wire.
    pub fn distance(&self, spot: Pos2) -> f32 {
        let pieces = self
            .points
            .windows(2)
            .map(|ends| distance_to_piece(spot, ends[0], ends[1]));
        pieces.fold(f32::INFINITY, f32::min)
    }

    /// The point halfway along the wire.
    pub fn middle(&self) -> Pos2 {
        let length: f32 = self
            .points
            .windows(2)
            .map(|ends| ends[0].distance(ends[1]))
            .sum();
        let mut left = length / 2.0;
        for ends in self.points.windows(2) {
            let piece = ends[0].distance(ends[1]);
            if piece >= left && piece > 0.0 {
                return ends[0].lerp(ends[1], left / piece);
            }
            left -= piece;
        }
        self.points.first().copied().unwrap_or_default()
    }
}

/// Finds ways for the wires of one body, and keeps those that pass nodes apart from each other.
#[derive(Debug, Default)]
pub struct Router<'a> {
    /// What wires should not cross.
    pub obstacles: &'a [Rect],
    lanes: Vec<(f32, f32, f32)>,
}

impl<'a> Router<'a> {
    /// A router among `obstacles`.
    pub fn new(obstacles: &'a [Rect]) -> Self {
        Self {
            obstacles,
            lanes: Vec::new(),
        }
    }

    /// The way from `start`, where a wire leaves, to `end`, where it enters.
    pub fn route(&mut self, start: Pos2, end: Pos2) -> Route {
        let drop = end.y - start.y;
        if drop < STUB {
            return self.wrap(start, end);
        }
        let direct = direct(start, end);
        if drop < 2.0 * CLEARANCE + STUB || !self.is_blocked(&direct) {
            return Route::new(direct);
        }
        self.pass(start, end)
    }

    /// A way down beside the nodes that stand between.
    fn pass(&mut self, start: Pos2, end: Pos2) -> Route {
        let turn = (2.0 * STUB).min((end.y - start.y) / 2.0);
        let (top, bottom) = (start.y + turn, end.y - turn);
        let to_the_right = end.x >= start.x;
        let lane = self.free_lane(start.x.max(end.x), (top, bottom), to_the_right);
        let mut points = direct(start, pos2(lane, top));
        points.extend(direct(pos2(lane, bottom), end));
        Route::new(points)
    }

    /// A way up to a node that stands higher, as where a long network goes on in the next column: around below,
    /// up between the columns, and over the top.
    fn wrap(&mut self, start: Pos2, end: Pos2) -> Route {
        let (top, bottom) = (end.y, start.y);
        let lane = self
            .gap_between(start, end)
            .unwrap_or_else(|| self.free_lane(start.x.max(end.x), (top, bottom), true));
        let reach = |x: f32| (0.35 * (lane - x).abs()).clamp(STUB, 44.0);
        let below = reach(start.x);
        let above = reach(end.x);
        let mut points = curve([
            start,
            start + vec2(0.0, below),
            pos2(lane, bottom + below),
            pos2(lane, bottom),
        ]);
        points.extend(curve([
            pos2(lane, top),
            pos2(lane, top - above),
            end - vec2(0.0, above),
            end,
        ]));
        Route::new(points)
    }

    /// The x of the widest free strip between two columns, nearest to where the wire ends.
    fn gap_between(&mut self, start: Pos2, end: Pos2) -> Option<f32> {
        let (left, right) = (start.x.min(end.x), start.x.max(end.x));
        let beside = |rect: &&Rect| rect.bottom() > end.y - STUB && rect.top() < start.y + STUB;
        let mut strips: Vec<(f32, f32)> = Vec::new();
        let mut from = left;
        let mut covered: Vec<(f32, f32)> = self
            .obstacles
            .iter()
            .filter(beside)
            .map(|rect| (rect.left(), rect.right()))
            .collect();
        covered.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (start, end) in covered {
            if start > from && start < right {
                strips.push((from, start));
            }
            from = from.max(end);
        }
        let fitting = strips
            .into_iter()
            .filter(|(left, right)| right - left > 2.0 * LANE_STEP);
        let nearest = fitting.min_by(|one, other| {
            let away = |strip: &(f32, f32)| ((strip.0 + strip.1) / 2.0 - end.x).abs();
            away(one).total_cmp(&away(other))
        });
        nearest.map(|(left, right)| (left + right) / 2.0)
    }

    /// The x of a vertical line from `from` outwards that crosses no obstacle and no other wire's lane.
    fn free_lane(&mut self, from: f32, (top, bottom): (f32, f32), to_the_right: bool) -> f32 {
        let outwards = if to_the_right { 1.0 } else { -1.0 };
        let mut lane = from;
        // Each round passes one obstacle; a canvas has finitely many.
        for _ in 0..=self.obstacles.len() {
            let meets = |rect: &&Rect| {
                rect.top() < bottom
                    && rect.bottom() > top
                    && rect.expand(CLEARANCE - 1.0).x_range().contains(lane)
            };
            let Some(obstacle) = self.obstacles.iter().find(meets) else {
                break;
            };
            lane = if to_the_right {
                obstacle.right() + CLEARANCE
            } else {
                obstacle.left() - CLEARANCE
            };
        }
        while self
            .lanes
            .iter()
            .any(|(x, from, to)| (x - lane).abs() < LANE_STEP && *from < bottom && *to > top)
        {
            lane += outwards * LANE_STEP;
        }
        self.lanes.push((lane, top, bottom));
        lane
    }

    fn is_blocked(&self, points: &[Pos2]) -> bool {
        let crosses = |rect: &Rect| {
            let rect = rect.shrink(1.0);
            points
                .windows(2)
                .any(|ends| piece_crosses(ends[0], ends[1], rect))
        };
        self.obstacles.iter().any(crosses)
    }
}

/// A straight line, or an S that leaves and enters vertically.
pub fn direct(start: Pos2, end: Pos2) -> Vec<Pos2> {
    if (start.x - end.x).abs() < 0.5 {
        return vec![start, end];
    }
    let reach = vec2(0.0, ((end.y - start.y).abs() / 2.0).max(STUB));
    curve([start, start + reach, end - reach, end])
}

fn curve(points: [Pos2; 4]) -> Vec<Pos2> {
    CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, Stroke::NONE)
        .flatten(Some(TOLERANCE))
}

fn distance_to_piece(spot: Pos2, from: Pos2, to: Pos2) -> f32 {
    let along = to - from;
    let share = ((spot - from).dot(along) / along.length_sq().max(f32::EPSILON)).clamp(0.0, 1.0);
    spot.distance(from + along * share)
}

/// Whether a short or vertical piece meets `rect`; the pieces of a curve are short enough for their boxes to stand
/// for them.
fn piece_crosses(from: Pos2, to: Pos2, rect: Rect) -> bool {
    Rect::from_two_pos(from, to).intersects(rect)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::canvas::scene::measure::NODE;

    fn node(x: f32, y: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), NODE)
    }

    fn crosses_any(route: &Route, obstacles: &[Rect]) -> bool {
        Router::new(obstacles).is_blocked(&route.points)
    }

    #[test]
    fn a_wire_to_the_next_node_is_straight() {
        let nodes = [node(0.0, 0.0), node(0.0, 104.0)];
        let route = Router::new(&nodes).route(pos2(118.0, 46.0), pos2(118.0, 104.0));
        assert_eq!(route.points, [pos2(118.0, 46.0), pos2(118.0, 104.0)]);
    }

    #[test]
    fn a_shortcut_passes_beside_the_nodes_that_it_skips() {
        let nodes: Vec<Rect> = (0..6).map(|row| node(0.0, row as f32 * 104.0)).collect();
        let route = Router::new(&nodes).route(pos2(118.0, 46.0), pos2(154.0, 520.0));
        assert!(!crosses_any(&route, &nodes), "{route:?}");
        assert!(route.bounds.right() > 236.0);
    }

    #[test]
    fn two_shortcuts_over_the_same_nodes_lie_beside_each_other() {
        let nodes: Vec<Rect> = (0..6).map(|row| node(0.0, row as f32 * 104.0)).collect();
        let mut router = Router::new(&nodes);
        let one = router.route(pos2(118.0, 46.0), pos2(154.0, 520.0));
        let other = router.route(pos2(118.0, 46.0), pos2(154.0, 520.0));
        assert!((one.bounds.right() - other.bounds.right()).abs() >= LANE_STEP - 0.1);
    }

    #[test]
    fn a_wire_to_the_next_column_runs_between_the_columns() {
        let nodes = [
            node(0.0, 0.0),
            node(0.0, 312.0),
            node(330.0, 0.0),
            node(330.0, 312.0),
        ];
        let route = Router::new(&nodes).route(pos2(118.0, 358.0), pos2(448.0, 0.0));
        assert!(!crosses_any(&route, &nodes), "{route:?}");
        assert!(route.bounds.top() < 0.0 && route.bounds.bottom() > 358.0);
        assert!(
            route
                .points
                .iter()
                .any(|point| (point.x - 283.0).abs() < 0.5)
        );
    }

    #[test]
    fn the_middle_of_a_straight_wire_is_its_middle() {
        assert_eq!(
            Route::new(vec![pos2(0.0, 0.0), pos2(0.0, 100.0)]).middle(),
            pos2(0.0, 50.0)
        );
    }
}
