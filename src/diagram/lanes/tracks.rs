//! Tracks: where wires run sideways between boxes, each source's on a track of its own, in the order in which they cross
//! each other least (compare the orthogonal edge routing of ELK, after Sander).

use super::sifting::Sifting;
use super::{Room, Turn};

/// Wires nearer to each other than this, px, would look like one.
pub const APART_PX: f32 = 5.0;

/// The wires of one source in one gap, which share a track.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// How they run.
    pub runs: Vec<WireRun>,
    /// Between which places they may turn, along.
    pub room: Room,
    /// Where they turned before: then they keep to that order.
    pub before: Option<Turn>,
}

/// Wires of one source that run alike through a gap.
#[derive(Clone, Copy, Debug)]
pub struct WireRun {
    /// Where they enter the gap and where they leave it.
    pub ends: [RunEnd; 2],
    /// How many they are.
    pub count: usize,
}

/// An end of a run.
#[derive(Clone, Copy, Debug)]
pub struct RunEnd {
    /// Where it is, across.
    pub at: f32,
    /// Whether it is above the track, and not below it.
    pub is_above: bool,
}

impl WireRun {
    /// Wires from above that go on below.
    #[must_use]
    pub const fn down(from: f32, to: f32, count: usize) -> Self {
        let [from, to] = [(from, true), (to, false)];
        let ends = [
            RunEnd {
                at: from.0,
                is_above: from.1,
            },
            RunEnd {
                at: to.0,
                is_above: to.1,
            },
        ];
        Self { ends, count }
    }

    fn covers(&self, at: f32) -> bool {
        let [one, other] = self.ends.map(|end| end.at);
        at > one.min(other) && at < one.max(other)
    }
}

impl Bundle {
    /// Where its ends above the track are, or those below it, and how many wires each stands for.
    pub(super) fn ends(&self, is_above: bool) -> impl Iterator<Item = (f32, usize)> + '_ {
        let ends = |run: &WireRun| run.ends.map(|end| (end, run.count));
        let all = self.runs.iter().flat_map(ends);
        all.filter(move |(end, _)| end.is_above == is_above)
            .map(|(end, count)| (end.at, count))
    }

    /// How many of its wires lie beside `at`.
    fn count_over(&self, at: f32) -> usize {
        let runs = self.runs.iter().filter(|run| run.covers(at));
        runs.map(|run| run.count).sum()
    }
}

/// The way of one bundle through the gap.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Track {
    /// The track that it takes, from above.
    pub first: usize,
    /// Where it changes over to another track, across, and which that is: two that change places with each other could
    /// not keep apart otherwise.
    pub second: Option<(f32, usize)>,
}

/// Tracks for bundles, and how many there are.
#[must_use]
pub fn assign(bundles: &[Bundle]) -> (Vec<Track>, usize) {
    let Sifting { parts, order, .. } = ordered(bundles);
    let (ranks, count) = ranks(&parts, &order);
    let mut tracks = vec![Track::default(); bundles.len()];
    for (part, rank) in parts.iter().zip(&ranks) {
        let track = &mut tracks[part.bundle];
        match part.changes_at {
            Some(at) => track.second = Some((at, *rank)),
            None => track.first = *rank,
        }
    }
    (tracks, count)
}

/// Bundles in the best order from above that is found, in halves where they have to change tracks.
pub(super) fn ordered(bundles: &[Bundle]) -> Sifting {
    let mut search = Sifting::new(parts(bundles), bundles.len());
    search.order_anew();
    // Each round parts one bundle, which then fits.
    for _ in 0..bundles.len() {
        let Some(part) = search.first_clash() else {
            break;
        };
        let at = free_place(&search.parts, search.parts[part].span);
        let [upper, lower] = search.parts[part].halves(at);
        search.split(part, upper, lower);
    }
    search
}

/// What the search for tracks begins with: bundles, those that changed tracks before in halves.
fn parts(bundles: &[Bundle]) -> Vec<BundlePart> {
    let mut lower_halves = Vec::new();
    let part = |(bundle, ends): (usize, &Bundle)| {
        let mut part = BundlePart::new(bundle, ends.clone());
        let Some(turn) = ends.before else {
            return part;
        };
        part.before = Some(turn.first);
        if let Some((at, second)) = turn.second {
            let [mut upper, mut lower] = part.halves(at);
            (upper.before, lower.before) = (part.before, Some(second));
            lower_halves.push(lower);
            return upper;
        }
        part
    };
    let mut parts: Vec<BundlePart> = bundles.iter().enumerate().map(part).collect();
    parts.append(&mut lower_halves);
    parts
}

/// A bundle, or half of one that changes tracks.
pub(super) struct BundlePart {
    pub bundle: usize,
    pub ends: Bundle,
    pub span: [f32; 2],
    /// Between which places it may run, along.
    pub room: Room,
    /// Where along it ran before.
    pub before: Option<f32>,
    /// Where the second half of a bundle begins.
    pub changes_at: Option<f32>,
}

impl BundlePart {
    fn new(bundle: usize, ends: Bundle) -> Self {
        let all = || ends.runs.iter().flat_map(|run| run.ends.map(|end| end.at));
        let span = [
            all().fold(f32::INFINITY, f32::min),
            all().fold(f32::NEG_INFINITY, f32::max),
        ];
        Self {
            bundle,
            room: ends.room,
            ends,
            span,
            before: None,
            changes_at: None,
        }
    }

