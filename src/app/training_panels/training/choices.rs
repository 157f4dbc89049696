//! Rows of the training settings for what is chosen: a menu, and below it the numbers of what was chosen.

use super::own_field::OwnField;
use super::recipe_field::{RecipeField, Slot};
use super::settings::SettingsForm;
use crate::app::command::{Commands, NetworkCommand, SettingsChange};
use crate::app::inspector::field::{Field, FieldKind, Outcome};
use crate::app::inspector::row::form_row_ui;
use crate::app::look::icon::Icon;
use crate::app::widgets;
use crate::message;
use crate::project::TrainingSettings;
use crate::recipe::{Augmentation, Described, Metric, Recipe};
use crate::text::{Message, say};
use crate::tr;
use egui::{ComboBox, Id, Response, TextWrapMode, Ui};

/// The messages of a row's name and of its help.
pub type RowWords = (&'static str, &'static str);

impl SettingsForm {
    /// The numbers of what was chosen.
    pub fn numbers_ui(
        &mut self,
        ui: &mut Ui,
        slot: Slot,
        settings: &TrainingSettings,
        commands: &mut Commands,
    ) {
        for field in slot.fields(&settings.recipe) {
            match field.is_on(&settings.recipe) {
                Some(is_on) => switch_ui(ui, field, is_on, settings, commands),
                None => self.field_ui(ui, field, settings, commands),
            }
        }
    }

    /// A setting of the recipe itself.
    pub fn own_ui(
        &mut self,
        ui: &mut Ui,
        field: &'static OwnField,
        settings: &TrainingSettings,
        commands: &mut Commands,
    ) {
        self.field_ui(ui, RecipeField::Own(field), settings, commands);
    }

