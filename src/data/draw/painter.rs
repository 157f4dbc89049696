//! A canvas with a place on it and a light over it: what a figure is painted with.

use super::canvas::{Canvas, Edge, Placement};
use super::color::{Color, times};
use super::scene::Light;
use super::shapes::{Point, Shape, Stroke, at};

/// Paints in the coordinates of one figure.
pub(super) struct Painter<'a> {
    pub(super) canvas: &'a mut Canvas,
    pub(super) view: Placement,
    light: Light,
}

impl<'a> Painter<'a> {
    /// `light` is given on the canvas and turned into the figure's coordinates.
    pub(super) fn new(canvas: &'a mut Canvas, view: Placement, light: Light) -> Self {
        let towards = view.direction_from_px(light.towards);
        Self {
            canvas,
            view,
            light: Light { towards, ..light },
        }
    }

    /// Paints in one color.
    pub(super) fn fill(&mut self, shape: &impl Shape, color: Color, edge: Edge) {
        self.canvas.paint(&self.view, shape, edge, |_| color);
    }

    /// Paints something that bulges like the ellipsoid given by `center` and `radii`: brighter where it faces the light.
    pub(super) fn fill_round(
        &mut self,
        shape: &impl Shape,
        color: Color,
        center: Point,
        radii: Point,
    ) {
        let light = self.light;
        self.canvas.paint(&self.view, shape, Edge::SHARP, |point| {
            let normal = at(
                (point.x - center.x) / radii.x,
                (point.y - center.y) / radii.y,
            );
            times(color, light.on(normal * (1.0 / normal.length().max(1.0))))
        });
    }

    /// Paints a stroke as a tube, such as a finger or an arm.
    pub(super) fn fill_tube(&mut self, stroke: &Stroke, color: Color) {
        let light = self.light;
        self.canvas.paint(&self.view, stroke, Edge::SHARP, |point| {
            // Towards the edge a tube turns away from the viewer, and so loses a little light on both sides.
            let normal = stroke.normal(point);
            times(color, light.on(normal) * (1.0 - 0.18 * normal.dot(normal)))
        });
    }
}
