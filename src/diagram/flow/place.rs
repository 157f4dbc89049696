//! Puts layers, orders, lanes, tracks and columns together into places.

use std::ops::Range;

use super::across::Across;
use super::columns::Strip;
use super::frames;
use super::gaps::Gaps;
use super::layers::Layered;
use super::order::CellOrder;
use super::sheet::{Parts, Sheet, turns};
use super::{Placement, Sketch, Wrap};
use crate::diagram::lanes::{Ends, STEP_PX, Way, spaced};

/// Room for a frame's title above a layer, px: no wire runs sideways there.
const TITLE_PX: f32 = 18.0;

/// The straight part of a wire where it leaves or enters a column, px, in the middle of its tracks.
pub(super) const STUB_PX: f32 = 20.0;

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
        let order = CellOrder::new(sketch, &mut layered);
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
        let mut ways: Vec<(Ends, Way)> = (0..sketch.wires.len())
            .map(|index| sheet.way(&parts, index))
            .collect();
        let all: Vec<(&Ends, &Way)> = ways.iter().map(|(ends, way)| (ends, way)).collect();
        let lines = spaced(&all);
        let drawn = ways.iter_mut().zip(lines);
        let wires = drawn.map(|((_, way), line)| {
            way.turns = line.turns;
            line.points
        });
        let wires = wires.collect();
        Placement {
            size: sheet.size,
            boxes: (0..sketch.boxes.len())
                .map(|index| sheet.corner(&parts, index))
                .collect(),
            ways,
            wires,
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
        let framed = frames::covered(sketch, layered);
        // A frame that fills most of the page has to go on in the next column.
        let is_whole = |layers: &Range<usize>| 2 * layers.len() <= layered.layer_count.max(12);
        let is_in_frame = |gap: usize| {
            let mut layers = framed.iter().filter(|layers| is_whole(layers));
            layers.any(|layers| layers.contains(&gap) && layers.contains(&(gap + 1)))
        };
        let cost = |(gap, links): (usize, &Vec<usize>)| {
            let is_single = links.len() == 1 && !is_in_frame(gap);
            is_single.then_some(if begins_stage[gap + 1] { 0.0 } else { 0.5 })
        };
        let title_px = |layer: usize| {
            let begins = self.is_upright && framed.iter().any(|layers| layers.start == layer);
            if begins { TITLE_PX } else { 0.0 }
        };
        let gap_px = |(gap, tracks): (usize, &usize)| {
            let tracks_px = tracks.saturating_sub(1) as f32 * STEP_PX;
            self.layer_gap_px + tracks_px + title_px(gap + 1)
        };
        Strip {
            along,
            reach: across.reach.clone(),
            gaps: gaps.track_counts.iter().enumerate().map(gap_px).collect(),
            titles: (0..layered.layer_count).map(title_px).collect(),
            costs: gaps.links.iter().enumerate().map(cost).collect(),
            gutter: 2.0 * STEP_PX,
            is_upright: self.is_upright,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Flow, SketchBox, SketchWire};
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
            frames: Vec::new(),
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
