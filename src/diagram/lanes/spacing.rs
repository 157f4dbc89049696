//! Lanes and tracks of their own: rough ways are moved apart wherever wires of different sources would lie upon each
//! other, along as well as sideways.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::beside::lanes;
use super::tracks::{APART_PX, Bundle, RunEnd, WireRun};
use super::turns::turns;
use super::{Ends, Room, STEP_PX, Turn, Way, simple};
use crate::diagram::flow::Flow;

/// How a wire is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WireLine {
    /// Its corners, with its ends.
    pub points: Vec<Flow>,
    /// Where it turns in each of its strips.
    pub turns: Vec<Turn>,
}

/// How each wire is drawn beside the others.
#[must_use]
pub fn spaced(wires: &[(&Ends, &Way)]) -> Vec<WireLine> {
    let lanes = lanes(wires);
    let stretches = stretches(wires, &lanes);
    let mut turns: Vec<Vec<Turn>> = wires
        .iter()
        .map(|(_, way)| vec![Turn::default(); way.strips.len()])
        .collect();
    for gap in gaps(&stretches) {
        let found = as_laid_out(&stretches, &gap).unwrap_or_else(|| searched(&stretches, &gap));
        for (index, turn) in gap.iter().zip(found) {
            for (wire, number) in &stretches[*index].of {
                turns[*wire][*number] = turn;
            }
        }
    }
    let line = |((wire, (ends, _)), turns): ((usize, &(&Ends, &Way)), Vec<Turn>)| WireLine {
        points: line(ends, &lanes[wire], &turns),
        turns,
    };
    wires.iter().enumerate().zip(turns).map(line).collect()
}

/// The corners of a wire that heeds no other; those of different sources run a little beside each other all the same.
#[must_use]
pub fn alone(ends: &Ends, way: &Way) -> Vec<Flow> {
    let beside = |room: &Room, places: usize| {
        let by = (ends.source % places) as f32 * STEP_PX / 2.0;
        (room.at + by).clamp(room.least, room.most)
    };
    let lanes: Vec<f32> = way.lanes.iter().map(|lane| beside(lane, 40)).collect();
    let turn = |strip: &Room| Turn {
        first: beside(strip, 4),
        second: None,
    };
    let turns: Vec<Turn> = way.strips.iter().map(turn).collect();
    line(ends, &lanes, &turns)
}

/// The corners of a wire that runs in `lanes` and changes them at `turns`: none for a straight one, else one more.
fn line(ends: &Ends, lanes: &[f32], turns: &[Turn]) -> Vec<Flow> {
    let mut points = vec![ends.start];
    if turns.is_empty() {
        // What counts as straight is.
        points.push(Flow {
            across: ends.end.across,
            ..ends.start
        });
    }
    let mut across = ends.start.across;
    for (number, turn) in turns.iter().enumerate() {
        let next = lanes.get(number).copied().unwrap_or(ends.end.across);
        points.push(Flow {
            along: turn.first,
            across,
        });
        if let Some((at, second)) = turn.second {
            points.push(Flow {
                along: turn.first,
                across: at,
            });
            points.push(Flow {
                along: second,
                across: at,
            });
            points.push(Flow {
                along: second,
                across: next,
            });
        } else {
            points.push(Flow {
                along: turn.first,
                across: next,
            });
        }
        across = next;
    }
    points.push(ends.end);
    simple(points)
}

/// A stretch sideways of the wires of one source in one strip.
struct SidewaysStretch {
    source: usize,
    strip: Room,
    run: WireRun,
    span: [f32; 2],
    /// Where it was laid out.
    laid_out: Option<Turn>,
    /// Whether its lanes are where they were then.
    is_there: bool,
    /// Which wires, and which turn of each.
    of: Vec<(usize, usize)>,
}

impl SidewaysStretch {
    /// Where it comes from and where it leads to, to tell apart those that run alike.
    fn ends(&self) -> [(f32, bool); 2] {
        self.run.ends.map(|end| (end.at, end.is_above))
    }

    /// By strips, in each from the near side on, whatever the sources are called.
    fn order(&self, other: &Self) -> Ordering {
        let key = |stretch: &Self| {
            let [from, to] = stretch.ends();
            let strip = stretch.strip;
            [strip.least, strip.most, strip.at, from.0, to.0]
        };
        let (own, others) = (key(self), key(other));
        let mut orders = own
            .iter()
            .zip(&others)
            .map(|(one, other)| one.total_cmp(other));
        let order = orders.find(|order| order.is_ne());
        order.unwrap_or_else(|| self.source.cmp(&other.source))
    }

    fn runs_like(&self, other: &Self) -> bool {
        self.source == other.source && self.strip == other.strip && self.ends() == other.ends()
    }
}

