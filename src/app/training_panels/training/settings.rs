//! The settings of training as a form in three columns: data, optimizer, run.

use super::TrainingView;
use super::recipe_field::{self, RecipeField, optimizer_fields};
use crate::app::command::{Commands, NetworkCommand, PanelCommand, SettingsChange, TrainCommand};
use crate::app::docking::Panel;
use crate::app::inspector::field::{Draft, Field, FieldKind, Outcome};
use crate::app::inspector::row::form_row_ui;
use crate::app::learning::{LoadedData, network};
use crate::app::look::size;
use crate::app::training_panels::data as data_tab;
use crate::app::training_panels::devices::device_label;
use crate::app::widgets;
use crate::engine::device::DeviceEntry;
use crate::message;
use crate::project::TrainingSettings;
use crate::recipe::{Loss, Optimizer, Recipe, Validation};
use crate::text::{Message, say};
use crate::tr;
use egui::{ComboBox, Id, Response, ScrollArea, Ui};

/// The half-typed value of the form.
#[derive(Debug, Default)]
pub struct SettingsForm {
    draft: Draft,
}

/// Between two columns, in points.
const COLUMN_GAP: f32 = 28.0;
/// A column is not wider than this, in points.
const COLUMN_WIDTH: f32 = 320.0;
/// Columns narrower than this stand one below the other, in points.
const LEAST_COLUMN_WIDTH: f32 = 230.0;
/// The room that the scroll bar takes beside the columns, in points.
const BAR: f32 = 10.0;

