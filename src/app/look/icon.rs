//! Small marks, painted as shapes so that they look alike in every typeface.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

/// A mark beside words or alone on a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Begin.
    Play,
    /// Hold.
    Pause,
    /// End.
    Stop,
    /// An unfolded group.
    ChevronDown,
    /// A folded group; onwards.
    ChevronRight,
    /// Back.
    ChevronLeft,
    /// One thing has become another.
    Becomes,
    /// Something is wrong.
    Error,
    /// Something deserves a look.
    Warning,
    /// All is well.
    Ok,
    /// Chosen, switched on.
    Check,
    /// Close or remove.
    Cross,
    /// One more.
    Plus,
    /// Look for.
    Search,
    /// Sorted upwards.
    ArrowUp,
    /// Sorted downwards.
    ArrowDown,
    /// A small map.
    Map,
    /// A favorite.
    StarFilled,
    /// Could be a favorite.
    Star,
    /// Take back.
    Undo,
    /// Do again.
    Redo,
}

impl Icon {
    /// Paints the mark in the middle of `rect`.
    pub fn paint(self, painter: &Painter, rect: Rect, color: Color32) {
        let center = rect.center();
        match self {
            Self::Play => paint_play(painter, center, color),
            Self::Pause => paint_pause(painter, center, color),
            Self::Stop => {
                painter.rect_filled(Rect::from_center_size(center, vec2(9.0, 9.0)), 1.0, color);
            }
            Self::ChevronDown => paint_chevron(painter, center, vec2(0.0, 1.0), color),
            Self::ChevronLeft => paint_chevron(painter, center, vec2(-1.0, 0.0), color),
            Self::ChevronRight => paint_chevron(painter, center, vec2(1.0, 0.0), color),
            Self::Becomes => paint_arrow(painter, center, color),
            Self::ArrowUp => paint_chevron(painter, center, vec2(0.0, -1.0), color),
            Self::ArrowDown => paint_chevron(painter, center, vec2(0.0, 1.0), color),
            Self::Error => paint_error(painter, center, color),
            Self::Warning => paint_warning(painter, center, color),
            Self::Ok => {
                painter.circle_filled(center, 4.0, color);
            }
            Self::Check => paint_check(painter, center, color),
            Self::Cross => paint_cross(painter, center, 3.5, Stroke::new(1.5, color)),
            Self::Plus => paint_plus(painter, center, 4.5, Stroke::new(1.5, color)),
            Self::Search => paint_search(painter, center, color),
            Self::Map => paint_map(painter, center, color),
            Self::StarFilled => paint_filled_star(painter, center, color),
            Self::Star => {
                let edge = Stroke::new(1.2, color);
                painter.add(Shape::closed_line(star(center), edge));
            }
            Self::Undo => paint_turn(painter, center, -1.0, color),
            Self::Redo => paint_turn(painter, center, 1.0, color),
        }
    }
}

fn paint_play(painter: &Painter, center: Pos2, color: Color32) {
    let corners = vec![
        pos2(center.x - 3.5, center.y - 5.0),
        pos2(center.x + 5.0, center.y),
        pos2(center.x - 3.5, center.y + 5.0),
    ];
    painter.add(Shape::convex_polygon(corners, color, Stroke::NONE));
}

fn paint_pause(painter: &Painter, center: Pos2, color: Color32) {
    for offset in [-2.75, 2.75] {
        let bar = Rect::from_center_size(center + vec2(offset, 0.0), vec2(2.5, 9.0));
        painter.rect_filled(bar, 0.5, color);
    }
}

/// An open angle that points along `direction`, one unit long.
fn paint_chevron(painter: &Painter, center: Pos2, direction: egui::Vec2, color: Color32) {
    let across = direction.rot90();
    let points = vec![
        center - direction * 2.0 + across * 3.5,
        center + direction * 2.0,
        center - direction * 2.0 - across * 3.5,
    ];
    painter.add(Shape::line(points, Stroke::new(1.5, color)));
}

/// An arrow to the right.
fn paint_arrow(painter: &Painter, center: Pos2, color: Color32) {
    let stroke = Stroke::new(1.5, color);
    let (from, to) = (center - vec2(5.0, 0.0), center + vec2(5.0, 0.0));
    painter.line_segment([from, to], stroke);
    let head = vec![to + vec2(-3.5, -3.5), to, to + vec2(-3.5, 3.5)];
    painter.add(Shape::line(head, stroke));
}

