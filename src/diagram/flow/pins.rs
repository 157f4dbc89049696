//! Where on its box each link enters: where the box says, or, where the layout may choose, in the order in which wires
//! come, so that they do not cross on the last stretch.

use super::Sketch;
use super::layers::{Cell, Layered};
use super::order::CellOrder;

/// Room between two wires that enter the same box, px, where the box is wide enough.
const ENTRY_STEP_PX: f32 = 26.0;

/// Across from the near corner of each link's end; `straight` is the link that comes straight from above into each cell.
pub(super) fn entries(
    sketch: &Sketch,
    layered: &Layered,
    order: &CellOrder,
    straight: &[Option<usize>],
) -> Vec<f32> {
    let mut entries = vec![0.0; layered.links.len()];
    for (cell, ups) in layered.ups.iter().enumerate() {
        let Cell::Box(index) = layered.cells[cell] else {
            continue;
        };
        let this = &sketch.boxes[index];
        if !this.entries.is_empty() {
            for link in ups {
                entries[*link] = this.entry(sketch.wires[layered.links[*link].wire].port);
            }
            continue;
        }
        let mut coming = ups.clone();
        coming.sort_by_key(|link| order.place[layered.links[*link].from]);
        let middle = straight[cell].and_then(|link| coming.iter().position(|other| *other == link));
        let middle = middle.map_or((coming.len() as f32 - 1.0) / 2.0, |at| at as f32);
        let most = middle.max(coming.len() as f32 - 1.0 - middle);
        let half = this.size.across / 2.0;
        let step = ENTRY_STEP_PX.min(half / (most + 1.0));
        for (at, link) in coming.into_iter().enumerate() {
            entries[link] = half + (at as f32 - middle) * step;
        }
    }
    entries
}
