//! Rows of a form and of a list of figures.

use crate::app::look::{Theme, fonts, size};
use egui::{Align, Label, Layout, Response, RichText, vec2};

/// A row of figures, in points.
const FIGURE_HEIGHT: f32 = 19.0;
/// How much of a row its label takes.
const LABEL_SHARE: f32 = 0.42;

/// A label and, right of it, what `editor` paints with the label at hand.
pub fn form_row_ui<R>(
    ui: &mut egui::Ui,
    label: &str,
    help: &str,
    editor: impl FnOnce(&mut egui::Ui, &Response) -> R,
) -> R {
    let width = ui.available_width();
    let row = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let left = vec2((width * LABEL_SHARE).floor(), size::ROW_HEIGHT);
        let label = ui.allocate_ui_with_layout(left, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_size(left);
            let words = RichText::new(label).color(Theme::of(ui).muted);
            ui.add(Label::new(words).truncate())
        });
        let label = if help.is_empty() {
            label.inner
        } else {
            label.inner.on_hover_text(help)
        };
        let right = vec2(ui.available_width(), size::ROW_HEIGHT);
        ui.allocate_ui_with_layout(right, Layout::top_down(Align::Min), |ui| {
            ui.set_width(right.x);
            editor(ui, &label)
        })
        .inner
    });
    ui.add_space(2.0);
    row.inner
}

/// A muted label and a figure at the right edge.
pub fn figure_row_ui(ui: &mut egui::Ui, label: &str, figure: impl Into<String>) -> Response {
    let theme = Theme::of(ui);
    ui.spacing_mut().interact_size.y = FIGURE_HEIGHT;
    ui.horizontal(|ui| {
        ui.add(Label::new(RichText::new(label).color(theme.muted)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let figure = RichText::new(figure.into())
                .font(fonts::mono())
                .color(theme.text);
            ui.add(Label::new(figure).selectable(true).truncate())
        })
        .inner
    })
    .inner
}

/// A second line below a figure.
pub fn note_row_ui(ui: &mut egui::Ui, note: impl Into<String>) {
    let theme = Theme::of(ui);
    let line = vec2(ui.available_width(), FIGURE_HEIGHT);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        let note = RichText::new(note.into())
            .font(fonts::mono())
            .color(theme.muted);
        ui.add(Label::new(note).selectable(true).truncate());
    });
}

/// A line between two parts, with room around it.
pub fn divider_ui(ui: &mut egui::Ui) {
    ui.add_space(8.0);
    ui.separator();
    ui.add_space(8.0);
}
