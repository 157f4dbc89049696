//! The shortest wires in total, found by the network simplex (Gansner, Koutsofios, North, Vo: A Technique for Drawing
//! Directed Graphs, 1993). Knows edges between numbers only.

/// Steps over all boxes and wires that the search may take: far more than networks need, less than a second.
const MOST_STEPS: usize = 40_000_000;

/// A wire, or several between the same boxes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub from: usize,
    pub to: usize,
    /// Layers that it spans at least.
    pub length: i64,
    pub weight: i64,
}

/// The search for the shortest wires: a tree of wires that are as short as allowed, and what would become of the whole if
/// one of them grew.
pub(super) struct TightTree {
    edges: Vec<Edge>,
    /// The edges at each box.
    at: Vec<Vec<usize>>,
    rank: Vec<i64>,
    is_in_tree: Vec<bool>,
    steps: usize,
}

/// A tree, walked from its root.
struct Walk {
    /// The boxes, each after its parent.
    order: Vec<usize>,
    /// The edge to the parent; none at a root.
    up: Vec<Option<usize>>,
    /// Places in an order in which what hangs below a box directly follows it: its own, and the one behind the last.
    span: Vec<[usize; 2]>,
}

impl TightTree {
    pub fn new(edges: Vec<Edge>, order: &[usize]) -> Self {
        let count = order.len();
        let mut at = vec![Vec::new(); count];
        for (index, edge) in edges.iter().enumerate() {
            at[edge.from].push(index);
            at[edge.to].push(index);
        }
        let mut rank = vec![0; count];
        for from in order {
            for edge in at[*from].iter().map(|edge| edges[*edge]) {
                if edge.from == *from {
                    rank[edge.to] = rank[edge.to].max(rank[*from] + edge.length);
                }
            }
        }
        Self {
            is_in_tree: vec![false; edges.len()],
            edges,
            at,
            rank,
            steps: 0,
        }
    }

    fn slack(&self, edge: usize) -> i64 {
        let edge = self.edges[edge];
        self.rank[edge.to] - self.rank[edge.from] - edge.length
    }

    /// Moves boxes until the total of all wires' lengths is as small as it gets.
    pub fn shorten(&mut self) {
        self.grow_tree();
        loop {
            let walk = self.walk();
            self.steps += self.rank.len() + self.edges.len();
            if self.steps > MOST_STEPS {
                return;
            }
            let Some((below, leaving, is_down)) = self.leaving(&walk) else {
                return;
            };
            let Some(entering) = self.entering(&walk, below, is_down) else {
                return;
            };
            let slack = self.slack(entering);
            let by = if is_down { slack } else { -slack };
            let [first, end] = walk.span[below];
            for index in &walk.order[first..end] {
                self.rank[*index] += by;
            }
            self.is_in_tree[leaving] = false;
            self.is_in_tree[entering] = true;
        }
    }

    /// Joins the boxes of each part of the network by edges without slack.
    fn grow_tree(&mut self) {
        let mut is_reached = vec![false; self.rank.len()];
        for root in 0..self.rank.len() {
            if is_reached[root] {
                continue;
            }
            let mut part = Vec::new();
            self.reach(root, &mut part, &mut is_reached);
            loop {
                let border = part.iter().flat_map(|index| &self.at[*index]).copied();
                let leaves = border.filter(|edge| {
                    let edge = self.edges[*edge];
                    is_reached[edge.from] != is_reached[edge.to]
                });
                let Some(nearest) = leaves.min_by_key(|edge| (self.slack(*edge), *edge)) else {
                    break;
                };
                let slack = self.slack(nearest);
                let edge = self.edges[nearest];
                let (by, next) = if is_reached[edge.from] {
                    (slack, edge.to)
                } else {
                    (-slack, edge.from)
                };
                for index in &part {
                    self.rank[*index] += by;
                }
                self.is_in_tree[nearest] = true;
                self.reach(next, &mut part, &mut is_reached);
            }
        }
    }

    /// Adds `root` and what hangs on it without slack.
    fn reach(&mut self, root: usize, part: &mut Vec<usize>, is_reached: &mut [bool]) {
        is_reached[root] = true;
        let mut first = part.len();
        part.push(root);
        while let Some(index) = part.get(first).copied() {
            first += 1;
            for at in 0..self.at[index].len() {
                let edge = self.at[index][at];
                let other = self.edges[edge].from + self.edges[edge].to - index;
                if !is_reached[other] && self.slack(edge) == 0 {
                    is_reached[other] = true;
                    self.is_in_tree[edge] = true;
                    part.push(other);
                }
            }
        }
    }