fn paint_error(painter: &Painter, center: Pos2, color: Color32) {
    painter.circle_stroke(center, 5.5, Stroke::new(1.5, color));
    paint_cross(painter, center, 2.0, Stroke::new(1.5, color));
}

fn paint_warning(painter: &Painter, center: Pos2, color: Color32) {
    let stroke = Stroke::new(1.5, color);
    let corners = vec![
        center + vec2(0.0, -5.5),
        center + vec2(6.0, 5.0),
        center + vec2(-6.0, 5.0),
    ];
    painter.add(Shape::closed_line(corners, stroke));
    painter.line_segment([center + vec2(0.0, -2.0), center + vec2(0.0, 1.5)], stroke);
    painter.circle_filled(center + vec2(0.0, 3.3), 0.8, color);
}

fn paint_check(painter: &Painter, center: Pos2, color: Color32) {
    let points = [vec2(-4.0, 0.0), vec2(-1.0, 3.0), vec2(4.0, -3.5)];
    let points = points.map(|offset| center + offset).to_vec();
    painter.add(Shape::line(points, Stroke::new(1.5, color)));
}

fn paint_cross(painter: &Painter, center: Pos2, half: f32, stroke: Stroke) {
    for slope in [1.0, -1.0] {
        let arm = vec2(half, half * slope);
        painter.line_segment([center - arm, center + arm], stroke);
    }
}

fn paint_plus(painter: &Painter, center: Pos2, half: f32, stroke: Stroke) {
    for arm in [vec2(half, 0.0), vec2(0.0, half)] {
        painter.line_segment([center - arm, center + arm], stroke);
    }
}

/// A frame with a smaller one in it: the whole, and what is in view.
fn paint_map(painter: &Painter, center: Pos2, color: Color32) {
    let stroke = Stroke::new(1.2, color);
    let whole = Rect::from_center_size(center, vec2(12.0, 9.0));
    let view = Rect::from_min_size(whole.center(), vec2(4.0, 2.5));
    painter.rect_stroke(whole, 1.5, stroke, StrokeKind::Middle);
    painter.rect_stroke(view, 0.0, stroke, StrokeKind::Middle);
}

fn paint_search(painter: &Painter, center: Pos2, color: Color32) {
    let stroke = Stroke::new(1.5, color);
    painter.circle_stroke(center + vec2(-1.0, -1.0), 4.0, stroke);
    painter.line_segment([center + vec2(2.0, 2.0), center + vec2(5.0, 5.0)], stroke);
}

/// The ten corners of a star, the uppermost first.
fn star(center: Pos2) -> Vec<Pos2> {
    const CORNERS: u8 = 10;
    let corner = |index: u8| {
        let radius = if index.is_multiple_of(2) { 6.0 } else { 2.6 };
        let turn = std::f32::consts::TAU * f32::from(index) / f32::from(CORNERS);
        center + radius * vec2(turn.sin(), -turn.cos())
    };
    (0..CORNERS).map(corner).collect()
}

/// A star is not convex: it is filled point by point, and its middle.
fn paint_filled_star(painter: &Painter, center: Pos2, color: Color32) {
    let corners = star(center);
    for point in (0..corners.len()).step_by(2) {
        let before = corners[(point + corners.len() - 1) % corners.len()];
        let triangle = vec![corners[point], corners[point + 1], center, before];
        painter.add(Shape::convex_polygon(triangle, color, Stroke::NONE));
    }
}

/// A half turn with a head that points to `side`: -1 back, 1 onwards.
fn paint_turn(painter: &Painter, center: Pos2, side: f32, color: Color32) {
    let stroke = Stroke::new(1.5, color);
    let point = |x: f32, y: f32| center + vec2(side * x, y);
    let bow = [
        (4.0, -2.0),
        (0.5, -2.0),
        (-2.5, -1.6),
        (-4.2, 0.4),
        (-3.8, 2.8),
        (-1.5, 4.2),
        (1.0, 4.2),
    ];
    painter.add(Shape::line(
        bow.iter().map(|(x, y)| point(*x, *y)).collect(),
        stroke,
    ));
    let head = vec![point(1.6, -5.0), point(4.6, -2.0), point(1.6, 1.0)];
    painter.add(Shape::line(head, stroke));
}
