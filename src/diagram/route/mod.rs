//! Ways for wires among boxes that stand where somebody put them: around what is in the way, on lanes and tracks of their
//! own. Never moves a box, never knows a graph. Coordinates are in flow space, as in the layout.

mod area;
mod aside;
mod kept;
mod ways;

pub use area::Area;
pub use kept::Laid;

pub use super::lanes::{Ends, Turn};

use std::collections::BTreeMap;

use self::area::Areas;
use super::flow::Flow;
use super::lanes::{Way, alone, spaced};

/// With more wires than this in one body, each is led without regard for the others: all of them could not be moved apart
/// while a hand waits, nor told apart by an eye.
pub const MOST_SPACED: usize = 2_000;

/// Finds ways for the wires of one body, and keeps those of different sources apart.
#[derive(Clone, Debug, Default)]
pub struct Router {
    areas: Areas,
    /// Ways that a layout found.
    laid: BTreeMap<usize, Laid>,
    wires: BTreeMap<usize, Known>,
}

/// What is known of a wire.
#[derive(Clone, Debug)]
struct Known {
    ends: Ends,
    way: Way,
    /// Its corners, as they were last given out.
    points: Vec<Flow>,
}

impl Router {
    /// A router among boxes that cover `areas`.
    #[must_use]
    pub fn new(areas: Vec<Area>) -> Self {
        Self {
            areas: Areas::new(areas),
            laid: BTreeMap::new(),
            wires: BTreeMap::new(),
        }
    }

    /// Leads a wire on the way that a layout found for it, as long as that is clear of boxes.
    pub fn lay(&mut self, wire: usize, laid: Laid) {
        self.laid.insert(wire, laid);
    }

    /// Moves a box. Wires that are to take notice have to be led anew.
    pub fn relocate(&mut self, index: usize, area: Area) {
        self.areas.relocate(index, area);
    }