    fn walk(&self) -> Walk {
        let count = self.rank.len();
        let mut walk = Walk {
            order: Vec::with_capacity(count),
            up: vec![None; count],
            span: vec![[usize::MAX; 2]; count],
        };
        let mut stack = Vec::new();
        for root in 0..count {
            if walk.span[root][0] != usize::MAX {
                continue;
            }
            stack.push((root, None, false));
            while let Some((index, up, is_done)) = stack.pop() {
                if is_done {
                    walk.span[index][1] = walk.order.len();
                    continue;
                }
                walk.span[index][0] = walk.order.len();
                walk.up[index] = up;
                walk.order.push(index);
                stack.push((index, up, true));
                for edge in &self.at[index] {
                    if self.is_in_tree[*edge] && Some(*edge) != up {
                        let other = self.edges[*edge].from + self.edges[*edge].to - index;
                        stack.push((other, Some(*edge), false));
                    }
                }
            }
        }
        walk
    }

    /// The edge of the tree whose growth would shorten the whole most: the box below it in the tree, the edge, and
    /// whether it leads down to that box.
    fn leaving(&self, walk: &Walk) -> Option<(usize, usize, bool)> {
        // What leaves a part less what enters it is the sum of that over its boxes.
        let mut balance = vec![0; self.rank.len()];
        for edge in &self.edges {
            balance[edge.from] += edge.weight;
            balance[edge.to] -= edge.weight;
        }
        let mut worst: Option<(i64, usize, usize, bool)> = None;
        for index in walk.order.iter().rev() {
            let Some(up) = walk.up[*index] else { continue };
            let edge = self.edges[up];
            let is_down = edge.to == *index;
            let parent = edge.from + edge.to - index;
            balance[parent] += balance[*index];
            let gain = if is_down {
                -balance[*index]
            } else {
                balance[*index]
            };
            if gain < 0 && worst.is_none_or(|worst| gain < worst.0) {
                worst = Some((gain, *index, up, is_down));
            }
        }
        worst.map(|(_, below, up, is_down)| (below, up, is_down))
    }

    /// The edge with the least slack that would hold what hangs below `below` after its edge has grown.
    fn entering(&self, walk: &Walk, below: usize, is_down: bool) -> Option<usize> {
        let [first, end] = walk.span[below];
        let is_inside = |index: usize| (first..end).contains(&walk.span[index][0]);
        let fits = |edge: &usize| {
            let edge = self.edges[*edge];
            let (from, to) = (is_inside(edge.from), is_inside(edge.to));
            if is_down { from && !to } else { !from && to }
        };
        let candidates = (0..self.edges.len()).filter(fits);
        candidates.min_by_key(|edge| (self.slack(*edge), *edge))
    }

    /// Of places that are equally good, the upper one: branches begin side by side.
    pub fn lift(&mut self, order: &[usize]) {
        for index in order {
            let (mut balance, mut highest) = (0, i64::MIN);
            for edge in self.at[*index].iter().map(|edge| self.edges[*edge]) {
                if edge.to == *index {
                    balance += edge.weight;
                    highest = highest.max(self.rank[edge.from] + edge.length);
                } else {
                    balance -= edge.weight;
                }
            }
            if balance == 0 && highest > i64::MIN {
                self.rank[*index] = highest.min(self.rank[*index]);
            }
        }
    }

    /// The layers of the first `count` boxes; each part of the network begins in the first one.
    pub fn layers(&self, count: usize) -> Vec<usize> {
        let mut layers = vec![usize::MAX; count];
        let mut is_seen = vec![false; self.rank.len()];
        for root in 0..self.rank.len() {
            if is_seen[root] {
                continue;
            }
            is_seen[root] = true;
            let mut part = vec![root];
            let mut next = 0;
            while next < part.len() {
                for edge in &self.at[part[next]] {
                    let other = self.edges[*edge].from + self.edges[*edge].to - part[next];
                    if !std::mem::replace(&mut is_seen[other], true) {
                        part.push(other);
                    }
                }
                next += 1;
            }
            part.retain(|index| *index < count);
            let first = part
                .iter()
                .map(|index| self.rank[*index])
                .min()
                .unwrap_or(0);
            for index in part {
                layers[index] = (self.rank[index] - first) as usize;
            }
        }
        layers
    }
}