    fn field_ui(
        &mut self,
        ui: &mut Ui,
        field: RecipeField,
        settings: &TrainingSettings,
        commands: &mut Commands,
    ) {
        let text = field.text(&settings.recipe);
        let help = field.help();
        let outcome = form_row_ui(ui, field.label(), help, |ui, label: &Response| {
            let parse = |text: &str| field.parse(&settings.recipe, text);
            let field = Field {
                id: Id::unique(("recipe", field.id())),
                kind: FieldKind::Number,
                text: &text,
                hint: field.hint(),
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
                let name = field.name().inside();
                let label = message!("set-setting", setting = name, value = value);
                let change = SettingsChange::recipe(label, settings, recipe);
                let (slot, key) = field.id();
                let change = change.gesture(format!("{slot:?}.{key}"));
                commands.send(NetworkCommand::ChangeSettings(change));
            }
            Outcome::TakenBack => commands.send(NetworkCommand::TakeBackGesture),
            Outcome::Left => commands.send(NetworkCommand::EndGesture),
        }
    }

    /// The augmentations, one after the other, each with its numbers, and a menu to add one.
    pub fn augmentation_ui(
        &mut self,
        ui: &mut Ui,
        settings: &TrainingSettings,
        commands: &mut Commands,
    ) {
        let recipe = &settings.recipe;
        let add = |augmentation: Augmentation| {
            let mut recipe = recipe.clone();
            recipe.augmentation.push(augmentation);
            recipe
        };
        let words = ("augmentation", "augmentation-help");
        if let Some(augmentation) = add_ui(ui, words, Augmentation::all()) {
            let label = message!("add-augmentation", name = augmentation.label());
            send_recipe(label, settings, add(augmentation), commands);
        }
        for (place, augmentation) in recipe.augmentation.iter().enumerate() {
            if item_ui(ui, augmentation.label(), augmentation.help()) {
                let mut recipe = recipe.clone();
                recipe.augmentation.remove(place);
                let label = message!("remove-augmentation", name = augmentation.label());
                send_recipe(label, settings, recipe, commands);
            }
            self.numbers_ui(ui, Slot::Augmentation(place), settings, commands);
        }
    }

    /// What is reported beside the loss, one after the other, and a menu to add one.
    pub fn metrics_ui(
        &mut self,
        ui: &mut Ui,
        settings: &TrainingSettings,
        commands: &mut Commands,
    ) {
        let recipe = &settings.recipe;
        let is_reported = |metric: &Metric| {
            let mut reported = recipe.metrics.iter();
            reported.any(|reported| reported.name() == metric.name())
        };
        let others: Vec<Metric> = Metric::all()
            .into_iter()
            .filter(|metric| !is_reported(metric))
            .collect();
        if let Some(metric) = add_ui(ui, ("metrics", "metrics-help"), others) {
            let mut recipe = recipe.clone();
            recipe.metrics.push(metric);
            let label = message!("add-metric", name = metric.label());
            send_recipe(label, settings, recipe, commands);
        }
        for (place, metric) in recipe.metrics.iter().enumerate() {
            if *metric == Metric::Accuracy {
                continue;
            }
            if item_ui(ui, metric.label(), metric.help()) {
                let mut recipe = recipe.clone();
                recipe.metrics.remove(place);
                recipe.monitor = recipe.monitor.filter(|monitor| monitor != metric);
                let label = message!("remove-metric", name = metric.label());
                send_recipe(label, settings, recipe, commands);
            }
            self.numbers_ui(ui, Slot::Metric(place), settings, commands);
        }
    }
}

/// What tells the best epoch: the loss, or one of the metrics that are reported.
pub fn monitor_ui(ui: &mut Ui, settings: &TrainingSettings, commands: &mut Commands) {
    let recipe = &settings.recipe;
    let metrics = recipe.metrics.iter().copied().map(Some);
    let choices: Vec<Option<Metric>> = std::iter::once(None).chain(metrics).collect();
    let words = |monitor: &Option<Metric>| match monitor {
        None => message!("loss"),
        Some(metric) => metric.label().into(),
    };
    let row = ("monitor", "monitor-help");
    if let Some(monitor) = combo_ui(ui, row, &recipe.monitor, &choices, words) {
        let recipe = Recipe {
            monitor,
            ..recipe.clone()
        };
        let value = words(&monitor).to_string();
        send_choice(row.0, &value, settings, recipe, commands);
    }
}

fn switch_ui(
    ui: &mut Ui,
    field: RecipeField,
    mut is_on: bool,
    settings: &TrainingSettings,
    commands: &mut Commands,
) {
    let help = field.help();
    let is_changed = form_row_ui(ui, field.label(), help, |ui, label| {
        let shown = ui.checkbox(&mut is_on, "").labelled_by(label.id);
        shown.on_hover_text(help).changed()
    });
    if is_changed {
        let recipe = field.switched(&settings.recipe, is_on);
        let label = if is_on {
            message!("turn-setting-on", setting = field.name())
        } else {
            message!("turn-setting-off", setting = field.name())
        };
        send_recipe(label, settings, recipe, commands);
    }
}

/// A row to choose one of a kind, kept where `place` leads.
pub fn choice_ui<T: Described>(
    ui: &mut Ui,
    row: RowWords,
    settings: &TrainingSettings,
    commands: &mut Commands,
    place: impl Fn(&mut Recipe) -> &mut T,
) {
    let mut recipe = settings.recipe.clone();
    if let Some(choice) = described_ui(ui, row, place(&mut recipe)) {
        let label = choice.label();
        *place(&mut recipe) = choice;
        send_choice(row.0, label, settings, recipe, commands);
    }
}

/// A row to choose one of a kind by its name, each with its sentence.
pub fn described_ui<T: Described>(ui: &mut Ui, row: RowWords, current: &T) -> Option<T> {
    let shown = (current.label(), current.help());
    menu_row_ui(ui, row, shown, None, |ui| {
        let is_current = |choice: &T| choice.name() == current.name();
        options_ui(ui, T::all(), is_current)
    })
}

/// A row with a menu of what can be added.
fn add_ui<T: Described>(ui: &mut Ui, row: RowWords, choices: Vec<T>) -> Option<T> {
    let shown = (say("add-open"), say(row.1));
    menu_row_ui(ui, row, shown, None, |ui| {
        options_ui(ui, choices, |_| false)
    })
}

/// The lines of a menu, each with its sentence.
fn options_ui<T: Described>(
    ui: &mut Ui,
    choices: Vec<T>,
    is_current: impl Fn(&T) -> bool,
) -> Option<T> {
    let mut chosen = None;
    for choice in choices {
        let is_current = is_current(&choice);
        let option = widgets::option_ui(ui, is_current, choice.label());
        if option.on_hover_text(choice.help()).clicked() && !is_current {
            chosen = Some(choice);
        }
    }
    chosen
}

/// A row with a menu that gives what was chosen; `shown` is what stands on it and what it tells.
fn menu_row_ui<T>(
    ui: &mut Ui,
    (name, help): RowWords,
    shown: (&str, &str),
    wrap: Option<TextWrapMode>,
    menu: impl FnOnce(&mut Ui) -> Option<T>,
) -> Option<T> {
    form_row_ui(ui, say(name), say(help), |ui, label| {
        let mut combo = ComboBox::from_id_salt(("training", name)).width(ui.available_width());
        if let Some(mode) = wrap {
            combo = combo.wrap_mode(mode);
        }
        let combo = combo.selected_text(shown.0).show_ui(ui, menu);
        let response = combo.response.labelled_by(label.id);
        response.on_hover_text(shown.1);
        combo.inner.flatten()
    })
}

/// The name of something that was added, and a button that takes it away; whether that was clicked.
fn item_ui(ui: &mut Ui, name: &str, help: &str) -> bool {
    form_row_ui(ui, "", "", |ui, _| {
        ui.horizontal(|ui| {
            ui.label(name).on_hover_text(help);
            let words = tr!("remove-named", name = name);
            widgets::icon_button_ui(ui, Icon::Cross, &words).clicked()
        })
        .inner
    })
}

/// A row to choose one of several values.
pub fn combo_ui<T: Clone + PartialEq>(
    ui: &mut Ui,
    row: RowWords,
    current: &T,
    choices: &[T],
    words: impl Fn(&T) -> Message,
) -> Option<T> {
    let words = |value: &T| words(value).to_string();
    let shown = (&*words(current), say(row.1));
    // Cut, it would no longer say which loss is taken.
    menu_row_ui(ui, row, shown, Some(TextWrapMode::Wrap), |ui| {
        let mut chosen = None;
        for choice in choices {
            let is_current = choice == current;
            if widgets::option_ui(ui, is_current, words(choice)).clicked() && !is_current {
                chosen = Some(choice.clone());
            }
        }
        chosen
    })
}

/// As one step of undo: set `name` to `value`.
fn send_choice(
    name: &'static str,
    value: &str,
    before: &TrainingSettings,
    recipe: Recipe,
    commands: &mut Commands,
) {
    let name = Message::new(name).inside();
    let label = message!("set-setting", setting = name, value = value);
    send_recipe(label, before, recipe, commands);
}

/// As one step of undo.
pub fn send_recipe(
    label: Message,
    before: &TrainingSettings,
    recipe: Recipe,
    commands: &mut Commands,
) {
    let change = SettingsChange::recipe(label, before, recipe);
    commands.send(NetworkCommand::ChangeSettings(change));
}
