//! The dialog that takes the text of a `model.summary()`.

use crate::app::command::{Commands, CompareCommand, WindowCommand};
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::text::say;
use egui::{ScrollArea, TextEdit};

/// What the dialog keeps while it is open.
#[derive(Debug, Default)]
pub struct SummaryDialog {
    text: String,
    fault: Option<String>,
    /// Whether the field has had the keyboard.
    is_known: bool,
}

impl SummaryDialog {
    /// Forgets what was pasted: the dialog is closed.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Paints the dialog.
    pub fn ui(&mut self, ui: &mut egui::Ui, commands: &mut Commands) {
        widgets::dialog_title_ui(ui, say("check-against-title"), 680.0);
        ui.label(say("check-against-hint"));
        ui.add_space(size::UNIT);
        let room = widgets::dialog_room(ui).min(420.0);
        ScrollArea::both().max_height(room).show(ui, |ui| {
            let edit = TextEdit::multiline(&mut self.text)
                .font(fonts::mono())
                .desired_rows(16)
                .desired_width(f32::INFINITY)
                .hint_text("Model: \"resnet50\" …");
            let response = ui.add(edit);
            widgets::name(&response, say("text-of-summary"));
            if !std::mem::replace(&mut self.is_known, true) {
                response.request_focus();
            }
            if response.changed() {
                self.fault = None;
            }
        });
        if let Some(fault) = &self.fault {
            ui.add_space(4.0);
            ui.colored_label(Theme::of(ui).error, fault);
        }
        ui.add_space(size::PANEL_MARGIN);
        ui.horizontal(|ui| {
            if widgets::filled_button_ui(ui, say("check"), None, 96.0).clicked() {
                self.check(commands);
            }
            if ui.button(say("cancel")).clicked() {
                commands.send(WindowCommand::CloseOverlay);
            }
        });
    }

    fn check(&mut self, commands: &mut Commands) {
        match crate::graph::Listing::parse(&self.text) {
            Ok(listing) => commands.send(CompareCommand::WithSummary(Box::new(listing))),
            Err(error) => self.fault = Some(widgets::sentence(&error.to_string())),
        }
    }
}
