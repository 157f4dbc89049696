//! The way of a wire: down from one node, into the next from above, around what stands between; or through the points
//! that the user has set. What runs to the right is turned as if it ran downwards.

use egui::{Pos2, Rect, pos2};

use super::bends::distance_to_line;
use super::curve::{led_through, rounded};
use super::flow::Transposed;
use super::outline::Outline;
use crate::diagram::Flow;
use crate::diagram::route::{self, Area, Ends, Laid, Turn};
use crate::graph::{Direction, Way};

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

    /// Whether a part of the wire lies in `rect`, or may.
    pub fn passes(&self, rect: Rect) -> bool {
        let mut pieces = self.points.windows(2);
        pieces.any(|ends| Rect::from_two_pos(ends[0], ends[1]).intersects(rect))
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

/// A wire that needs a way.
#[derive(Debug, Clone, PartialEq)]
pub struct WantedWire {
    /// Which one.
    pub wire: usize,
    /// Where it leaves and where it enters.
    pub ends: (Pos2, Pos2),
    /// The points that the user leads it through.
    pub bends: Vec<Pos2>,
}

/// Finds ways for the wires of one body, as the diagram's layout does: with lanes of their own.
#[derive(Debug, Clone, Default)]
pub struct Router {
    direction: Direction,
    router: route::Router,
}

impl Router {
    /// A router among `obstacles`, in graph units, where wires run in `direction`.
    pub fn new(direction: Direction, obstacles: impl Iterator<Item = Rect>) -> Self {
        let areas = obstacles.map(|rect| area(rect.transposed(direction)));
        Self {
            direction,
            router: route::Router::new(areas.collect()),
        }
    }

    /// Leads a wire on the way that a layout found, as long as it is free.
    pub fn lay(&mut self, wire: usize, way: &Way) {
        let [start, end] = way.ends.map(|[across, along]| Flow { along, across });
        let turn = |turn: &Vec<f32>| match turn[..] {
            [first, at, second] => Some(Turn {
                first,
                second: Some((at, second)),
            }),
            [first] => Some(Turn {
                first,
                second: None,
            }),
            _ => None,
        };
        let laid = Laid {
            start,
            end,
            lanes: way.lanes.clone(),
            strips: way.strips.clone(),
            turns: way.turns.iter().filter_map(turn).collect(),
        };
        self.router.lay(wire, laid);
    }

    /// Moves an obstacle. Wires that are to take notice have to be led anew.
    pub fn relocate(&mut self, obstacle: usize, rect: Rect) {
        let area = area(rect.transposed(self.direction));
        self.router.relocate(obstacle, area);
    }

    /// Wires that were driven off their ways, which are free again.
    pub fn returning(&self) -> impl Iterator<Item = usize> + '_ {
        self.router.returning()
    }

    /// The ways of `wanted`, and of wires that make room for them.
    pub fn lead(&mut self, outline: &Outline, wanted: &[WantedWire]) -> Vec<(usize, Route)> {
        let port = |wire: usize| {
            let wire = outline.wires[wire];
            let several = outline.items[wire.to].input_count > 1;
            (wire.from, several && wire.port == 0)
        };
        self.lead_from(wanted, &port)
    }

    /// The same, where `port` says what a wire comes from and whether it enters at the first of several ports.
    fn lead_from(
        &mut self,
        wanted: &[WantedWire],
        port: &dyn Fn(usize) -> (usize, bool),
    ) -> Vec<(usize, Route)> {
        let mut routes = Vec::new();
        let mut free = Vec::new();
        for wire in wanted {
            let (start, end) = wire.ends;
            if wire.bends.is_empty() {
                let (source, enters_first) = port(wire.wire);
                let [start, end] = [start, end].map(|spot| flow(spot.transposed(self.direction)));
                let ends = Ends {
                    source,
                    start,
                    end,
                    enters_first,
                };
                free.push((wire.wire, ends));
            } else {
                self.router.forget(wire.wire);
                let turn = |spot: &Pos2| spot.transposed(self.direction);
                let bends: Vec<Pos2> = wire.bends.iter().map(turn).collect();
                let (start, end) = (turn(&start), turn(&end));
                let turns = led_through(start, &bends, end).into_iter().map(flow);
                let line = self.router.through(&turns.collect::<Vec<_>>());
                let mut corners = vec![start];
                corners.extend(line.into_iter().map(spot));
                corners.push(end);
                routes.push((wire.wire, self.route(rounded(&corners))));
            }
        }
        let led = self.router.lead(&free);
        routes.extend(led.into_iter().map(|(wire, corners)| {
            let corners: Vec<Pos2> = corners.into_iter().map(spot).collect();
            (wire, self.route(rounded(&corners)))
        }));
        routes
    }

    /// A route through turned points.
    fn route(&self, points: Vec<Pos2>) -> Route {
        let back = points
            .into_iter()
            .map(|spot| spot.transposed(self.direction));
        Route::new(back.collect())
    }
}

