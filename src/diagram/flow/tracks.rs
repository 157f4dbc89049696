//! Tracks: where wires run sideways between boxes, each source's on a track of its own, in the order in which they cross
//! each other least (compare the orthogonal edge routing of ELK, after Sander).

/// Wires nearer to each other than this, px, would look like one.
pub const APART_PX: f32 = 5.0;

/// Beyond so many bundles in one gap their order is the one that they begin with: the search takes the square of it.
const MOST_SEARCHED: usize = 500;

/// The wires of one source in one gap, which share a track.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// How they run.
    pub runs: Vec<Run>,
}

/// Wires of one source that run alike through a gap.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// Where they enter the gap and where they leave it.
    pub ends: [End; 2],
    /// How many they are.
    pub count: usize,
}

/// An end of a run.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// Where it is, across.
    pub at: f32,
    /// Whether it is above the track, and not below it.
    pub is_above: bool,
}

impl Run {
    /// Wires from above that go on below.
    #[must_use]
    pub const fn down(from: f32, to: f32, count: usize) -> Self {
        let [from, to] = [(from, true), (to, false)];
        let ends = [
            End {
                at: from.0,
                is_above: from.1,
            },
            End {
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
    fn ends(&self, is_above: bool) -> impl Iterator<Item = (f32, usize)> + '_ {
        let ends = |run: &Run| run.ends.map(|end| (end, run.count));
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
    let mut parts: Vec<Part> = (0..bundles.len())
        .map(|bundle| Part::new(bundle, bundles[bundle].clone()))
        .collect();
    let mut order = search(&parts);
    // Each round parts one bundle, which then fits.
    for _ in 0..bundles.len() {
        let Some(part) = first_clash(&parts, &order) else {
            break;
        };
        split(&mut parts, part);
        order = search(&parts);
    }
    let ranks = ranks(&parts, &order);
    let count = ranks.iter().max().map_or(0, |last| last + 1);
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

/// A bundle, or half of one that changes tracks.
struct Part {
    bundle: usize,
    ends: Bundle,
    span: [f32; 2],
    /// Where the second half of a bundle begins.
    changes_at: Option<f32>,
}

impl Part {
    fn new(bundle: usize, ends: Bundle) -> Self {
        let all = || ends.runs.iter().flat_map(|run| run.ends.map(|end| end.at));
        let span = [
            all().fold(f32::INFINITY, f32::min),
            all().fold(f32::NEG_INFINITY, f32::max),
        ];
        Self {
            bundle,
            ends,
            span,
            changes_at: None,
        }
    }

    fn meets(&self, other: &Self) -> bool {
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
    fn clashes_above(&self, below: &Self) -> bool {
        let mut downs = self.ends.ends(false);
        let meets = |down: f32| {
            let mut ups = below.ends.ends(true);
            ups.any(|(up, _)| (down - up).abs() < APART_PX)
        };
        self.bundle != below.bundle && downs.any(|(down, _)| meets(down))
    }

    /// What speaks against this one lying above the other, less what speaks against the contrary.
    fn cost_above(&self, below: &Self) -> i64 {
        let clash = |clashes: bool| if clashes { 1_000_000 } else { 0 };
        let cost = |above: &Self, below: &Self| {
            above.crossings_above(below) as i64 + clash(above.clashes_above(below))
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

/// An order from above with as few crossings as can be found.
fn search(parts: &[Part]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    // What runs to the far side passes below what begins beyond it, and the contrary.
    let key = |part: &Part| {
        let up = part.ends.ends(true).next().map_or(part.span[0], |up| up.0);
        let goes_far = part.span[1] - up >= up - part.span[0];
        (goes_far, if goes_far { -up } else { up })
    };
    order.sort_by(|one, other| {
        let (one, other) = (key(&parts[*one]), key(&parts[*other]));
        one.0.cmp(&other.0).then(one.1.total_cmp(&other.1))
    });
    if order.len() > MOST_SEARCHED {
        return order;
    }
    let count = parts.len();
    let mut cost = vec![0; count * count];
    for one in 0..count {
        for other in 0..one {
            if parts[one].meets(&parts[other]) {
                let above = parts[one].cost_above(&parts[other]);
                cost[one * count + other] = above;
                cost[other * count + one] = -above;
            }
        }
    }
    sift(&mut order, &cost);
    order
}

/// Moves each part to the place where it costs least, until nothing moves.
fn sift(order: &mut [usize], cost: &[i64]) {
    let count = order.len();
    for _ in 0..8 {
        let mut has_moved = false;
        for part in 0..count {
            let Some(at) = order.iter().position(|other| *other == part) else {
                continue;
            };
            let above = |one: usize, other: usize| cost[one * count + other];
            let (mut best, mut target, mut sum) = (0, at, 0);
            for to in (0..at).rev() {
                sum += above(part, order[to]);
                if sum < best {
                    (best, target) = (sum, to);
                }
            }
            sum = 0;
            for (to, other) in order.iter().enumerate().skip(at + 1) {
                sum += above(*other, part);
                if sum < best {
                    (best, target) = (sum, to);
                }
            }
            if target < at {
                order[target..=at].rotate_right(1);
            } else if target > at {
                order[at..=target].rotate_left(1);
            }
            has_moved |= target != at;
        }
        if !has_moved {
            return;
        }
    }
}

/// The first part that lies upon one below it in spite of the order.
fn first_clash(parts: &[Part], order: &[usize]) -> Option<usize> {
    for (at, above) in order.iter().enumerate() {
        for below in &order[at + 1..] {
            if parts[*above].clashes_above(&parts[*below]) {
                let [above_parted, below_parted] = [above, below].map(|part| {
                    parts
                        .iter()
                        .filter(|other| other.bundle == parts[*part].bundle)
                        .count()
                        > 1
                });
                if !below_parted {
                    return Some(*below);
                }
                if !above_parted {
                    return Some(*above);
                }
            }
        }
    }
    None
}

/// Parts a bundle: it comes from above on one track and goes on below on another.
fn split(parts: &mut Vec<Part>, part: usize) {
    let ends = parts[part].ends.clone();
    let bundle = parts[part].bundle;
    let is_free = |at: f32| {
        let mut ends = parts.iter().flat_map(|part| &part.ends.runs);
        ends.all(|run| run.ends.iter().all(|end| (end.at - at).abs() >= APART_PX))
    };
    let middle = (parts[part].span[0] + parts[part].span[1]) / 2.0;
    let steps = (0..400)
        .flat_map(|step| [1.0, -1.0].map(|side| middle + side * step as f32 * APART_PX / 2.0));
    let at = steps.into_iter().find(|at| is_free(*at)).unwrap_or(middle);
    let half = |is_above: bool| {
        let runs = ends.runs.iter().filter_map(|run| halved(run, at, is_above));
        Bundle {
            runs: runs.collect(),
        }
    };
    let mut second = Part::new(bundle, half(false));
    parts[part] = Part::new(bundle, half(true));
    second.changes_at = Some(at);
    parts.push(second);
}

/// What becomes of a run in the upper or the lower half of a bundle that changes tracks at `at`.
fn halved(run: &Run, at: f32, is_upper: bool) -> Option<Run> {
    let stays = |end: End| {
        if end.is_above == is_upper {
            end
        } else {
            End {
                at,
                is_above: !is_upper,
            }
        }
    };
    let ends = run.ends.map(stays);
    let is_here = run.ends.iter().any(|end| end.is_above == is_upper);
    is_here.then_some(Run { ends, ..*run })
}

/// The track of each part: the first one below all that it meets and that come before it.
fn ranks(parts: &[Part], order: &[usize]) -> Vec<usize> {
    let mut ranks = vec![0; parts.len()];
    for (at, part) in order.iter().enumerate() {
        let before = order[..at]
            .iter()
            .filter(|other| parts[**other].meets(&parts[*part]));
        ranks[*part] = before.map(|other| ranks[*other] + 1).max().unwrap_or(0);
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle(from: f32, to: f32) -> Bundle {
        Bundle {
            runs: vec![Run::down(from, to, 1)],
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
}
