//! Lanes and tracks of their own: rough ways are moved apart wherever wires of different sources would lie upon each
//! other, along as well as sideways.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Ends;
use super::lanes::{STEP, lanes};
use super::ways::{Room, Way};
use crate::diagram::flow::Flow;
use crate::diagram::flow::simple;
use crate::diagram::flow::tracks::{Bundle, End, Run, Track, assign};

/// The corners of each wire.
pub(super) fn spaced(wires: &[(&Ends, &Way)]) -> Vec<Vec<Flow>> {
    let lanes = lanes(wires);
    let stretches = stretches(wires, &lanes);
    let mut tracks: Vec<Vec<Turn>> = wires
        .iter()
        .map(|(_, way)| vec![Turn::default(); way.strips.len()])
        .collect();
    for gap in gaps(&stretches) {
        place_tracks(&stretches, &gap, &mut tracks);
    }
    let line = |(wire, (ends, _)): (usize, &(&Ends, &Way))| line(ends, &lanes[wire], &tracks[wire]);
    wires.iter().enumerate().map(line).collect()
}

/// The corners of a wire that heeds no other; those of different sources run a little beside each other all the same.
pub(super) fn alone(ends: &Ends, way: &Way) -> Vec<Flow> {
    let beside = |room: &Room, places: usize| {
        let by = (ends.source % places) as f32 * STEP / 2.0;
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

/// Where a wire turns: along, and where and to what it changes tracks.
#[derive(Clone, Copy, Default)]
struct Turn {
    first: f32,
    second: Option<(f32, f32)>,
}

/// A stretch sideways of the wires of one source in one strip.
struct Stretch {
    source: usize,
    strip: Room,
    run: Run,
    span: [f32; 2],
    /// Which wires, and which turn of each.
    of: Vec<(usize, usize)>,
}

fn stretches(wires: &[(&Ends, &Way)], lanes: &[Vec<f32>]) -> Vec<Stretch> {
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
            let end = |at: f32, is_above: bool| End { at, is_above };
            all.push(Stretch {
                source: ends.source,
                strip: *strip,
                run: Run {
                    ends: [end(from, comes_from_above), end(to, !goes_on_below)],
                    count: 1,
                },
                span: [from.min(to), from.max(to)],
                of: vec![(wire, number)],
            });
        }
    }
    all.sort_by(|one, other| {
        let strip = one.strip.least.total_cmp(&other.strip.least);
        strip
            .then(one.source.cmp(&other.source))
            .then(one.span[0].total_cmp(&other.span[0]))
    });
    all
}

/// Stretches that may meet, sideways and in their strips, belong to one gap.
fn gaps(stretches: &[Stretch]) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..stretches.len()).collect();
    let mut open: Vec<usize> = Vec::new();
    for (index, stretch) in stretches.iter().enumerate() {
        open.retain(|other| stretches[*other].strip.most > stretch.strip.least);
        for other in &open {
            let other_span = stretches[*other].span;
            if other_span[0] < stretch.span[1] + STEP && stretch.span[0] < other_span[1] + STEP {
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

/// Gives the stretches of one gap their places, along.
fn place_tracks(stretches: &[Stretch], gap: &[usize], tracks: &mut [Vec<Turn>]) {
    let mut of_source: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in gap {
        of_source
            .entry(stretches[*index].source)
            .or_default()
            .push(*index);
    }
    let sources: Vec<Vec<usize>> = of_source.into_values().collect();
    let bundle = |stretches_of: &Vec<usize>| Bundle {
        runs: alike(stretches_of.iter().map(|index| stretches[*index].run)),
    };
    let bundles: Vec<Bundle> = sources.iter().map(bundle).collect();
    let (found, count) = assign(&bundles);
    let common = gap
        .iter()
        .fold([f32::NEG_INFINITY, f32::INFINITY], |common, index| {
            let strip = stretches[*index].strip;
            [common[0].max(strip.least), common[1].min(strip.most)]
        });
    for (of_source, track) in sources.iter().zip(found) {
        for index in of_source {
            let stretch = &stretches[*index];
            let turn = turn(stretch.strip, common, count, track);
            for (wire, number) in &stretch.of {
                tracks[*wire][*number] = turn;
            }
        }
    }
}

/// Runs of one source, those that run alike as one.
fn alike(runs: impl Iterator<Item = Run>) -> Vec<Run> {
    let mut runs: Vec<Run> = runs.collect();
    let key = |run: &Run| run.ends.map(|end| (end.at, end.is_above));
    runs.sort_by(|one, other| key(one).partial_cmp(&key(other)).unwrap_or(Ordering::Equal));
    runs.dedup_by(|next, run| {
        let is_alike = key(next) == key(run);
        run.count += if is_alike { next.count } else { 0 };
        is_alike
    });
    runs
}

fn turn(strip: Room, common: [f32; 2], count: usize, track: Track) -> Turn {
    if count == 1 {
        return Turn {
            first: strip.at,
            second: None,
        };
    }
    let [least, most] = if common[0] < common[1] {
        common
    } else {
        [strip.least, strip.most]
    };
    let along = |track: usize| {
        // Around where a single wire would run, a step apart where there is room.
        let step = STEP.min((most - least) / (count - 1) as f32);
        let half = step * (count - 1) as f32 / 2.0;
        let middle = strip
            .at
            .clamp(least + half, (most - half).max(least + half));
        middle - half + step * track as f32
    };
    Turn {
        first: along(track.first),
        second: track.second.map(|(at, second)| (at, along(second))),
    }
}
