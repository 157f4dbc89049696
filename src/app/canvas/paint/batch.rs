//! Many small things as one mesh: zoomed out, nodes and wires are too small for round corners and too many for shapes
//! of their own. 2,000 of each take a tenth of the time.

use egui::{Color32, Mesh, Pos2, Rect, vec2};

use super::pen::Pen;
use crate::app::canvas::scene::route::Route;
use crate::app::look::family;
use crate::layer::Family;

/// Points of a wire nearer to each other than this, in screen points, are one.
const LEAST_PIECE_PX: f32 = 3.0;
/// How much of a node's corners is cut off, of the radius that they have up close.
const CORNER_SHARE: f32 = 0.35;

/// A mesh that grows.
#[derive(Debug, Default)]
pub struct Batch {
    mesh: Mesh,
}

impl Batch {
    /// Adds a node in the colors of what it is made of, from top to bottom; in screen points.
    pub fn node(&mut self, pen: &Pen<'_>, rect: Rect, families: &[Family]) {
        let corner = f32::from(pen.node_radius().nw) * CORNER_SHARE;
        match families {
            [] => {}
            [only] if corner >= 0.5 => self.octagon(rect, corner, family::color(*only)),
            _ => self.stripes(rect, families),
        }
    }

    /// Adds a wire as a hairline with soft edges.
    pub fn wire(&mut self, pen: &Pen<'_>, route: &Route, color: Color32) {
        if !pen.sees(pen.camera.screen_rect(route.bounds).expand(2.0)) {
            return;
        }
        let (Some(first), Some(end)) = (route.points.first(), route.points.last()) else {
            return;
        };
        let mut last = pen.camera.screen(*first);
        for point in &route.points {
            let next = pen.camera.screen(*point);
            if last.distance_sq(next) >= LEAST_PIECE_PX * LEAST_PIECE_PX {
                self.hairline(last, next, color);
                last = next;
            }
        }
        self.hairline(last, pen.camera.screen(*end), color);
    }

    /// Paints everything that was added.
    pub fn paint(self, pen: &Pen<'_>) {
        if !self.mesh.is_empty() {
            pen.painter.add(self.mesh);
        }
    }

    fn octagon(&mut self, rect: Rect, corner: f32, color: Color32) {
        let first = self.mesh.vertices.len() as u32;
        let (right, down) = (vec2(corner, 0.0), vec2(0.0, corner));
        for corner in [
            rect.left_top() + right,
            rect.right_top() - right,
            rect.right_top() + down,
            rect.right_bottom() - down,
            rect.right_bottom() - right,
            rect.left_bottom() + right,
            rect.left_bottom() - down,
            rect.left_top() + down,
        ] {
            self.mesh.colored_vertex(corner, color);
        }
        for index in 1..7 {
            self.mesh
                .add_triangle(first, first + index, first + index + 1);
        }
    }

    fn stripes(&mut self, rect: Rect, families: &[Family]) {
        let height = rect.height() / families.len() as f32;
        // Neighbors of one color are one stripe.
        for run in runs(families) {
            let top = rect.top() + run.start as f32 * height;
            let bottom = rect.top() + run.end as f32 * height;
            let stripe = Rect::from_x_y_ranges(rect.x_range(), top..=bottom);
            self.mesh
                .add_colored_rect(stripe, family::color(families[run.start]));
        }
    }

    fn hairline(&mut self, from: Pos2, to: Pos2, color: Color32) {
        let along = to - from;
        if along.length_sq() < 1e-6 {
            return;
        }
        let side = along.normalized().rot90();
        let first = self.mesh.vertices.len() as u32;
        for end in [from, to] {
            self.mesh.colored_vertex(end - side, Color32::TRANSPARENT);
            self.mesh.colored_vertex(end, color);
            self.mesh.colored_vertex(end + side, Color32::TRANSPARENT);
        }
        for strip in [0, 1] {
            let corner = first + strip;
            self.mesh.add_triangle(corner, corner + 1, corner + 3);
            self.mesh.add_triangle(corner + 1, corner + 3, corner + 4);
        }
    }
}

/// Stretches of equal families.
fn runs(families: &[Family]) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, family) in families.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if families[run.start] == *family => run.end = index + 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbors_of_one_family_are_one_stripe() {
        use Family::{Activation, Convolution};
        let families = [Convolution, Convolution, Activation, Convolution];
        assert_eq!(runs(&families), [0..2, 2..3, 3..4]);
    }

    #[test]
    fn a_hairline_is_two_strips_and_a_point_is_nothing() {
        let mut batch = Batch::default();
        batch.hairline(Pos2::ZERO, Pos2::ZERO, Color32::RED);
        assert!(batch.mesh.is_empty());
        batch.hairline(Pos2::ZERO, Pos2::new(10.0, 0.0), Color32::RED);
        assert_eq!(batch.mesh.indices.len(), 12);
    }
}
