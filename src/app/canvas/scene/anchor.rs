//! Where wires leave and enter items, in graph units.

use egui::{Pos2, Rect, pos2};

use super::flow::Transposed;
use super::item::Role;
use super::outline::Outline;
use crate::diagram::entry;

/// Where a wire leaves `item`.
pub fn output(outline: &Outline, rects: &[Rect], item: usize) -> Pos2 {
    let direction = outline.items[item].direction;
    let rect = rects[item].transposed(direction);
    let x = end_inside(outline, rects, item, Role::Exit, 0);
    pos2(x.unwrap_or(rect.center().x), rect.bottom()).transposed(direction)
}

/// Where a wire enters `item` at `port`.
pub fn input(outline: &Outline, rects: &[Rect], item: usize, port: usize) -> Pos2 {
    let shown = &outline.items[item];
    let rect = rects[item].transposed(shown.direction);
    let x = end_inside(outline, rects, item, Role::Entry, port)
        .unwrap_or_else(|| rect.left() + entry(rect.width(), port, shown.input_count));
    pos2(x, rect.top()).transposed(shown.direction)
}

/// The middle of the `number`th entry or exit of the body that an opened block shows, seen as if wires ran downwards.
/// `None` where the body runs another way than what is around it.
fn end_inside(
    outline: &Outline,
    rects: &[Rect],
    item: usize,
    role: Role,
    number: usize,
) -> Option<f32> {
    let frame = &outline.items[item];
    if frame.role != Role::Opened {
        return None;
    }
    let mut ends: Vec<usize> = outline
        .siblings(Some(item))
        .filter(|index| outline.items[*index].role == role)
        .collect();
    ends.sort_by_key(|index| outline.items[*index].node);
    let end = *ends.get(number)?;
    let runs_alike = outline.items[end].direction == frame.direction;
    runs_alike.then(|| rects[end].transposed(frame.direction).center().x)
}
