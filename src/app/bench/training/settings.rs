//! The settings of training as a form in three columns: data, optimizer, run.

use super::TrainingView;
use super::recipe_field::{self, RecipeField, optimizer_fields};
use crate::app::bench::data::LoadedData;
use crate::app::bench::devices::device_label;
use crate::app::bench::setup::{Setup, Validation};
use crate::app::command::{Command, Commands};
use crate::app::inspector::field::{Draft, Field, FieldKind, Outcome};
use crate::app::inspector::row::form_row_ui;
use crate::app::look::size;
use crate::app::state::Tab;
use crate::app::widgets;
use crate::engine::device::DeviceEntry;
use crate::recipe::{Loss, Optimizer};
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
const LEAST_COLUMN_WIDTH: f32 = 190.0;

impl SettingsForm {
    /// Paints the form.
    pub fn ui(&mut self, ui: &mut Ui, mut view: TrainingView<'_>, commands: &mut Commands) {
        ScrollArea::vertical()
            .id_salt("training settings")
            .auto_shrink(false)
            .show(ui, |ui| {
                let width = (ui.available_width() - 2.0 * COLUMN_GAP) / 3.0;
                if width >= LEAST_COLUMN_WIDTH {
                    ui.horizontal_top(|ui| {
                        ui.spacing_mut().item_spacing.x = COLUMN_GAP;
                        self.columns_ui(ui, width.min(COLUMN_WIDTH), &mut view, commands);
                    });
                } else {
                    let width = (ui.available_width() - size::UNIT).min(2.0 * COLUMN_WIDTH);
                    self.columns_ui(ui, width, &mut view, commands);
                }
                ui.add_space(size::UNIT);
            });
    }

    fn columns_ui(
        &mut self,
        ui: &mut Ui,
        width: f32,
        view: &mut TrainingView<'_>,
        commands: &mut Commands,
    ) {
        let TrainingView {
            setup,
            data,
            devices,
            ..
        } = view;
        column_ui(ui, width, "Data", |ui| {
            self.data_ui(ui, setup, *data, commands);
        });
        column_ui(ui, width, "Optimizer", |ui| self.optimizer_ui(ui, setup));
        column_ui(ui, width, "Run", |ui| self.run_ui(ui, setup, devices));
    }

    fn data_ui(
        &mut self,
        ui: &mut Ui,
        setup: &mut Setup,
        data: Option<&LoadedData>,
        commands: &mut Commands,
    ) {
        let words = match (data, &setup.data) {
            (Some(data), _) => data.title(),
            (None, Some(source)) => source.to_string(),
            (None, None) => "Choose…".to_owned(),
        };
        let help = "The pictures to learn from; a click shows the Data tab";
        form_row_ui(ui, "Data set", help, |ui, label| {
            let button = egui::Button::new(words)
                .truncate()
                .min_size(egui::vec2(ui.available_width(), size::ROW_HEIGHT));
            if ui
                .add(button)
                .labelled_by(label.id)
                .on_hover_text(help)
                .clicked()
            {
                commands.send(Command::ShowTab(Tab::Data));
            }
        });
        let has_test_part = data.is_some_and(|data| data.test.is_some());
        let help =
            "Pictures that the network never learns from, to see how well it does on new ones";
        let current = setup.validation_for(has_test_part || data.is_none());
        let may_have_test_part = has_test_part || data.is_none();
        let offered = Validation::ALL
            .into_iter()
            .filter(|choice| *choice != Validation::TestPart || may_have_test_part);
        let offered: Vec<_> = offered.collect();
        if let Some(choice) = choice_ui(ui, ("Validation", help), &current, &offered, |choice| {
            choice.label().to_owned()
        }) {
            setup.set_validation(choice);
        }
        if current == Validation::Split {
            self.field_ui(ui, &recipe_field::VALIDATION_SPLIT, setup);
        }
        self.field_ui(ui, &recipe_field::BATCH_SIZE, setup);
    }

