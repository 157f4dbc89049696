//! What is looked at while training, as rows of the form.

use super::choices::send_recipe;
use crate::app::command::Commands;
use crate::app::inspector::row::form_row_ui;
use crate::message;
use crate::project::TrainingSettings;
use crate::recipe::{Recipe, Watch};
use crate::text::{Message, say};
use egui::Ui;

/// Paints a switch for each thing that can be looked at.
pub fn watch_ui(ui: &mut Ui, settings: &TrainingSettings, commands: &mut Commands) {
    let Watch {
        mut health,
        mut batch_statistics,
    } = settings.recipe.watch;
    let of_health = switch_ui(ui, "watch-health", "watch-health-help", &mut health);
    let of_batches = switch_ui(
        ui,
        "watch-batch-statistics",
        "watch-batch-statistics-help",
        &mut batch_statistics,
    );
    let watch = Watch {
        health,
        batch_statistics,
    };
    if let Some(label) = of_health.or(of_batches) {
        let recipe = Recipe {
            watch,
            ..settings.recipe.clone()
        };
        send_recipe(label, settings, recipe, commands);
    }
}

/// Answers what was done, where something was.
fn switch_ui(
    ui: &mut Ui,
    name: &'static str,
    help: &'static str,
    is_on: &mut bool,
) -> Option<Message> {
    let is_changed = form_row_ui(ui, say(name), say(help), |ui, label| {
        let shown = ui.checkbox(is_on, "").labelled_by(label.id);
        shown.on_hover_text(say(help)).changed()
    });
    let setting = Message::new(name).inside();
    is_changed.then(|| {
        if *is_on {
            message!("turn-setting-on", setting = setting)
        } else {
            message!("turn-setting-off", setting = setting)
        }
    })
}
