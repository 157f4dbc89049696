//! Where wires leave and enter items, in graph units.

use egui::{Pos2, pos2};

use super::item::Role;
use super::measure::PORT_STEP;
use super::outline::Outline;

/// Where a wire leaves `item`.
pub fn output(outline: &Outline, rects: &[egui::Rect], item: usize) -> Pos2 {
    let x = match outline.items[item].role {
        Role::Opened => end_inside(outline, rects, item, Role::Exit, 0),
        _ => None,
    };
    pos2(x.unwrap_or(rects[item].center().x), rects[item].bottom())
}

/// Where a wire enters `item` at `port`. The first input is in the middle, so that the main path of a network runs
/// straight down; others follow to its right, where shortcuts come in.
pub fn input(outline: &Outline, rects: &[egui::Rect], item: usize, port: usize) -> Pos2 {
    let shown = &outline.items[item];
    let rect = rects[item];
    let x = match shown.role {
        Role::Opened => end_inside(outline, rects, item, Role::Entry, port),
        _ => None,
    };
    let x = x.unwrap_or_else(|| {
        let last = shown.input_count.max(port + 1) - 1;
        let step = PORT_STEP.min((rect.width() / 2.0 - 10.0) / last.max(1) as f32);
        rect.center().x + step * port as f32
    });
    pos2(x, rect.top())
}

/// The middle of the body's `number`th entry or exit.
fn end_inside(
    outline: &Outline,
    rects: &[egui::Rect],
    item: usize,
    role: Role,
    number: usize,
) -> Option<f32> {
    let mut ends: Vec<usize> = outline
        .siblings(Some(item))
        .filter(|index| outline.items[*index].role == role)
        .collect();
    ends.sort_by_key(|index| outline.items[*index].node);
    ends.get(number).map(|end| rects[*end].center().x)
}
