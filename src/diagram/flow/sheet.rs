//! Where layers and columns lie, and what follows for boxes and wires.

use std::collections::BTreeMap;
use std::ops::Range;

use super::across::Across;
use super::columns::Strip;
use super::gaps::Gaps;
use super::layers::Layered;
use super::place::{STUB_PX, TRACK_PX};
use super::{Flow, Sketch};

/// What was found out before anything had a place.
pub(super) struct Parts<'a> {
    pub sketch: &'a Sketch,
    pub layered: &'a Layered,
    pub across: &'a Across,
    pub gaps: &'a Gaps,
    pub strip: &'a Strip,
}

/// Where layers and columns lie.
pub(super) struct Sheet {
    pub size: Flow,
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
    pub(super) fn new(
        strip: &Strip,
        columns: &[Range<usize>],
        turns: &[BTreeMap<usize, usize>],
    ) -> Self {
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

    pub(super) fn corner(&self, parts: &Parts<'_>, index: usize) -> Flow {
        Flow::new(
            self.layer_along[parts.layered.layer_of[index]],
            parts.across.near[index] + self.shift_at(parts, index),
        )
    }

    /// What is added across to what stands where the cell does.
    fn shift_at(&self, parts: &Parts<'_>, cell: usize) -> f32 {
        self.columns[self.column_of_cell(parts, cell)].shift
    }

    pub(super) fn wire(&self, parts: &Parts<'_>, index: usize) -> Vec<Flow> {
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
            self.layer_along[layer]
                + parts.strip.along[layer]
                + (parts.strip.gaps[layer] - parts.strip.titles[layer + 1]) * share
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
pub(super) fn turns(
    layered: &Layered,
    gaps: &Gaps,
    columns: &[Range<usize>],
) -> Vec<BTreeMap<usize, usize>> {
    let ends = columns.iter().map(|layers| layers.end - 1);
    ends.filter_map(|last| gaps.links.get(last))
        .map(|links| ranks(layered, gaps, links))
        .collect()
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
