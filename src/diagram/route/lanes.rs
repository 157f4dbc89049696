//! Lanes of their own for wires that run along beside boxes, one for all wires of a source.

use std::collections::BTreeMap;

use super::Ends;
use super::ways::{Room, Way};

/// Between two lanes, px, where there is room.
pub(super) const STEP: f32 = 12.0;

/// A stretch of the wires of one source that run in one lane.
struct Lane {
    source: usize,
    room: Room,
    span: [f32; 2],
    /// Which wires, and which lane of each.
    of: Vec<(usize, usize)>,
}

/// Where each lane of each wire is, across. Shorter ones stay nearer to the boxes that they pass.
pub(super) fn lanes(wires: &[(&Ends, &Way)]) -> Vec<Vec<f32>> {
    let mut lanes: Vec<Lane> = Vec::new();
    for (wire, (ends, way)) in wires.iter().enumerate() {
        for (number, room) in way.lanes.iter().enumerate() {
            let along = [way.strips[number].at, way.strips[number + 1].at];
            lanes.push(Lane {
                source: ends.source,
                room: *room,
                span: [along[0].min(along[1]), along[0].max(along[1])],
                of: vec![(wire, number)],
            });
        }
    }
    let mut lanes = joined(lanes);
    let length = |lane: &Lane| lane.span[1] - lane.span[0];
    lanes.sort_by(|one, other| {
        length(one)
            .total_cmp(&length(other))
            .then(one.of.cmp(&other.of))
    });
    let mut found: Vec<Vec<f32>> = wires
        .iter()
        .map(|(_, way)| way.lanes.iter().map(|lane| lane.at).collect())
        .collect();
    let mut taken = Taken::default();
    for lane in &lanes {
        let at = taken.take(lane);
        for (wire, number) in &lane.of {
            found[*wire][*number] = at;
        }
    }
    found
}

/// Lanes of one source that lie upon each other are one.
fn joined(mut lanes: Vec<Lane>) -> Vec<Lane> {
    lanes.sort_by(|one, other| {
        let at = one.room.at.total_cmp(&other.room.at);
        one.source
            .cmp(&other.source)
            .then(at)
            .then(one.span[0].total_cmp(&other.span[0]))
    });
    let mut all: Vec<Lane> = Vec::with_capacity(lanes.len());
    for lane in lanes {
        match all.last_mut() {
            Some(last)
                if last.source == lane.source
                    && (last.room.at - lane.room.at).abs() < 1.0
                    && last.span[1] >= lane.span[0] =>
            {
                last.span[1] = last.span[1].max(lane.span[1]);
                last.room.least = last.room.least.max(lane.room.least);
                last.room.most = last.room.most.min(lane.room.most);
                last.of.extend(lane.of);
            }
            _ => all.push(lane),
        }
    }
    all
}

/// Lanes that are taken, by where they are.
#[derive(Default)]
struct Taken(BTreeMap<i64, Vec<(f32, [f32; 2])>>);

impl Taken {
    /// The free place nearest to where the lane would be, across.
    fn take(&mut self, lane: &Lane) -> f32 {
        let Room { at, least, most } = lane.room;
        let is_open = [at - least > 10.0 * STEP, most - at > 10.0 * STEP];
        for step in [STEP, STEP / 2.0, STEP / 4.0, STEP / 8.0] {
            // Away from the boxes that it passes, where only one side has any.
            let sides: &[f32] = match is_open {
                [true, false] => &[-1.0],
                [false, true] => &[1.0],
                _ => &[1.0, -1.0],
            };
            let places = (0..1000).flat_map(|number| {
                sides
                    .iter()
                    .map(move |side| at + side * step * number as f32)
            });
            let mut places = places.filter(|at| (least..=most).contains(at)).take(2000);
            if let Some(place) = places.find(|at| self.is_free(*at, lane.span, step)) {
                self.enter(place, lane.span);
                return place;
            }
        }
        self.enter(at, lane.span);
        at
    }

    fn enter(&mut self, at: f32, span: [f32; 2]) {
        self.0
            .entry((at / STEP).floor() as i64)
            .or_default()
            .push((at, span));
    }

    fn is_free(&self, at: f32, span: [f32; 2], apart: f32) -> bool {
        let cell = (at / STEP).floor() as i64;
        let mut near = (cell - 1..=cell + 1)
            .filter_map(|cell| self.0.get(&cell))
            .flatten();
        let meets = |other: &&(f32, [f32; 2])| {
            (other.0 - at).abs() < apart - 0.01 && other.1[0] < span[1] && other.1[1] > span[0]
        };
        !near.any(|other| meets(&other))
    }
}
