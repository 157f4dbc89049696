//! Lanes: cells that follow each other are strung into chains, and each chain runs straight along a lane of its own.
//!
//! The longest chain, the network's main path, has the lane at 0; shorter detours lie close to it and longer ones further
//! out, so that shortcuts nest instead of crossing each other (compare the linear segments of Sander, 1996).

use std::cmp::Reverse;

use super::Sketch;
use super::layers::{Cell, Layered};

/// Half of the room between two boxes side by side, px.
const BOX_MARGIN_PX: f32 = 18.0;

/// Half of the room between two wires side by side, px.
const WIRE_MARGIN_PX: f32 = 7.0;

/// Across coordinates of everything, the main path at 0.
#[derive(Debug)]
pub(super) struct Lanes {
    /// The lane of each cell.
    pub lane_of: Vec<f32>,
    /// The link that comes straight down the lane into each cell.
    pub straight_into: Vec<Option<usize>>,
    /// How far each layer reaches to the near and to the far side.
    pub reach: Vec<[f32; 2]>,
}

/// Cells below each other, one per layer.
struct Chain {
    cells: Vec<usize>,
    first_layer: usize,
    has_box: bool,
}

impl Lanes {
    pub(super) fn new(sketch: &Sketch, layered: &Layered) -> Self {
        let mut lanes = Self {
            lane_of: vec![0.0; layered.cells.len()],
            straight_into: vec![None; layered.cells.len()],
            reach: vec![[f32::INFINITY, f32::NEG_INFINITY]; layered.layer_count],
        };
        let mut chains = lanes.string(layered);
        // The first chain is the main path and stays first.
        if let [_, detours @ ..] = &mut chains[..] {
            detours.sort_by_key(|chain| (chain.cells.len(), chain.first_layer));
        }
        for (index, chain) in chains.iter().enumerate() {
            lanes.lay(sketch, layered, chain, index == 0);
        }
        lanes
    }

    /// Where wires enter a box from straight above, across from its near corner.
    pub(super) fn spine_px(&self, sketch: &Sketch, layered: &Layered, index: usize) -> f32 {
        let this = &sketch.boxes[index];
        let port =
            self.straight_into[index].map_or(0, |link| sketch.wires[layered.links[link].wire].port);
        this.entries
            .get(port)
            .or(this.entries.first())
            .copied()
            .unwrap_or(this.size.across / 2.0)
    }

    /// Strings all cells into chains, each as long as it gets; the main path comes first.
    fn string(&mut self, layered: &Layered) -> Vec<Chain> {
        let followers = Followers::new(layered);
        let mut taken = vec![false; layered.cells.len()];
        let mut starts: Vec<usize> = (0..layered.cells.len()).collect();
        starts.sort_by_key(|cell| {
            (
                layered.layer_of[*cell],
                Reverse(followers.depth[*cell]),
                *cell,
            )
        });
        if let Some(main) = starts
            .iter()
            .position(|cell| followers.depth[*cell] == followers.deepest())
        {
            starts[..=main].rotate_right(1);
        }
        let mut chains = Vec::new();
        for start in starts {
            if taken[start] {
                continue;
            }
            let mut cells = vec![start];
            taken[start] = true;
            while let Some(link) = followers.best(layered, cells[cells.len() - 1], &taken) {
                let next = layered.links[link].to;
                self.straight_into[next] = Some(link);
                taken[next] = true;
                cells.push(next);
            }
            let has_box = cells.iter().any(|cell| layered.cells[*cell] != Cell::Wire);
            let first_layer = layered.layer_of[start];
            chains.push(Chain {
                cells,
                first_layer,
                has_box,
            });
        }
        chains
    }

    /// Puts a chain as close to the main path as its layers have room.
    fn lay(&mut self, sketch: &Sketch, layered: &Layered, chain: &Chain, is_main: bool) {
        let extents: Vec<[f32; 2]> = chain
            .cells
            .iter()
            .map(|cell| self.extent(sketch, layered, *cell))
            .collect();
        let lane = if is_main {
            0.0
        } else {
            self.free_lane(chain, &extents)
        };
        for (step, (cell, [near, far])) in chain.cells.iter().zip(&extents).enumerate() {
            self.lane_of[*cell] = lane;
            let reach = &mut self.reach[chain.first_layer + step];
            *reach = [reach[0].min(lane - near), reach[1].max(lane + far)];
        }
    }

    /// How far a cell reaches to both sides of its lane, margins included.
    fn extent(&self, sketch: &Sketch, layered: &Layered, cell: usize) -> [f32; 2] {
        match layered.cells[cell] {
            Cell::Wire => [WIRE_MARGIN_PX; 2],
            Cell::Box(index) => {
                let spine = self.spine_px(sketch, layered, index);
                let width = sketch.boxes[index].size.across;
                let margin = if width > 0.0 {
                    BOX_MARGIN_PX
                } else {
                    WIRE_MARGIN_PX
                };
                [spine + margin, width - spine + margin]
            }
        }
    }

    /// The nearest free lane. Wires keep to the far side, so that shortcuts look alike; boxes take the nearer one.
    fn free_lane(&self, chain: &Chain, extents: &[[f32; 2]]) -> f32 {
        let layers = || self.reach[chain.first_layer..].iter().zip(extents);
        let is_empty = |reach: &[f32; 2]| reach[0] > reach[1];
        let far = layers().map(|(reach, extent)| {
            if is_empty(reach) {
                0.0
            } else {
                reach[1] + extent[0]
            }
        });
        let near = layers().map(|(reach, extent)| {
            if is_empty(reach) {
                0.0
            } else {
                reach[0] - extent[1]
            }
        });
        let far = far.fold(f32::NEG_INFINITY, f32::max);
        let near = near.fold(f32::INFINITY, f32::min);
        if chain.has_box && -near < far {
            near
        } else {
            far
        }
    }
}

/// Which cells follow each cell, and how many boxes the best way on from it has.
struct Followers {
    links: Vec<Vec<usize>>,
    depth: Vec<usize>,
}

impl Followers {
    fn new(layered: &Layered) -> Self {
        let mut links = vec![Vec::new(); layered.cells.len()];
        for (index, link) in layered.links.iter().enumerate() {
            links[link.from].push(index);
        }
        let mut order: Vec<usize> = (0..layered.cells.len()).collect();
        order.sort_by_key(|cell| Reverse(layered.layer_of[*cell]));
        let mut depth = vec![0; layered.cells.len()];
        for cell in order {
            let own = usize::from(layered.cells[cell] != Cell::Wire);
            let next = links[cell]
                .iter()
                .map(|link| depth[layered.links[*link].to])
                .max();
            depth[cell] = own + next.unwrap_or(0);
        }
        Self { links, depth }
    }

    fn deepest(&self) -> usize {
        self.depth.iter().copied().max().unwrap_or(0)
    }

    /// The link to the free follower with the longest way on; the first of equals.
    fn best(&self, layered: &Layered, cell: usize, taken: &[bool]) -> Option<usize> {
        let free = self.links[cell]
            .iter()
            .filter(|link| !taken[layered.links[**link].to]);
        free.copied()
            .max_by_key(|link| (self.depth[layered.links[*link].to], Reverse(*link)))
    }
}
