//! The way of one wire, roughly: in which strips between boxes it runs sideways, and beside which boxes it runs along.

use super::area::{Area, Areas};
use super::kept::Laid;
use crate::diagram::flow::Flow;
use crate::diagram::lanes::{Ends, LEAST_CLEARANCE_PX, Room, STRAIGHT_PX, Way};

/// How far a wire keeps from boxes that it passes, px, where there is room.
const CLEARANCE: f32 = 24.0;

/// How far a wire goes straight on before it turns, px, where there is room.
const STUB: f32 = 10.0;

/// How far around its ends a wire looks for a lane at first, px.
const FIRST_LOOK: f32 = 400.0;

/// Gaps beyond this width have an edge to keep to, px; in narrower ones wires run in the middle.
const WIDE: f32 = 160.0;

/// The part of a high strip that wires keep to, px.
const HIGHEST: f32 = 6.0 * CLEARANCE;

/// Lanes that are tried at most, each way.
const MOST_TRIED: usize = 24;

/// Pairs of lanes are tried among so many at first, and among so many where none of those is free.
const TRIED_IN_PAIRS: [usize; 2] = [12, 80];

/// The best way among boxes: the one on which a layout led the wire, as long as that is free.
pub(super) fn find(areas: &Areas, ends: &Ends, laid: Option<&Laid>) -> Way {
    let finder = Finder::new(areas, ends);
    finder.found(laid).unwrap_or_else(|| finder.through())
}

/// The best way on which a wire also keeps off `taken`, which it may cross.
pub(super) fn find_beside(
    areas: &Areas,
    ends: &Ends,
    laid: Option<&Laid>,
    taken: &[Area],
) -> Option<Way> {
    let finder = Finder {
        taken,
        ..Finder::new(areas, ends)
    };
    finder.found(laid)
}

/// Whether the way on which a layout led a wire is free.
pub(super) fn is_free(areas: &Areas, ends: &Ends, laid: &Laid) -> bool {
    Finder::new(areas, ends).kept(laid).is_some()
}

pub(super) struct Finder<'a> {
    areas: &'a Areas,
    /// What it must not run along on: ends of other wires.
    taken: &'a [Area],
    pub start: Flow,
    pub end: Flow,
    /// Whether it rather comes in from the near side.
    is_near: bool,
}

impl<'a> Finder<'a> {
    pub(super) fn new(areas: &'a Areas, ends: &Ends) -> Self {
        Self {
            areas,
            taken: &[],
            start: ends.start,
            end: ends.end,
            is_near: ends.enters_first,
        }
    }

    fn found(&self, laid: Option<&Laid>) -> Option<Way> {
        self.straight()
            .or_else(|| self.kept(laid?))
            .or_else(|| self.one_turn())
            .or_else(|| self.one_lane())
            .or_else(|| TRIED_IN_PAIRS.iter().find_map(|most| self.two_lanes(*most)))
    }

    /// Nothing is between the two, and they lie in line.
    fn straight(&self) -> Option<Way> {
        let is_in_line = (self.start.across - self.end.across).abs() < STRAIGHT_PX;
        let is_free = is_in_line
            && self.end.along >= self.start.along
            && self.is_free_along(self.start.across, [self.start.along, self.end.along]);
        is_free.then(Way::default)
    }

    /// Down, once to the side, and down.
    fn one_turn(&self) -> Option<Way> {
        let strips = self.strips(
            [self.start.across, self.end.across],
            [self.start.along, self.end.along],
        );
        let from_start =
            |strip: &Room| self.is_free_along(self.start.across, [self.start.along, strip.at]);
        let to_end = |strip: &Room| self.is_free_along(self.end.across, [strip.at, self.end.along]);
        let fitting = strips
            .into_iter()
            .map(near_its_upper_edge)
            .filter(|strip| from_start(strip) && to_end(strip));
        let widest = fitting.reduce(|best, strip| {
            if width(&strip) > width(&best) + 1.0 {
                strip
            } else {
                best
            }
        })?;
        Some(Way {
            lanes: Vec::new(),
            strips: vec![widest],
            ..Way::default()
        })
    }

    /// Sideways below the start, along a lane up or down, and sideways above the end.
    fn one_lane(&self) -> Option<Way> {
        let [first, last] = [
            self.start.along.min(self.end.along),
            self.start.along.max(self.end.along),
        ];
        for lane in self.lanes([first, last], MOST_TRIED) {
            let Some(leaving) = self.leaving(lane.at) else {
                continue;
            };
            let Some(entering) = self.entering(lane.at) else {
                continue;
            };
            let span = [leaving.at.min(entering.at), leaving.at.max(entering.at)];
            if self.is_free_along(lane.at, span) {
                let lane = self.room_of_lane(lane.at, span);
                return Some(Way {
                    lanes: vec![lane],
                    strips: vec![leaving, entering],
                    ..Way::default()
                });
            }
        }
        None
    }

