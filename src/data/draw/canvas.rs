//! A square of colors, and painting shapes onto it with smooth edges.

use super::color::{Color, mix};
use super::shapes::{Point, Shape, at};

/// Where a drawing's own coordinates lie on the canvas: turned, scaled, moved, perhaps mirrored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placement {
    /// Where the drawing's origin lies, px.
    pub(super) origin_px: Point,
    /// Length of the drawing's unit, px.
    pub(super) unit_px: f32,
    /// Clockwise, radians.
    pub(super) angle: f32,
    /// Left and right exchanged before turning.
    pub(super) mirrored: bool,
}

impl Placement {
    fn px_from_drawing(&self, point: Point) -> Point {
        let flipped = if self.mirrored {
            at(-point.x, point.y)
        } else {
            point
        };
        flipped.rotated(self.angle) * self.unit_px + self.origin_px
    }

    fn drawing_from_px(&self, point: Point) -> Point {
        let turned = ((point - self.origin_px) * (1.0 / self.unit_px)).rotated(-self.angle);
        if self.mirrored {
            at(-turned.x, turned.y)
        } else {
            turned
        }
    }

    /// A direction on the canvas, as seen from the drawing.
    pub(super) fn direction_from_px(&self, direction: Point) -> Point {
        let turned = direction.rotated(-self.angle);
        if self.mirrored {
            at(-turned.x, turned.y)
        } else {
            turned
        }
    }
}

/// How a shape meets what lies below it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    /// 1 covers, 0 leaves everything as it is.
    pub(super) opacity: f32,
    /// Width of the transition, px; 1 is a sharp edge.
    pub(super) width_px: f32,
}

impl Edge {
    /// Covers fully, with a smooth edge one pixel wide.
    pub(super) const SHARP: Self = Self {
        opacity: 1.0,
        width_px: 1.0,
    };

    /// Shows what is below through it.
    pub(super) const fn sheer(opacity: f32) -> Self {
        Self {
            opacity,
            width_px: 1.0,
        }
    }

    /// Fades out over `width_px`.
    pub(super) const fn soft(opacity: f32, width_px: f32) -> Self {
        Self { opacity, width_px }
    }
}

/// A square image in the making.
#[derive(Debug, Clone)]
pub(super) struct Canvas {
    side: usize,
    pixels: Vec<Color>,
}

impl Canvas {
    /// Filled from a function of the pixel's place, px.
    pub(super) fn new(side: usize, color: impl Fn(Point) -> Color) -> Self {
        let center = |index: usize| at((index % side) as f32 + 0.5, (index / side) as f32 + 0.5);
        Self {
            side,
            pixels: (0..side * side).map(|index| color(center(index))).collect(),
        }
    }

    /// Width and height, px.
    pub(super) const fn side(&self) -> usize {
        self.side
    }

    /// Row by row.
    pub(super) fn pixels_mut(&mut self) -> &mut [Color] {
        &mut self.pixels
    }

    /// Row by row.
    pub(super) fn pixels(&self) -> &[Color] {
        &self.pixels
    }

    /// Paints a shape, which together with `color` is given in the coordinates of `view`.
    pub(super) fn paint(
        &mut self,
        view: &Placement,
        shape: &impl Shape,
        edge: Edge,
        color: impl Fn(Point) -> Color,
    ) {
        let (columns, rows) = self.covered(view, shape, edge.width_px);
        for row in rows {
            for column in columns.clone() {
                let point = view.drawing_from_px(at(column as f32 + 0.5, row as f32 + 0.5));
                let distance_px = shape.distance(point) * view.unit_px;
                let share = (0.5 - distance_px / edge.width_px).clamp(0.0, 1.0) * edge.opacity;
                if share > 0.0 {
                    let pixel = &mut self.pixels[row * self.side + column];
                    *pixel = mix(*pixel, color(point), share);
                }
            }
        }
    }

    /// Columns and rows that the shape can touch.
    fn covered(
        &self,
        view: &Placement,
        shape: &impl Shape,
        margin_px: f32,
    ) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let (low, high) = shape.bounds();
        let corners = [low, at(high.x, low.y), high, at(low.x, high.y)]
            .map(|corner| view.px_from_drawing(corner));
        let span = |values: [f32; 4]| {
            let least = values.into_iter().fold(f32::INFINITY, f32::min) - margin_px;
            let most = values.into_iter().fold(f32::NEG_INFINITY, f32::max) + margin_px;
            // A float turned into an integer stops at the integer's ends, so nothing can overflow here.
            (least.floor() as usize).min(self.side)..(most.ceil() as usize).min(self.side)
        };
        (
            span(corners.map(|corner| corner.x)),
            span(corners.map(|corner| corner.y)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::shapes::ellipse;
    use super::*;

    const VIEW: Placement = Placement {
        origin_px: at(8.0, 8.0),
        unit_px: 4.0,
        angle: 0.0,
        mirrored: false,
    };

    #[test]
    fn a_disc_covers_its_area_with_smooth_edges() {
        let mut canvas = Canvas::new(16, |_| [0.0; 3]);
        canvas.paint(&VIEW, &ellipse(0.0, 0.0, 1.0, 1.0), Edge::SHARP, |_| {
            [1.0; 3]
        });
        let area: f32 = canvas.pixels().iter().map(|pixel| pixel[0]).sum();
        // π · 4² = 50.27 px; a one-pixel ramp is off by less than 2 %.
        assert!((area - 50.27).abs() < 1.0, "{area}");
        assert!(
            canvas
                .pixels()
                .iter()
                .any(|pixel| pixel[0] > 0.1 && pixel[0] < 0.9)
        );
    }

    #[test]
    fn turning_and_mirroring_move_what_is_painted() {
        let mut canvas = Canvas::new(16, |_| [0.0; 3]);
        let view = Placement {
            angle: std::f32::consts::FRAC_PI_2,
            mirrored: true,
            ..VIEW
        };
        // One unit to the right, mirrored to the left, then turned clockwise: up.
        canvas.paint(&view, &ellipse(1.0, 0.0, 0.4, 0.4), Edge::SHARP, |_| {
            [1.0; 3]
        });
        assert!(canvas.pixels()[4 * 16 + 8][0] > 0.9);
    }

    #[test]
    fn what_lies_outside_the_canvas_is_harmless() {
        let mut canvas = Canvas::new(16, |_| [0.5; 3]);
        canvas.paint(&VIEW, &ellipse(1e9, -1e9, 1.0, 1.0), Edge::SHARP, |_| {
            [1.0; 3]
        });
        assert!(canvas.pixels().iter().all(|pixel| *pixel == [0.5; 3]));
    }
}
