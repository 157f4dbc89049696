//! The gaps between layers, where wires change lanes.

use super::Sketch;
use super::across::Across;
use super::chains::exit;
use super::layers::Layered;
use super::order::CellOrder;
use crate::diagram::lanes::STRAIGHT_PX;
use crate::diagram::lanes::tracks::{Bundle, WireRun, assign};

/// Where one link leaves and enters, across.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Crossing {
    pub exit: f32,
    pub entry: f32,
}

/// The gaps behind all layers but the last.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    /// One per link.
    pub crossings: Vec<Crossing>,
    /// How many tracks each gap needs.
    pub track_counts: Vec<usize>,
    /// The links in each gap, those from one cell together.
    pub links: Vec<Vec<usize>>,
}

impl Gaps {
    pub(super) fn new(
        sketch: &Sketch,
        layered: &Layered,
        order: &CellOrder,
        across: &Across,
    ) -> Self {
        let gap_count = layered.layer_count.saturating_sub(1);
        let crossing = |index: usize| {
            let link = layered.links[index];
            Crossing {
                exit: across.near[link.from] + exit(sketch, layered, link.from),
                entry: across.near[link.to] + across.entries[index],
            }
        };
        let of_row = |row: &Vec<usize>| -> Vec<usize> {
            row.iter()
                .flat_map(|cell| &layered.downs[*cell])
                .copied()
                .collect()
        };
        let mut gaps = Self {
            crossings: (0..layered.links.len()).map(crossing).collect(),
            track_counts: Vec::new(),
            links: order.rows.iter().take(gap_count).map(of_row).collect(),
        };
        let count = |links: &Vec<usize>| gaps.track_count(layered, links);
        gaps.track_counts = gaps.links.iter().map(count).collect();
        gaps
    }

    /// How many tracks the links in one gap need.
    fn track_count(&self, layered: &Layered, links: &[usize]) -> usize {
        let is_straight = |link: &usize| {
            let crossing = self.crossings[*link];
            (crossing.exit - crossing.entry).abs() <= STRAIGHT_PX
        };
        let run = |link: &usize| {
            let crossing = self.crossings[*link];
            WireRun::down(crossing.exit, crossing.entry, layered.links[*link].weight)
        };
        let sources =
            links.chunk_by(|one, other| layered.links[*one].from == layered.links[*other].from);
        let turning = sources.map(|links| Bundle {
            runs: links
                .iter()
                .filter(|link| !is_straight(link))
                .map(run)
                .collect(),
            ..Bundle::default()
        });
        let bundles: Vec<Bundle> = turning.filter(|bundle| !bundle.runs.is_empty()).collect();
        assign(&bundles).1
    }
}
