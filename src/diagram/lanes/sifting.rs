//! The search for the order of tracks in one gap: each part is moved to where it costs least, until nothing moves.

use super::tracks::BundlePart;

/// Beyond so many parts in one gap their order is the one that they begin with: the search takes the square of it.
const MOST_SEARCHED: usize = 500;

/// Beyond so many, parts that lie upon each other stay as they are.
const MOST_PARTED: usize = 2_000;

/// Pairs that may be compared in one gap before, with each further part, only that one is moved.
const MOST_COMPARED: usize = 4_000_000;

/// Rounds of moving all parts at most.
const ROUNDS: usize = 8;

/// Parts on their way to an order, from above.
pub(super) struct Sifting {
    pub parts: Vec<BundlePart>,
    pub order: Vec<usize>,
    /// For each pair, what speaks against the first one lying above the second, less what speaks against the contrary.
    cost: Vec<i64>,
    /// For each pair, whether the two would lie upon each other when the first one lies above.
    clashes: Vec<bool>,
    /// How many parts the pairs have room for.
    stride: usize,
    /// Whether the order is searched for at all.
    is_searched: bool,
    compared: usize,
}

impl Sifting {
    /// A search among the parts of `bundles` bundles.
    pub(super) fn new(parts: Vec<BundlePart>, bundles: usize) -> Self {
        let count = parts.len();
        let is_parted = count <= MOST_PARTED;
        let stride = if is_parted { 2 * bundles } else { 0 };
        let is_searched = count <= MOST_SEARCHED;
        let pairs = stride * stride;
        let mut search = Self {
            order: (0..count).collect(),
            cost: vec![0; if is_searched { pairs } else { 0 }],
            clashes: vec![false; pairs],
            stride,
            is_searched,
            compared: 0,
            parts,
        };
        if is_parted {
            (0..count).for_each(|part| search.compare(part, part));
        }
        search
    }

    /// Compares a part with the first `count` of all.
    fn compare(&mut self, part: usize, count: usize) {
        let this = &self.parts[part];
        for (other, that) in self.parts.iter().enumerate().take(count) {
            let [own, contrary] =
                [(part, other), (other, part)].map(|(above, below)| above * self.stride + below);
            let meets = other != part && this.meets(that);
            self.clashes[own] = meets && this.clashes_above(that);
            self.clashes[contrary] = meets && that.clashes_above(this);
            if self.is_searched {
                let above = if meets { this.cost_above(that) } else { 0 };
                self.cost[own] = above;
                self.cost[contrary] = -above;
            }
        }
    }

    /// Finds an order with as few crossings as can be found; what has a place from before keeps it.
    pub(super) fn order_anew(&mut self) {
        let parts = &self.parts;
        // What runs to the far side passes below what begins beyond it, and the contrary.
        let key = |part: &BundlePart| {
            let up = part.ends.ends(true).next().map_or(part.span[0], |up| up.0);
            let goes_far = part.span[1] - up >= up - part.span[0];
            (goes_far, if goes_far { -up } else { up })
        };
        self.order = (0..parts.len()).collect();
        self.order.sort_by(|one, other| {
            let [one, other] = [one, other].map(|part| &parts[*part]);
            let before = |part: &BundlePart| part.before.unwrap_or(f32::INFINITY);
            let (one_key, other_key) = (key(one), key(other));
            before(one)
                .total_cmp(&before(other))
                .then(one_key.0.cmp(&other_key.0))
                .then(one_key.1.total_cmp(&other_key.1))
        });
        let free = parts.iter().enumerate();
        let free = free.filter(|(_, part)| part.before.is_none());
        let free: Vec<usize> = free.map(|(part, _)| part).collect();
        self.sift(&free);
    }

    /// Moves each of `movable` to the place where it costs least, until nothing moves.
    fn sift(&mut self, movable: &[usize]) {
        if !self.is_searched {
            return;
        }
        for _ in 0..ROUNDS {
            self.compared += movable.len() * self.parts.len();
            let mut has_moved = false;
            for part in movable {
                has_moved |= self.sift_part(*part);
            }
            if !has_moved {
                return;
            }
        }
    }

    fn sift_part(&mut self, part: usize) -> bool {
        let order = &mut self.order;
        let Some(at) = order.iter().position(|other| *other == part) else {
            return false;
        };
        let above = |one: usize, other: usize| self.cost[one * self.stride + other];
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
        target != at
    }

    /// The first part that lies upon one below it in spite of the order, and can be parted.
    pub(super) fn first_clash(&self) -> Option<usize> {
        if self.clashes.is_empty() {
            return None;
        }
        let mut is_parted = vec![false; self.parts.len()];
        for part in self.parts.iter().filter(|part| part.changes_at.is_some()) {
            is_parted[part.bundle] = true;
        }
        let is_whole = |part: usize| !is_parted[self.parts[part].bundle];
        for (at, above) in self.order.iter().enumerate() {
            for below in &self.order[at + 1..] {
                if self.clashes[above * self.stride + below] {
                    let whole = [*below, *above].into_iter().filter(|part| is_whole(*part));
                    // What has turned there before rather stays.
                    let parted = whole.min_by_key(|part| self.parts[*part].before.is_some());
                    if parted.is_some() {
                        return parted;
                    }
                }
            }
        }
        None
    }

    /// Puts two halves into the place of a part.
    pub(super) fn split(&mut self, part: usize, mut upper: BundlePart, lower: BundlePart) {
        let new = self.parts.len();
        upper.before = self.parts[part].before;
        self.parts[part] = upper;
        self.parts.push(lower);
        self.compare(part, new);
        self.compare(new, new);
        let has_order = self.parts.iter().any(|part| part.before.is_some());
        if !has_order && self.compared < MOST_COMPARED {
            self.order_anew();
            return;
        }
        let at = self.order.iter().position(|other| *other == part);
        self.order.insert(at.map_or(new, |at| at + 1), new);
        let stays = self.parts[part].before.is_some();
        self.sift(&[part, new][usize::from(stays)..]);
    }
}