fn stretches(wires: &[(&Ends, &Way)], lanes: &[Vec<f32>]) -> Vec<SidewaysStretch> {
    let mut all = Vec::new();
    for (wire, (ends, way)) in wires.iter().enumerate() {
        for (number, strip) in way.strips.iter().enumerate() {
            let from = number
                .checked_sub(1)
                .map_or(ends.start.across, |before| lanes[wire][before]);
            let to = lanes[wire].get(number).copied().unwrap_or(ends.end.across);
            // Where lanes lead upwards, wires come from below or leave above.
            let comes_from_above = number == 0 || way.strips[number - 1].at < strip.at;
            let goes_on_below =
                number + 1 == way.strips.len() || way.strips[number + 1].at > strip.at;
            let end = |at: f32, is_above: bool| RunEnd { at, is_above };
            let is_moved = |lane: usize| {
                let room = way.lanes.get(lane);
                room.is_some_and(|room| room.at.to_bits() != lanes[wire][lane].to_bits())
            };
            let is_there = !is_moved(number) && !number.checked_sub(1).is_some_and(is_moved);
            all.push(SidewaysStretch {
                source: ends.source,
                strip: *strip,
                run: WireRun {
                    ends: [end(from, comes_from_above), end(to, !goes_on_below)],
                    count: 1,
                },
                span: [from.min(to), from.max(to)],
                laid_out: way.turns.get(number).copied(),
                is_there,
                of: vec![(wire, number)],
            });
        }
    }
    all.sort_by(SidewaysStretch::order);
    all.dedup_by(|next, stretch| {
        let is_alike = next.runs_like(stretch);
        if is_alike {
            stretch.run.count += next.run.count;
            stretch.laid_out = stretch.laid_out.or(next.laid_out);
            stretch.is_there &= next.is_there;
            stretch.of.append(&mut next.of);
        }
        is_alike
    });
    all
}

/// Stretches that may meet, sideways and in their strips, belong to one gap.
fn gaps(stretches: &[SidewaysStretch]) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..stretches.len()).collect();
    let mut open: Vec<usize> = Vec::new();
    for (index, stretch) in stretches.iter().enumerate() {
        open.retain(|other| stretches[*other].strip.most + APART_PX > stretch.strip.least);
        for other in &open {
            let other_span = stretches[*other].span;
            if other_span[0] < stretch.span[1] + STEP_PX
                && stretch.span[0] < other_span[1] + STEP_PX
            {
                let [one, other] = [root(&mut group, index), root(&mut group, *other)];
                group[one.max(other)] = one.min(other);
            }
        }
        open.push(index);
    }
    let mut gaps: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..stretches.len() {
        gaps.entry(root(&mut group, index)).or_default().push(index);
    }
    gaps.into_values().collect()
}

/// The one that stands for all of a group.
fn root(group: &mut [usize], mut index: usize) -> usize {
    while group[index] != index {
        group[index] = group[group[index]];
        index = group[index];
    }
    index
}

/// Where the stretches of one gap turn as they were laid out; `None` where something has come or gone between them.
fn as_laid_out(stretches: &[SidewaysStretch], gap: &[usize]) -> Option<Vec<Turn>> {
    let of_gap = || gap.iter().map(|index| &stretches[*index]);
    let strip = of_gap().next()?.strip;
    let is_alike = |other: &Room| {
        (strip.least - other.least).abs() < 0.5 && (strip.most - other.most).abs() < 0.5
    };
    let turn = |stretch: &SidewaysStretch| {
        let is_as_it_was = stretch.is_there && is_alike(&stretch.strip);
        stretch.laid_out.filter(|_| is_as_it_was)
    };
    let turns: Vec<Turn> = of_gap().map(turn).collect::<Option<_>>()?;
    let mut tracks: Vec<(f32, [f32; 2], usize)> = Vec::new();
    for (stretch, turn) in of_gap().zip(&turns) {
        let [from, to] = stretch.run.ends.map(|end| end.at);
        let mut run = |along: f32, from: f32, to: f32| {
            tracks.push((along, [from.min(to), from.max(to)], stretch.source));
        };
        match turn.second {
            None => run(turn.first, from, to),
            Some((at, second)) => {
                run(turn.first, from, at);
                run(second, at, to);
            }
        }
    }
    tracks.sort_by(|one, other| one.0.total_cmp(&other.0));
    let meets = |one: &(f32, [f32; 2], usize), other: &(f32, [f32; 2], usize)| {
        one.2 != other.2 && one.1[0] < other.1[1] && other.1[0] < one.1[1]
    };
    let is_apart = |(at, one): (usize, &(f32, [f32; 2], usize))| {
        let near = tracks[at + 1..].iter();
        let mut near = near.take_while(|other| other.0 - one.0 < APART_PX);
        !near.any(|other| meets(one, other))
    };
    tracks.iter().enumerate().all(is_apart).then_some(turns)
}

/// Where the stretches of one gap turn so that they cross each other least.
fn searched(stretches: &[SidewaysStretch], gap: &[usize]) -> Vec<Turn> {
    // What comes from one lane shares a track.
    let mut bundles: Vec<Bundle> = Vec::new();
    let mut known: BTreeMap<(usize, bool, u32), usize> = BTreeMap::new();
    let mut bundle_of = Vec::with_capacity(gap.len());
    for index in gap {
        let stretch = &stretches[*index];
        let from = stretch.run.ends[0];
        let key = (stretch.source, from.is_above, from.at.to_bits());
        let shared = known.get(&key).and_then(|number| {
            let room = bundles[*number].room.common(&stretch.strip)?;
            Some((*number, room))
        });
        let (number, room) = shared.unwrap_or((bundles.len(), stretch.strip));
        if number == bundles.len() {
            bundles.push(Bundle::default());
            known.insert(key, number);
        }
        let bundle = &mut bundles[number];
        bundle.runs.push(stretch.run);
        bundle.room = room;
        bundle.before = bundle.before.or(stretch.laid_out);
        bundle_of.push(number);
    }
    let turns = turns(&bundles);
    bundle_of.into_iter().map(|bundle| turns[bundle]).collect()
}
