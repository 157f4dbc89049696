//! Where on their tracks the bundles of one gap turn: a step apart where there is room, and each within its strip.

use super::sifting::Sifting;
use super::tracks::{Bundle, BundlePart, ordered, ranks};
use super::{Room, STEP_PX, Turn};

/// Between two tracks at least, px, where others stay where they are.
pub(super) const LEAST_STEP_PX: f32 = 6.0;

/// Tracks nearer to each other than this, px, are no help any more.
const NARROWEST_PX: f32 = 1.5;

/// Where bundles turn so that they cross each other least. What turned there before stays where there is room for that.
pub(super) fn turns(bundles: &[Bundle]) -> Vec<Turn> {
    let search = ordered(bundles);
    let has_order = bundles.iter().any(|bundle| bundle.before.is_some());
    let kept = has_order.then(|| between(&search)).flatten();
    let places = kept.unwrap_or_else(|| spread(&search));
    let mut turns = vec![Turn::default(); bundles.len()];
    for (part, place) in search.parts.iter().zip(places) {
        let turn = &mut turns[part.bundle];
        match part.changes_at {
            Some(at) => turn.second = Some((at, place)),
            None => turn.first = place,
        }
    }
    turns
}

/// Where each part runs, along, of which some have run there before: those stay as far as they can, and others go between
/// them. `None` where there is no room for that.
fn between(Sifting { parts, order, .. }: &Sifting) -> Option<Vec<f32>> {
    let mut places = vec![0.0; parts.len()];
    for (at, index) in order.iter().enumerate() {
        let part = &parts[*index];
        let Room { least, most, .. } = part.room;
        let meets = |other: &&usize| parts[**other].meets(part);
        let above = order[..at].iter().filter(meets).map(|other| places[*other]);
        let floor = above.reduce(f32::max).map(|above| above + LEAST_STEP_PX);
        let place = part.before.unwrap_or_else(|| {
            let below = order[at + 1..].iter().filter(meets);
            let below = below.filter_map(|other| parts[*other].before);
            let ceiling = below.reduce(f32::min).map(|below| below - LEAST_STEP_PX);
            match (floor, ceiling) {
                (Some(floor), Some(ceiling)) => f32::midpoint(floor, ceiling),
                (Some(floor), None) => floor + STEP_PX - LEAST_STEP_PX,
                (None, Some(ceiling)) => ceiling - STEP_PX + LEAST_STEP_PX,
                (None, None) => f32::midpoint(least, most),
            }
        });
        places[*index] = place.max(floor.unwrap_or(least)).max(least);
        if places[*index] > most {
            return None;
        }
    }
    Some(places)
}

/// Where each part runs, along: around where a single wire would run.
fn spread(Sifting { parts, order, .. }: &Sifting) -> Vec<f32> {
    let (ranks, count) = ranks(parts, order);
    let rooms = || parts.iter().map(|part| part.room);
    let least = rooms()
        .map(|room| room.least)
        .fold(f32::NEG_INFINITY, f32::max);
    let most = rooms().map(|room| room.most).fold(f32::INFINITY, f32::min);
    let wanted = |(part, rank): (&BundlePart, &usize)| {
        let room = part.room;
        let common = if least < most {
            Room {
                least,
                most,
                ..room
            }
        } else {
            room
        };
        on_track(common, *rank, count)
    };
    let wanted: Vec<f32> = parts.iter().zip(&ranks).map(wanted).collect();
    let mut others = rooms().skip(1);
    let is_one_strip = parts.first().is_none_or(|first| {
        others.all(|room| room.least == first.room.least && room.most == first.room.most)
    });
    if is_one_strip {
        return wanted;
    }
    let steps = [STEP_PX, STEP_PX / 2.0, STEP_PX / 4.0, NARROWEST_PX];
    let mut fitting = steps
        .iter()
        .filter_map(|step| fitted(parts, order, &wanted, *step));
    fitting
        .next()
        .unwrap_or_else(|| squeezed(parts, order, &wanted))
}

/// The place of the track with this rank among `count` in a strip.
fn on_track(strip: Room, rank: usize, count: usize) -> f32 {
    if count == 1 {
        return strip.at;
    }
    let Room { at, least, most } = strip;
    let step = STEP_PX.min((most - least) / (count - 1) as f32);
    let half = step * (count - 1) as f32 / 2.0;
    let middle = at.clamp(least + half, (most - half).max(least + half));
    middle - half + step * rank as f32
}

/// Places near `wanted` so that each part is within its strip and `step` below all that it meets and that come before it;
/// `None` where there are none.
fn fitted(parts: &[BundlePart], order: &[usize], wanted: &[f32], step: f32) -> Option<Vec<f32>> {
    // Parts above take no more than leaves room for those below.
    let mut latest = strip_ends(parts);
    for (at, part) in order.iter().enumerate().rev() {
        let below = order[at + 1..].iter();
        let below = below.filter(|other| parts[**other].meets(&parts[*part]));
        let ceiling = below.map(|other| latest[*other] - step);
        latest[*part] = ceiling.fold(latest[*part], f32::min);
    }
    let (places, has_room) = packed(parts, order, wanted, step, &latest);
    has_room.then_some(places)
}

/// Places within strips that are too narrow for all: some parts run upon each other.
fn squeezed(parts: &[BundlePart], order: &[usize], wanted: &[f32]) -> Vec<f32> {
    packed(parts, order, wanted, NARROWEST_PX, &strip_ends(parts)).0
}

fn strip_ends(parts: &[BundlePart]) -> Vec<f32> {
    parts.iter().map(|part| part.room.most).collect()
}

/// Places near `wanted`, from above, each `step` below those that it meets but none beyond `latest`; and whether there was
/// room for that.
fn packed(
    parts: &[BundlePart],
    order: &[usize],
    wanted: &[f32],
    step: f32,
    latest: &[f32],
) -> (Vec<f32>, bool) {
    let mut places = vec![0.0; parts.len()];
    let mut has_room = true;
    for (at, part) in order.iter().enumerate() {
        let above = order[..at].iter();
        let above = above.filter(|other| parts[**other].meets(&parts[*part]));
        let floor = above.map(|other| places[*other] + step);
        let least = floor.fold(parts[*part].room.least, f32::max);
        has_room &= least <= latest[*part] + 0.01;
        places[*part] = wanted[*part].max(least).min(latest[*part]);
    }
    (places, has_room)
}
