//! The gaps between layers, where wires change lanes.

use super::Sketch;
use super::across::Across;
use super::chains::exit;
use super::layers::Layered;
use super::order::Order;
use super::tracks::{Bundle, Run, Track, assign};

/// Differences in px below which a wire counts as straight.
const STRAIGHT_PX: f32 = 0.5;

/// What is known about one link: where it leaves and enters, across, and on which track it changes lanes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Crossing {
    pub exit: f32,
    pub entry: f32,
    /// `None` for a link that runs straight.
    pub track: Option<Track>,
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
    pub(super) fn new(sketch: &Sketch, layered: &Layered, order: &Order, across: &Across) -> Self {
        let gap_count = layered.layer_count.saturating_sub(1);
        let crossing = |index: usize| {
            let link = layered.links[index];
            Crossing {
                exit: across.near[link.from] + exit(sketch, layered, link.from),
                entry: across.near[link.to] + across.entries[index],
                track: None,
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
            track_counts: Vec::with_capacity(gap_count),
            links: order.rows.iter().take(gap_count).map(of_row).collect(),
        };
        for gap in 0..gap_count {
            gaps.assign_tracks(layered, gap);
        }
        gaps
    }

    fn assign_tracks(&mut self, layered: &Layered, gap: usize) {
        let is_straight = |link: &usize| {
            let crossing = self.crossings[*link];
            (crossing.exit - crossing.entry).abs() <= STRAIGHT_PX
        };
        let all = &self.links[gap];
        let sources =
            all.chunk_by(|one, other| layered.links[*one].from == layered.links[*other].from);
        let turning: Vec<&[usize]> = sources
            .filter(|links| !links.iter().all(is_straight))
            .collect();
        let run = |link: &usize| {
            let crossing = self.crossings[*link];
            Run::down(crossing.exit, crossing.entry, layered.links[*link].weight)
        };
        let bundle = |links: &&[usize]| Bundle {
            runs: links.iter().map(run).collect(),
        };
        let bundles: Vec<Bundle> = turning.iter().map(bundle).collect();
        let (tracks, count) = assign(&bundles);
        let found: Vec<(usize, Track)> = turning
            .iter()
            .zip(&tracks)
            .flat_map(|(links, track)| links.iter().map(|link| (*link, *track)))
            .collect();
        for (link, track) in found {
            let crossing = &mut self.crossings[link];
            let is_straight = (crossing.exit - crossing.entry).abs() <= STRAIGHT_PX;
            crossing.track = (!is_straight).then_some(track);
        }
        self.track_counts.push(count);
    }
}
