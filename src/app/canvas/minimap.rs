//! The whole network in the lower right corner, with a frame around what is in view.

use egui::emath::TSTransform;
use egui::{Pos2, Rect, Role as AccessRole, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::camera::Camera;
use super::paint::pen::Pen;
use super::scene::Scene;
use super::scene::item::Role;
use crate::app::look::{family, size};

/// Its size in screen points.
const SIZE: Vec2 = vec2(160.0, 100.0);
/// Inside its border.
const MARGIN: f32 = 10.0;
/// The least side of the frame around what is in view, in screen points.
const LEAST_VIEW: f32 = 6.0;
/// On a canvas smaller than this it would be in the way.
const LEAST_CANVAS: Vec2 = vec2(460.0, 300.0);

/// Where the map shows, in screen points; `None` where the canvas is too small for it.
pub fn place(camera: &Camera) -> Option<Rect> {
    let canvas = camera.viewport();
    let fits = canvas.width() >= LEAST_CANVAS.x && canvas.height() >= LEAST_CANVAS.y;
    let corner = canvas.max - Vec2::splat(size::PANEL_MARGIN) - SIZE;
    fits.then_some(Rect::from_min_size(corner, SIZE))
}

/// Listens to clicks and drags on the map, which move the view.
pub fn minimap_ui(ui: &Ui, scene: &Scene, camera: &mut Camera) {
    let (Some(rect), Some(bounds)) = (place(camera), scene.layout.bounds()) else {
        return;
    };
    let response = ui.interact(rect, ui.scope_id().with("minimap"), Sense::click_and_drag());
    response
        .widget_info(|| WidgetInfo::labeled(AccessRole::Canvas, true, "Overview of the network"));
    if let (true, Some(pointer)) = (
        response.clicked() || response.dragged(),
        response.interact_pointer_pos(),
    ) {
        let map = map_from_graph(rect, bounds, camera.view());
        camera.look_at(map.inverse() * pointer);
    }
}

/// Paints the map.
pub fn paint_minimap(pen: &Pen<'_>, scene: &Scene) {
    let (Some(rect), Some(bounds)) = (place(pen.camera), scene.layout.bounds()) else {
        return;
    };
    let map = map_from_graph(rect, bounds, pen.camera.view());
    let border = Stroke::new(1.0, pen.theme.border);
    pen.painter.rect(
        rect,
        size::NODE_RADIUS,
        pen.theme.panel.gamma_multiply(0.94),
        border,
        StrokeKind::Inside,
    );
    let inside = pen.painter.with_clip_rect(rect.shrink(1.0));
    for (item, shown) in scene.outline.items.iter().zip(&scene.rects) {
        let mark = map * *shown;
        match (item.role, item.families.first()) {
            (Role::Opened, _) => {
                inside.rect_stroke(
                    mark,
                    1.0,
                    Stroke::new(1.0, pen.theme.border),
                    StrokeKind::Inside,
                );
            }
            (_, Some(first)) => {
                let mark = Rect::from_center_size(mark.center(), mark.size().max(Vec2::splat(1.5)));
                inside.rect_filled(
                    mark,
                    if mark.height() > 4.0 { 1.5 } else { 0.0 },
                    family::colour(*first),
                );
            }
            _ => {}
        }
    }
    let view = map * pen.camera.view();
    let view = Rect::from_center_size(view.center(), view.size().max(Vec2::splat(LEAST_VIEW)));
    let view = view.intersect(rect.shrink(1.5));
    inside.rect_stroke(
        view,
        2.0,
        Stroke::new(1.0, pen.theme.accent),
        StrokeKind::Inside,
    );
}

/// The network, and what of its surroundings is in view, onto the map.
fn map_from_graph(rect: Rect, bounds: Rect, view: Rect) -> TSTransform {
    // The view counts only as far as it is near: far away, it would shrink the network to a speck.
    let all = bounds.union(view.intersect(bounds.expand2(bounds.size() * 0.5)));
    let inside = rect.shrink(MARGIN);
    let scale = (inside.size() / all.size().max(Vec2::splat(1.0)))
        .min_elem()
        .min(0.2);
    TSTransform::new(
        inside.center() - all.center().to_vec2() * scale - Pos2::ZERO,
        scale,
    )
}
