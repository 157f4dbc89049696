//! An opened block: a titled frame around its body, and the ends of that body.

use egui::{Align2, CornerRadius, Rect, Stroke, StrokeKind, pos2, vec2};

use super::node::{Attention, Mark, outline, paint_focus};
use super::pen::{Detail, Face, Pen};
use crate::app::canvas::scene::item::Item;
use crate::app::canvas::scene::measure::FRAME_TITLE;

/// Paints the frame of an opened block. `depth` is the number of frames around it; deeper ones stand out a little.
pub fn paint_frame(pen: &Pen<'_>, rect: Rect, depth: usize, mark: &Mark<'_>) {
    let radius = pen.node_radius();
    let strength = if depth.is_multiple_of(2) { 0.75 } else { 0.45 };
    pen.painter
        .rect_filled(rect, radius, pen.theme.panel.gamma_multiply(strength));
    pen.painter
        .rect_stroke(rect, radius, outline(pen, mark), StrokeKind::Middle);
    if mark.attention == Attention::Keyboard && !mark.selected {
        paint_focus(pen, rect, radius);
    }
}

/// Paints the title of a frame. Comes after the wires, so that one that enters the block passes behind it.
pub fn paint_title(pen: &Pen<'_>, item: &Item, rect: Rect) {
    if pen.detail == Detail::Colors {
        return;
    }
    let strip = rect
        .with_max_y(rect.top() + pen.length(FRAME_TITLE))
        .shrink(1.0);
    let rounded = pen.node_radius().nw;
    let radius = CornerRadius {
        nw: rounded,
        ne: rounded,
        sw: 0,
        se: 0,
    };
    pen.painter.rect_filled(strip, radius, pen.theme.raised);
    let (name_points, detail_points) = match pen.detail {
        Detail::Full => (pen.length(13.0), pen.length(11.0)),
        _ => (
            pen.length(22.0).clamp(8.0, 12.0),
            pen.length(18.0).clamp(7.5, 11.0),
        ),
    };
    let line = rect.top() + pen.length(FRAME_TITLE / 2.0);
    let left = rect.left() + pen.length(30.0);
    let all = rect.right() - left - pen.length(10.0);
    let style = (Face::SemiBold, name_points, pen.theme.text);
    let name = pen.text(
        pos2(left, line),
        Align2::LEFT_CENTER,
        &item.name,
        style,
        all,
    );
    let after = name.right() + pen.length(8.0);
    let style = (Face::Regular, detail_points, pen.theme.muted);
    let width = rect.right() - after - pen.length(10.0);
    pen.text(
        pos2(after, line),
        Align2::LEFT_CENTER,
        &item.detail,
        style,
        width,
    );
}

/// Paints "in" or "out" at the end of an opened block's body.
pub fn paint_end(pen: &Pen<'_>, item: &Item, rect: Rect, mark: &Mark<'_>) {
    let radius = (rect.height() / 2.0).round() as u8;
    pen.painter.rect_filled(rect, radius, pen.theme.canvas);
    pen.painter
        .rect_stroke(rect, radius, outline(pen, mark), StrokeKind::Middle);
    if pen.detail >= Detail::Names {
        let style = (Face::Regular, pen.length(11.0).max(8.0), pen.theme.muted);
        pen.text(
            rect.center(),
            Align2::CENTER_CENTER,
            &item.name,
            style,
            rect.width() - 4.0,
        );
    }
    if mark.attention == Attention::Keyboard && !mark.selected {
        paint_focus(pen, rect, CornerRadius::same(radius));
    }
}

/// Paints the button that opens or folds a block: an angle that points right or down.
pub fn paint_fold_button(pen: &Pen<'_>, rect: Rect, is_open: bool, hovered: bool) {
    if pen.detail < Detail::Names {
        return;
    }
    if hovered {
        pen.painter.rect_filled(rect, 4.0, pen.theme.hovered);
    }
    let reach = rect.width() * 0.17;
    let direction = if is_open {
        vec2(0.0, reach)
    } else {
        vec2(reach, 0.0)
    };
    let across = direction.rot90() * 1.6;
    let center = rect.center();
    let points = vec![
        center - direction + across,
        center + direction,
        center - direction - across,
    ];
    let color = if hovered {
        pen.theme.text
    } else {
        pen.theme.muted
    };
    pen.painter
        .line(points, Stroke::new(pen.length(1.5).max(1.0), color));
}
