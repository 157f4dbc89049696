//! Puts layers, orders, lanes, tracks and columns together into places.

use std::collections::BTreeMap;
use std::ops::Range;

use super::across::Across;
use super::chains::exit;
use super::columns::Strip;
use super::layers::Layered;
use super::order::Order;
use super::tracks::{Bundle, Track, assign};
use super::{Flow, Placement, Sketch, Wrap};

/// From one track of wires to the next, px.
const TRACK_PX: f32 = 11.0;

/// The straight part of a wire where it leaves or enters a column, px.
const STUB_PX: f32 = 20.0;

/// Differences in px below which a wire counts as straight.
const STRAIGHT_PX: f32 = 0.5;

/// Layers with few crossings, long wires on straight lanes, columns where they end best. The same sketch always gives the
/// same placement, boxes never overlap, and wires run clear of boxes and of each other.
#[derive(Clone, Copy, Debug)]
pub struct LaneLayout {
    /// Between layers, px, where at most one wire changes lanes.
    pub layer_gap_px: f32,
    /// Whether wires run downwards and not to the right.
    pub is_upright: bool,
}

impl LaneLayout {
    /// Places everything; columns end where `wrap` says.
    #[must_use]
    pub fn place(&self, sketch: &Sketch, wrap: Wrap) -> Placement {
        let mut layered = Layered::new(sketch);
        let order = Order::new(sketch, &mut layered);
        let across = Across::new(sketch, &layered, &order);
        let gaps = Gaps::new(sketch, &layered, &order, &across);
        let strip = self.strip(sketch, &layered, &across, &gaps);
        let columns = strip.columns(wrap);
        let sheet = Sheet::new(&strip, &columns, &turns(&layered, &gaps, &columns));
        let parts = Parts {
            sketch,
            layered: &layered,
            across: &across,
            gaps: &gaps,
            strip: &strip,
        };
        Placement {
            size: sheet.size,
            boxes: (0..sketch.boxes.len())
                .map(|index| sheet.corner(&parts, index))
                .collect(),
            wires: (0..sketch.wires.len())
                .map(|index| sheet.wire(&parts, index))
                .collect(),
        }
    }

    fn strip(&self, sketch: &Sketch, layered: &Layered, across: &Across, gaps: &Gaps) -> Strip {
        let mut along = vec![0.0_f32; layered.layer_count];
        let mut begins_stage = vec![false; layered.layer_count];
        for (index, this) in sketch.boxes.iter().enumerate() {
            let layer = layered.layer_of[index];
            along[layer] = along[layer].max(this.size.along);
            begins_stage[layer] |= this.begins_stage;
        }
        let cost = |(gap, links): (usize, &Vec<usize>)| {
            let is_single = links.len() == 1;
            is_single.then_some(if begins_stage[gap + 1] { 0.0 } else { 0.5 })
        };
        let gap_px =
            |tracks: &usize| self.layer_gap_px + tracks.saturating_sub(1) as f32 * TRACK_PX;
        Strip {
            along,
            reach: across.reach.clone(),
            gaps: gaps.track_counts.iter().map(gap_px).collect(),
            costs: gaps.links.iter().enumerate().map(cost).collect(),
            gutter: 2.0 * TRACK_PX,
            is_upright: self.is_upright,
        }
    }
}

/// What is known about one link: where it leaves and enters, across, and on which track it changes lanes.
#[derive(Clone, Copy, Debug, Default)]
struct Crossing {
    exit: f32,
    entry: f32,
    /// `None` for a link that runs straight.
    track: Option<Track>,
}

/// The gaps behind all layers but the last.
#[derive(Debug, Default)]
struct Gaps {
    /// One per link.
    crossings: Vec<Crossing>,
    /// How many tracks each gap needs.
    track_counts: Vec<usize>,
    /// The links in each gap, those from one cell together.
    links: Vec<Vec<usize>>,
}

