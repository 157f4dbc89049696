//! Lanes of their own for wires that run along beside boxes, one for all wires of a source.

use std::collections::BTreeMap;

use super::tracks::APART_PX;
use super::{Ends, Room, STEP_PX, Way};

/// A stretch of the wires of one source that run in one lane.
struct Lane {
    source: usize,
    room: Room,
    span: [f32; 2],
    /// Whether a layout has left room for it.
    is_laid_out: bool,
    /// Which wires, and which lane of each.
    of: Vec<(usize, usize)>,
}

/// Where each lane of each wire is, across. Those that a layout has left room for come first; of the others, shorter ones
/// stay nearer to the boxes that they pass.
pub(super) fn lanes(wires: &[(&Ends, &Way)]) -> Vec<Vec<f32>> {
    let mut lanes: Vec<Lane> = Vec::new();
    for (wire, (ends, way)) in wires.iter().enumerate() {
        for (number, room) in way.lanes.iter().enumerate() {
            let along = [way.strips[number].at, way.strips[number + 1].at];
            lanes.push(Lane {
                source: ends.source,
                room: *room,
                span: [along[0].min(along[1]), along[0].max(along[1])],
                is_laid_out: way.is_laid_out,
                of: vec![(wire, number)],
            });
        }
    }
    let mut lanes = joined(lanes);
    let length = |lane: &Lane| lane.span[1] - lane.span[0];
    lanes.sort_by(|one, other| {
        other
            .is_laid_out
            .cmp(&one.is_laid_out)
            .then(length(one).total_cmp(&length(other)))
            .then(one.of.cmp(&other.of))
    });
    let mut found: Vec<Vec<f32>> = wires
        .iter()
        .map(|(_, way)| way.lanes.iter().map(|lane| lane.at).collect())
        .collect();
    let mut taken = Taken::default();
    for (ends, way) in wires {
        let (start, end) = (ends.start, ends.end);
        let [first, last] = match (way.strips.first(), way.strips.last()) {
            (Some(first), Some(last)) => [first.at, last.at],
            _ => [end.along, end.along],
        };
        let own = Some(ends.source);
        taken.enter(start.across, [start.along, first], own);
        taken.enter(end.across, [last, end.along], own);
    }
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
                last.is_laid_out |= lane.is_laid_out;
                last.of.extend(lane.of);
            }
            _ => all.push(lane),
        }
    }
    all
}

/// What is taken, by where it is.
#[derive(Default)]
struct Taken(BTreeMap<i64, Vec<TakenStretch>>);

/// A stretch that is taken.
struct TakenStretch {
    at: f32,
    span: [f32; 2],
    /// For the end of a wire, which stays where it is, the wire's source: others of that may run there too.
    end_of: Option<usize>,
}

impl Taken {
    /// The free place nearest to where the lane would be, across.
    fn take(&mut self, lane: &Lane) -> f32 {
        let place = self.place(lane);
        self.enter(place, lane.span, None);
        place
    }

    fn place(&self, lane: &Lane) -> f32 {
        let Room { at, least, most } = lane.room;
        if lane.is_laid_out && self.is_free(lane, at, APART_PX) {
            return at;
        }
        let is_open = [at - least > 10.0 * STEP_PX, most - at > 10.0 * STEP_PX];
        // Away from the boxes that it passes, where only one side has any.
        let sides: &[f32] = match is_open {
            [true, false] => &[-1.0],
            [false, true] => &[1.0],
            _ => &[1.0, -1.0],
        };
        for step in [STEP_PX, STEP_PX / 2.0, STEP_PX / 4.0, STEP_PX / 8.0] {
            let places = (0..1000).flat_map(|number| {
                sides
                    .iter()
                    .map(move |side| at + side * step * number as f32)
            });
            let mut places = places.filter(|at| (least..=most).contains(at)).take(2000);
            if let Some(place) = places.find(|at| self.is_free(lane, *at, step)) {
                return place;
            }
        }
        at
    }

    fn enter(&mut self, at: f32, span: [f32; 2], end_of: Option<usize>) {
        let cell = self.0.entry((at / STEP_PX).floor() as i64).or_default();
        cell.push(TakenStretch { at, span, end_of });
    }

    fn is_free(&self, lane: &Lane, at: f32, apart: f32) -> bool {
        let cell = (at / STEP_PX).floor() as i64;
        let mut near = (cell - 1..=cell + 1)
            .filter_map(|cell| self.0.get(&cell))
            .flatten();
        let meets = |other: &TakenStretch| {
            let apart = other.end_of.map_or(apart, |_| apart.min(APART_PX));
            other.end_of != Some(lane.source)
                && (other.at - at).abs() < apart - 0.01
                && other.span[0] < lane.span[1]
                && other.span[1] > lane.span[0]
        };
        !near.any(meets)
    }
}
