//! The settings of training as a form in three columns: data, optimizer, run.

use super::TrainingView;
use super::choices::{choice_ui, combo_ui, described_ui, monitor_ui, send_recipe};
use super::own_field;
use super::rate_curve::rate_curve_ui;
use super::recipe_field::Slot;
use super::trial;
use super::varied::VariedPreview;
use super::watching::watch_ui;
use crate::app::command::{Commands, PanelCommand, TrainCommand};
use crate::app::docking::Panel;
use crate::app::inspector::field::Draft;
use crate::app::inspector::row::form_row_ui;
use crate::app::learning::{LoadedData, network};
use crate::app::look::size;
use crate::app::training_panels::data as data_tab;
use crate::app::training_panels::devices::device_label;
use crate::app::widgets;
use crate::engine::device::DeviceEntry;
use crate::message;
use crate::project::TrainingSettings;
use crate::recipe::{Described, Loss, Recipe, Validation};
use crate::text::{Message, say};
use crate::tr;
use egui::{DragValue, ScrollArea, Ui};

/// The half-typed value of the form.
#[derive(Debug, Default)]
pub struct SettingsForm {
    pub(super) draft: Draft,
    /// The weights after each so many epochs are kept; 0 for none.
    pub(super) keep_every: usize,
    varied: VariedPreview,
}

/// Between two columns, in points.
const COLUMN_GAP: f32 = 28.0;
/// A column is not wider than this, in points.
const COLUMN_WIDTH: f32 = 320.0;
/// Columns narrower than this stand one below the other, in points.
const LEAST_COLUMN_WIDTH: f32 = 230.0;
/// The room that the scroll bar takes beside the columns, in points.
const BAR: f32 = 10.0;

/// Weights that are kept less often than this are hardly wanted.
const MOST_EPOCHS_BETWEEN: usize = 1_000;

impl SettingsForm {
    /// Paints the form.
    pub fn ui(&mut self, ui: &mut Ui, view: &TrainingView<'_>, commands: &mut Commands) {
        ScrollArea::vertical()
            .id_salt("training settings")
            .auto_shrink(false)
            .show(ui, |ui| {
                in_columns(ui, |ui, width| self.columns_ui(ui, width, view, commands));
                let is_used = uses_more(&view.state.document.settings().recipe);
                let heading = say("more-settings");
                widgets::fold_ui(ui, "more-training-settings", heading, is_used, |ui| {
                    in_columns(ui, |ui, width| {
                        self.more_columns_ui(ui, width, view, commands);
                    });
                });
                ui.add_space(size::UNIT);
            });
    }

    fn columns_ui(
        &mut self,
        ui: &mut Ui,
        width: f32,
        view: &TrainingView<'_>,
        commands: &mut Commands,
    ) {
        let settings = view.state.document.settings();
        let automatic = network::automatic_loss(view.state.document.inference());
        column_ui(ui, width, say("tab-data"), |ui| {
            self.data_ui(ui, settings, view.data, commands);
        });
        column_ui(ui, width, say("optimizer"), |ui| {
            self.optimizer_ui(ui, (view, automatic), commands);
        });
        column_ui(ui, width, say("settings-of-run"), |ui| {
            self.run_ui(ui, settings, view.devices, commands);
            trial::estimate_ui(ui, view, commands);
        });
    }

    /// What few trainings need, in the same columns.
    fn more_columns_ui(
        &mut self,
        ui: &mut Ui,
        width: f32,
        view: &TrainingView<'_>,
        commands: &mut Commands,
    ) {
        let settings = view.state.document.settings();
        column_ui(ui, width, say("tab-data"), |ui| {
            self.more_of_data_ui(ui, view, commands);
        });
        column_ui(ui, width, say("optimizer"), |ui| {
            self.more_of_optimizer_ui(ui, settings, view.data, commands);
        });
        column_ui(ui, width, say("settings-of-run"), |ui| {
            self.more_of_run_ui(ui, settings, commands);
        });
    }