    fn optimizer_ui(&mut self, ui: &mut Ui, setup: &mut Setup) {
        let help = "How gradients become steps; Adam is a good start";
        let current = setup.recipe.optimizer.clone();
        let all = Optimizer::all();
        let is_kind = |optimizer: &Optimizer| optimizer.name() == current.name();
        let shown = all
            .iter()
            .find(|optimizer| is_kind(optimizer))
            .unwrap_or(&current)
            .clone();
        if let Some(optimizer) = choice_ui(ui, ("Optimizer", help), &shown, &all, |optimizer| {
            optimizer_label(optimizer).to_owned()
        }) {
            setup.recipe.learning_rate = optimizer.default_learning_rate();
            setup.recipe.optimizer = optimizer;
        }
        self.field_ui(ui, &recipe_field::LEARNING_RATE, setup);
        for field in optimizer_fields(&setup.recipe.optimizer) {
            self.field_ui(ui, field, setup);
        }
        if let Optimizer::Sgd { nesterov, .. } = &mut setup.recipe.optimizer {
            let help = "Look ahead along the momentum before each step";
            form_row_ui(ui, "Nesterov", help, |ui, label| {
                ui.checkbox(nesterov, "")
                    .labelled_by(label.id)
                    .on_hover_text(help);
            });
        }
        let help = "What is minimised; automatic takes the one that belongs to the last activation";
        let choices: Vec<Option<Loss>> = std::iter::once(None).chain(Loss::ALL.map(Some)).collect();
        if let Some(loss) = choice_ui(ui, ("Loss", help), &setup.recipe.loss, &choices, |loss| {
            loss_label(*loss).to_owned()
        }) {
            setup.recipe.loss = loss;
        }
    }

    fn run_ui(&mut self, ui: &mut Ui, setup: &mut Setup, devices: &[DeviceEntry]) {
        self.field_ui(ui, &recipe_field::EPOCHS, setup);
        self.field_ui(ui, &recipe_field::SEED, setup);
        let names: Vec<&str> = devices.iter().map(|entry| entry.name.as_str()).collect();
        let help = "What computes";
        let current = setup.recipe.device.as_str();
        if let Some(name) = choice_ui(ui, ("Device", help), &current, &names, |name| {
            device_label(name)
        }) {
            setup.recipe.device = name.to_owned();
        }
        self.field_ui(ui, &recipe_field::THREADS, setup);
    }

    fn field_ui(&mut self, ui: &mut Ui, field: &RecipeField, setup: &mut Setup) {
        let text = field.text(&setup.recipe);
        let hint = if field.key == "threads" { "all" } else { "" };
        let outcome = form_row_ui(ui, field.label, field.help, |ui, label: &Response| {
            let parse = |text: &str| field.parse(&setup.recipe, text);
            let id = Id::unique(("recipe", field.key));
            let field = Field {
                id,
                kind: FieldKind::Number,
                text: &text,
                hint,
                parse: &parse,
                label,
                help: field.help,
            };
            self.draft.field_ui(ui, &field)
        });
        if let Outcome::Changed(recipe) = outcome {
            setup.recipe = recipe;
        }
    }
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
    (label, help): (&str, &str),
    current: &T,
    choices: &[T],
    words: impl Fn(&T) -> String,
) -> Option<T> {
    form_row_ui(ui, label, help, |ui, label_response| {
        let mut chosen = None;
        let combo = ComboBox::from_id_salt(("training", label))
            .width(ui.available_width())
            .truncate();
        let shown = combo.selected_text(words(current)).show_ui(ui, |ui| {
            for choice in choices {
                if ui
                    .selectable_label(choice == current, words(choice))
                    .clicked()
                    && choice != current
                {
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

fn loss_label(loss: Option<Loss>) -> &'static str {
    loss.map_or("automatic", Loss::name)
}
