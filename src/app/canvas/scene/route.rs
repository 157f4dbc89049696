//! The way of a wire: down from one node, into the next from above, around what stands between; or through the points
//! that the user has set. What runs to the right is turned as if it ran downwards.

use egui::{Pos2, Rect, pos2, vec2};

use super::bends::distance_to_line;
use super::curve::{STUB, curve, downwards, through};
use super::flow::Turned;
use super::lanes::{self, Lanes};
use super::obstacles::Obstacles;
use crate::graph::Direction;

/// How far a wire keeps from nodes that it passes.
const CLEARANCE: f32 = 24.0;

/// A wire's way as a line of points, in graph units.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// From where it leaves to where it enters.
    pub points: Vec<Pos2>,
    /// The smallest rectangle around the points.
    pub bounds: Rect,
}

impl Default for Route {
    fn default() -> Self {
        Self::new(Vec::new())
    }
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
            .map(|ends| distance_to_line(spot, ends[0], ends[1]));
        pieces.fold(f32::INFINITY, f32::min)
    }

    /// How long the wire is.
    pub fn length(&self) -> f32 {
        let pieces = self.points.windows(2);
        pieces.map(|ends| ends[0].distance(ends[1])).sum()
    }

    /// The point halfway along the wire.
    pub fn middle(&self) -> Pos2 {
        let mut left = self.length() / 2.0;
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
#[derive(Debug, Clone, Default)]
pub struct Router {
    direction: Direction,
    obstacles: Obstacles,
    lanes: Lanes,
}

impl Router {
    /// A router among `obstacles`, in graph units, where wires run in `direction`.
    pub fn new(direction: Direction, obstacles: impl Iterator<Item = Rect>) -> Self {
        let turned = obstacles.map(|rect| rect.turned(direction));
        Self {
            direction,
            obstacles: Obstacles::new(turned.collect()),
            lanes: Lanes::default(),
        }
    }

    /// Moves an obstacle. Wires that are to take notice have to be routed anew.
    pub fn relocate(&mut self, obstacle: usize, rect: Rect) {
        self.obstacles
            .relocate(obstacle, rect.turned(self.direction));
    }

    /// Forgets where wires run; they are all to be routed anew.
    pub fn forget_lanes(&mut self) {
        self.lanes.clear();
    }

    /// The way of `wire` from `start`, where it leaves, through `bends` to `end`, where it enters.
    pub fn route(&mut self, wire: usize, start: Pos2, bends: &[Pos2], end: Pos2) -> Route {
        self.lanes.give_back(wire);
        let turn = |spot: Pos2| spot.turned(self.direction);
        let (start, end) = (turn(start), turn(end));
        let bends: Vec<Pos2> = bends.iter().map(|bend| turn(*bend)).collect();
        let points = if bends.is_empty() {
            self.free(wire, start, end)
        } else {
            through(start, &bends, end)
        };
        let back = points.into_iter().map(|spot| spot.turned(self.direction));
        Route::new(back.collect())
    }

    /// The way that a wire finds by itself.
    fn free(&mut self, wire: usize, start: Pos2, end: Pos2) -> Vec<Pos2> {
        let drop = end.y - start.y;
        if drop < STUB {
            return self.wrap(wire, start, end);
        }
        let straight = downwards(start, end);
        if drop < 2.0 * CLEARANCE + STUB || !self.is_blocked(&straight) {
            return straight;
        }
        self.pass(wire, start, end)
    }

    /// A way down beside the nodes that stand between.
    fn pass(&mut self, wire: usize, start: Pos2, end: Pos2) -> Vec<Pos2> {
        let turn = (2.0 * STUB).min((end.y - start.y) / 2.0);
        let (top, bottom) = (start.y + turn, end.y - turn);
        let to_the_right = end.x >= start.x;
        let lane = self.free_lane(wire, start.x.max(end.x), (top, bottom), to_the_right);
        let mut points = downwards(start, pos2(lane, top));
        points.extend(downwards(pos2(lane, bottom), end));
        points
    }

    /// A way up to a node that stands higher, as where a long network goes on in the next column: around below,
    /// up between the columns, and over the top.
    fn wrap(&mut self, wire: usize, start: Pos2, end: Pos2) -> Vec<Pos2> {
        let (top, bottom) = (end.y, start.y);
        let lane = self
            .gap_between(start, end)
            .unwrap_or_else(|| self.free_lane(wire, start.x.max(end.x), (top, bottom), true));
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
        points
    }

    /// The x of the widest free strip between two columns, nearest to where the wire ends.
    fn gap_between(&self, start: Pos2, end: Pos2) -> Option<f32> {
        let (left, right) = (start.x.min(end.x), start.x.max(end.x));
        let beside = Rect::from_x_y_ranges(left..=right, end.y - STUB..=start.y + STUB);
        let mut strips: Vec<(f32, f32)> = Vec::new();
        let mut from = left;
        let near = self.obstacles.in_area(beside);
        let mut covered: Vec<(f32, f32)> = near.map(|rect| (rect.left(), rect.right())).collect();
        covered.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (start, end) in covered {
            if start > from && start < right {
                strips.push((from, start));
            }
            from = from.max(end);
        }
        let fitting = strips
            .into_iter()
            .filter(|(left, right)| right - left > 2.0 * lanes::STEP);
        let nearest = fitting.min_by(|one, other| {
            let away = |strip: &(f32, f32)| ((strip.0 + strip.1) / 2.0 - end.x).abs();
            away(one).total_cmp(&away(other))
        });
        nearest.map(|(left, right)| (left + right) / 2.0)
    }

    /// The x of a vertical line from `from` outwards that crosses no obstacle and no other wire's lane.
    fn free_lane(
        &mut self,
        wire: usize,
        from: f32,
        (top, bottom): (f32, f32),
        to_the_right: bool,
    ) -> f32 {
        let outwards = if to_the_right { 1.0 } else { -1.0 };
        let mut x = from;
        // Each round passes one obstacle; a canvas has finitely many.
        for _ in 0..=self.obstacles.len() {
            let reach = CLEARANCE - 1.0;
            let strip = Rect::from_x_y_ranges(x - reach..=x + reach, top..=bottom);
            let meets = |rect: &Rect| rect.top() < bottom && rect.bottom() > top;
            let Some(obstacle) = self.obstacles.in_area(strip).find(meets) else {
                break;
            };
            x = if to_the_right {
                obstacle.right() + CLEARANCE
            } else {
                obstacle.left() - CLEARANCE
            };
        }
        self.lanes.take(wire, x, (top, bottom), outwards)
    }

    fn is_blocked(&self, points: &[Pos2]) -> bool {
        let around = Rect::from_points(points);
        self.obstacles.in_area(around).any(|rect| {
            let rect = rect.shrink(1.0);
            points
                .windows(2)
                .any(|ends| piece_crosses(ends[0], ends[1], rect))
        })
    }
}

/// Whether a short or vertical piece meets `rect`; the pieces of a curve are short enough for their boxes to stand
/// for them.
fn piece_crosses(from: Pos2, to: Pos2, rect: Rect) -> bool {
    Rect::from_two_pos(from, to).intersects(rect)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::canvas::scene::curve::CORNER;
    use crate::app::canvas::scene::measure::NODE;

    fn node(x: f32, y: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), NODE)
    }

    fn router(nodes: &[Rect]) -> Router {
        Router::new(Direction::TopToBottom, nodes.iter().copied())
    }

    fn crosses_any(route: &Route, obstacles: &[Rect]) -> bool {
        router(obstacles).is_blocked(&route.points)
    }

    #[test]
    fn a_wire_to_the_next_node_is_straight() {
        let nodes = [node(0.0, 0.0), node(0.0, 104.0)];
        let route = router(&nodes).route(0, pos2(118.0, 46.0), &[], pos2(118.0, 104.0));
        assert_eq!(route.points, [pos2(118.0, 46.0), pos2(118.0, 104.0)]);
    }

    #[test]
    fn a_shortcut_passes_beside_the_nodes_that_it_skips() {
        let nodes: Vec<Rect> = (0..6).map(|row| node(0.0, row as f32 * 104.0)).collect();
        let route = router(&nodes).route(0, pos2(118.0, 46.0), &[], pos2(154.0, 520.0));
        assert!(!crosses_any(&route, &nodes), "{route:?}");
        assert!(route.bounds.right() > 236.0);
    }

    #[test]
    fn two_shortcuts_over_the_same_nodes_lie_beside_each_other() {
        let nodes: Vec<Rect> = (0..6).map(|row| node(0.0, row as f32 * 104.0)).collect();
        let mut router = router(&nodes);
        let one = router.route(0, pos2(118.0, 46.0), &[], pos2(154.0, 520.0));
        let other = router.route(1, pos2(118.0, 46.0), &[], pos2(154.0, 520.0));
        assert!((one.bounds.right() - other.bounds.right()).abs() >= lanes::STEP - 0.1);
    }

    #[test]
    fn a_wire_to_the_next_column_runs_between_the_columns() {
        let nodes = [
            node(0.0, 0.0),
            node(0.0, 312.0),
            node(330.0, 0.0),
            node(330.0, 312.0),
        ];
        let route = router(&nodes).route(0, pos2(118.0, 358.0), &[], pos2(448.0, 0.0));
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

    #[test]
    fn a_wire_that_is_routed_again_leaves_its_old_lane_to_others() {
        let nodes: Vec<Rect> = (0..6).map(|row| node(0.0, row as f32 * 104.0)).collect();
        let mut router = router(&nodes);
        let ends = (pos2(118.0, 46.0), pos2(154.0, 520.0));
        let first = router.route(0, ends.0, &[], ends.1);
        let again = router.route(0, ends.0, &[], ends.1);
        assert_eq!(first.points, again.points);
    }

    #[test]
    fn a_wire_is_led_through_its_points() {
        let bend = pos2(400.0, 200.0);
        let route = router(&[]).route(0, pos2(118.0, 46.0), &[bend], pos2(118.0, 400.0));
        assert!(route.distance(bend) < CORNER, "{route:?}");
        assert!(route.bounds.right() > 380.0);
    }

    #[test]
    fn wires_to_the_right_pass_below_the_nodes_that_they_skip() {
        let nodes: Vec<Rect> = (0..6)
            .map(|column| node(column as f32 * 294.0, 0.0))
            .collect();
        let mut router = Router::new(Direction::LeftToRight, nodes.iter().copied());
        let route = router.route(0, pos2(236.0, 23.0), &[], pos2(1470.0, 38.0));
        let crossed = |rect: &Rect| {
            let inner = rect.shrink(1.0);
            let mut pieces = route.points.windows(2);
            pieces.any(|ends| piece_crosses(ends[0], ends[1], inner))
        };
        assert!(!nodes.iter().any(crossed), "{route:?}");
        assert!(route.bounds.bottom() > 46.0);
    }
}
