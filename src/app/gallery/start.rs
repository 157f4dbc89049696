//! What an empty canvas offers: presets, recent files, a file to open.

use super::card::Cards;
use crate::app::command::{Commands, FileCommand};
use crate::app::lesson::lessons_ui;
use crate::app::look::size;
use crate::app::state::State;
use crate::app::widgets;
use crate::files::name_of;
use crate::text::say;
use egui::{Rect, ScrollArea, UiBuilder, vec2};

/// In a lower room the cards go without their pictures, in points.
const LEAST_HEIGHT_FOR_PICTURES: f32 = 240.0;

/// Paints the offer into `rect`, the canvas in screen points.
pub fn start_ui(ui: &mut egui::Ui, rect: Rect, state: State<'_>, commands: &mut Commands) {
    // In a low room pictures would leave no place for what can be chosen.
    let has_pictures = rect.height() >= LEAST_HEIGHT_FOR_PICTURES;
    let cards = Cards::new(rect.width() - 2.0 * size::PANEL_MARGIN, has_pictures);
    let inside = Rect::from_center_size(
        rect.center(),
        vec2(cards.width(), rect.height() - 2.0 * size::PANEL_MARGIN),
    );
    ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.add_space((inside.height() * 0.5 - 250.0).clamp(8.0, 90.0));
            widgets::title_ui(ui, say("begin-with-network"));
            widgets::muted_sentence_ui(ui, say("choose-one-that-works"));
            ui.add_space(4.0);
            files_ui(ui, state, commands);
            lessons_ui(ui, commands);
            ui.add_space(size::UNIT);
            cards.ui(ui, commands);
        });
    });
}

fn files_ui(ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        if ui
            .button(say("open"))
            .on_hover_text(say("open-project-file"))
            .clicked()
        {
            commands.send(FileCommand::Open);
        }
        for path in state.window.recent.iter().take(4) {
            if ui
                .button(name_of(path))
                .on_hover_text(path.display().to_string())
                .clicked()
            {
                commands.send(FileCommand::OpenPath(path.to_owned()));
            }
        }
    });
}
