//! Frames around boxes: what a frame holds stands side by side in each layer, and other boxes keep out. Each frame has a
//! border to both sides, a straight line that the rest goes around.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Sketch;
use super::layers::{Cell, Layered};

/// The part of a frame in layers that follow each other, all of them with boxes that it holds.
struct FrameStretch {
    layers: Range<usize>,
    held: BTreeSet<usize>,
}

/// The layers in which frames have boxes, larger frames first: they go around others.
fn stretches(sketch: &Sketch, layered: &Layered) -> Vec<FrameStretch> {
    let mut frames: Vec<BTreeSet<usize>> = sketch
        .frames
        .iter()
        .map(|frame| frame.iter().copied().collect())
        .collect();
    frames.sort_by_key(|held: &BTreeSet<usize>| std::cmp::Reverse(held.len()));
    let mut stretches = Vec::new();
    for held in frames {
        let layers: BTreeSet<usize> = held.iter().map(|index| layered.layer_of[*index]).collect();
        let layers: Vec<usize> = layers.into_iter().collect();
        for run in layers.chunk_by(|one, other| one + 1 == *other) {
            let layers = run[0]..run[0] + run.len();
            let is_here = |index: &usize| layers.contains(&layered.layer_of[*index]);
            stretches.push(FrameStretch {
                held: held.iter().copied().filter(is_here).collect(),
                layers,
            });
        }
    }
    stretches
}

/// The layers that frames cover, each from its first to behind its last one.
pub(super) fn covered(sketch: &Sketch, layered: &Layered) -> Vec<Range<usize>> {
    let stretches = stretches(sketch, layered).into_iter();
    stretches.map(|stretch| stretch.layers).collect()
}

/// Moves boxes out from between those that a frame holds, to the nearer side.
pub(super) fn gather(sketch: &Sketch, layered: &Layered, rows: &mut [Vec<usize>]) {
    for stretch in stretches(sketch, layered) {
        for row in &mut rows[stretch.layers.clone()] {
            let Some(inside) = between(row, &stretch.held) else {
                continue;
            };
            let is_out = |cell: &usize| matches!(layered.cells[*cell], Cell::Box(index) if !stretch.held.contains(&index));
            let middle = inside.start + inside.len() / 2;
            let (mut near, mut kept, mut far) = (Vec::new(), Vec::new(), Vec::new());
            for at in inside.clone() {
                match row[at] {
                    cell if !is_out(&cell) => kept.push(cell),
                    cell if at < middle => near.push(cell),
                    cell => far.push(cell),
                }
            }
            let sorted: Vec<usize> = near.into_iter().chain(kept).chain(far).collect();
            row.splice(inside, sorted);
        }
    }
}

/// The places from the first box in a row that is held to behind the last.
fn between(row: &[usize], held: &BTreeSet<usize>) -> Option<Range<usize>> {
    let first = row.iter().position(|cell| held.contains(cell))?;
    let last = row.iter().rposition(|cell| held.contains(cell))?;
    Some(first..last + 1)
}

/// Puts the borders of frames into the rows. One that would have to cross another is left out: frames that overlap
/// cannot all be rectangles.
pub(super) fn enclose(sketch: &Sketch, layered: &mut Layered, rows: &mut [Vec<usize>]) {
    for stretch in stretches(sketch, layered) {
        let is_box = |cell: &usize| matches!(layered.cells[*cell], Cell::Box(_));
        let ways: Option<Vec<Range<usize>>> = rows[stretch.layers.clone()]
            .iter()
            .map(|row| {
                let inside = between(row, &stretch.held)?;
                let mut boxes = row[inside.clone()].iter().filter(|cell| is_box(cell));
                boxes
                    .all(|cell| stretch.held.contains(cell))
                    .then_some(inside)
            })
            .collect();
        let Some(ways) = ways.filter(|ways| crosses_none(layered, rows, &stretch, ways)) else {
            continue;
        };
        let mut above: Option<[usize; 2]> = None;
        for (layer, inside) in stretch.layers.clone().zip(ways) {
            let cells =
                [0, 1].map(|side| layered.add_border(layer, above.map(|above| above[side])));
            rows[layer].insert(inside.end, cells[1]);
            rows[layer].insert(inside.start, cells[0]);
            above = Some(cells);
        }
        layered.frames.extend(above);
    }
}

/// Whether every border that is there already runs on the same side of the new ones all along.
fn crosses_none(
    layered: &Layered,
    rows: &[Vec<usize>],
    stretch: &FrameStretch,
    ways: &[Range<usize>],
) -> bool {
    let mut layers = stretch.layers.clone().zip(ways);
    layers.all(|(layer, inside)| {
        rows[layer].iter().enumerate().all(|(at, cell)| {
            let Some(above) = layered.border_above(*cell) else {
                return true;
            };
            let Some(before) = layer.checked_sub(stretch.layers.start + 1) else {
                return true;
            };
            let Some(above) = rows[layer - 1].iter().position(|other| *other == above) else {
                return true;
            };
            let side = |at: usize, inside: &Range<usize>| (at < inside.start, at < inside.end);
            side(at, inside) == side(above, &ways[before])
        })
    })
}
