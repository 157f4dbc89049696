//! The control that has the keyboard, for whoever works without a pointer: always in sight, with a ring around it.

use crate::app::keyboard::{keys_lead, note_hands};
use crate::app::look::{Theme, size};
use egui::accesskit::{Action, ActionRequest, TreeId};
use egui::{Context, Event, Id, Memory, Rect, Stroke, StrokeKind};

/// Between the control and its ring, so that the ring shows on a control of its own color, in points.
const GAP: f32 = 1.0;
/// How thick the ring is, in points.
const THICK: f32 = 2.0;

/// Notes who leads, keys or the pointer, and scrolls a control into view that the keyboard has come to: egui lets it stay where
/// nobody sees it. Call it before anything is painted.
pub fn follow_focus(ctx: &Context) {
    note_hands(ctx);
    let focused = ctx.memory(Memory::focused);
    if !keys_lead(ctx) || ctx.data(|data| data.get_temp(followed())) == Some(focused) {
        return;
    }
    ctx.data_mut(|data| data.insert_temp(followed(), focused));
    let Some(id) = focused else { return };
    let shown = ctx.read_response(id);
    let is_cut = shown.is_some_and(|shown| !seen(shown.interact_rect, shown.rect));
    if is_cut {
        // What screen readers ask for; whoever paints the control hears it.
        let request = ActionRequest {
            action: Action::ScrollIntoView,
            target_tree: TreeId::ROOT,
            target_node: id.accesskit_id(),
            data: None,
        };
        let event = Event::AccessKitActionRequest(request);
        ctx.input_mut(|input| input.events.push(event));
        ctx.request_repaint();
    }
}

/// Paints a ring around the control that has the keyboard, above everything on its layer. Call it after everything else.
pub fn paint_focus_ring(ctx: &Context) {
    let focused = ctx.memory(Memory::focused);
    if !keys_lead(ctx) {
        return;
    }
    if ctx.data(|data| data.get_temp(followed())) != Some(focused) {
        ctx.request_repaint();
    }
    let Some(shown) = focused.and_then(|id| ctx.read_response(id)) else {
        return;
    };
    if !shown.interact_rect.is_positive() {
        return;
    }
    let accent = Theme::of_visuals(&ctx.global_style().visuals).accent;
    let radius = size::BUTTON_RADIUS + GAP as u8;
    let ring = shown.interact_rect.expand(GAP + THICK);
    ctx.layer_painter(shown.layer_id).rect_stroke(
        ring.intersect(ctx.content_rect()),
        radius,
        Stroke::new(THICK, accent),
        StrokeKind::Inside,
    );
}

/// Whether all of `whole` is in sight, but for what rounding cuts off.
fn seen(in_sight: Rect, whole: Rect) -> bool {
    in_sight.expand(0.5).contains_rect(whole)
}

fn followed() -> Id {
    Id::unique("focus-that-was-followed")
}