    /// The half that comes from above on one track, and the one that goes on below on another.
    fn halves(&self, at: f32) -> [Self; 2] {
        let half = |is_above: bool| {
            let runs = self.ends.runs.iter();
            let runs = runs.filter_map(|run| halved(run, at, is_above));
            let ends = Bundle {
                runs: runs.collect(),
                room: self.room,
                before: None,
            };
            Self::new(self.bundle, ends)
        };
        let lower = Self {
            changes_at: Some(at),
            ..half(false)
        };
        [half(true), lower]
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.span[0] < other.span[1] + APART_PX && other.span[0] < self.span[1] + APART_PX
    }

    /// Crossings of two parts when this one lies above.
    fn crossings_above(&self, below: &Self) -> usize {
        let crossings = |ends: &Bundle, is_above: bool, other: &Bundle| -> usize {
            let each = ends.ends(is_above);
            each.map(|(at, count)| count * other.count_over(at)).sum()
        };
        crossings(&self.ends, false, &below.ends) + crossings(&below.ends, true, &self.ends)
    }

    /// Whether the two would lie upon each other when this one lies above.
    pub(super) fn clashes_above(&self, below: &Self) -> bool {
        let mut downs = self.ends.ends(false);
        let meets = |down: f32| {
            let mut ups = below.ends.ends(true);
            ups.any(|(up, _)| (down - up).abs() < APART_PX)
        };
        self.bundle != below.bundle && downs.any(|(down, _)| meets(down))
    }

    /// What speaks against this one lying above the other, less what speaks against the contrary.
    pub(super) fn cost_above(&self, below: &Self) -> i64 {
        let price = |is_so: bool, price: i64| if is_so { price } else { 0 };
        let cost = |above: &Self, below: &Self| {
            above.crossings_above(below) as i64
                + price(above.clashes_above(below), 1_000_000)
                + price(above.room.least > below.room.most, 4_000_000)
        };
        // The two halves of a bundle follow each other.
        if self.bundle == below.bundle {
            return if self.changes_at.is_some() {
                2_000_000
            } else {
                -2_000_000
            };
        }
        cost(self, below) - cost(below, self)
    }
}

/// A place within `span` where a bundle can change tracks, upon no end of another.
fn free_place(parts: &[BundlePart], span: [f32; 2]) -> f32 {
    let is_free = |at: f32| {
        let mut ends = parts.iter().flat_map(|part| &part.ends.runs);
        ends.all(|run| run.ends.iter().all(|end| (end.at - at).abs() >= APART_PX))
    };
    let middle = f32::midpoint(span[0], span[1]);
    let steps = (0..400)
        .flat_map(|step| [1.0, -1.0].map(|side| middle + side * step as f32 * APART_PX / 2.0));
    let mut places = steps.into_iter();
    places.find(|at| is_free(*at)).unwrap_or(middle)
}

/// What becomes of a run in the upper or the lower half of a bundle that changes tracks at `at`.
fn halved(run: &WireRun, at: f32, is_upper: bool) -> Option<WireRun> {
    let stays = |end: RunEnd| {
        if end.is_above == is_upper {
            end
        } else {
            RunEnd {
                at,
                is_above: !is_upper,
            }
        }
    };
    let ends = run.ends.map(stays);
    let is_here = run.ends.iter().any(|end| end.is_above == is_upper);
    is_here.then_some(WireRun { ends, ..*run })
}

/// The track of each part: the first one below all that it meets and that come before it.
/// How many tracks there are comes with them.
pub(super) fn ranks(parts: &[BundlePart], order: &[usize]) -> (Vec<usize>, usize) {
    let mut ranks = vec![0; parts.len()];
    for (at, part) in order.iter().enumerate() {
        let before = order[..at]
            .iter()
            .filter(|other| parts[**other].meets(&parts[*part]));
        ranks[*part] = before.map(|other| ranks[*other] + 1).max().unwrap_or(0);
    }
    let count = ranks.iter().max().map_or(0, |last| last + 1);
    (ranks, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle(from: f32, to: f32) -> Bundle {
        Bundle {
            runs: vec![WireRun::down(from, to, 1)],
            ..Bundle::default()
        }
    }

    #[test]
    fn wires_that_run_alike_do_not_cross() {
        let (tracks, count) = assign(&[bundle(0.0, 100.0), bundle(50.0, 150.0)]);
        assert_eq!(count, 2);
        assert!(tracks[1].first < tracks[0].first);
    }

    #[test]
    fn wires_that_do_not_meet_share_a_track() {
        let (_, count) = assign(&[bundle(0.0, 100.0), bundle(200.0, 150.0)]);
        assert_eq!(count, 1);
    }

    #[test]
    fn two_that_change_places_keep_apart() {
        let (tracks, count) = assign(&[bundle(0.0, 100.0), bundle(100.0, 0.0)]);
        assert_eq!(count, 3);
        let [parted] = tracks
            .iter()
            .filter(|track| track.second.is_some())
            .collect::<Vec<_>>()[..]
        else {
            panic!("one of the two changes tracks: {tracks:?}")
        };
        assert!(
            parted
                .second
                .is_some_and(|(at, track)| at == 50.0 && track > parted.first)
        );
    }

    #[test]
    fn what_turned_before_keeps_its_order_though_it_crosses() {
        let turned = |first: f32| Turn {
            first,
            second: None,
        };
        let mut bundles = [bundle(0.0, 100.0), bundle(50.0, 150.0), bundle(20.0, 200.0)];
        bundles[0].before = Some(turned(10.0));
        bundles[1].before = Some(turned(22.0));
        let (tracks, _) = assign(&bundles);
        assert!(tracks[0].first < tracks[1].first);
    }
}
