//! A layer or a folded block: a box with its family's color, name, settings and shape.

use egui::{Align2, Color32, CornerRadius, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use super::bar::paint_bar;
use super::note::paint_note;
use super::pen::{Detail, Face, Pen};
use super::wire::port_radius;
use crate::app::canvas::heat::Heat;
use crate::app::canvas::pointed::Note;
use crate::app::canvas::scene::item::{Item, Role};
use crate::app::look::heat;
use crate::graph::Severity;

/// The color bar's width, in graph units.
const BAR: f32 = 8.0;
/// From a node's left edge to its text, in graph units.
const TEXT_LEFT: f32 = 18.0;
/// From the text to a node's right edge, in graph units.
const TEXT_RIGHT: f32 = 10.0;

/// The smallest shapes that can be read, in points.
const LEAST_SHAPE_POINTS: f32 = 8.0;
/// Between a port and a text, in screen points.
const PORT_CLEARANCE: f32 = 1.0;
/// From this height on a node has room for two lines of the smallest type, in screen points.
const LEAST_HEIGHT_FOR_SHAPE: f32 = 23.0;

/// What the user is on it with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Attention {
    /// Nothing.
    #[default]
    None,
    /// The pointer.
    Pointer,
    /// The keyboard.
    Keyboard,
}

/// How a node stands out at the moment.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a mark of its own that can stand beside every other"
)]
#[derive(Debug, Clone, Copy, Default)]
pub struct Mark<'a> {
    /// It is selected.
    pub selected: bool,
    /// What is on it.
    pub attention: Attention,
    /// Something is wrong with it.
    pub problem: Option<Severity>,
    /// It cannot take part in what is going on.
    pub dimmed: bool,
    /// It lets its input through as if it were not there.
    pub bypassed: bool,
    /// Training leaves its weights as they are.
    pub frozen: bool,
    /// The shape it had before the last edit.
    pub old_shape: Option<&'a str>,
    /// What it costs, while that is shown.
    pub heat: Option<&'a Heat>,
    /// What is pointed out about it.
    pub note: Option<&'a Note<'a>>,
}

impl Mark<'_> {
    /// Whether it looks like any other.
    pub fn is_plain(&self) -> bool {
        let marked = self.selected || self.dimmed || self.bypassed || self.frozen;
        let told = self.heat.is_some() || self.note.is_some() || self.old_shape.is_some();
        !marked && !told && self.attention == Attention::None && self.problem.is_none()
    }

    /// The ground of the whole node, where its cost is shown.
    fn ground(&self, pen: &Pen<'_>) -> Option<Color32> {
        let heat = self.heat.filter(|_| !self.bypassed)?;
        Some(heat::color(heat.share, !pen.theme.casts_shadows))
    }

    /// `color`, or what can be read on the color of a cost.
    fn ink(&self, pen: &Pen<'_>, color: Color32) -> Color32 {
        self.faded(self.ground(pen).map_or(color, heat::ink))
    }

    /// `color`, less of it where the node does not take part.
    fn faded(&self, color: Color32) -> Color32 {
        if self.dimmed || self.bypassed {
            color.gamma_multiply(0.45)
        } else {
            color
        }
    }
}

/// Paints `item` into `rect`, in screen points.
pub fn paint_node(pen: &Pen<'_>, item: &Item, rect: Rect, mark: &Mark<'_>) {
    if item.role == Role::Folded && pen.detail >= Detail::Names {
        paint_sheet_below(pen, rect);
    }
    paint_box(pen, item, rect, mark);
    match pen.detail {
        Detail::Full => {
            paint_name(pen, item, rect, mark.ink(pen, pen.theme.text));
            paint_details(pen, item, rect, mark);
        }
        Detail::Names | Detail::Short => paint_name_alone(pen, item, rect, mark),
        Detail::Colors => {}
    }
    if mark.frozen {
        paint_flake(pen, rect);
    }
    if let Some(severity) = mark.problem {
        paint_badge(pen, rect, severity);
    }
    if let Some(note) = mark.note {
        paint_note(pen, rect, note);
    }
}

