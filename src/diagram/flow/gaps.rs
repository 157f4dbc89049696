//! The gaps between layers, where wires change lanes: each sideways stretch gets a track, so that wires of different boxes
//! never lie upon each other.

use super::Sketch;
use super::lanes::Lanes;
use super::layers::{Cell, Layered};

/// Differences in px below which a wire counts as straight.
const STRAIGHT_PX: f32 = 0.5;

/// Room between two wires that enter the same box, px, where the box is wide enough.
const ENTRY_STEP_PX: f32 = 26.0;

/// What is known about one link: where it leaves and enters, across, and on which track it changes lanes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Crossing {
    pub exit: f32,
    pub entry: f32,
    /// `None` for a link that runs straight.
    pub track: Option<usize>,
}

/// The gaps behind all layers but the last.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    /// One per link.
    pub crossings: Vec<Crossing>,
    /// How many tracks each gap needs.
    pub track_counts: Vec<usize>,
    /// The links in each gap.
    pub links: Vec<Vec<usize>>,
}

impl Gaps {
    pub(super) fn new(sketch: &Sketch, layered: &Layered, lanes: &Lanes) -> Self {
        let gap_count = layered.layer_count.saturating_sub(1);
        let mut gaps = Self {
            crossings: vec![Crossing::default(); layered.links.len()],
            track_counts: vec![0; gap_count],
            links: vec![Vec::new(); gap_count],
        };
        for (index, link) in layered.links.iter().enumerate() {
            gaps.crossings[index].exit = exit(sketch, layered, lanes, link.from);
            gaps.crossings[index].entry = lanes.lane_of[link.to];
            gaps.links[layered.layer_of[link.from]].push(index);
        }
        gaps.spread_entries(sketch, layered, lanes);
        for gap in 0..gap_count {
            gaps.assign_tracks(layered, gap);
        }
        gaps
    }

    /// Gives every link that enters a box its own place on the box's edge, in the order in which the wires come.
    fn spread_entries(&mut self, sketch: &Sketch, layered: &Layered, lanes: &Lanes) {
        let mut entering = vec![Vec::new(); sketch.boxes.len()];
        for (index, link) in layered.links.iter().enumerate() {
            if let Cell::Box(to) = layered.cells[link.to] {
                entering[to].push(index);
            }
        }
        for (index, links) in entering.into_iter().enumerate() {
            let this = &sketch.boxes[index];
            let spine = lanes.spine_px(sketch, layered, index);
            let near = lanes.lane_of[index] - spine;
            if this.entries.is_empty() {
                let room = spine.min(this.size.across - spine);
                self.spread(
                    links,
                    lanes.lane_of[index],
                    room,
                    lanes.straight_into[index],
                );
            } else {
                for link in links {
                    let port = sketch.wires[layered.links[link].wire].port;
                    self.crossings[link].entry =
                        near + this.entries.get(port).copied().unwrap_or(spine);
                }
            }
        }
    }

    fn spread(&mut self, links: Vec<usize>, center: f32, room: f32, straight: Option<usize>) {
        let straight = straight.or_else(|| links.first().copied());
        let others: Vec<usize> = links
            .into_iter()
            .filter(|link| Some(*link) != straight)
            .collect();
        let step = ENTRY_STEP_PX.min(room / (others.len() + 1) as f32);
        let (mut near, mut far): (Vec<usize>, Vec<usize>) = others
            .into_iter()
            .partition(|link| self.crossings[*link].exit < center);
        near.sort_by(|a, b| self.crossings[*b].exit.total_cmp(&self.crossings[*a].exit));
        far.sort_by(|a, b| self.crossings[*a].exit.total_cmp(&self.crossings[*b].exit));
        for (side, links) in [(-1.0, near), (1.0, far)] {
            for (rank, link) in links.into_iter().enumerate() {
                self.crossings[link].entry = center + side * step * (rank + 1) as f32;
            }
        }
    }

    /// Wires that leave one box share a track. Those that part come first, those that join come below them, inner ones
    /// first: so nested shortcuts do not cross.
    fn assign_tracks(&mut self, layered: &Layered, gap: usize) {
        let mut groups: Vec<Group> = Vec::new();
        for link in &self.links[gap] {
            let crossing = self.crossings[*link];
            let span = [
                crossing.exit.min(crossing.entry),
                crossing.exit.max(crossing.entry),
            ];
            if span[1] - span[0] <= STRAIGHT_PX {
                continue;
            }
            let from = layered.links[*link].from;
            match groups.iter_mut().find(|group| group.from == from) {
                Some(group) => group.add(*link, span),
                None => groups.push(Group {
                    from,
                    links: vec![*link],
                    span,
                    joins: crossing.exit.abs() > crossing.entry.abs(),
                }),
            }
        }
        groups.sort_by(|a, b| a.joins.cmp(&b.joins).then(a.span[1].total_cmp(&b.span[1])));
        let mut tracks: Vec<Vec<[f32; 2]>> = Vec::new();
        for group in groups {
            let is_free = |spans: &Vec<[f32; 2]>| {
                spans
                    .iter()
                    .all(|span| span[1] < group.span[0] || span[0] > group.span[1])
            };
            let track = tracks.iter().position(is_free).unwrap_or(tracks.len());
            if track == tracks.len() {
                tracks.push(Vec::new());
            }
            tracks[track].push(group.span);
            for link in group.links {
                self.crossings[link].track = Some(track);
            }
        }
        self.track_counts[gap] = tracks.len();
    }
}

/// The sideways stretches of wires that leave one cell.
struct Group {
    from: usize,
    links: Vec<usize>,
    span: [f32; 2],
    /// Whether they come back to the main path.
    joins: bool,
}

impl Group {
    fn add(&mut self, link: usize, span: [f32; 2]) {
        self.links.push(link);
        self.span = [self.span[0].min(span[0]), self.span[1].max(span[1])];
    }
}

/// Where a cell's wires leave, across.
fn exit(sketch: &Sketch, layered: &Layered, lanes: &Lanes, cell: usize) -> f32 {
    match layered.cells[cell] {
        Cell::Wire => lanes.lane_of[cell],
        Cell::Box(index) => {
            lanes.lane_of[cell] - lanes.spine_px(sketch, layered, index) + sketch.boxes[index].exit
        }
    }
}
