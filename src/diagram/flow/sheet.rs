//! Where layers and columns lie, and what follows for boxes and wires.

use std::collections::BTreeMap;
use std::ops::Range;

use super::across::Across;
use super::columns::Strip;
use super::gaps::Gaps;
use super::layers::Layered;
use super::place::STUB_PX;
use super::{Flow, Sketch};
use crate::diagram::lanes::{Ends, Room, STEP_PX, Way};

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
            entry_zone: zone(most.unwrap_or(0)),
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
        self.size.along = self.size.along.max(column.end + zone(column.turns.len()));
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

    /// Where a wire leaves and enters, and its way in between.
    pub(super) fn way(&self, parts: &Parts<'_>, index: usize) -> (Ends, Way) {
        let wire = parts.sketch.wires[index];
        let (from, to) = (&parts.sketch.boxes[wire.from], &parts.sketch.boxes[wire.to]);
        let mut ends = Ends {
            source: wire.from,
            start: self
                .corner(parts, wire.from)
                .plus(Flow::new(from.size.along, from.exit)),
            end: self
                .corner(parts, wire.to)
                .plus(Flow::new(0.0, to.entry(wire.port))),
            enters_first: false,
        };
        let links = parts.layered.links_of(index);
        let Some(last) = links.last() else {
            // Drawn straight down, and level into its end.
            let strip = Room::fixed(ends.end.along);
            return (ends, Way::laid_out(&ends, &[strip], &[]));
        };
        ends.end.across = parts.gaps.crossings[*last].entry + self.shift_at(parts, wire.to);
        let (mut strips, mut lanes) = (Vec::new(), Vec::new());
        for link in links {
            self.cross(parts, link, (&mut strips, &mut lanes));
        }
        (
            ends,
            Way::laid_out(&ends, &strips, &lanes[..lanes.len() - 1]),
        )
    }

    /// Adds the strips of one link, which stays in its column or turns into the next, and the lanes behind them.
    fn cross(
        &self,
        parts: &Parts<'_>,
        link: usize,
        (strips, lanes): (&mut Vec<Room>, &mut Vec<f32>),
    ) {
        let link_ends = parts.layered.links[link];
        let column = self.column_of_cell(parts, link_ends.from);
        if column == self.column_of_cell(parts, link_ends.to) {
            let layer = parts.layered.layer_of[link_ends.from];
            let begin = self.layer_along[layer] + parts.strip.along[layer];
            let end = begin + parts.strip.gaps[layer] - parts.strip.titles[layer + 1];
            strips.push(room(begin, end));
        } else {
            let this = &self.columns[column];
            let rank = this.turns.get(&link_ends.from).copied().unwrap_or(0) as f32;
            let zone = zone(this.turns.len());
            strips.push(room(this.end, this.end + zone));
            lanes.push(this.far + (rank + 1.0) * STEP_PX);
            strips.push(room(self.entry_zone - zone, self.entry_zone));
        }
        let entry = parts.gaps.crossings[link].entry;
        lanes.push(entry + self.shift_at(parts, link_ends.to));
    }
}

impl Column {
    fn gutter(&self) -> f32 {
        (self.turns.len() + 1) as f32 * STEP_PX
    }
}

/// Room behind a column, and before the next one, for so many wires that turn.
fn zone(count: usize) -> f32 {
    match count {
        0 => 0.0,
        _ => 2.0 * STUB_PX + (count - 1) as f32 * STEP_PX,
    }
}

/// A strip that wires change lanes in; however narrow, there has to be one.
fn room(from: f32, to: f32) -> Room {
    Room::strip(from, to).unwrap_or(Room::fixed(from))
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
