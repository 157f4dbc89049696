//! The maps of a layer, or the filters of a convolution, side by side.

use super::ExplainView;
use crate::app::learning::Shown;
use crate::app::look::size;
use crate::app::widgets;
use crate::engine::explain::{Grid, Maps, Method};
use crate::tr;
use egui::{Color32, Rect, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

/// The longer side of a map on the screen, in points.
const SIDE: f32 = 72.0;
/// The same where each is a single number.
const SIDE_OF_NUMBER: f32 = 24.0;
/// Between two maps, in points.
const GAP: f32 = 4.0;

/// Paints what is found of `shown`, row by row.
pub fn maps_ui(ui: &mut Ui, shown: &Shown, maps: &Maps, view: &ExplainView<'_>) {
    let Some(grid) = &shown.grid else { return };
    let layer = shown.explanation.layer.as_deref().unwrap_or_default();
    let layer = view.layer(layer);
    let shape = format!("{} × {}", maps.height, maps.width);
    let words = match shown.explanation.method {
        Method::Filters => tr!(
            "filters-of",
            count = maps.count,
            layer = layer,
            size = shape
        ),
        _ => tr!("maps-of", count = maps.count, layer = layer, size = shape),
    };
    widgets::muted_ui(ui, words);
    if grid.count < maps.count {
        widgets::muted_ui(ui, tr!("maps-left-out", count = grid.count));
    }
    ui.add_space(size::UNIT / 2.0);
    let step = cell_of(maps) + Vec2::splat(GAP);
    let columns = ((ui.available_width() / step.x) as usize).max(1);
    let rows = grid.count.div_ceil(columns);
    ui.spacing_mut().item_spacing = Vec2::splat(GAP);
    let area = ScrollArea::vertical().id_salt("maps").auto_shrink(false);
    area.show_rows(ui, cell_of(maps).y, rows, |ui, rows| {
        for row in rows {
            ui.horizontal(|ui| {
                let last = grid.count.min((row + 1) * columns);
                for map in row * columns..last {
                    map_ui(ui, shown, grid, (maps, map));
                }
            });
        }
    });
}

/// A map's size on the screen, in points.
fn cell_of(maps: &Maps) -> Vec2 {
    let (width, height) = (maps.width as f32, maps.height as f32);
    let side = if maps.width * maps.height == 1 {
        SIDE_OF_NUMBER
    } else {
        SIDE
    };
    vec2(width, height) * (side / width.max(height).max(1.0))
}

fn map_ui(ui: &mut Ui, shown: &Shown, grid: &Grid, (maps, map): (&Maps, usize)) {
    let (rect, response) = ui.allocate_exact_size(cell_of(maps), Sense::hover());
    let name = || {
        let (least, most) = maps
            .of(map)
            .fold((f32::MAX, f32::MIN), |(least, most), value| {
                (least.min(value), most.max(value))
            });
        let [least, most] = [least, most].map(|value| format!("{value:.3}"));
        tr!("map-of-number", number = map, least = least, most = most)
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name()));
    let response = response.on_hover_ui(|ui| {
        ui.label(name());
    });
    if ui.is_rect_visible(response.rect) {
        let place = place_of(grid, maps, map);
        ui.painter()
            .image(shown.texture.id(), rect, place, Color32::WHITE);
    }
}

/// Where a map lies in the texture, which is 1 wide and 1 high.
fn place_of(grid: &Grid, maps: &Maps, map: usize) -> Rect {
    let [right, down] = grid.step.map(|step| step as f32);
    let rows = grid.count.div_ceil(grid.columns) as f32;
    let gap = vec2(right - maps.width as f32, down - maps.height as f32);
    let whole = vec2(grid.columns as f32 * right, rows * down) - gap;
    let (column, row) = ((map % grid.columns) as f32, (map / grid.columns) as f32);
    let corner = vec2(column * right, row * down);
    let far = corner + vec2(maps.width as f32, maps.height as f32);
    let [corner, far] = [corner, far].map(|at| (at / whole).to_pos2());
    Rect::from_min_max(pos2(corner.x, corner.y), far)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::explain::grid;

    #[test]
    fn each_map_is_found_in_the_texture() {
        let maps = Maps {
            height: 2,
            width: 3,
            depth: 1,
            count: 3,
            values: vec![0.0; 18],
        };
        let grid = grid(&maps, 2);
        // Two columns of 3 with 1 between, two rows of 2 with 1 between.
        let third = place_of(&grid, &maps, 2);
        assert_eq!((third.left(), third.top()), (0.0, 3.0 / 5.0));
        assert_eq!((third.right(), third.bottom()), (3.0 / 7.0, 1.0));
        assert_eq!(place_of(&grid, &maps, 1).right(), 1.0);
    }
}
