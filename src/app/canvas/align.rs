//! Bringing the selected nodes into line, and leaving equal room between them.

use egui::{Rect, Vec2, vec2};

use super::gesture::carry::shift_edit;
use crate::app::canvas::memory::Canvas;
use crate::app::command::{Across, Commands, Side, WindowCommand};
use crate::app::state::State;
use crate::graph::Edit;
use crate::message;
use crate::text::Message;

impl Canvas {
    /// Brings the selected nodes into line.
    pub(super) fn align(&self, side: Side, state: State<'_>, commands: &mut Commands) {
        let label = message!("edit-align", count = state.document.selection.len());
        self.shift_selected(state, commands, label, |rects| aligned(rects, side));
    }

    /// Leaves equal room between the selected nodes.
    pub(super) fn distribute(&self, across: Across, state: State<'_>, commands: &mut Commands) {
        let label = message!("edit-distribute", count = state.document.selection.len());
        self.shift_selected(state, commands, label, |rects| distributed(rects, across));
    }

    /// Moves each selected node as `shifts` says for the rectangles in which they show.
    fn shift_selected(
        &self,
        state: State<'_>,
        commands: &mut Commands,
        label: Message,
        shifts: impl Fn(&[Rect]) -> Vec<Vec2>,
    ) {
        let outline = &self.scene.outline;
        let items: Vec<usize> = state
            .document
            .selection
            .iter()
            .filter_map(|path| outline.find(path))
            .collect();
        let parent = |item: &usize| outline.items[*item].parent;
        if items.iter().any(|item| parent(item) != parent(&items[0])) {
            let message = message!("no-line-across-blocks");
            commands.send(WindowCommand::Complain(message));
            return;
        }
        let rects: Vec<Rect> = items
            .iter()
            .map(|item| self.scene.layout.rects[*item])
            .collect();
        let moves: Vec<(usize, Vec2)> = items.into_iter().zip(shifts(&rects)).collect();
        if let Some(edit) = shift_edit(&self.scene, &moves) {
            commands.send(Edit::Many {
                label,
                edits: vec![edit],
            });
        }
    }
}

fn aligned(rects: &[Rect], side: Side) -> Vec<Vec2> {
    let Some(all) = rects.iter().copied().reduce(Rect::union) else {
        return Vec::new();
    };
    let shift = |rect: &Rect| match side {
        Side::Left => vec2(all.left() - rect.left(), 0.0),
        Side::Center => vec2(all.center().x - rect.center().x, 0.0),
        Side::Right => vec2(all.right() - rect.right(), 0.0),
        Side::Top => vec2(0.0, all.top() - rect.top()),
        Side::Middle => vec2(0.0, all.center().y - rect.center().y),
        Side::Bottom => vec2(0.0, all.bottom() - rect.bottom()),
    };
    rects.iter().map(shift).collect()
}

/// The first and the last stay where they are.
fn distributed(rects: &[Rect], across: Across) -> Vec<Vec2> {
    let span = |rect: &Rect| match across {
        Across::Columns => (rect.left(), rect.width()),
        Across::Rows => (rect.top(), rect.height()),
    };
    let mut order: Vec<usize> = (0..rects.len()).collect();
    order.sort_by(|one, other| span(&rects[*one]).0.total_cmp(&span(&rects[*other]).0));
    let (Some(first), Some(last)) = (order.first(), order.last()) else {
        return Vec::new();
    };
    let (begin, end) = (span(&rects[*first]).0, {
        let (start, length) = span(&rects[*last]);
        start + length
    });
    let filled: f32 = rects.iter().map(|rect| span(rect).1).sum();
    let gap = (end - begin - filled) / (rects.len() - 1).max(1) as f32;
    let mut shifts = vec![Vec2::ZERO; rects.len()];
    let mut next = begin;
    for index in order {
        let (start, length) = span(&rects[index]);
        shifts[index] = match across {
            Across::Columns => vec2(next - start, 0.0),
            Across::Rows => vec2(0.0, next - start),
        };
        next += length + gap;
    }
    shifts
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    fn node(x: f32, y: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(236.0, 46.0))
    }

    #[test]
    fn sides_come_into_line_with_the_outermost_one() {
        let rects = [node(0.0, 0.0), node(100.0, 80.0)];
        let shifts = |side| aligned(&rects, side);
        assert_eq!(shifts(Side::Left), [Vec2::ZERO, vec2(-100.0, 0.0)]);
        assert_eq!(shifts(Side::Right), [vec2(100.0, 0.0), Vec2::ZERO]);
        assert_eq!(shifts(Side::Center), [vec2(50.0, 0.0), vec2(-50.0, 0.0)]);
        assert_eq!(shifts(Side::Top), [Vec2::ZERO, vec2(0.0, -80.0)]);
        assert_eq!(shifts(Side::Middle), [vec2(0.0, 40.0), vec2(0.0, -40.0)]);
        assert_eq!(shifts(Side::Bottom), [vec2(0.0, 80.0), Vec2::ZERO]);
    }

    #[test]
    fn equal_room_is_left_whatever_the_order_of_the_selection() {
        let rects = [node(0.0, 400.0), node(0.0, 0.0), node(0.0, 60.0)];
        // 446 from top to bottom less three nodes of 46 leaves 308 for two gaps.
        assert_eq!(
            distributed(&rects, Across::Rows),
            [Vec2::ZERO, Vec2::ZERO, vec2(0.0, 140.0)]
        );
    }
}
