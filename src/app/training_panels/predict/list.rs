//! The list of pictures: a thumbnail, a name, the prediction.

use crate::app::command::{Commands, DataCommand, OwnPictures};
use crate::app::learning::{Content, Entry, Origin, Pictures};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::text::say;
use crate::tr;
use egui::text::{LayoutJob, TextWrapping};
use egui::{FontId, Image, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// A row's height, in points.
const ROW: f32 = 46.0;

/// Paints the list; a click shows a picture, a cross takes it off. Where there is data, one's own can be added to it.
pub fn list_ui(ui: &mut Ui, pictures: &mut Pictures, has_data: bool, commands: &mut Commands) {
    let mut added = None;
    let mut removed = None;
    let mut pinned = None;
    let mut chosen = None;
    ScrollArea::vertical()
        .id_salt("pictures")
        .auto_shrink(false)
        .show_rows(ui, ROW, pictures.entries.len(), |ui, rows| {
            for entry in &pictures.entries[rows] {
                let own = own_pictures(entry).filter(|_| has_data);
                let is_selected = pictures.selected == Some(entry.id);
                match row_ui(ui, entry, is_selected, own.is_some()) {
                    Some(Click::Add) => added = own,
                    Some(Click::Show) => chosen = Some(entry.id),
                    Some(Click::Remove) => removed = Some(entry.id),
                    Some(Click::Pin) => pinned = Some(entry.id),
                    None => {}
                }
            }
        });
    if let Some(own) = added {
        commands.send(DataCommand::Add(own));
    }
    if let Some(id) = chosen {
        pictures.selected = Some(id);
    }
    if let Some(id) = pinned {
        pictures.toggle_pin(id);
    }
    if let Some(id) = removed {
        pictures.remove(id);
    }
}

/// The picture to be added to the data, where it is not of a data set.
fn own_pictures(entry: &Entry) -> Option<OwnPictures> {
    match &entry.origin {
        Origin::File(path) => Some(OwnPictures::Files(vec![path.clone()])),
        Origin::Pasted(image) => Some(OwnPictures::Image(entry.name.clone(), Arc::clone(image))),
        Origin::OfData { .. } => None,
    }
}

enum Click {
    Show,
    Add,
    Remove,
    Pin,
}

fn row_ui(ui: &mut Ui, entry: &Entry, is_selected: bool, can_be_added: bool) -> Option<Click> {
    let theme = Theme::of(ui);
    let name = entry.name.to_string();
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width() - 8.0, ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &name));
    let is_lively = response.hovered() || response.has_focus();
    if is_selected || is_lively {
        let fill = if is_selected {
            theme.selection
        } else {
            theme.raised
        };
        ui.painter()
            .rect_filled(rect.shrink2(vec2(0.0, 1.0)), size::BUTTON_RADIUS, fill);
    }
    let thumbnail = Rect::from_min_size(rect.min + vec2(6.0, 5.0), vec2(36.0, 36.0));
    thumbnail_ui(ui, thumbnail, entry);
    let left = thumbnail.right() + 10.0;
    let buttons = if can_be_added { 78.0 } else { 54.0 };
    let width = rect.right() - buttons - left;
    let text_at = |y: f32| pos2(left, rect.top() + y);
    paint_line(ui, text_at(6.0), &name, fonts::text(), theme.text, width);
    let (words, color) = second_line(entry, theme);
    paint_line(ui, text_at(25.0), &words, fonts::small(), color, width);
    let cross =
        Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), vec2(22.0, 22.0));
    let remove = ui.scope_builder(UiBuilder::new().max_rect(cross), |ui| {
        widgets::icon_button_ui(ui, Icon::Cross, &tr!("remove-picture", name = &name))
    });
    let star = cross.translate(vec2(-24.0, 0.0));
    let pin = ui.scope_builder(UiBuilder::new().max_rect(star), |ui| {
        let (icon, words) = if entry.is_pinned {
            (Icon::StarFilled, tr!("unpin-picture", name = &name))
        } else {
            (Icon::Star, tr!("pin-picture", name = &name))
        };
        widgets::icon_button_ui(ui, icon, &words)
    });
    if can_be_added {
        let plus = star.translate(vec2(-24.0, 0.0));
        let add = ui.scope_builder(UiBuilder::new().max_rect(plus), |ui| {
            widgets::icon_button_ui(ui, Icon::Plus, &tr!("add-this-to-data", name = &name))
        });
        if add.inner.clicked() {
            return Some(Click::Add);
        }
    }
    if remove.inner.clicked() {
        return Some(Click::Remove);
    }
    if pin.inner.on_hover_text(say("pin-picture-help")).clicked() {
        return Some(Click::Pin);
    }
    response.clicked().then_some(Click::Show)
}

fn second_line(entry: &Entry, theme: &Theme) -> (String, egui::Color32) {
    match &entry.content {
        Content::Reading => (tr!("picture-is-read"), theme.muted),
        Content::Failed(_) => (tr!("picture-cannot-be-read"), theme.error),
        Content::Ready(ready) => match &ready.answer {
            Some((_, answer)) => (answer.words(), theme.muted),
            None => {
                let [width, height] = ready.size_px;
                let size = tr!("picture-size", width = width, height = height);
                (size, theme.muted)
            }
        },
    }
}

fn thumbnail_ui(ui: &mut Ui, rect: Rect, entry: &Entry) {
    match &entry.content {
        Content::Ready(ready) => {
            let size = ready.preview.size_vec2();
            let scale = (rect.width() / size.x).min(rect.height() / size.y);
            let inside = Rect::from_center_size(rect.center(), size * scale);
            Image::new(&ready.preview)
                .corner_radius(3)
                .paint_at(ui, inside);
        }
        Content::Failed(_) => Icon::Error.paint(ui.painter(), rect, Theme::of(ui).error),
        Content::Reading => {
            ui.painter().rect_filled(rect, 3.0, Theme::of(ui).raised);
        }
    }
}

fn paint_line(
    ui: &Ui,
    at: egui::Pos2,
    words: &str,
    font: FontId,
    color: egui::Color32,
    width: f32,
) {
    let mut job = LayoutJob::simple_singleline(words.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width(width);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(at, galley, color);
}
