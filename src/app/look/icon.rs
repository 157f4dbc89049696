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
    /// A favourite.
    StarFilled,
    /// Could be a favourite.
    Star,
    /// Take back.
    Undo,
    /// Do again.
    Redo,
}

impl Icon {
    /// Paints the mark in the middle of `rect`.
    pub fn paint(self, painter: &Painter, rect: Rect, colour: Color32) {
        let centre = rect.center();
        match self {
            Self::Play => paint_play(painter, centre, colour),
            Self::Pause => paint_pause(painter, centre, colour),
            Self::Stop => {
                painter.rect_filled(Rect::from_center_size(centre, vec2(9.0, 9.0)), 1.0, colour);
            }
            Self::ChevronDown => paint_chevron(painter, centre, vec2(0.0, 1.0), colour),
            Self::ChevronLeft => paint_chevron(painter, centre, vec2(-1.0, 0.0), colour),
            Self::ChevronRight => paint_chevron(painter, centre, vec2(1.0, 0.0), colour),
            Self::ArrowUp => paint_chevron(painter, centre, vec2(0.0, -1.0), colour),
            Self::ArrowDown => paint_chevron(painter, centre, vec2(0.0, 1.0), colour),
            Self::Error => paint_error(painter, centre, colour),
            Self::Warning => paint_warning(painter, centre, colour),
            Self::Ok => {
                painter.circle_filled(centre, 4.0, colour);
            }
            Self::Check => paint_check(painter, centre, colour),
            Self::Cross => paint_cross(painter, centre, 3.5, Stroke::new(1.5, colour)),
            Self::Plus => paint_plus(painter, centre, 4.5, Stroke::new(1.5, colour)),
            Self::Search => paint_search(painter, centre, colour),
            Self::Map => paint_map(painter, centre, colour),
            Self::StarFilled => paint_filled_star(painter, centre, colour),
            Self::Star => {
                let edge = Stroke::new(1.2, colour);
                painter.add(Shape::closed_line(star(centre), edge));
            }
            Self::Undo => paint_turn(painter, centre, -1.0, colour),
            Self::Redo => paint_turn(painter, centre, 1.0, colour),
        }
    }
}

fn paint_play(painter: &Painter, centre: Pos2, colour: Color32) {
    let corners = vec![
        pos2(centre.x - 3.5, centre.y - 5.0),
        pos2(centre.x + 5.0, centre.y),
        pos2(centre.x - 3.5, centre.y + 5.0),
    ];
    painter.add(Shape::convex_polygon(corners, colour, Stroke::NONE));
}

fn paint_pause(painter: &Painter, centre: Pos2, colour: Color32) {
    for offset in [-2.75, 2.75] {
        let bar = Rect::from_center_size(centre + vec2(offset, 0.0), vec2(2.5, 9.0));
        painter.rect_filled(bar, 0.5, colour);
    }
}

/// An open angle that points along `direction`, one unit long.
fn paint_chevron(painter: &Painter, centre: Pos2, direction: egui::Vec2, colour: Color32) {
    let across = direction.rot90();
    let points = vec![
        centre - direction * 2.0 + across * 3.5,
        centre + direction * 2.0,
        centre - direction * 2.0 - across * 3.5,
    ];
    painter.add(Shape::line(points, Stroke::new(1.5, colour)));
}

fn paint_error(painter: &Painter, centre: Pos2, colour: Color32) {
    painter.circle_stroke(centre, 5.5, Stroke::new(1.5, colour));
    paint_cross(painter, centre, 2.0, Stroke::new(1.5, colour));
}

fn paint_warning(painter: &Painter, centre: Pos2, colour: Color32) {
    let stroke = Stroke::new(1.5, colour);
    let corners = vec![
        centre + vec2(0.0, -5.5),
        centre + vec2(6.0, 5.0),
        centre + vec2(-6.0, 5.0),
    ];
    painter.add(Shape::closed_line(corners, stroke));
    painter.line_segment([centre + vec2(0.0, -2.0), centre + vec2(0.0, 1.5)], stroke);
    painter.circle_filled(centre + vec2(0.0, 3.3), 0.8, colour);
}

fn paint_check(painter: &Painter, centre: Pos2, colour: Color32) {
    let points = [vec2(-4.0, 0.0), vec2(-1.0, 3.0), vec2(4.0, -3.5)];
    let points = points.map(|offset| centre + offset).to_vec();
    painter.add(Shape::line(points, Stroke::new(1.5, colour)));
}

fn paint_cross(painter: &Painter, centre: Pos2, half: f32, stroke: Stroke) {
    for slope in [1.0, -1.0] {
        let arm = vec2(half, half * slope);
        painter.line_segment([centre - arm, centre + arm], stroke);
    }
}

fn paint_plus(painter: &Painter, centre: Pos2, half: f32, stroke: Stroke) {
    for arm in [vec2(half, 0.0), vec2(0.0, half)] {
        painter.line_segment([centre - arm, centre + arm], stroke);
    }
}

/// A frame with a smaller one in it: the whole, and what is in view.
fn paint_map(painter: &Painter, centre: Pos2, colour: Color32) {
    let stroke = Stroke::new(1.2, colour);
    let whole = Rect::from_center_size(centre, vec2(12.0, 9.0));
    let view = Rect::from_min_size(whole.center(), vec2(4.0, 2.5));
    painter.rect_stroke(whole, 1.5, stroke, StrokeKind::Middle);
    painter.rect_stroke(view, 0.0, stroke, StrokeKind::Middle);
}

fn paint_search(painter: &Painter, centre: Pos2, colour: Color32) {
    let stroke = Stroke::new(1.5, colour);
    painter.circle_stroke(centre + vec2(-1.0, -1.0), 4.0, stroke);
    painter.line_segment([centre + vec2(2.0, 2.0), centre + vec2(5.0, 5.0)], stroke);
}

/// The ten corners of a star, the uppermost first.
fn star(centre: Pos2) -> Vec<Pos2> {
    const CORNERS: u8 = 10;
    let corner = |index: u8| {
        let radius = if index.is_multiple_of(2) { 6.0 } else { 2.6 };
        let turn = std::f32::consts::TAU * f32::from(index) / f32::from(CORNERS);
        centre + radius * vec2(turn.sin(), -turn.cos())
    };
    (0..CORNERS).map(corner).collect()
}

/// A star is not convex: it is filled point by point, and its middle.
fn paint_filled_star(painter: &Painter, centre: Pos2, colour: Color32) {
    let corners = star(centre);
    for point in (0..corners.len()).step_by(2) {
        let before = corners[(point + corners.len() - 1) % corners.len()];
        let triangle = vec![corners[point], corners[point + 1], centre, before];
        painter.add(Shape::convex_polygon(triangle, colour, Stroke::NONE));
    }
}

/// A half turn with a head that points to `side`: -1 back, 1 onwards.
fn paint_turn(painter: &Painter, centre: Pos2, side: f32, colour: Color32) {
    let stroke = Stroke::new(1.5, colour);
    let point = |x: f32, y: f32| centre + vec2(side * x, y);
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
