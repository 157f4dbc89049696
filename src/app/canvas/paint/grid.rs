//! The dots behind everything, by which the eye sees that the view moves.

use egui::{Color32, Mesh, Rect, Vec2, pos2};

use super::pen::Pen;
use crate::app::canvas::scene::measure::GRID;

/// Dots closer than this on the screen are thinned out.
const LEAST_STEP_PX: f32 = 18.0;
/// The side of a dot in screen points.
const DOT: f32 = 1.5;

/// Paints the dots as one mesh.
pub fn paint_grid(pen: &Pen<'_>) {
    let mut step = GRID;
    while pen.length(step) < LEAST_STEP_PX {
        step *= 2.0;
    }
    let view = pen.camera.view();
    let color = faded(pen.theme.faint);
    let mut mesh = Mesh::default();
    let first = |low: f32| (low / step).floor() as i32;
    for row in first(view.top())..=first(view.bottom()) {
        for column in first(view.left())..=first(view.right()) {
            let center = pen
                .camera
                .screen(pos2(column as f32 * step, row as f32 * step));
            mesh.add_colored_rect(Rect::from_center_size(center, Vec2::splat(DOT)), color);
        }
    }
    pen.painter.add(mesh);
}

/// Quiet enough not to be read as content.
fn faded(color: Color32) -> Color32 {
    color.gamma_multiply(0.3)
}
