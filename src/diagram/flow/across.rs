//! Where chains run, across: as close to the network's longest way as what lies between leaves room, and from there
//! outwards where that shortens wires.

use super::Sketch;
use super::chains::{Chains, exit};
use super::layers::{Cell, Layered};
use super::order::CellOrder;

/// Half of the room between two boxes side by side, px.
const BOX_MARGIN_PX: f32 = 18.0;

/// Half of the room between two wires side by side, px.
const WIRE_MARGIN_PX: f32 = 7.0;

/// Half of the room between a frame's border and what is beside it, px.
const BORDER_MARGIN_PX: f32 = 10.0;

/// How far a border gives way before it comes back, px.
const GIVES_WAY_PX: f32 = 2_000.0;

/// Rounds in which chains move to where their wires lead.
const ROUNDS: usize = 8;

/// A chain to the side of another: how far apart they are at least, px.
type Apart = (usize, f32);

/// Across coordinates of everything, the longest way at 0.
#[derive(Debug)]
pub(super) struct Across {
    /// The near corner of each cell.
    pub near: Vec<f32>,
    /// Where each link enters, across from its cell's near corner, px.
    pub entries: Vec<f32>,
    /// How far each layer reaches to the near and to the far side.
    pub reach: Vec<[f32; 2]>,
}

impl Across {
    pub(super) fn new(sketch: &Sketch, layered: &Layered, order: &CellOrder) -> Self {
        let chains = Chains::new(sketch, layered, order);
        let mut settling = Settling::new(sketch, layered, order, &chains);
        settling.pack();
        for _ in 0..ROUNDS {
            settling.move_borders(true);
            settling.move_all();
            settling.move_borders(false);
        }
        let near: Vec<f32> = (0..layered.cells.len())
            .map(|cell| settling.at[chains.chain_of[cell]] + chains.offset[cell])
            .collect();
        let mut reach = vec![[f32::INFINITY, f32::NEG_INFINITY]; layered.layer_count];
        for (cell, near) in near.iter().enumerate() {
            let (width, margin) = extent(sketch, layered, cell);
            let reach = &mut reach[layered.layer_of[cell]];
            reach[0] = reach[0].min(near - margin);
            reach[1] = reach[1].max(near + width + margin);
        }
        Self {
            near,
            entries: chains.entries,
            reach,
        }
    }
}

/// The width of a cell and half of the room beside it.
fn extent(sketch: &Sketch, layered: &Layered, cell: usize) -> (f32, f32) {
    match layered.cells[cell] {
        Cell::Box(index) if sketch.boxes[index].size.across > 0.0 => {
            (sketch.boxes[index].size.across, BOX_MARGIN_PX)
        }
        Cell::Border => (0.0, BORDER_MARGIN_PX),
        _ => (0.0, WIRE_MARGIN_PX),
    }
}

/// Chains on their way to their places.
struct Settling {
    at: Vec<f32>,
    /// The chains to the near side of each, and to the far side.
    near: Vec<Vec<Apart>>,
    far: Vec<Vec<Apart>>,
    /// All chains, each behind those to its near side.
    order: Vec<usize>,
    main: usize,
    /// The chains of the borders of each frame, on the near and on the far side.
    borders: Vec<[usize; 2]>,
    /// For each chain, the wires to others: which one, where it would have to be from there, and how many they are.
    pulls: Vec<Vec<(usize, f32, usize)>>,
}

impl Settling {
    fn new(sketch: &Sketch, layered: &Layered, order: &CellOrder, chains: &Chains) -> Self {
        let mut settling = Self {
            at: vec![0.0; chains.count],
            near: vec![Vec::new(); chains.count],
            far: vec![Vec::new(); chains.count],
            order: Vec::new(),
            main: chains.main,
            borders: layered
                .frames
                .iter()
                .map(|cells| cells.map(|cell| chains.chain_of[cell]))
                .collect(),
            pulls: vec![Vec::new(); chains.count],
        };
        for row in &order.rows {
            for pair in row.windows(2) {
                let [one, other] = [pair[0], pair[1]];
                let (width, margin) = extent(sketch, layered, one);
                let (_, other_margin) = extent(sketch, layered, other);
                let apart =
                    chains.offset[one] + width + margin + other_margin - chains.offset[other];
                let [one, other] = [chains.chain_of[one], chains.chain_of[other]];
                settling.far[one].push((other, apart));
            }
        }
        for (chain, far) in settling.far.iter_mut().enumerate() {
            far.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
            far.dedup_by_key(|apart| apart.0);
            for (other, apart) in far {
                settling.near[*other].push((chain, *apart));
            }
        }
        for (index, link) in layered.links.iter().enumerate() {
            let [from, to] = [link.from, link.to].map(|cell| chains.chain_of[cell]);
            if from != to {
                let leaves = chains.offset[link.from] + exit(sketch, layered, link.from);
                let enters = chains.offset[link.to] + chains.entries[index];
                settling.pulls[from].push((to, enters - leaves, link.weight));
                settling.pulls[to].push((from, leaves - enters, link.weight));
            }
        }
        settling.sort();
        settling
    }