    fn data_ui(
        &mut self,
        ui: &mut Ui,
        settings: &TrainingSettings,
        data: Option<&LoadedData>,
        commands: &mut Commands,
    ) {
        let words = match (data, &settings.data) {
            (Some(data), _) => data.title().to_string(),
            (None, Some(source)) => settings
                .source()
                .map_or_else(|| source.clone(), |source| source.words()),
            (None, None) => tr!("choose-open"),
        };
        let help = say("data-set-help");
        form_row_ui(ui, say("data-set"), help, |ui, label| {
            let button = egui::Button::new(words)
                .truncate()
                .min_size(egui::vec2(ui.available_width(), size::ROW_HEIGHT));
            if ui
                .add(button)
                .labelled_by(label.id)
                .on_hover_text(help)
                .clicked()
            {
                commands.send(PanelCommand::LeadTo(Panel::Data));
            }
        });
        self.validation_ui(ui, settings, data, commands);
        self.own_ui(ui, &own_field::BATCH_SIZE, settings, commands);
    }

    /// How pictures are varied, and how much they count.
    fn more_of_data_ui(&mut self, ui: &mut Ui, view: &TrainingView<'_>, commands: &mut Commands) {
        let document = view.state.document;
        let settings = document.settings();
        self.augmentation_ui(ui, settings, commands);
        if let Some(data) = view.data {
            let contract = network::contract(settings, document.inference());
            self.varied
                .ui(ui, &settings.recipe, (data, contract), view.workers);
        }
        let words = ("class-weights", "class-weights-help");
        choice_ui(ui, words, settings, commands, |recipe| {
            &mut recipe.class_weights
        });
    }

    /// How the learning rate changes, and what is done to gradients and labels.
    fn more_of_optimizer_ui(
        &mut self,
        ui: &mut Ui,
        settings: &TrainingSettings,
        data: Option<&LoadedData>,
        commands: &mut Commands,
    ) {
        let words = ("schedule", "schedule-help");
        choice_ui(ui, words, settings, commands, |recipe| &mut recipe.schedule);
        self.numbers_ui(ui, Slot::Schedule, settings, commands);
        self.own_ui(ui, &own_field::WARM_UP, settings, commands);
        rate_curve_ui(ui, settings, data);
        let words = ("clipping", "clipping-help");
        choice_ui(ui, words, settings, commands, |recipe| &mut recipe.clipping);
        self.numbers_ui(ui, Slot::Clipping, settings, commands);
        self.own_ui(ui, &own_field::LABEL_SMOOTHING, settings, commands);
    }

    /// When it ends, by what it is judged.
    fn more_of_run_ui(
        &mut self,
        ui: &mut Ui,
        settings: &TrainingSettings,
        commands: &mut Commands,
    ) {
        let words = ("early-stopping", "early-stopping-help");
        choice_ui(ui, words, settings, commands, |recipe| {
            &mut recipe.early_stopping
        });
        self.numbers_ui(ui, Slot::EarlyStopping, settings, commands);
        monitor_ui(ui, settings, commands);
        self.metrics_ui(ui, settings, commands);
        let words = ("gradient-checkpointing", "gradient-checkpointing-help");
        choice_ui(ui, words, settings, commands, |recipe| {
            &mut recipe.gradient_checkpointing
        });
        let help = say("keep-every-help");
        form_row_ui(ui, say("keep-every"), help, |ui, label| {
            let field = DragValue::new(&mut self.keep_every).range(0..=MOST_EPOCHS_BETWEEN);
            ui.add(field).labelled_by(label.id);
        });
        watch_ui(ui, settings, commands);
    }

    fn validation_ui(
        &mut self,
        ui: &mut Ui,
        settings: &TrainingSettings,
        data: Option<&LoadedData>,
        commands: &mut Commands,
    ) {
        data_tab::validation_ui(ui, data, settings, commands);
        let held_out = data.map(LoadedData::held_out).unwrap_or_default();
        let settled = settings.settled(held_out);
        if settled.validation == Validation::Split {
            self.own_ui(ui, &own_field::VALIDATION_SPLIT, &settled, commands);
        }
    }

