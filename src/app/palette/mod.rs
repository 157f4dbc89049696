//! The list of everything that can be added: search, click, drag.
//! Never adds anything itself; sends commands.

mod fit;
mod item;

pub use fit::takes;
pub use item::{PaletteItem, items};

use super::command::{Command, Commands};
use super::look::{Theme, fonts, size};
use super::widgets;
use super::workbench::Workbench;
use egui::{Key, Rect, Role, ScrollArea, Sense, TextEdit, WidgetInfo, vec2};

/// What the palette keeps from frame to frame.
#[derive(Debug, Default)]
pub struct Palette {
    query: String,
}

impl Palette {
    /// Paints the palette.
    pub fn ui(&mut self, ui: &mut egui::Ui, workbench: &Workbench, commands: &mut Commands) {
        let graph = workbench.state.document.graph();
        self.search_ui(ui, workbench, commands);
        ui.add_space(size::UNIT);
        let groups = item::groups(graph, &self.query);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 5.0;
            for group in &groups {
                ui.add_space(4.0);
                widgets::group_heading_ui(ui, group.heading);
                for item in &group.items {
                    item_ui(ui, item, commands);
                }
            }
            if groups.is_empty() {
                widgets::muted_ui(ui, format!("No layer is called “{}”", self.query.trim()));
                if ui.button("Show all layers").clicked() {
                    self.query.clear();
                }
            }
            ui.add_space(size::UNIT);
        });
    }

    /// The search field; Enter adds the best match.
    fn search_ui(&mut self, ui: &mut egui::Ui, workbench: &Workbench, commands: &mut Commands) {
        let field = TextEdit::singleline(&mut self.query)
            .hint_text("Search layers…")
            .desired_width(f32::INFINITY)
            .margin(vec2(10.0, 5.0));
        let response = ui.add(field);
        widgets::name(&response, "Search layers");
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            let graph = workbench.state.document.graph();
            if let Some(item) =
                item::best(graph, &self.query).filter(|_| !self.query.trim().is_empty())
            {
                commands.send(Command::Add(item));
            }
            response.request_focus();
        }
    }
}

/// One row: a click adds the item after the selection, a drag carries it to the canvas.
fn item_ui(ui: &mut egui::Ui, item: &PaletteItem, commands: &mut Commands) {
    let (rect, response) = ui.allocate_exact_size(
        vec2(ui.available_width(), size::PALETTE_ROW_HEIGHT),
        Sense::click_and_drag(),
    );
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Add {}", item.name())));
    response.dnd_set_drag_payload(item.clone());
    paint_item(ui, rect, item, response.hovered() || response.has_focus());
    if response.dragged() {
        paint_ghost(ui, item);
    }
    let response = response
        .on_hover_text(item.summary())
        .on_hover_cursor(egui::CursorIcon::Grab);
    if response.clicked() {
        commands.send(Command::Add(item.clone()));
    }
}

fn paint_item(ui: &egui::Ui, rect: Rect, item: &PaletteItem, lively: bool) {
    let theme = Theme::of(ui);
    let fill = if lively { theme.hovered } else { theme.raised };
    ui.painter().rect_filled(rect, size::FIELD_RADIUS, fill);
    widgets::family_bar(ui.painter(), rect, size::FIELD_RADIUS, item.family());
    let mut job =
        egui::text::LayoutJob::simple_singleline(item.name().to_owned(), fonts::text(), theme.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 22.0);
    let words = ui.painter().layout_job(job);
    let at = egui::pos2(rect.left() + 14.0, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, theme.text);
}

/// What hangs on the pointer while an item is dragged.
fn paint_ghost(ui: &mut egui::Ui, item: &PaletteItem) {
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
    paint_item(&over, rect, item, true);
}