    /// One of the `most` nearest lanes from the start to a strip in the middle, and another to the end.
    fn two_lanes(&self, most: usize) -> Option<Way> {
        let [first, last] = [
            self.start.along.min(self.end.along),
            self.start.along.max(self.end.along),
        ];
        let lanes = self.lanes([first, last], most.max(MOST_TRIED));
        let own = [self.start.across, self.end.across].map(Room::fixed);
        let ways = |sideways: &dyn Fn(f32) -> Option<Room>| -> Vec<(f32, Room)> {
            let all = own.iter().chain(&lanes).take(most);
            all.filter_map(|lane| Some((lane.at, sideways(lane.at)?)))
                .collect()
        };
        let leaving = ways(&|at| self.leaving(at));
        let entering = ways(&|at| self.entering(at));
        for (one, leave) in &leaving {
            for (other, enter) in &entering {
                let between = [leave.at.min(enter.at), leave.at.max(enter.at)];
                let middle = self
                    .strips([*one, *other], between)
                    .into_iter()
                    .map(near_its_upper_edge)
                    .find(|strip| {
                        let sorted = |from: f32, to: f32| [from.min(to), from.max(to)];
                        self.is_free_along(*one, sorted(leave.at, strip.at))
                            && self.is_free_along(*other, sorted(strip.at, enter.at))
                    });
                if let Some(middle) = middle {
                    let lanes = [(one, leave), (other, enter)].map(|(at, strip)| {
                        self.room_of_lane(*at, [strip.at.min(middle.at), strip.at.max(middle.at)])
                    });
                    return Some(Way {
                        lanes: lanes.to_vec(),
                        strips: vec![*leave, middle, *enter],
                        ..Way::default()
                    });
                }
            }
        }
        None
    }

    /// Nothing keeps it from boxes: the shortest way, as if there were none.
    fn through(&self) -> Way {
        let middle = (self.start.along + self.end.along) / 2.0;
        Way {
            lanes: Vec::new(),
            strips: vec![Room::fixed(middle)],
            ..Way::default()
        }
    }

    pub(super) fn is_free_along(&self, across: f32, along: [f32; 2]) -> bool {
        let reach = LEAST_CLEARANCE_PX - 1.0;
        let line = Area::new(
            [along[0] + 0.5, (along[1] - 0.5).max(along[0] + 0.6)],
            [across - reach, across + reach],
        );
        self.areas.in_area(line).next().is_none()
            && !self.taken.iter().any(|taken| taken.meets(&line))
    }

    /// Free strips for a sideways stretch between two places across, within `along`, from above.
    pub(super) fn strips(&self, across: [f32; 2], along: [f32; 2]) -> Vec<Room> {
        if along[1] - along[0] < 2.0 {
            return Vec::new();
        }
        let across = [across[0].min(across[1]), across[0].max(across[1])];
        let reach = LEAST_CLEARANCE_PX - 1.0;
        let area = Area::new(along, [across[0] - reach, across[1] + reach]);
        let mut covered: Vec<[f32; 2]> = self
            .areas
            .in_area(area)
            .map(|area| [area.near.along, area.far.along])
            .collect();
        covered.sort_by(|one, other| one[0].total_cmp(&other[0]));
        let mut strips = Vec::new();
        let mut from = along[0];
        for [near, far] in covered.into_iter().chain([[along[1], along[1]]]) {
            strips.extend(Room::strip(from, near));
            from = from.max(far);
        }
        strips
    }

    /// The first strip below the start from which the lane at `across` is reached.
    fn leaving(&self, across: f32) -> Option<Room> {
        let far = self.start.along + FIRST_LOOK;
        let strips = self.strips([self.start.across, across], [self.start.along, far]);
        let first = near_its_upper_edge(strips.into_iter().next()?);
        self.is_free_along(self.start.across, [self.start.along, first.at])
            .then_some(first)
    }

    /// The last strip above the end that is reached from the lane at `across`.
    fn entering(&self, across: f32) -> Option<Room> {
        let near = self.end.along - FIRST_LOOK;
        let strips = self.strips([across, self.end.across], [near, self.end.along]);
        let last = strips.into_iter().next_back().map(near_its_lower_edge)?;
        self.is_free_along(self.end.across, [last.at, self.end.along])
            .then_some(last)
    }

