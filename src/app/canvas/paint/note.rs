//! What is pointed out about a node: a ring, a sign at its corner, a few words below it.

use egui::{Align2, Rect, Stroke, StrokeKind, pos2, vec2};

use super::pen::{Detail, Face, Pen};
use crate::app::canvas::pointed::Note;
use crate::app::look::mark;

/// Paints `note` around the node at `rect`, in screen points.
pub fn paint_note(pen: &Pen<'_>, rect: Rect, note: &Note<'_>) {
    let color = mark::color(note.kind, pen.theme);
    let width = if note.is_first { 3.0 } else { 2.0 };
    let ring = rect.expand(2.0 + width / 2.0);
    let radius = pen.node_radius() + egui::CornerRadius::same(3);
    pen.painter
        .rect_stroke(ring, radius, Stroke::new(width, color), StrokeKind::Middle);
    paint_sign(pen, ring, note);
    if pen.detail == Detail::Full && !note.words.is_empty() {
        paint_words(pen, rect, note);
    }
}

/// The sign in a disc on the upper left corner, so that the color does not say it alone.
fn paint_sign(pen: &Pen<'_>, ring: Rect, note: &Note<'_>) {
    let radius = pen.length(9.0).clamp(4.0, 11.0);
    let color = mark::color(note.kind, pen.theme);
    let edge = Stroke::new(1.5, pen.theme.canvas);
    pen.painter.circle(ring.left_top(), radius, color, edge);
    if radius >= 6.0 {
        let style = (Face::SemiBold, 1.4 * radius, pen.theme.canvas);
        let sign = mark::sign(note.kind);
        pen.text(
            ring.left_top(),
            Align2::CENTER_CENTER,
            sign,
            style,
            f32::INFINITY,
        );
    }
}

fn paint_words(pen: &Pen<'_>, rect: Rect, note: &Note<'_>) {
    let points = pen.length(10.5).clamp(8.0, 13.0);
    let line = rect.bottom() + pen.length(14.0);
    let left = rect.left() + pen.length(8.0);
    let room = rect.width() - pen.length(16.0);
    let letters = note.words.chars().count() as f32;
    let back = Rect::from_min_size(
        pos2(left - 5.0, line - points / 2.0 - 3.5),
        vec2((letters * 0.56 * points).min(room) + 10.0, points + 7.0),
    );
    let edge = Stroke::new(1.0, mark::color(note.kind, pen.theme).gamma_multiply(0.7));
    pen.painter
        .rect(back, 5.0, pen.theme.panel, edge, StrokeKind::Middle);
    let style = (Face::Regular, points, pen.theme.text);
    pen.text(
        pos2(left, line),
        Align2::LEFT_CENTER,
        &note.words,
        style,
        room,
    );
}
