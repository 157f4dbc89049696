//! The dialog that shows a picture of the data as a training will vary it.

use crate::app::command::{Commands, PanelCommand};
use crate::app::docking::Panel;
use crate::app::jobs::Workers;
use crate::app::learning::{LoadedData, network};
use crate::app::look::size;
use crate::app::state::State;
use crate::app::training_panels::training::VariedPreview;
use crate::app::widgets;
use crate::text::say;
use egui::Context;

/// The dialog, open or not.
#[derive(Debug, Default)]
pub struct AugmentationDialog {
    open: Option<VariedPreview>,
}

impl AugmentationDialog {
    /// Opens it for the picture at `index` of the training part.
    pub fn open(&mut self, index: usize) {
        self.open = Some(VariedPreview::large(index));
    }

    /// Paints it, if it is open.
    pub fn ui(
        &mut self,
        ctx: &Context,
        (data, workers): (&LoadedData, Workers),
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let Some(preview) = &mut self.open else {
            return;
        };
        let settings = state.document.settings();
        let recipe = &settings.recipe;
        let modal = widgets::dialog(ctx, "augmentation-preview");
        let shown = modal.show(ctx, |ui| {
            widgets::dialog_title_ui(ui, say("augmentation-preview-title"), 640.0);
            if recipe.augmentation.is_empty() {
                widgets::muted_sentence_ui(ui, say("no-augmentation-chosen"));
            } else {
                let contract = network::contract(settings, state.document.inference());
                preview.ui(ui, recipe, (data, contract), workers);
            }
            ui.add_space(size::UNIT);
            let mut is_left = false;
            ui.horizontal(|ui| {
                if ui.button(say("choose-augmentation")).clicked() {
                    commands.send(PanelCommand::LeadTo(Panel::TrainingSettings));
                    is_left = true;
                }
                is_left |= ui.button(say("close")).clicked();
            });
            is_left
        });
        if shown.inner || shown.should_close() {
            self.open = None;
        }
    }
}
