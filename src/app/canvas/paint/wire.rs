//! Wires, ports, and the shapes that are written on wires.

use egui::{Align2, Color32, FontId, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};

use super::pen::{Detail, Face, Pen};
use crate::app::canvas::scene::route::Route;
use crate::app::look::size;

/// How a wire stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WireMark {
    /// As all others.
    Plain,
    /// The pointer is on it, or a node at one of its ends is selected.
    Near,
    /// It is selected, or something would be put onto it.
    Selected,
    /// It is being pulled off.
    Loose,
}

/// Paints a wire along `route`.
pub fn paint_wire(pen: &Pen<'_>, route: &Route, mark: WireMark) {
    if !pen.sees(pen.camera.screen_rect(route.bounds).expand(2.0)) {
        return;
    }
    let thick = pen.length(1.5).clamp(1.0, 2.5);
    let stroke = match mark {
        WireMark::Plain => Stroke::new(thick, pen.theme.faint),
        WireMark::Near => Stroke::new(thick, pen.theme.muted),
        WireMark::Selected => Stroke::new(thick + 1.0, pen.theme.accent),
        WireMark::Loose => Stroke::new(thick, pen.theme.faint.gamma_multiply(0.4)),
    };
    let points: Vec<Pos2> = route
        .points
        .iter()
        .map(|point| pen.camera.screen(*point))
        .collect();
    pen.painter.line(points, stroke);
}

/// How a port stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortMark {
    /// As all others.
    Plain,
    /// The pointer is on it.
    Hovered,
    /// A wire that is being drawn could end here.
    Open,
    /// It could, but the shapes would not fit.
    Clashing,
    /// It will end here when the button is let go.
    Target,
}

/// How large a port shows that nothing is done to, in screen points.
pub fn port_radius(pen: &Pen<'_>) -> f32 {
    pen.length(3.6).clamp(2.0, 6.0)
}

/// Paints a port at `at`, in graph units.
pub fn paint_port(pen: &Pen<'_>, at: Pos2, mark: PortMark) {
    if pen.detail < Detail::Names {
        return;
    }
    let theme = pen.theme;
    let radius = port_radius(pen);
    let (radius, fill, line): (f32, Color32, Color32) = match mark {
        PortMark::Plain => (radius, theme.canvas, theme.faint),
        PortMark::Hovered => (radius + 2.0, theme.canvas, theme.accent),
        PortMark::Open => (radius + 1.5, theme.canvas, theme.accent),
        PortMark::Clashing => (radius + 1.0, theme.canvas, theme.warning),
        PortMark::Target => (radius + 2.5, theme.accent, theme.accent),
    };
    let center = pen.camera.screen(at);
    if pen.sees(Rect::from_center_size(
        center,
        egui::Vec2::splat(2.0 * radius + 2.0),
    )) {
        pen.painter.circle(
            center,
            radius,
            fill,
            Stroke::new(pen.length(1.25).clamp(1.0, 2.0), line),
        );
    }
}

/// What a shape covers that is written onto a wire at `at` in graph units, in screen points.
pub fn shape_label_rect(pen: &Pen<'_>, at: Pos2, shape: &str) -> Rect {
    let points = shape_label_points(pen);
    let half = points * 0.32 * shape.chars().count() as f32 + 6.0;
    Rect::from_center_size(pen.camera.screen(at), vec2(2.0 * half, points + 7.0))
}

fn shape_label_points(pen: &Pen<'_>) -> f32 {
    pen.length(10.5).clamp(9.0, 13.0)
}

/// Writes a shape onto a wire, at `at` in graph units.
pub fn paint_shape_label(pen: &Pen<'_>, at: Pos2, shape: &str) {
    let points = shape_label_points(pen);
    let center = pen.camera.screen(at);
    let style = (Face::Mono, points, pen.theme.muted);
    let back = shape_label_rect(pen, at, shape);
    pen.painter.rect(
        back,
        5.0,
        pen.theme.canvas,
        Stroke::new(1.0, pen.theme.border),
        StrokeKind::Middle,
    );
    pen.text(
        pos2(center.x, center.y),
        Align2::CENTER_CENTER,
        shape,
        style,
        f32::INFINITY,
    );
}

/// Writes why a wire would not fit beside the pointer, at `at` in graph units, and inside the canvas.
pub fn paint_warning(pen: &Pen<'_>, at: Pos2, words: &str) {
    let canvas = pen.camera.viewport().shrink(12.0);
    let width = canvas.width().min(420.0);
    let font = FontId::proportional(size::SMALL_TEXT);
    let galley = pen
        .painter
        .layout(words.to_owned(), font, pen.theme.text, width);
    let corner = pen.camera.screen(at) + vec2(14.0, 18.0);
    let corner = corner.min(canvas.max - galley.size()).max(canvas.min);
    let back = Rect::from_min_size(corner, galley.size()).expand2(vec2(8.0, 5.0));
    let line = Stroke::new(1.0, pen.theme.warning);
    pen.painter
        .rect(back, 5.0, pen.theme.panel, line, StrokeKind::Middle);
    pen.painter.galley(corner, galley, pen.theme.text);
}