/// The outline that a mark asks for.
pub fn outline(pen: &Pen<'_>, mark: &Mark<'_>) -> Stroke {
    let theme = pen.theme;
    match mark {
        Mark { selected: true, .. } => Stroke::new(2.0, theme.accent),
        Mark {
            problem: Some(Severity::Error),
            ..
        } => Stroke::new(1.5, theme.error),
        Mark {
            old_shape: Some(_), ..
        } => Stroke::new(1.0, theme.accent.gamma_multiply(0.6)),
        Mark {
            attention: Attention::Pointer,
            ..
        } => Stroke::new(1.0, theme.faint),
        Mark { dimmed: true, .. } => Stroke::new(1.0, theme.border.gamma_multiply(0.6)),
        _ => Stroke::new(1.0, theme.border),
    }
}

/// The ring around what the keyboard is on.
pub fn paint_focus(pen: &Pen<'_>, rect: Rect, radius: CornerRadius) {
    let ring = rect.expand(4.0);
    let stroke = Stroke::new(1.0, pen.theme.accent);
    pen.painter.rect_stroke(
        ring,
        radius + CornerRadius::same(4),
        stroke,
        StrokeKind::Middle,
    );
}

fn paint_box(pen: &Pen<'_>, item: &Item, rect: Rect, mark: &Mark<'_>) {
    let radius = pen.node_radius();
    if pen.theme.casts_shadows && pen.detail == Detail::Full {
        let shadow = rect.translate(vec2(0.0, pen.length(1.5)));
        pen.painter
            .rect_filled(shadow, radius, pen.theme.shadow.gamma_multiply(0.6));
    }
    let ground = match mark.ground(pen) {
        Some(heat) => heat,
        None if mark.bypassed => pen.theme.canvas,
        None => pen.theme.node,
    };
    pen.painter.rect_filled(rect, radius, ground);
    let bar = match pen.detail {
        // From afar a cost takes the whole of a node.
        Detail::Colors if mark.heat.is_some() => 0.0,
        Detail::Colors => rect.width(),
        _ => pen.length(BAR).max(3.0),
    };
    if bar > 0.0 {
        paint_bar(pen, rect, bar, &item.families, mark.dimmed || mark.bypassed);
    }
    let stroke = outline(pen, mark);
    if mark.bypassed {
        paint_dashed(pen, rect, stroke);
    } else {
        pen.painter
            .rect_stroke(rect, radius, stroke, StrokeKind::Middle);
    }
    if mark.attention == Attention::Keyboard && !mark.selected {
        paint_focus(pen, rect, radius);
    }
}

/// The outline of a node that does not take part.
fn paint_dashed(pen: &Pen<'_>, rect: Rect, stroke: Stroke) {
    let corners = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    pen.painter
        .extend(Shape::dashed_line(&corners, stroke, 5.0, 4.0));
}

/// The edge of a second sheet under a folded block: there is more in it.
fn paint_sheet_below(pen: &Pen<'_>, rect: Rect) {
    let sheet = rect
        .shrink2(vec2(pen.length(7.0), 0.0))
        .translate(vec2(0.0, pen.length(4.0)));
    pen.painter
        .rect_filled(sheet, pen.node_radius(), pen.theme.node);
    pen.painter.rect_stroke(
        sheet,
        pen.node_radius(),
        Stroke::new(1.0, pen.theme.border),
        StrokeKind::Middle,
    );
}

fn paint_name(pen: &Pen<'_>, item: &Item, rect: Rect, color: Color32) {
    let at = rect.left_top() + vec2(pen.length(TEXT_LEFT), pen.length(15.0));
    let for_button = if item.is_block() { 22.0 } else { 0.0 };
    let width = rect.width() - pen.length(TEXT_LEFT + TEXT_RIGHT + for_button);
    pen.name(
        at,
        Align2::LEFT_CENTER,
        &item.name,
        (Face::SemiBold, pen.length(13.0), color),
        width,
    );
}