impl SettingsForm {
    /// Paints the form.
    pub fn ui(&mut self, ui: &mut Ui, view: &TrainingView<'_>, commands: &mut Commands) {
        ScrollArea::vertical()
            .id_salt("training settings")
            .auto_shrink(false)
            .show(ui, |ui| {
                let width = (ui.available_width() - BAR - 2.0 * COLUMN_GAP) / 3.0;
                if width >= LEAST_COLUMN_WIDTH {
                    ui.horizontal_top(|ui| {
                        ui.spacing_mut().item_spacing.x = COLUMN_GAP;
                        self.columns_ui(ui, width.min(COLUMN_WIDTH), view, commands);
                    });
                } else {
                    let width = (ui.available_width() - size::UNIT).min(2.0 * COLUMN_WIDTH);
                    self.columns_ui(ui, width, view, commands);
                }
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
            self.optimizer_ui(ui, settings, automatic, commands);
        });
        column_ui(ui, width, say("settings-of-run"), |ui| {
            self.run_ui(ui, settings, view.devices, commands);
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
        self.field_ui(ui, &recipe_field::BATCH_SIZE, settings, commands);
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
            self.field_ui(ui, &recipe_field::VALIDATION_SPLIT, &settled, commands);
        }
    }

    /// `automatic` is the loss that belongs to the network's end.
    fn optimizer_ui(
        &mut self,
        ui: &mut Ui,
        settings: &TrainingSettings,
        automatic: Option<Loss>,
        commands: &mut Commands,
    ) {
        let recipe = &settings.recipe;
        let all = Optimizer::all();
        let is_kind = |optimizer: &&Optimizer| optimizer.name() == recipe.optimizer.name();
        let shown = all.iter().find(is_kind).unwrap_or(&recipe.optimizer);
        let words = |optimizer: &Optimizer| optimizer_label(optimizer).into();
        if let Some(optimizer) = choice_ui(ui, ("optimizer", "optimizer-help"), shown, &all, words)
        {
            let label = message!("set-optimizer", optimizer = optimizer_label(&optimizer));
            let recipe = Recipe {
                learning_rate: optimizer.default_learning_rate(),
                optimizer,
                ..recipe.clone()
            };
            send_recipe(label, settings, recipe, commands);
        }
        self.field_ui(ui, &recipe_field::LEARNING_RATE, settings, commands);
        for field in optimizer_fields(&recipe.optimizer) {
            self.field_ui(ui, field, settings, commands);
        }
        nesterov_ui(ui, settings, commands);
        let choices: Vec<Option<Loss>> = std::iter::once(None).chain(Loss::ALL.map(Some)).collect();
        let words = |loss: &Option<Loss>| loss_label(*loss, automatic);
        if let Some(loss) = choice_ui(ui, ("loss", "loss-help"), &recipe.loss, &choices, words) {
            let label = message!("set-loss", loss = words(&loss));
            let recipe = Recipe {
                loss,
                ..recipe.clone()
            };
            send_recipe(label, settings, recipe, commands);
        }
    }

    fn run_ui(
        &mut self,
        ui: &mut Ui,
        settings: &TrainingSettings,
        devices: &[DeviceEntry],
        commands: &mut Commands,
    ) {
        self.field_ui(ui, &recipe_field::EPOCHS, settings, commands);
        self.field_ui(ui, &recipe_field::SEED, settings, commands);
        let names: Vec<&str> = devices.iter().map(|entry| entry.name.as_str()).collect();
        let current = settings.recipe.device.as_str();
        let words = |name: &&str| device_label(name).into();
        if let Some(name) = choice_ui(ui, ("device", "device-help"), &current, &names, words) {
            commands.send(TrainCommand::UseDevice(name.to_owned()));
        }
        self.field_ui(ui, &recipe_field::THREADS, settings, commands);
    }

    fn field_ui(
        &mut self,
        ui: &mut Ui,
        field: &RecipeField,
        settings: &TrainingSettings,
        commands: &mut Commands,
    ) {
        let text = field.text(&settings.recipe);
        let hint = if field.key == "threads" {
            say("all-threads")
        } else {
            ""
        };
        let help = say(field.help);
        let outcome = form_row_ui(ui, say(field.label), help, |ui, label: &Response| {
            let parse = |text: &str| field.parse(&settings.recipe, text);
            let id = Id::unique(("recipe", field.key));
            let field = Field {
                id,
                kind: FieldKind::Number,
                text: &text,
                hint,
                parse: &parse,
                label,
                help,
            };
            self.draft.field_ui(ui, &field)
        });
        match outcome {
            Outcome::Quiet => {}
            Outcome::Changed(recipe) => {
                let value = match field.text(&recipe) {
                    empty if empty.is_empty() => message!("all-threads"),
                    value => value.into(),
                };
                let name = Message::new(field.label).inside();
                let label = message!("set-setting", setting = name, value = value);
                let change = SettingsChange::recipe(label, settings, recipe);
                let change = change.gesture(field.key);
                commands.send(NetworkCommand::ChangeSettings(change));
            }
            Outcome::TakenBack => commands.send(NetworkCommand::TakeBackGesture),
            Outcome::Left => commands.send(NetworkCommand::EndGesture),
        }
    }
}

fn nesterov_ui(ui: &mut Ui, settings: &TrainingSettings, commands: &mut Commands) {
    let mut recipe = settings.recipe.clone();
    let Optimizer::Sgd { nesterov, .. } = &mut recipe.optimizer else {
        return;
    };
    let help = say("nesterov-help");
    let is_changed = form_row_ui(ui, "Nesterov", help, |ui, label| {
        let shown = ui.checkbox(nesterov, "").labelled_by(label.id);
        shown.on_hover_text(help).changed()
    });
    if is_changed {
        let label = if *nesterov {
            message!("turn-nesterov-on")
        } else {
            message!("turn-nesterov-off")
        };
        send_recipe(label, settings, recipe, commands);
    }
}

/// As one step of undo.
fn send_recipe(label: Message, before: &TrainingSettings, recipe: Recipe, commands: &mut Commands) {
    let change = SettingsChange::recipe(label, before, recipe);
    commands.send(NetworkCommand::ChangeSettings(change));
}

fn column_ui(ui: &mut Ui, width: f32, heading: &str, content: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.x = size::UNIT;
        ui.set_width(width);
        widgets::group_heading_ui(ui, heading);
        content(ui);
    });
}

fn choice_ui<T: Clone + PartialEq>(
    ui: &mut Ui,
    (name, help): (&'static str, &'static str),
    current: &T,
    choices: &[T],
    words: impl Fn(&T) -> Message,
) -> Option<T> {
    let help = say(help);
    let words = |value: &T| words(value).to_string();
    form_row_ui(ui, say(name), help, |ui, label_response| {
        let mut chosen = None;
        let combo = ComboBox::from_id_salt(("training", name))
            .width(ui.available_width())
            // Cut, it would no longer say which loss is taken.
            .wrap();
        let shown = combo.selected_text(words(current)).show_ui(ui, |ui| {
            for choice in choices {
                let is_current = choice == current;
                if widgets::option_ui(ui, is_current, words(choice)).clicked() && !is_current {
                    chosen = Some(choice.clone());
                }
            }
        });
        shown
            .response
            .labelled_by(label_response.id)
            .on_hover_text(help);
        chosen
    })
}

/// The name as Keras writes the class.
fn optimizer_label(optimizer: &Optimizer) -> &'static str {
    match optimizer {
        Optimizer::Adam { .. } => "Adam",
        Optimizer::Sgd { .. } => "SGD",
        Optimizer::Rmsprop { .. } => "RMSprop",
        Optimizer::Adamw { .. } => "AdamW",
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