    fn sort(&mut self) {
        let mut waiting: Vec<usize> = self.near.iter().map(Vec::len).collect();
        let mut ready: Vec<usize> = (0..waiting.len())
            .filter(|chain| waiting[*chain] == 0)
            .collect();
        ready.reverse();
        while let Some(chain) = ready.pop() {
            self.order.push(chain);
            for (far, _) in &self.far[chain] {
                waiting[*far] -= 1;
                if waiting[*far] == 0 {
                    ready.push(*far);
                }
            }
        }
    }

    /// Puts all chains as close to the longest way as they get: it divides all others, since it is in every layer.
    fn pack(&mut self) {
        let Some(main) = self.order.iter().position(|chain| *chain == self.main) else {
            return;
        };
        let mut is_near = vec![false; self.at.len()];
        for chain in self.order[..main].iter().rev() {
            let far = self.far[*chain].iter();
            is_near[*chain] = far
                .clone()
                .any(|(far, _)| *far == self.main || is_near[*far]);
        }
        for at in 0..self.order.len() {
            let chain = self.order[at];
            if chain != self.main && !is_near[chain] {
                self.at[chain] = self.least(chain).max(if self.near[chain].is_empty() {
                    0.0
                } else {
                    f32::NEG_INFINITY
                });
            }
        }
        for at in (0..main).rev() {
            let chain = self.order[at];
            if is_near[chain] {
                self.at[chain] = self.most(chain);
            }
        }
    }

    /// How far to the near side a chain can move.
    fn least(&self, chain: usize) -> f32 {
        let near = self.near[chain]
            .iter()
            .map(|(near, apart)| self.at[*near] + apart);
        near.fold(f32::NEG_INFINITY, f32::max)
    }

    /// How far to the far side a chain can move.
    fn most(&self, chain: usize) -> f32 {
        let far = self.far[chain]
            .iter()
            .map(|(far, apart)| self.at[*far] - apart);
        far.fold(f32::INFINITY, f32::min)
    }

    /// Moves the borders of frames outwards as far as they get, for what is inside to move, or inwards to it.
    fn move_borders(&mut self, is_outwards: bool) {
        for [near, far] in self.borders.clone() {
            let at = [self.at[near], self.at[far]];
            let (near_most, far_least) = (self.most(near), self.least(far));
            let [near_at, far_at] = if is_outwards {
                [
                    self.least(near).max(at[0] - GIVES_WAY_PX),
                    self.most(far).min(at[1] + GIVES_WAY_PX),
                ]
            } else {
                [near_most, far_least]
            };
            if near_at.is_finite() && near_at <= near_most {
                self.at[near] = near_at;
            }
            if far_at.is_finite() && far_at >= far_least {
                self.at[far] = far_at;
            }
        }
    }

    /// Moves every chain to where its wires are shortest, first outwards and then back.
    fn move_all(&mut self) {
        for step in 0..2 * self.order.len() {
            let count = self.order.len();
            let chain = if step < count {
                self.order[count - 1 - step]
            } else {
                self.order[step - count]
            };
            if chain == self.main {
                continue;
            }
            if let Some([first, last]) = self.best(chain) {
                let at = self.at[chain].clamp(first, last);
                let (least, most) = (self.least(chain), self.most(chain));
                if least <= most {
                    self.at[chain] = at.clamp(least, most);
                }
            }
        }
    }

    /// Where the wires of a chain are shortest in total: anywhere between two places.
    fn best(&self, chain: usize) -> Option<[f32; 2]> {
        let pulls = self.pulls[chain].iter();
        let mut places: Vec<(f32, usize)> = pulls
            .map(|(other, apart, weight)| (self.at[*other] + apart, *weight))
            .collect();
        places.sort_by(|one, other| one.0.total_cmp(&other.0));
        let total: usize = places.iter().map(|(_, weight)| weight).sum();
        let mut sum = 0;
        for (at, (place, weight)) in places.iter().enumerate() {
            sum += weight;
            if 2 * sum > total {
                return Some([*place; 2]);
            }
            if 2 * sum == total {
                return Some([*place, places[at + 1].0]);
            }
        }
        None
    }
}
