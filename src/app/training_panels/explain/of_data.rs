//! Pictures of the data: those that excite each channel of a layer, or those that are most like the one asked about.

use super::ExplainView;
use crate::app::learning::Shown;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::engine::explain::{FoundPicture, Method, OfData, PictureGroup};
use crate::tr;
use egui::{
    Color32, Label, Rect, RichText, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// The longer side of a picture on the screen, in points.
const SIDE: f32 = 64.0;
/// The words below it, in points.
const WORDS: f32 = 18.0;
/// Between two pictures, in points.
const GAP: f32 = 6.0;
/// What stands before the pictures of a channel, in points.
const NAME_WIDTH: f32 = 84.0;

/// Paints what is found of `shown`.
pub fn of_data_ui(ui: &mut Ui, shown: &Shown, found: &OfData, view: &ExplainView<'_>) {
    let count = found.looked_at;
    let words = if shown.explanation.method == Method::Exciting {
        let layer = shown.explanation.layer.as_deref().unwrap_or_default();
        tr!("exciting-of", looked_at = count, layer = view.layer(layer))
    } else {
        tr!("nearest-of", looked_at = count)
    };
    widgets::muted_ui(ui, words);
    if found.groups.len() < found.channel_count {
        let (count, all) = (found.groups.len(), found.channel_count);
        widgets::muted_ui(ui, tr!("exciting-left-out", count = count, all = all));
    }
    ui.add_space(size::UNIT / 2.0);
    ui.spacing_mut().item_spacing = Vec2::splat(GAP);
    let row_height = SIDE + WORDS;
    let area = ScrollArea::vertical().id_salt("of-data").auto_shrink(false);
    if let [only] = &found.groups[..] {
        area.show(ui, |ui| {
            ui.horizontal_wrapped(|ui| group_ui(ui, shown, found, (0, only)));
        });
    } else {
        area.show_rows(ui, row_height, found.groups.len(), |ui, rows| {
            for row in rows {
                ui.horizontal(|ui| group_ui(ui, shown, found, (row, &found.groups[row])));
            }
        });
    }
}

fn group_ui(ui: &mut Ui, shown: &Shown, found: &OfData, (row, group): (usize, &PictureGroup)) {
    if let Some(channel) = group.channel {
        let name = tr!("channel-of-number", number = channel);
        let text = RichText::new(name).color(Theme::of(ui).muted);
        ui.add_sized(vec2(NAME_WIDTH, SIDE), Label::new(text).truncate());
    }
    for (column, picture) in group.pictures.iter().enumerate() {
        picture_ui(ui, shown, place_of(found, [row, column]), picture);
    }
}

fn picture_ui(ui: &mut Ui, shown: &Shown, place: Rect, picture: &FoundPicture) {
    let theme = Theme::of(ui);
    let shape = picture.seen.shape();
    let seen = vec2(shape.width() as f32, shape.height() as f32);
    let sides = seen * (SIDE / seen.max_elem().max(1.0));
    let (rect, response) = ui.allocate_exact_size(vec2(SIDE, SIDE + WORDS), Sense::hover());
    let value = format!("{:.3}", picture.value);
    let name = tr!("found-picture", class = &picture.class, value = value);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    if ui.is_rect_visible(rect) {
        let center = pos2(rect.center().x, rect.top() + SIDE / 2.0);
        let at = Rect::from_center_size(center, sides);
        ui.painter()
            .image(shown.texture.id(), at, place, Color32::WHITE);
        let mut job = egui::text::LayoutJob::simple_singleline(
            picture.class.clone(),
            fonts::small(),
            theme.muted,
        );
        job.wrap = egui::text::TextWrapping::truncate_at_width(SIDE);
        let words = ui.painter().layout_job(job);
        let at = pos2(rect.left(), rect.top() + SIDE + 2.0);
        ui.painter().galley(at, words, theme.muted);
    }
    response.on_hover_text(name);
}

/// Where a picture lies in the texture, which is 1 wide and 1 high.
fn place_of(found: &OfData, [row, column]: [usize; 2]) -> Rect {
    let across = found.groups.iter().map(|group| group.pictures.len()).max();
    let (across, down) = (across.unwrap_or(1).max(1), found.groups.len().max(1));
    let cell = vec2(1.0 / across as f32, 1.0 / down as f32);
    let corner = vec2(column as f32, row as f32) * cell;
    Rect::from_min_size(pos2(corner.x, corner.y), cell)
}