impl Gaps {
    fn new(sketch: &Sketch, layered: &Layered, order: &Order, across: &Across) -> Self {
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
        let bundle = |links: &&[usize]| Bundle {
            ups: vec![self.crossings[links[0]].exit],
            downs: links
                .iter()
                .map(|link| self.crossings[*link].entry)
                .collect(),
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

/// The ranks of wires that turn into the next column by the cells that they leave: the outermost wire comes first, so that
/// none crosses another on the way.
fn ranks(layered: &Layered, gaps: &Gaps, links: &[usize]) -> BTreeMap<usize, usize> {
    let mut exits: Vec<(f32, usize)> = links
        .iter()
        .map(|link| (gaps.crossings[*link].exit, layered.links[*link].from))
        .collect();
    exits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    exits.dedup_by_key(|exit| exit.1);
    exits
        .into_iter()
        .enumerate()
        .map(|(rank, (_, from))| (from, rank))
        .collect()
}

/// The ranks at the end of each column but the last.
fn turns(layered: &Layered, gaps: &Gaps, columns: &[Range<usize>]) -> Vec<BTreeMap<usize, usize>> {
    let ends = columns.iter().map(|layers| layers.end - 1);
    ends.filter_map(|last| gaps.links.get(last))
        .map(|links| ranks(layered, gaps, links))
        .collect()
}

/// What was found out before anything had a place.
struct Parts<'a> {
    sketch: &'a Sketch,
    layered: &'a Layered,
    across: &'a Across,
    gaps: &'a Gaps,
    strip: &'a Strip,
}

/// Where layers and columns lie.
struct Sheet {
    size: Flow,
    /// Where each layer begins, along.
    layer_along: Vec<f32>,
    column_of: Vec<usize>,
    columns: Vec<Column>,
    /// Room above all columns for wires that come from the column before.
    entry_zone: f32,
}

struct Column {
    /// Where its last layer ends, along.
    end: f32,
    /// What lanes are moved by, across.
    shift: f32,
    /// Where it ends, across.
    far: f32,
    /// The ranks of the wires that turn into the next column, by the cells that they leave.
    turns: BTreeMap<usize, usize>,
}

impl Sheet {
    fn new(strip: &Strip, columns: &[Range<usize>], turns: &[BTreeMap<usize, usize>]) -> Self {
        let most = turns.iter().map(BTreeMap::len).max();
        let mut sheet = Self {
            size: Flow::default(),
            layer_along: Vec::with_capacity(strip.along.len()),
            column_of: Vec::with_capacity(strip.along.len()),
            columns: Vec::with_capacity(columns.len()),
            entry_zone: most.map_or(0.0, |most| STUB_PX + most as f32 * TRACK_PX),
        };
        for (index, layers) in columns.iter().enumerate() {
            sheet.add_column(
                strip,
                layers.clone(),
                turns.get(index).cloned().unwrap_or_default(),
            );
        }
        sheet
    }

    fn add_column(&mut self, strip: &Strip, layers: Range<usize>, turns: BTreeMap<usize, usize>) {
        let mut along = self.entry_zone;
        let mut end = along;
        for layer in layers.clone() {
            self.layer_along.push(along);
            self.column_of.push(self.columns.len());
            end = along + strip.along[layer];
            along = end + strip.gaps.get(layer).copied().unwrap_or(0.0);
        }
        let [near, far] = strip.reach_of(layers);
        let begin = self
            .columns
            .last()
            .map_or(0.0, |before| before.far + before.gutter());
        let column = Column {
            end,
            shift: begin - near,
            far: begin - near + far,
            turns,
        };
        self.size.along = self.size.along.max(column.end + column.exit_zone());
        self.size.across = column.far;
        self.columns.push(column);
    }

    fn column_of_cell(&self, parts: &Parts<'_>, cell: usize) -> usize {
        self.column_of[parts.layered.layer_of[cell]]
    }

    fn corner(&self, parts: &Parts<'_>, index: usize) -> Flow {
        Flow::new(
            self.layer_along[parts.layered.layer_of[index]],
            parts.across.near[index] + self.shift_at(parts, index),
        )
    }

    /// What is added across to what stands where the cell does.
    fn shift_at(&self, parts: &Parts<'_>, cell: usize) -> f32 {
        self.columns[self.column_of_cell(parts, cell)].shift
    }

    fn wire(&self, parts: &Parts<'_>, index: usize) -> Vec<Flow> {
        let wire = parts.sketch.wires[index];
        let links = parts.layered.links_of(index);
        let (from, to) = (&parts.sketch.boxes[wire.from], &parts.sketch.boxes[wire.to]);
        let mut start = self
            .corner(parts, wire.from)
            .plus(Flow::new(from.size.along, from.exit));
        let mut end = self
            .corner(parts, wire.to)
            .plus(Flow::new(0.0, to.entry(wire.port)));
        let (Some(first), Some(last)) = (links.first(), links.last()) else {
            return simple(vec![start, Flow::new(end.along, start.across), end]);
        };
        start.across = parts.gaps.crossings[*first].exit + self.shift_at(parts, wire.from);
        end.across = parts.gaps.crossings[*last].entry + self.shift_at(parts, wire.to);
        let mut points = vec![start];
        for link in links {
            self.cross(parts, link, &mut points);
        }
        points.push(end);
        simple(points)
    }

    /// Adds the corners of one link, which stays in its column or turns into the next.
    fn cross(&self, parts: &Parts<'_>, link: usize, points: &mut Vec<Flow>) {
        let crossing = parts.gaps.crossings[link];
        let from = parts.layered.links[link].from;
        let column = self.column_of_cell(parts, from);
        let next = self.column_of_cell(parts, parts.layered.links[link].to);
        let exit = crossing.exit + self.shift_at(parts, from);
        let entry = crossing.entry + self.shift_at(parts, parts.layered.links[link].to);
        let layer = parts.layered.layer_of[from];
        let along = |track: usize| {
            let share = (track + 1) as f32 / (parts.gaps.track_counts[layer] + 1) as f32;
            self.layer_along[layer] + parts.strip.along[layer] + parts.strip.gaps[layer] * share
        };
        if column != next {
            let (down, side, up) = self.turn(column, from);
            points.extend([
                Flow::new(down, exit),
                Flow::new(down, side),
                Flow::new(up, side),
                Flow::new(up, entry),
            ]);
        } else if let Some(track) = crossing.track {
            points.push(Flow::new(along(track.first), exit));
            if let Some((at, second)) = track.second {
                let at = at + self.columns[column].shift;
                points.push(Flow::new(along(track.first), at));
                points.push(Flow::new(along(second), at));
                points.push(Flow::new(along(second), entry));
            } else {
                points.push(Flow::new(along(track.first), entry));
            }
        } else if let Some(last) = points.last().copied() {
            // What counts as straight is.
            points.push(Flow::new(last.along, entry));
        }
    }

    /// Where a wire from the cell `from` turns behind its column, beside it, and before the next one.
    fn turn(&self, column: usize, from: usize) -> (f32, f32, f32) {
        let this = &self.columns[column];
        let rank = this.turns.get(&from).copied().unwrap_or(0) as f32;
        let inner = this.turns.len().saturating_sub(1) as f32 - rank;
        let down = this.end + STUB_PX + rank * TRACK_PX;
        let side = this.far + (rank + 1.0) * TRACK_PX;
        (down, side, self.entry_zone - STUB_PX - inner * TRACK_PX)
    }
}

impl Column {
    fn gutter(&self) -> f32 {
        (self.turns.len() + 1) as f32 * TRACK_PX
    }

    /// Room behind the column for wires that turn into the next.
    fn exit_zone(&self) -> f32 {
        match self.turns.len() {
            0 => 0.0,
            count => STUB_PX + count as f32 * TRACK_PX,
        }
    }
}

/// The same line without corners that are none.
pub(in crate::diagram) fn simple(points: Vec<Flow>) -> Vec<Flow> {
    let mut line: Vec<Flow> = Vec::with_capacity(points.len());
    for point in points {
        if line.last() == Some(&point) {
            continue;
        }
        if let [.., before, middle] = line[..]
            && ((before.across == middle.across && middle.across == point.across)
                || (before.along == middle.along && middle.along == point.along))
        {
            line.pop();
        }
        line.push(point);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::{SketchBox, SketchWire};
    use super::*;

    /// Boxes in a chain, with more wires beside it.
    fn chain(count: usize, more: &[(usize, usize)]) -> Sketch {
        let this = SketchBox {
            size: Flow::new(46.0, 236.0),
            entries: vec![118.0, 154.0],
            exit: 118.0,
            ..SketchBox::default()
        };
        let links = (1..count).map(|to| (to - 1, to, 0));
        let more = more.iter().map(|(from, to)| (*from, *to, 1));
        Sketch {
            boxes: vec![this; count],
            wires: links
                .chain(more)
                .map(|(from, to, port)| SketchWire { from, to, port })
                .collect(),
        }
    }

    fn placed(sketch: &Sketch, wrap: Wrap) -> Placement {
        let layout = LaneLayout {
            layer_gap_px: 34.0,
            is_upright: true,
        };
        layout.place(sketch, wrap)
    }

    /// How often a level stretch of one wire crosses an upright one of another.
    fn crossing_count(one: &[Flow], other: &[Flow]) -> usize {
        let between = |value: f32, a: f32, b: f32| value > a.min(b) && value < a.max(b);
        let crosses = |a: &[Flow], b: &[Flow]| {
            between(b[0].across, a[0].across, a[1].across)
                && between(a[0].along, b[0].along, b[1].along)
        };
        let pairs = one
            .windows(2)
            .flat_map(|a| other.windows(2).map(move |b| (a, b)));
        pairs
            .filter(|(a, b)| crosses(a, b) || crosses(b, a))
            .count()
    }

    #[test]
    fn a_chain_runs_straight_down() {
        let placement = placed(&chain(3, &[]), Wrap::Never);
        let corners: Vec<f32> = placement.boxes.iter().map(|corner| corner.along).collect();
        assert_eq!(corners, [0.0, 80.0, 160.0]);
        assert!(
            placement
                .boxes
                .iter()
                .all(|corner| corner.across == placement.boxes[0].across)
        );
        assert!(placement.wires.iter().all(|wire| wire.len() == 2));
    }

    #[test]
    fn nested_shortcuts_do_not_cross() {
        let placement = placed(&chain(6, &[(0, 5), (1, 4), (2, 4)]), Wrap::Never);
        let [.., outer, middle, inner] = &placement.wires[..] else {
            panic!("three shortcuts")
        };
        for (one, other) in [(outer, middle), (outer, inner), (middle, inner)] {
            assert_eq!(crossing_count(one, other), 0, "{one:?} and {other:?}");
        }
        let reach = |wire: &[Flow]| wire.iter().map(|point| point.across).fold(0.0, f32::max);
        assert!(reach(outer) > reach(middle) && reach(middle) > reach(inner));
    }

    #[test]
    fn a_wire_turns_into_the_next_column_without_crossing_the_one_beside_it() {
        let placement = placed(&chain(4, &[(0, 3)]), Wrap::Rows(2));
        assert_eq!(placement.boxes[0].along, placement.boxes[2].along);
        assert!(placement.boxes[2].across > placement.boxes[0].across + 236.0);
        assert_eq!(placement.wires[1].len(), 6);
        assert_eq!(crossing_count(&placement.wires[1], &placement.wires[3]), 0);
    }

    #[test]
    fn wires_in_a_circle_are_drawn_all_the_same() {
        let placement = placed(&chain(3, &[(2, 0)]), Wrap::Page);
        assert_eq!(placement.boxes.len(), 3);
        assert!(placement.wires.iter().all(|wire| wire.len() >= 2));
    }
}
