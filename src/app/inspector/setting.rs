//! The editor that fits a setting, chosen by its description.

use super::field::{Draft, Field, FieldKind, Outcome};
use super::row::form_row_ui;
use crate::app::blocks::{parameter_line_ui, parameter_menu};
use crate::app::command::{Candidate, Commands, NetworkCommand};
use crate::app::keyboard::{Region, take_keyboard};
use crate::app::look::size;
use crate::app::widgets;
use crate::graph::{Edit, NodeId, Place};
use crate::layer::value_text::{from_text, setting_text, to_text};
use crate::layer::{Call, SettingKind, SettingSpec, Value};
use crate::text::say;
use crate::tr;
use egui::{ComboBox, Id, Response};
use std::collections::{BTreeMap, BTreeSet};

/// Nodes by the body that holds them, each once however many instances show it.
pub type Nodes = BTreeMap<Place, BTreeSet<NodeId>>;

/// Whose setting it is, and its value where all of them agree.
pub struct SettingSubject {
    /// The nodes, by the body that holds them.
    pub nodes: Nodes,
    /// Their value; `None` where they differ.
    pub value: Option<Value>,
    /// What an expression in it comes to for the one node that is shown; `None` where there is none.
    pub resolved: Option<String>,
}

impl SettingSubject {
    fn in_block(&self) -> bool {
        !self.nodes.contains_key(&Place::Root)
    }

    /// The one node that it is about, and its body.
    fn single(&self) -> Option<(&Place, NodeId)> {
        let mut all = self.nodes.iter();
        let ((place, nodes), None) = (all.next()?, all.next()) else {
            return None;
        };
        let node = nodes.first().filter(|_| nodes.len() == 1);
        node.map(|node| (place, *node))
    }

    /// The edit that gives all of them `value`.
    fn edit(&self, key: &str, value: &Value) -> Option<Edit> {
        let count: usize = self.nodes.values().map(BTreeSet::len).sum();
        let blocks = self.nodes.keys().filter(|place| **place != Place::Root);
        let blocks = blocks.count();
        let label = match blocks {
            0 => tr!("edit-set-many", key = key, count = count),
            _ => tr!(
                "edit-set-in-blocks",
                key = key,
                count = count,
                blocks = blocks
            ),
        };
        let edits = self.nodes.iter().map(|(place, nodes)| Edit::Set {
            place: place.clone(),
            nodes: nodes.iter().copied().collect(),
            key: key.to_owned(),
            value: Some(value.clone()),
        });
        Edit::joined(label, edits)
    }

    /// What could become a parameter, where it is a plain setting of one layer inside of a block.
    fn candidate(&self, setting: &SettingSpec) -> Option<Candidate> {
        match self.single()? {
            (Place::Block(block), node) if !self.is_expression() => Some(Candidate {
                block: block.clone(),
                node,
                key: Some(setting.key.to_owned()),
            }),
            _ => None,
        }
    }

    fn is_expression(&self) -> bool {
        let expression = self.value.as_ref().and_then(Value::expression);
        expression.is_some()
    }

    /// The value as the field shows it; empty where they differ.
    fn text(&self, setting: &SettingSpec) -> String {
        let value = self.value.as_ref();
        let text = value.map(|value| setting_text(value, setting.kind));
        text.unwrap_or_default()
    }

    /// Whether something stands in parentheses behind its word, which no list of words shows.
    fn has_arguments(&self) -> bool {
        matches!(&self.value, Some(Value::Text(text)) if text.contains('('))
    }

    fn id(&self, setting: &SettingSpec) -> Id {
        Id::unique((setting.key, &self.nodes))
    }
}

/// A row with the setting's label and editor.
pub fn setting_ui(
    ui: &mut egui::Ui,
    draft: &mut Draft,
    setting: &SettingSpec,
    subject: &SettingSubject,
    commands: &mut Commands,
) {
    let mut help = match setting.unit() {
        None => setting.help().to_owned(),
        Some(unit) => tr!("setting-help-in-unit", help = setting.help(), unit = unit),
    };
    let candidate = subject.candidate(setting);
    if candidate.is_some() {
        help = tr!("setting-help-for-parameter", help = help);
    }
    let outcome = form_row_ui(ui, setting.label(), &help, |ui, label| {
        if let Some(candidate) = candidate {
            parameter_menu(label, candidate, commands);
        }
        if subject.is_expression() || draft.is_open(subject.id(setting)) {
            return typed_ui(ui, draft, setting, subject, label);
        }
        match setting.kind {
            SettingKind::Choice(words) => {
                choice_ui(ui, draft, (setting, words), subject, label, commands)
            }
            SettingKind::Call(forms) if !subject.has_arguments() => {
                let words: Vec<&str> = forms.iter().map(|form| form.word).collect();
                choice_ui(ui, draft, (setting, &words), subject, label, commands)
            }
            SettingKind::Bool => switch_ui(ui, draft, setting, subject, label, commands),
            _ => typed_ui(ui, draft, setting, subject, label),
        }
    });
    match outcome {
        Outcome::Quiet => {}
        Outcome::TakenBack => commands.send(NetworkCommand::TakeBackGesture),
        Outcome::Left => commands.send(NetworkCommand::EndGesture),
        Outcome::Changed(value) => {
            let gesture = format!("{} {:?}", setting.key, subject.nodes);
            if let Some(edit) = subject.edit(setting.key, &value) {
                commands.send(NetworkCommand::Gesture(gesture, edit));
            }
            let is_chosen = match setting.kind {
                SettingKind::Choice(_) | SettingKind::Bool => true,
                SettingKind::Call(_) => !draft.is_open(subject.id(setting)),
                _ => false,
            };
            if is_chosen {
                commands.send(NetworkCommand::EndGesture);
            }
        }
    }
}

