//! One row of the palette: a click adds the item after the selection, a drag carries it to the canvas, the star keeps
//! it at the top.

use crate::app::command::{BlockCommand, Commands, NetworkCommand, PaletteItem, WindowCommand};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::tr;
use egui::{Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

/// What a row needs to know beside its item.
pub struct RowContext<'a> {
    /// What it adds.
    pub item: &'a PaletteItem,
    /// What a screen reader says; no two rows are called alike.
    pub name: String,
    /// What it is called in the middle of a sentence.
    pub called: String,
    /// Whether the item has a star.
    pub is_favorite: bool,
}

/// Paints `row`.
pub fn row_ui(ui: &mut Ui, row: &RowContext<'_>, commands: &mut Commands) {
    let item = row.item;
    let (rect, response) = ui.allocate_exact_size(
        vec2(ui.available_width(), size::PALETTE_ROW_HEIGHT),
        Sense::click_and_drag(),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, row.name.as_str()));
    response.dnd_set_drag_payload(item.clone());
    let is_lively = response.contains_pointer() || response.has_focus();
    let has_star = row.is_favorite || is_lively;
    paint_item(ui, rect, item, (is_lively, has_star));
    if response.dragged() {
        paint_ghost(ui, item);
    }
    if let PaletteItem::Saved(block) = item {
        saved_menu(&response, block.name(), commands);
    } else {
        star_ui(ui, rect, row, is_lively, commands);
    }
    let response = response
        .on_hover_text(item.summary())
        .on_hover_cursor(egui::CursorIcon::Grab);
    if response.clicked() {
        commands.send(NetworkCommand::Add(item.clone()));
    }
}

/// What can be done with a block of the user's own besides adding it.
fn saved_menu(response: &Response, block: &str, commands: &mut Commands) {
    response.context_menu(|ui| {
        let block = block.to_owned();
        for command in [
            BlockCommand::RenameSaved(block.clone()),
            BlockCommand::RemoveSaved(block),
        ] {
            let info = command.info();
            if ui.button(info.label).on_hover_text(info.tooltip).clicked() {
                commands.send(command);
            }
        }
    });
}

/// The star at the right end, while the pointer is on the row or the item has it.
fn star_ui(
    ui: &Ui,
    row_rect: Rect,
    row: &RowContext<'_>,
    is_lively: bool,
    commands: &mut Commands,
) {
    let side = size::PALETTE_ROW_HEIGHT;
    let rect = Rect::from_min_max(row_rect.right_bottom() - vec2(side, side), row_rect.max);
    let id = ui.scope_id().with(("favorite", row.name.as_str()));
    // No stop for Tab: the keyboard goes from row to row.
    let star = ui.interact(rect, id, Sense::CLICK);
    // "Add Conv2D" names the row, "Give a star to Conv2D" its star; other groups repeat both.
    let words = if row.is_favorite {
        tr!("star-take", item = &row.called)
    } else {
        tr!("star-give", item = &row.called)
    };
    star.widget_info(|| WidgetInfo::selected(Role::Button, true, row.is_favorite, words.as_str()));
    if row.is_favorite || is_lively {
        let theme = Theme::of(ui);
        let color = match (row.is_favorite, star.hovered()) {
            (_, true) => theme.text,
            (true, false) => theme.warning,
            (false, false) => theme.muted,
        };
        let icon = if row.is_favorite {
            Icon::StarFilled
        } else {
            Icon::Star
        };
        icon.paint(ui.painter(), rect, color);
    }
    if star.on_hover_text(words).clicked() {
        commands.send(WindowCommand::ToggleFavorite(row.item.clone()));
    }
}

/// Its name has the whole row while no star takes some of it.
fn paint_item(ui: &Ui, rect: Rect, item: &PaletteItem, (is_lively, has_star): (bool, bool)) {
    let theme = Theme::of(ui);
    let fill = if is_lively {
        theme.hovered
    } else {
        theme.raised
    };
    ui.painter().rect_filled(rect, size::FIELD_RADIUS, fill);
    widgets::family_bar(ui.painter(), rect, size::FIELD_RADIUS, item.family());
    let around = if has_star { 40.0 } else { 18.0 };
    let mut job =
        egui::text::LayoutJob::simple_singleline(item.name().to_owned(), fonts::text(), theme.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - around);
    let words = ui.painter().layout_job(job);
    let at = egui::pos2(rect.left() + 14.0, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, theme.text);
}

/// What hangs on the pointer while an item is dragged.
fn paint_ghost(ui: &mut Ui, item: &PaletteItem) {
    let Some(pointer) = ui.ctx().pointer_interact_pos() else {
        return;
    };
    let layer = egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("palette_ghost"));
    let rect = Rect::from_min_size(
        pointer + vec2(8.0, 8.0),
        vec2(170.0, size::PALETTE_ROW_HEIGHT),
    );
    let mut over = ui.new_child(egui::UiBuilder::new().layer_id(layer).max_rect(rect));
    over.set_clip_rect(ui.ctx().content_rect());
    paint_item(&over, rect, item, (true, false));
}
