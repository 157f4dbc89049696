//! Frames behind everything, comments above the wires.

use egui::emath::TSTransform;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, Painter, Rect, Stroke, StrokeKind, pos2, vec2};

use super::holding::TITLE;
use super::sheets::{CORNERS, Sheet, Sheets};
use super::touch::NoteTouches;
use crate::app::canvas::paint::pen::{Detail, Face, Pen};
use crate::app::command::Selection;
use crate::app::look::{Theme, fonts, tint};
use crate::graph::NoteKind;

/// Inside a comment, in graph units.
const MARGIN: f32 = 12.0;
/// The side of a corner that can be taken, in screen points.
const CORNER_PX: f32 = 8.0;

/// Paints the frames.
pub fn paint_frames(pen: &Pen<'_>, sheets: &Sheets, touches: &NoteTouches, selection: &Selection) {
    each(pen, sheets, NoteKind::Frame, |index, sheet, rect| {
        let color = tint::color(sheet.note.tint, pen.theme);
        let radius = pen.node_radius();
        let ground = tint::ground(sheet.note.tint, pen.theme);
        pen.painter.rect_filled(rect, radius, ground);
        let line = Stroke::new(1.0, color.gamma_multiply(0.6));
        let line = outline(pen, (index, sheet), touches, selection).unwrap_or(line);
        pen.painter
            .rect_stroke(rect, radius, line, StrokeKind::Middle);
        paint_title(pen, sheet, rect);
    });
}

/// Paints the comments.
pub fn paint_comments(
    pen: &Pen<'_>,
    sheets: &Sheets,
    touches: &NoteTouches,
    selection: &Selection,
) {
    each(pen, sheets, NoteKind::Comment, |index, sheet, rect| {
        let paper = tint::paper(sheet.note.tint, pen.theme);
        let color = tint::color(sheet.note.tint, pen.theme);
        let radius = pen.length(3.0).round() as u8;
        let line = Stroke::new(1.0, color.gamma_multiply(0.5));
        let line = outline(pen, (index, sheet), touches, selection).unwrap_or(line);
        pen.painter
            .rect(rect, radius, paper, line, StrokeKind::Inside);
        let edge = rect.with_max_y(rect.top() + pen.length(4.0).max(1.5));
        pen.painter.rect_filled(edge, radius, color);
        if pen.detail != Detail::Colors {
            paint_text(pen, sheet, rect);
        }
    });
}

/// Paints the notes on the small map.
pub fn paint_on_map(painter: &Painter, sheets: &Sheets, map: TSTransform, theme: &Theme) {
    for (sheet, rect) in sheets.all.iter().zip(&sheets.rects) {
        let color = tint::color(sheet.note.tint, theme);
        match sheet.note.kind {
            NoteKind::Frame => {
                let line = Stroke::new(1.0, color.gamma_multiply(0.6));
                painter.rect_stroke(map * *rect, 1.0, line, StrokeKind::Inside);
            }
            NoteKind::Comment => {
                painter.rect_filled(map * *rect, 0.0, color.gamma_multiply(0.5));
            }
        }
    }
}

fn each(
    pen: &Pen<'_>,
    sheets: &Sheets,
    kind: NoteKind,
    mut paint: impl FnMut(usize, &Sheet, Rect),
) {
    let all = sheets.all.iter().zip(&sheets.rects).enumerate();
    for (index, (sheet, rect)) in all.filter(|(_, (sheet, _))| sheet.note.kind == kind) {
        let rect = pen.camera.screen_rect(*rect);
        if pen.sees(rect) {
            paint(index, sheet, rect);
        }
    }
}

/// The line around what is selected, has the keyboard or is under the pointer.
fn outline(
    pen: &Pen<'_>,
    (index, sheet): (usize, &Sheet),
    touches: &NoteTouches,
    selection: &Selection,
) -> Option<Stroke> {
    let is_hovered = touches.hovered.is_some_and(|(hovered, _)| hovered == index);
    if selection.contains_note(&sheet.path) || touches.focused == Some(index) {
        Some(Stroke::new(2.0, pen.theme.accent))
    } else {
        is_hovered.then(|| Stroke::new(1.5, tint::color(sheet.note.tint, pen.theme)))
    }
}

fn paint_title(pen: &Pen<'_>, sheet: &Sheet, rect: Rect) {
    let points = match pen.detail {
        Detail::Full => pen.length(15.0),
        // Far away, the titles of frames are what can still be read.
        Detail::Names | Detail::Short | Detail::Colors => pen.length(28.0).clamp(9.0, 13.0),
    };
    let line = (rect.top() + pen.length(TITLE / 2.0)).max(rect.top() + points * 0.75);
    let left = rect.left() + pen.length(MARGIN).max(5.0);
    let style = (Face::SemiBold, points, pen.theme.text);
    let room = rect.right() - left - 4.0;
    let words = sheet.note.text.trim();
    pen.text(pos2(left, line), Align2::LEFT_CENTER, words, style, room);
}

fn paint_text(pen: &Pen<'_>, sheet: &Sheet, rect: Rect) {
    let margin = pen.length(MARGIN);
    let room = rect.shrink(margin);
    let points = (pen.length(13.0) * 2.0).round() / 2.0;
    if room.width() < points || room.height() < points || points < 5.0 {
        return;
    }
    let words = sheet.note.text.clone();
    let mut font = fonts::text();
    font.size = points;
    let mut job = LayoutJob::simple(words, font, Color32::PLACEHOLDER, room.width());
    job.wrap = TextWrapping {
        max_width: room.width(),
        max_rows: (room.height() / (points * 1.3)).floor().max(1.0) as usize,
        ..TextWrapping::default()
    };
    let galley = pen.painter.layout_job(job);
    let painter = pen
        .painter
        .with_clip_rect(rect.intersect(pen.painter.clip_rect()));
    painter.galley(room.min, galley, pen.theme.text);
}

/// Paints the corners that can be taken, where a note is all that is selected.
pub fn paint_corners(pen: &Pen<'_>, sheets: &Sheets, selection: &Selection) {
    let Some(index) = selection.single_note().and_then(|path| sheets.find(path)) else {
        return;
    };
    let rect = pen.camera.screen_rect(sheets.rects[index]);
    for sign in CORNERS {
        let at = rect.center() + sign * rect.size() / 2.0;
        let square = Rect::from_center_size(at, vec2(CORNER_PX, CORNER_PX));
        let line = Stroke::new(1.5, pen.theme.accent);
        pen.painter
            .rect(square, 2.0, pen.theme.canvas, line, StrokeKind::Middle);
    }
}