fn typed_ui(
    ui: &mut egui::Ui,
    draft: &mut Draft,
    setting: &SettingSpec,
    subject: &SettingSubject,
    label: &Response,
) -> Outcome<Value> {
    let text = subject.text(setting);
    let field = Field {
        id: subject.id(setting),
        kind: match setting.kind {
            SettingKind::Bool | SettingKind::Choice(_) | SettingKind::Call(_) => FieldKind::Words,
            _ => FieldKind::Number,
        },
        text: &text,
        hint: say("field-mixed"),
        parse: &|text: &str| from_text(text, setting.kind, subject.in_block()),
        label,
        help: setting.help(),
    };
    receive_keyboard(ui.ctx(), field.id);
    let outcome = draft.field_ui(ui, &field);
    if let Some(resolved) = &subject.resolved {
        crate::app::widgets::muted_ui(ui, format!("= {resolved}"));
    }
    outcome
}

fn choice_ui(
    ui: &mut egui::Ui,
    draft: &mut Draft,
    (setting, words): (&SettingSpec, &[&'static str]),
    subject: &SettingSubject,
    label: &Response,
    commands: &mut Commands,
) -> Outcome<Value> {
    let current = subject.value.as_ref().map(to_text);
    let mut outcome = Outcome::Quiet;
    let combo = ComboBox::from_id_salt(subject.id(setting)).width(ui.available_width());
    let shown = current.clone().unwrap_or_else(|| tr!("field-mixed"));
    let response = combo.selected_text(shown).show_ui(ui, |ui| {
        let with_arguments = current
            .as_deref()
            .and_then(|word| written_out(setting, word));
        // Above the words: below them it would be out of sight.
        if let Some(text) = with_arguments {
            if widgets::option_ui(ui, false, say("with-arguments")).clicked() {
                draft.open(subject.id(setting), &text, &subject.text(setting));
                ui.memory_mut(|memory| memory.request_focus(subject.id(setting)));
            }
            ui.separator();
        }
        for word in words {
            if widgets::option_ui(ui, current.as_deref() == Some(*word), *word).clicked() {
                outcome = Outcome::Changed(Value::from(*word));
            }
        }
    });
    let response = response.response.labelled_by(label.id);
    let response = response.on_hover_text(setting.help());
    receive_keyboard(ui.ctx(), response.id);
    expression_menu(&response, draft, setting, subject, commands);
    outcome
}

/// A word with all that it takes in parentheses, to be changed there; `None` where it takes nothing.
fn written_out(setting: &SettingSpec, word: &str) -> Option<String> {
    match setting.kind {
        SettingKind::Call(forms) => Call::parse(word, forms).ok()?.written_out(),
        _ => None,
    }
}

fn switch_ui(
    ui: &mut egui::Ui,
    draft: &mut Draft,
    setting: &SettingSpec,
    subject: &SettingSubject,
    label: &Response,
    commands: &mut Commands,
) -> Outcome<Value> {
    let mut on = subject.value == Some(Value::Bool(true));
    let words = match subject.value {
        Some(_) if on => say("switch-on"),
        Some(_) => say("switch-off"),
        None => say("field-mixed"),
    };
    ui.set_height(size::ROW_HEIGHT);
    let response = ui
        .checkbox(&mut on, words)
        .labelled_by(label.id)
        .on_hover_text(setting.help());
    receive_keyboard(ui.ctx(), response.id);
    expression_menu(&response, draft, setting, subject, commands);
    if response.changed() {
        Outcome::Changed(Value::Bool(on))
    } else {
        Outcome::Quiet
    }
}

/// The first control of the form takes the keyboard where it was sent there.
pub(super) fn receive_keyboard(ctx: &egui::Context, control: Id) {
    if take_keyboard(ctx, Region::Settings) {
        ctx.memory_mut(|memory| memory.request_focus(control));
    }
}

/// A field for a name takes the keyboard where it was sent to that.
pub(super) fn receive_keyboard_for_name(ctx: &egui::Context, field: Id) {
    if take_keyboard(ctx, Region::Name) {
        ctx.memory_mut(|memory| memory.request_focus(field));
    }
}

/// Inside a block, a right click offers to type an expression where there is no text field, and to make a parameter.
fn expression_menu(
    response: &Response,
    draft: &mut Draft,
    setting: &SettingSpec,
    subject: &SettingSubject,
    commands: &mut Commands,
) {
    if !subject.in_block() {
        return;
    }
    // Not under the id that comes of itself: a list of choices has that for what it opens.
    let menu = egui::Popup::context_menu(response).id(response.id.with("field-menu"));
    menu.show(|ui| {
        if ui.button(say("use-an-expression")).clicked() {
            draft.open(subject.id(setting), "=", &subject.text(setting));
            ui.memory_mut(|memory| memory.request_focus(subject.id(setting)));
        }
        if let Some(candidate) = subject.candidate(setting) {
            parameter_line_ui(ui, candidate, commands);
        }
    });
}
