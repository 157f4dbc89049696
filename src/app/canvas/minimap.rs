//! The whole network in the lower right corner, with a frame around what is in view.

use egui::emath::TSTransform;
use egui::{Pos2, Rect, Role as AccessRole, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::camera::Camera;
use super::notes::paint_on_map;
use super::paint::pen::Pen;
use super::scene::Scene;
use super::scene::item::Role;
use crate::app::command::{Commands, ViewCommand};
use crate::app::look::icon::Icon;
use crate::app::look::{family, size};
use crate::text::say;

/// Its size in screen points.
const SIZE: Vec2 = vec2(160.0, 100.0);
/// Inside its border.
const MARGIN: f32 = 10.0;
/// The least side of the frame around what is in view, in screen points.
const LEAST_VIEW: f32 = 6.0;
/// On a canvas smaller than this it would be in the way.
const LEAST_CANVAS: Vec2 = vec2(460.0, 300.0);

/// Where the map shows, in screen points. Not where the canvas is too small for it, and not while the whole network
/// is in view anyway: the map would tell nothing and cover nodes.
pub fn place(camera: &Camera, bounds: Rect) -> Option<Rect> {
    let canvas = camera.viewport();
    let fits = canvas.width() >= LEAST_CANVAS.x && canvas.height() >= LEAST_CANVAS.y;
    let is_needed = !camera.view_ahead().contains_rect(bounds);
    let corner = canvas.max - Vec2::splat(size::PANEL_MARGIN) - SIZE;
    (fits && is_needed).then_some(Rect::from_min_size(corner, SIZE))
}

/// The button that hides the map, or the one that brings it back, in screen points.
fn switch_place(map: Rect, is_open: bool) -> Rect {
    let corner = if is_open { map.right_top() } else { map.max };
    let inside = if is_open {
        vec2(-11.0, 11.0)
    } else {
        vec2(-11.0, -11.0)
    };
    Rect::from_center_size(corner + inside, Vec2::splat(20.0))
}

/// Listens to the button that hides the map and to clicks and drags on the map, which move the view.
pub fn minimap_ui(
    ui: &Ui,
    scene: &Scene,
    camera: &mut Camera,
    is_open: bool,
    commands: &mut Commands,
) {
    let Some((rect, bounds)) = map(scene, camera) else {
        return;
    };
    let name = if is_open {
        say("hide-overview-map")
    } else {
        say("show-overview-map")
    };
    if is_open {
        take_map(ui, rect, bounds, camera);
    }
    let switch = ui.interact(
        switch_place(rect, is_open),
        ui.scope_id().with("minimap-switch"),
        Sense::click(),
    );
    switch.widget_info(|| WidgetInfo::labeled(AccessRole::Button, true, name));
    if switch.on_hover_text(name).clicked() {
        commands.send(ViewCommand::ToggleMinimap);
    }
}

/// Where the map is or would be, and what it shows.
fn map(scene: &Scene, camera: &Camera) -> Option<(Rect, Rect)> {
    let bounds = scene.bounds()?;
    Some((place(camera, bounds)?, bounds))
}

fn take_map(ui: &Ui, rect: Rect, bounds: Rect, camera: &mut Camera) {
    let response = ui.interact(rect, ui.scope_id().with("minimap"), Sense::click_and_drag());
    response
        .widget_info(|| WidgetInfo::labeled(AccessRole::Canvas, true, say("overview-of-network")));
    if let (true, Some(pointer)) = (
        response.clicked() || response.dragged(),
        response.interact_pointer_pos(),
    ) {
        let map = map_from_graph(rect, bounds, camera.view());
        camera.look_at(map.inverse() * pointer);
    }
}

/// Paints the map, or where it is hidden the button that brings it back.
pub fn paint_minimap(pen: &Pen<'_>, scene: &Scene, is_open: bool) {
    let Some((rect, bounds)) = map(scene, pen.camera) else {
        return;
    };
    if is_open {
        paint_map(pen, scene, rect, bounds);
    }
    let switch = switch_place(rect, is_open);
    let icon = if is_open {
        Icon::Cross
    } else {
        let border = Stroke::new(1.0, pen.theme.border);
        pen.painter.rect(
            switch,
            size::FIELD_RADIUS,
            pen.theme.panel,
            border,
            StrokeKind::Inside,
        );
        Icon::Map
    };
    icon.paint(&pen.painter, switch, pen.theme.muted);
}

fn paint_map(pen: &Pen<'_>, scene: &Scene, rect: Rect, bounds: Rect) {
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
    paint_on_map(&inside, &scene.sheets, map, pen.theme);
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
                    family::color(*first),
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