    /// Wires that something had driven off the way that a layout found, which is free again.
    pub fn returning(&self) -> impl Iterator<Item = usize> + '_ {
        let driven = self.wires.iter().filter(|(wire, known)| {
            let is_driven = !known.way.is_laid_out && !known.way.strips.is_empty();
            let laid = self.laid.get(wire).filter(|_| is_driven);
            laid.is_some_and(|laid| ways::is_free(&self.areas, &known.ends, laid))
        });
        driven.map(|(wire, _)| *wire)
    }

    /// Forgets a wire, which leaves its lanes to others.
    pub fn forget(&mut self, wire: usize) {
        self.wires.remove(&wire);
    }

    /// The corners of a line through `points`, the first and the last of which are its ends: straight from each to the next
    /// where nothing is in between, else around it.
    #[must_use]
    pub fn through(&self, points: &[Flow]) -> Vec<Flow> {
        let mut line: Vec<Flow> = points.first().copied().into_iter().collect();
        for ends in points.windows(2) {
            let [start, end] = [ends[0], ends[1]];
            if self.areas.is_clear(start, end) {
                line.push(end);
                continue;
            }
            let ends = Ends {
                source: 0,
                start,
                end,
                enters_first: false,
            };
            let leg = alone(&ends, &ways::find(&self.areas, &ends, None));
            line.extend(leg.into_iter().skip(1));
        }
        line
    }

    /// Finds a way for each of `wires`, and answers with the corners of all wires that run otherwise than before.
    pub fn lead(&mut self, wires: &[(usize, Ends)]) -> Vec<(usize, Vec<Flow>)> {
        for (wire, ends) in wires {
            let way = ways::find(&self.areas, ends, self.laid.get(wire));
            let known = Known {
                ends: *ends,
                way,
                points: Vec::new(),
            };
            self.wires.insert(*wire, known);
        }
        if self.wires.len() > MOST_SPACED {
            return self.alone(wires);
        }
        let ways: Vec<(usize, &Known)> = self
            .wires
            .iter()
            .map(|(wire, known)| (*wire, known))
            .collect();
        let aside = aside::found(&self.areas, &ways, &self.laid);
        let of_all: Vec<(&Ends, &Way)> = ways
            .iter()
            .map(|(wire, known)| (&known.ends, aside.get(wire).unwrap_or(&known.way)))
            .collect();
        let lines = spaced(&of_all).into_iter().map(|line| line.points);
        let changed: Vec<(usize, Vec<Flow>)> = ways
            .iter()
            .zip(lines)
            .filter(|((_, known), points)| known.points != *points)
            .map(|((wire, _), points)| (*wire, points))
            .collect();
        for (wire, points) in &changed {
            if let Some(known) = self.wires.get_mut(wire) {
                known.points.clone_from(points);
            }
        }
        changed
    }

    /// The corners of each of `wires`, as if it were alone.
    fn alone(&mut self, wires: &[(usize, Ends)]) -> Vec<(usize, Vec<Flow>)> {
        let mut lines = Vec::with_capacity(wires.len());
        for (wire, _) in wires {
            if let Some(known) = self.wires.get_mut(wire) {
                known.points = alone(&known.ends, &known.way);
                lines.push((*wire, known.points.clone()));
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALONG: f32 = 46.0;
    const ACROSS: f32 = 236.0;

    /// Boxes with their near corners there, along and across.
    fn router(corners: &[[f32; 2]]) -> (Router, Vec<Area>) {
        let area = |[along, across]: &[f32; 2]| {
            Area::new([*along, along + ALONG], [*across, across + ACROSS])
        };
        let areas: Vec<Area> = corners.iter().map(area).collect();
        (Router::new(areas.clone()), areas)
    }

    /// A wire from the middle of one box to a port of another, beside the middle of it.
    fn wire(areas: &[Area], from: usize, to: usize, beside: f32) -> Ends {
        let middle = |area: &Area| (area.near.across + area.far.across) / 2.0;
        Ends {
            source: from,
            start: Flow {
                along: areas[from].far.along,
                across: middle(&areas[from]),
            },
            end: Flow {
                along: areas[to].near.along,
                across: middle(&areas[to]) + beside,
            },
            enters_first: false,
        }
    }

    fn assert_clear(line: &[Flow], areas: &[Area]) {
        for ends in line.windows(2) {
            let sorted = |one: f32, other: f32| [one.min(other), one.max(other)];
            let along = sorted(ends[0].along, ends[1].along);
            let across = sorted(ends[0].across, ends[1].across);
            let is_inside = |area: &&Area| {
                along[1] > area.near.along + 0.5
                    && along[0] < area.far.along - 0.5
                    && across[1] > area.near.across + 0.5
                    && across[0] < area.far.across - 0.5
            };
            assert!(!areas.iter().any(|area| is_inside(&area)), "{line:?}");
        }
    }

    #[test]
    fn a_wire_goes_no_higher_above_its_box_than_it_has_to() {
        // From the end of a column to the beginning of the next.
        let (mut router, areas) = router(&[[0.0, 0.0], [312.0, 0.0], [0.0, 330.0]]);
        let (_, line) = router.lead(&[(0, wire(&areas, 1, 2, 0.0))]).remove(0);
        assert_clear(&line, &areas);
        let highest = line.iter().map(|point| point.along).fold(0.0, f32::min);
        assert!((-60.0..0.0).contains(&highest), "{line:?}");
        let lowest = line.iter().map(|point| point.along).fold(0.0, f32::max);
        assert!(lowest < 312.0 + ALONG + 60.0, "{line:?}");
    }

    #[test]
    fn in_a_tangle_only_those_wires_are_led_that_are_asked_for() {
        let corners: Vec<[f32; 2]> = (0..80).map(|row| [104.0 * row as f32, 0.0]).collect();
        let (mut router, mut areas) = router(&corners);
        let pairs = (0..80).flat_map(|to| (0..to).map(move |from| (from, to)));
        let pairs: Vec<(usize, usize)> = pairs.collect();
        assert!(pairs.len() > MOST_SPACED);
        let ends = |areas: &[Area], index: usize| {
            let (from, to) = pairs[index];
            (index, wire(areas, from, to, 0.0))
        };
        let all: Vec<(usize, Ends)> = (0..pairs.len()).map(|index| ends(&areas, index)).collect();
        for (_, line) in router.lead(&all) {
            assert_clear(&line, &areas);
        }
        areas[40] = Area::new([4160.0, 4206.0], [300.0, 536.0]);
        router.relocate(40, areas[40]);
        let moved = (0..pairs.len()).filter(|index| pairs[*index].0 == 40);
        let moved: Vec<(usize, Ends)> = moved.map(|index| ends(&areas, index)).collect();
        let led = router.lead(&moved);
        assert_eq!(led.len(), moved.len());
        for (_, line) in &led {
            assert_clear(line, &areas);
        }
    }

    #[test]
    fn a_line_through_points_goes_around_what_is_between_them_and_else_straight() {
        let (router, _) = router(&[[0.0, 0.0], [300.0, 0.0]]);
        let point = |along: f32, across: f32| Flow { along, across };
        let [start, end] = [point(59.0, 118.0), point(287.0, 118.0)];
        // Up to a point above the box that it comes from, and down into the other from above.
        for bend in [
            point(-100.0, 118.0),
            point(-100.0, 400.0),
            point(500.0, -50.0),
        ] {
            let line = router.through(&[start, bend, end]);
            let mut pieces = line.windows(2);
            assert!(
                pieces.all(|ends| router.areas.is_clear(ends[0], ends[1])),
                "{line:?}"
            );
            assert!(line.contains(&bend), "{line:?}");
        }
        let aside = [start, point(150.0, 500.0), end];
        assert_eq!(router.through(&aside), aside);
    }

    #[test]
    fn a_wire_to_a_box_that_stands_higher_goes_around_its_own_boxes() {
        for (along, across) in [
            (-300.0, 0.0),
            (-300.0, 400.0),
            (0.0, 300.0),
            (-60.0, -270.0),
        ] {
            let (mut router, areas) = router(&[[0.0, 0.0], [along, across]]);
            let (_, line) = router.lead(&[(0, wire(&areas, 0, 1, 0.0))]).remove(0);
            assert_clear(&line, &areas);
            let [leaves, enters] = [
                [line[0], line[1]],
                [line[line.len() - 2], line[line.len() - 1]],
            ];
            for [from, to] in [leaves, enters] {
                assert!(
                    to.along > from.along && to.across == from.across,
                    "{line:?}"
                );
            }
        }
    }

    #[test]
    fn boxes_between_that_stand_askew_are_passed() {
        let corners = [
            [0.0, 0.0],
            [90.0, -150.0],
            [170.0, 120.0],
            [215.0, -200.0],
            [330.0, 0.0],
        ];
        let (mut router, areas) = router(&corners);
        let (_, line) = router.lead(&[(0, wire(&areas, 0, 4, 36.0))]).remove(0);
        assert_clear(&line, &areas);
    }

    #[test]
    fn boxes_joined_all_to_all_have_a_lane_for_each_source() {
        let count = 30;
        let corners: Vec<[f32; 2]> = (0..count).map(|row| [row as f32 * 104.0, 0.0]).collect();
        let (mut router, areas) = router(&corners);
        let pairs = (0..count).flat_map(|to| (0..to).map(move |from| (from, to)));
        let wires: Vec<(usize, Ends)> = pairs
            .map(|(from, to)| wire(&areas, from, to, 3.0 * (to - 1 - from) as f32))
            .enumerate()
            .collect();
        let led = router.lead(&wires);
        assert_eq!(led.len(), wires.len());
        let mut lanes: Vec<(f32, usize, [f32; 2])> = Vec::new();
        for (index, line) in &led {
            assert_clear(line, &areas);
            for ends in line.windows(2).filter(|ends| ends[0].across > ACROSS) {
                if ends[0].across == ends[1].across {
                    let span = [
                        ends[0].along.min(ends[1].along),
                        ends[0].along.max(ends[1].along),
                    ];
                    lanes.push((ends[0].across, wires[*index].1.source, span));
                }
            }
        }
        for (at, one) in lanes.iter().enumerate() {
            for other in &lanes[at + 1..] {
                let meets = one.2[0] < other.2[1] && other.2[0] < one.2[1];
                assert!(
                    one.1 == other.1 || !meets || (one.0 - other.0).abs() > 1.0,
                    "{one:?} {other:?}"
                );
            }
        }
    }

    #[test]
    fn a_shortcut_to_the_first_port_comes_in_from_the_near_side() {
        let corners: Vec<[f32; 2]> = (0..5).map(|row| [row as f32 * 104.0, 0.0]).collect();
        let (mut router, areas) = router(&corners);
        let mut shortcut = wire(&areas, 0, 4, 0.0);
        let least = |line: &[Flow]| {
            line.iter()
                .fold(f32::INFINITY, |least, point| least.min(point.across))
        };
        assert!(least(&router.lead(&[(0, shortcut)])[0].1) >= 118.0);
        shortcut.enters_first = true;
        assert!(least(&router.lead(&[(0, shortcut)])[0].1) < 0.0);
    }

    #[test]
    fn wires_that_nothing_has_happened_to_stay_as_they_are() {
        let corners: Vec<[f32; 2]> = (0..8).map(|row| [row as f32 * 104.0, 0.0]).collect();
        let (mut router, areas) = router(&corners);
        let wires = [(0, wire(&areas, 0, 3, 36.0)), (1, wire(&areas, 4, 7, 36.0))];
        assert_eq!(router.lead(&wires).len(), 2);
        router.relocate(5, Area::new([530.0, 576.0], [20.0, 256.0]));
        let led = router.lead(&wires[1..]);
        assert!(led.iter().all(|(wire, _)| *wire == 1), "{led:?}");
    }
}