fn paint_details(pen: &Pen<'_>, item: &Item, rect: Rect, mark: &Mark<'_>) {
    let color = mark.ink(pen, pen.theme.muted);
    // The cost stands where the settings stand otherwise.
    let detail = mark.heat.map_or(item.detail.as_str(), |heat| &heat.text);
    let line = rect.top() + pen.length(32.0);
    let right = rect.right() - pen.length(TEXT_RIGHT);
    let small = pen.length(11.0);
    let all = rect.width() - pen.length(TEXT_LEFT + TEXT_RIGHT);
    let shape_color = if item.shape == "?" {
        pen.theme.error
    } else {
        color
    };
    let style = (Face::Mono, pen.length(10.5), shape_color);
    let shape = pen.text(
        pos2(right, line),
        Align2::RIGHT_CENTER,
        &item.shape,
        style,
        all,
    );
    let left = rect.left() + pen.length(TEXT_LEFT);
    let width = shape.left() - left - pen.length(8.0);
    pen.text(
        pos2(left, line),
        Align2::LEFT_CENTER,
        detail,
        (Face::Regular, small, color),
        width,
    );
    if let Some(old) = mark.old_shape {
        let at = pos2(right, rect.top() + pen.length(15.0));
        let style = (Face::Mono, pen.length(10.5), pen.theme.accent);
        let struck = pen.text(at, Align2::RIGHT_CENTER, old, style, all / 2.0);
        pen.painter.hline(
            struck.x_range(),
            struck.center().y,
            Stroke::new(1.0, pen.theme.accent),
        );
    }
}

/// The name as large as it can be read, and the shape below it where there is height for both.
fn paint_name_alone(pen: &Pen<'_>, item: &Item, rect: Rect, mark: &Mark<'_>) {
    let is_short = pen.detail == Detail::Short;
    let left = rect.left() + if is_short { 5.0 } else { pen.length(BAR) + 5.0 };
    let for_button = if is_short {
        2.0
    } else if item.is_block() {
        pen.length(30.0)
    } else {
        5.0
    };
    let width = rect.right() - for_button - left;
    let has_shape = rect.height() >= LEAST_HEIGHT_FOR_SHAPE && !item.shape.is_empty();
    let ink = mark.ink(pen, pen.theme.text);
    if !has_shape {
        let at = pos2(left, rect.center().y);
        let style = (Face::SemiBold, pen.length(22.0).clamp(8.0, 12.0), ink);
        pen.name(at, Align2::LEFT_CENTER, &item.name, style, width);
        return;
    }
    // Wires leave in the middle of the lower edge and enter in that of the upper one: text keeps clear of both ports.
    let foot = pos2(left, rect.bottom() - port_radius(pen) - PORT_CLEARANCE);
    let muted = mark.ink(pen, pen.theme.muted);
    let style = (Face::Mono, LEAST_SHAPE_POINTS, muted);
    let shape = pen.text(foot, Align2::LEFT_BOTTOM, &item.shape, style, width);
    let at = pos2(left, rect.top().midpoint(shape.top()) + 1.0);
    let style = (Face::SemiBold, pen.length(18.0).clamp(9.0, 10.5), ink);
    pen.name(at, Align2::LEFT_CENTER, &item.name, style, width);
}

/// A snowflake on the upper left corner.
fn paint_flake(pen: &Pen<'_>, rect: Rect) {
    let radius = pen.length(8.0).clamp(3.0, 10.0);
    let center = rect.left_top();
    let edge = Stroke::new(1.0, pen.theme.border);
    pen.painter.circle(center, radius, pen.theme.canvas, edge);
    let stroke = Stroke::new((radius * 0.2).max(1.0), pen.theme.accent);
    for turn in 0..3 {
        let arm = egui::Vec2::angled(std::f32::consts::FRAC_PI_3 * turn as f32) * radius * 0.65;
        pen.painter
            .line_segment([center - arm, center + arm], stroke);
    }
}

/// An exclamation mark on the upper right corner.
fn paint_badge(pen: &Pen<'_>, rect: Rect, severity: Severity) {
    let color = match severity {
        Severity::Error => pen.theme.error,
        Severity::Warning => pen.theme.warning,
        Severity::Unfinished => return,
    };
    let radius = pen.length(8.0).clamp(3.0, 10.0);
    let center = rect.right_top();
    pen.painter
        .circle(center, radius, color, Stroke::new(1.5, pen.theme.canvas));
    if radius >= 5.0 {
        let stroke = Stroke::new((radius * 0.24).max(1.2), pen.theme.canvas);
        pen.painter.line_segment(
            [
                center - vec2(0.0, radius * 0.55),
                center + vec2(0.0, radius * 0.1),
            ],
            stroke,
        );
        pen.painter.circle_filled(
            center + vec2(0.0, radius * 0.5),
            radius * 0.15,
            pen.theme.canvas,
        );
    }
}
