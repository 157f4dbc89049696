//! The order that boxes stand in already, so that a small edit leaves branches where they were.

use super::Sketch;
use super::layers::{Cell, Layered};

/// How far beside the straight way between its boxes a wire is taken to run, px.
const BESIDE_PX: f32 = 1.0;

/// The cells of each layer in the order in which boxes stand; `None` where that says nothing, because boxes of one layer
/// stand upon each other, or nothing stands beside anything.
pub(super) fn rows(sketch: &Sketch, layered: &Layered) -> Option<Vec<Vec<usize>>> {
    let mut at = vec![0.0; layered.cells.len()];
    for (place, this) in at.iter_mut().zip(&sketch.boxes) {
        *place = this.before?;
    }
    let mut boxes: Vec<Vec<f32>> = vec![Vec::new(); layered.layer_count];
    for index in 0..sketch.boxes.len() {
        boxes[layered.layer_of[index]].push(at[index]);
    }
    let is_told = boxes.iter_mut().all(|row| {
        row.sort_by(f32::total_cmp);
        row.windows(2).all(|pair| pair[0] < pair[1])
    });
    if !is_told || boxes.iter().all(|row| row.len() < 2) {
        return None;
    }
    for (wire, ends) in sketch.wires.iter().enumerate() {
        let links = layered.links_of(wire);
        let count = links.len() as f32;
        let side = if ends.port == 0 {
            -BESIDE_PX
        } else {
            BESIDE_PX
        };
        for (number, link) in links.iter().enumerate() {
            let cell = layered.links[*link].to;
            if matches!(layered.cells[cell], Cell::Wire(_)) {
                let share = (number + 1) as f32 / count;
                at[cell] = at[ends.from] * (1.0 - share) + at[ends.to] * share + side;
            }
        }
    }
    let mut rows = vec![Vec::new(); layered.layer_count];
    for (cell, layer) in layered.layer_of.iter().enumerate() {
        rows[*layer].push(cell);
    }
    for row in &mut rows {
        row.sort_by(|one, other| at[*one].total_cmp(&at[*other]));
    }
    Some(rows)
}