    /// At most `most` lanes beside the boxes within `along`, those that make the shortest way first. All of them are looked
    /// for as far away as there are boxes only where more are wanted than one look tries.
    fn lanes(&self, along: [f32; 2], most: usize) -> Vec<Room> {
        let [left, right] = [
            self.start.across.min(self.end.across),
            self.start.across.max(self.end.across),
        ];
        let breadth = self.areas.breadth();
        let mut look = FIRST_LOOK;
        loop {
            let window = [left - look, right + look];
            let mut lanes = self.gaps(along, window);
            let detour = |lane: &Room| (left - lane.at).max(lane.at - right).max(0.0);
            // Of equally short ways the one nearer to the end: there a column's wires come in.
            let to_end = |lane: &Room| (lane.at - self.end.across).abs();
            let side = |lane: &Room| if self.is_near { lane.at } else { -lane.at };
            lanes.sort_by(|one, other| {
                let length = detour(one).total_cmp(&detour(other));
                let end = to_end(one).total_cmp(&to_end(other));
                length.then(end).then(side(one).total_cmp(&side(other)))
            });
            lanes.truncate(most);
            let sees_all = window[0] < breadth[0] - CLEARANCE && window[1] > breadth[1] + CLEARANCE;
            let is_enough = !lanes.is_empty() && (most <= MOST_TRIED || lanes.len() == most);
            if is_enough || sees_all {
                return lanes;
            }
            look *= 4.0;
        }
    }

    /// Free lanes between the boxes within `along`; what lies outside of `window` is not known.
    fn gaps(&self, along: [f32; 2], window: [f32; 2]) -> Vec<Room> {
        let mut covered: Vec<[f32; 2]> = self
            .areas
            .in_area(Area::new(
                [
                    along[0] + STUB,
                    (along[1] - STUB).max(along[0] + STUB + 1.0),
                ],
                window,
            ))
            .map(|area| [area.near.across, area.far.across])
            .collect();
        covered.sort_by(|one, other| one[0].total_cmp(&other[0]));
        let wanted = [
            self.start.across.min(self.end.across),
            self.start.across.max(self.end.across),
        ];
        let mut lanes = Vec::new();
        let mut from = f32::NEG_INFINITY;
        for [near, far] in covered.into_iter().chain([[f32::INFINITY; 2]]) {
            if near - from > 2.0 * LEAST_CLEARANCE_PX {
                lanes.extend(lanes_in([from, near], wanted, window));
            }
            from = from.max(far);
        }
        lanes
    }

    /// How far a lane could move while it runs between `along`.
    pub(super) fn room_of_lane(&self, at: f32, along: [f32; 2]) -> Room {
        let breadth = self.areas.breadth();
        let (mut least, mut most) = (breadth[0].min(at) - 4000.0, breadth[1].max(at) + 4000.0);
        let mut look = FIRST_LOOK;
        loop {
            let along = [along[0] + 1.0, (along[1] - 1.0).max(along[0] + 1.1)];
            let mut is_bounded = [false; 2];
            for area in self.areas.in_area(Area::new(along, [at - look, at + look])) {
                if area.far.across <= at {
                    least = least.max(area.far.across + LEAST_CLEARANCE_PX);
                    is_bounded[0] = true;
                } else if area.near.across >= at {
                    most = most.min(area.near.across - LEAST_CLEARANCE_PX);
                    is_bounded[1] = true;
                }
            }
            let sees_all = at - look < breadth[0] && at + look > breadth[1];
            if is_bounded == [true; 2] || sees_all {
                return Room {
                    at,
                    least: least.min(at),
                    most: most.max(at),
                };
            }
            look *= 4.0;
        }
    }
}

/// The same strip; of a high one the upper half, where a wire runs near the edge.
fn near_its_upper_edge(mut strip: Room) -> Room {
    if is_high(&strip) {
        let middle = strip.at;
        strip.at = strip.least - LEAST_CLEARANCE_PX + CLEARANCE;
        strip.most = middle.min(strip.least + HIGHEST);
    }
    strip
}

/// The same strip; of a high one the lower half, where a wire runs near the edge.
fn near_its_lower_edge(mut strip: Room) -> Room {
    if is_high(&strip) {
        let middle = strip.at;
        strip.at = strip.most + LEAST_CLEARANCE_PX - CLEARANCE;
        strip.least = middle.max(strip.most - HIGHEST);
    }
    strip
}

fn is_high(strip: &Room) -> bool {
    strip.most - strip.least > 4.0 * CLEARANCE
}

/// How much room there is; what is wide enough counts alike.
fn width(strip: &Room) -> f32 {
    (strip.most - strip.least).min(2.0 * CLEARANCE)
}

/// Where to run between boxes that end at `gap[0]` and begin at `gap[1]`: as near to `wanted` as it gets.
fn lanes_in(gap: [f32; 2], wanted: [f32; 2], window: [f32; 2]) -> Vec<Room> {
    let width = gap[1] - gap[0];
    if width < WIDE {
        let middle = (gap[0] + gap[1]) / 2.0;
        return vec![Room::fixed(middle)];
    }
    let edges = [gap[0] + CLEARANCE, gap[1] - CLEARANCE];
    let near = wanted.map(|at| at.clamp(edges[0], edges[1]));
    let seen = near
        .into_iter()
        .filter(|at| *at > window[0] && *at < window[1]);
    let mut lanes: Vec<Room> = seen.map(Room::fixed).collect();
    lanes.dedup_by(|one, other| (one.at - other.at).abs() < 1.0);
    lanes
}