fn area(rect: Rect) -> Area {
    Area::new([rect.top(), rect.bottom()], [rect.left(), rect.right()])
}

fn flow(spot: Pos2) -> Flow {
    Flow {
        along: spot.y,
        across: spot.x,
    }
}

fn spot(flow: Flow) -> Pos2 {
    pos2(flow.across, flow.along)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::canvas::scene::curve::CORNER;
    use crate::app::canvas::scene::measure::NODE;

    /// Between two lanes, in graph units.
    const STEP: f32 = 12.0;

    fn node(x: f32, y: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), NODE)
    }

    fn router(nodes: &[Rect]) -> Router {
        Router::new(Direction::TopToBottom, nodes.iter().copied())
    }

    fn route(router: &mut Router, wire: usize, start: Pos2, bends: &[Pos2], end: Pos2) -> Route {
        let wanted = WantedWire {
            wire,
            ends: (start, end),
            bends: bends.to_vec(),
        };
        let mut routes = router.lead_from(&[wanted], &|wire| (wire, false));
        let own = routes.iter().position(|(led, _)| *led == wire);
        routes.swap_remove(own.expect("the wire has a way")).1
    }

    fn crosses(route: &Route, obstacle: &Rect) -> bool {
        let inner = obstacle.shrink(1.0);
        let mut pieces = route.points.windows(2);
        pieces.any(|ends| Rect::from_two_pos(ends[0], ends[1]).intersects(inner))
    }

    fn crosses_any(route: &Route, obstacles: &[Rect]) -> bool {
        obstacles.iter().any(|obstacle| crosses(route, obstacle))
    }

    #[test]
    fn a_wire_to_the_next_node_is_straight() {
        let nodes = [node(0.0, 0.0), node(0.0, 104.0)];
        let route = route(
            &mut router(&nodes),
            0,
            pos2(118.0, 46.0),
            &[],
            pos2(118.0, 104.0),
        );
        assert_eq!(route.points, [pos2(118.0, 46.0), pos2(118.0, 104.0)]);
    }

    #[test]
    fn a_shortcut_passes_beside_the_nodes_that_it_skips() {
        let nodes: Vec<Rect> = (0..6).map(|row| node(0.0, row as f32 * 104.0)).collect();
        let route = route(
            &mut router(&nodes),
            0,
            pos2(118.0, 46.0),
            &[],
            pos2(154.0, 520.0),
        );
        assert!(!crosses_any(&route, &nodes), "{route:?}");
        assert!(route.bounds.right() > 236.0);
    }

    #[test]
    fn two_shortcuts_over_the_same_nodes_lie_beside_each_other() {
        let nodes: Vec<Rect> = (0..6).map(|row| node(0.0, row as f32 * 104.0)).collect();
        let mut router = router(&nodes);
        let one = route(&mut router, 0, pos2(118.0, 46.0), &[], pos2(154.0, 520.0));
        let other = route(&mut router, 1, pos2(118.0, 46.0), &[], pos2(154.0, 520.0));
        assert!((one.bounds.right() - other.bounds.right()).abs() >= STEP - 0.1);
    }

    #[test]
    fn a_wire_to_the_next_column_runs_between_the_columns() {
        let nodes = [
            node(0.0, 0.0),
            node(0.0, 312.0),
            node(330.0, 0.0),
            node(330.0, 312.0),
        ];
        let route = route(
            &mut router(&nodes),
            0,
            pos2(118.0, 358.0),
            &[],
            pos2(448.0, 0.0),
        );
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
        let first = route(&mut router, 0, ends.0, &[], ends.1);
        let again = route(&mut router, 0, ends.0, &[], ends.1);
        assert_eq!(first.points, again.points);
    }

    #[test]
    fn a_wire_is_led_through_its_points() {
        let bend = pos2(400.0, 200.0);
        let route = route(
            &mut router(&[]),
            0,
            pos2(118.0, 46.0),
            &[bend],
            pos2(118.0, 400.0),
        );
        assert!(route.distance(bend) < CORNER, "{route:?}");
        assert!(route.bounds.right() > 380.0);
    }

    #[test]
    fn wires_to_the_right_pass_below_the_nodes_that_they_skip() {
        let nodes: Vec<Rect> = (0..6)
            .map(|column| node(column as f32 * 294.0, 0.0))
            .collect();
        let mut router = Router::new(Direction::LeftToRight, nodes.iter().copied());
        let route = route(&mut router, 0, pos2(236.0, 23.0), &[], pos2(1470.0, 38.0));
        assert!(!crosses_any(&route, &nodes), "{route:?}");
        assert!(route.bounds.bottom() > 46.0);
    }
}
