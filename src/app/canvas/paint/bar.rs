//! The color bar of a node: what it is made of, from top to bottom, inside the node's rounded corners.

use egui::{Color32, Mesh, Pos2, Rect, pos2};

use super::pen::Pen;
use crate::app::look::family;
use crate::layer::Family;

/// Pieces of a corner's arc; one is less than a pixel off at any magnification.
const ARC_PIECES: usize = 5;

/// Paints equal stripes, one for each of `families`, into the left `width` of `node`, in screen points. The node's
/// outline, painted later, covers the edge.
pub fn paint_bar(pen: &Pen<'_>, node: Rect, width: f32, families: &[Family], dimmed: bool) {
    if families.is_empty() {
        return;
    }
    let radius = f32::from(pen.node_radius().nw).min(node.height() / 2.0);
    let all_over = width >= node.width();
    let color_at = |y: f32| {
        let index = (y / node.height() * families.len() as f32) as usize;
        let color = family::color(families[index.min(families.len() - 1)]);
        if dimmed {
            color.gamma_multiply(0.4)
        } else {
            color
        }
    };
    let mut mesh = Mesh::default();
    for rows in cuts(node.height(), radius, families.len()).windows(2) {
        let row = |y: f32| {
            let inset = inset(y, node.height(), radius);
            let right = if all_over {
                node.right() - inset
            } else {
                node.left() + width
            };
            [
                pos2(node.left() + inset, node.top() + y),
                pos2(right, node.top() + y),
            ]
        };
        add_strip(
            &mut mesh,
            row(rows[0]),
            row(rows[1]),
            color_at((rows[0] + rows[1]) / 2.0),
        );
    }
    pen.painter.add(mesh);
}

/// Heights at which the bar changes its color or the corner its direction.
fn cuts(height: f32, radius: f32, stripes: usize) -> Vec<f32> {
    let arcs = (0..=ARC_PIECES).map(|piece| radius * piece as f32 / ARC_PIECES as f32);
    let mut cuts: Vec<f32> = arcs.flat_map(|y| [y, height - y]).collect();
    cuts.extend((1..stripes).map(|stripe| height * stripe as f32 / stripes as f32));
    cuts.sort_by(f32::total_cmp);
    cuts
}

/// How far a rounded corner leaves the edge free at height `y`.
fn inset(y: f32, height: f32, radius: f32) -> f32 {
    let into_corner = (radius - y.min(height - y)).clamp(0.0, radius);
    radius - (radius * radius - into_corner * into_corner).sqrt()
}

fn add_strip(mesh: &mut Mesh, above: [Pos2; 2], below: [Pos2; 2], color: Color32) {
    let first = mesh.vertices.len() as u32;
    for corner in above.into_iter().chain(below) {
        mesh.colored_vertex(corner, color);
    }
    mesh.add_triangle(first, first + 1, first + 2);
    mesh.add_triangle(first + 1, first + 2, first + 3);
}