    /// `automatic` is the loss that belongs to the network's end.
    fn optimizer_ui(
        &mut self,
        ui: &mut Ui,
        (view, automatic): (&TrainingView<'_>, Option<Loss>),
        commands: &mut Commands,
    ) {
        let settings = view.state.document.settings();
        let recipe = &settings.recipe;
        let words = ("optimizer", "optimizer-help");
        if let Some(optimizer) = described_ui(ui, words, &recipe.optimizer) {
            let label = message!("set-optimizer", optimizer = optimizer.label());
            let recipe = Recipe {
                learning_rate: optimizer.default_learning_rate(),
                optimizer,
                ..recipe.clone()
            };
            send_recipe(label, settings, recipe, commands);
        }
        self.own_ui(ui, &own_field::LEARNING_RATE, settings, commands);
        self.numbers_ui(ui, Slot::Optimizer, settings, commands);
        loss_ui(ui, settings, automatic, commands);
        trial::rates_ui(ui, view, commands);
    }

    fn run_ui(
        &mut self,
        ui: &mut Ui,
        settings: &TrainingSettings,
        devices: &[DeviceEntry],
        commands: &mut Commands,
    ) {
        self.own_ui(ui, &own_field::EPOCHS, settings, commands);
        self.own_ui(ui, &own_field::SEED, settings, commands);
        let names: Vec<&str> = devices.iter().map(|entry| entry.name.as_str()).collect();
        let current = settings.recipe.device.as_str();
        let words = |name: &&str| device_label(name).into();
        if let Some(name) = combo_ui(ui, ("device", "device-help"), &current, &names, words) {
            commands.send(TrainCommand::UseDevice(name.to_owned()));
        }
        self.own_ui(ui, &own_field::THREADS, settings, commands);
    }
}

/// Side by side where there is the room, else one below the other; `content` is told how wide a column is.
fn in_columns(ui: &mut Ui, content: impl FnOnce(&mut Ui, f32)) {
    let width = (ui.available_width() - BAR - 2.0 * COLUMN_GAP) / 3.0;
    if width >= LEAST_COLUMN_WIDTH {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = COLUMN_GAP;
            content(ui, width.min(COLUMN_WIDTH));
        });
    } else {
        let width = (ui.available_width() - size::UNIT).min(2.0 * COLUMN_WIDTH);
        content(ui, width);
    }
}

/// Whether anything is set of what few trainings need.
fn uses_more(recipe: &Recipe) -> bool {
    let Recipe {
        optimizer,
        learning_rate,
        loss,
        batch_size,
        epochs,
        seed,
        validation_split,
        device,
        threads,
        ..
    } = recipe.clone();
    let with_defaults = Recipe {
        optimizer,
        learning_rate,
        loss,
        batch_size,
        epochs,
        seed,
        validation_split,
        device,
        threads,
        ..Recipe::default()
    };
    *recipe != with_defaults
}

fn column_ui(ui: &mut Ui, width: f32, heading: &str, content: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.x = size::UNIT;
        ui.set_width(width);
        widgets::group_heading_ui(ui, heading);
        content(ui);
    });
}

/// The loss; `automatic` is the one that belongs to the network's end.
fn loss_ui(
    ui: &mut Ui,
    settings: &TrainingSettings,
    automatic: Option<Loss>,
    commands: &mut Commands,
) {
    let recipe = &settings.recipe;
    let choices: Vec<Option<Loss>> = std::iter::once(None)
        .chain(Loss::all().into_iter().map(Some))
        .collect();
    let words = |loss: &Option<Loss>| loss_label(*loss, automatic);
    if let Some(loss) = combo_ui(ui, ("loss", "loss-help"), &recipe.loss, &choices, words) {
        let label = message!("set-loss", loss = words(&loss));
        let recipe = Recipe {
            loss,
            ..recipe.clone()
        };
        send_recipe(label, settings, recipe, commands);
    }
}

/// "automatic (binary_crossentropy)": what is chosen is said.
fn loss_label(loss: Option<Loss>, automatic: Option<Loss>) -> Message {
    match (loss, automatic) {
        (Some(loss), _) => loss.name().into(),
        (None, Some(automatic)) => message!("loss-automatic", loss = automatic.name()),
        (None, None) => message!("loss-automatic-none"),
    }
}
