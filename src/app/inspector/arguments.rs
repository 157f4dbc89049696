//! The arguments of one block instance, or of several instances of one block.

use super::field::{Draft, Field, FieldKind, Outcome};
use super::row::form_row_ui;
use super::setting::receive_keyboard;
use crate::app::blocks::{self, parameter_menu};
use crate::app::command::{BlockCommand, Candidate, Command, Commands, NetworkCommand};
use crate::app::look::size;
use crate::app::state::State;
use crate::graph::{BlockCall, Edit, Graph, Node, NodeId, NodePath, Parameter, Place};
use crate::layer::Value;
use crate::layer::value_text::{argument_from_text, to_text};
use crate::message;
use crate::text::say;
use egui::{Id, Response};
use std::collections::BTreeMap;

/// Instances of one block, each definition that they stand in only once.
struct Instances<'a>(BTreeMap<(Place, NodeId), &'a BlockCall>);

/// Whether the nodes at `paths` are instances of one block.
pub fn share_a_block(graph: &Graph, paths: &[&NodePath]) -> bool {
    let block = |path: &NodePath| {
        graph
            .node(path)
            .and_then(Node::call)
            .map(|call| &call.block)
    };
    let first = paths.first().and_then(|path| block(path));
    first.is_some() && paths.iter().all(|path| block(path) == first)
}

/// One row per parameter of the block whose instances are at `paths`, and what can be done with them.
pub fn arguments_ui(
    ui: &mut egui::Ui,
    draft: &mut Draft,
    paths: &[&NodePath],
    state: State<'_>,
    commands: &mut Commands,
) {
    let graph = state.document.graph();
    let instances = Instances::at(graph, paths);
    let definition = instances.block().and_then(|block| graph.blocks.get(block));
    let Some(definition) = definition else {
        return;
    };
    if !definition.summary.is_empty() {
        ui.add_space(4.0);
        ui.add(egui::Label::new(egui::RichText::new(&definition.summary).weak()).wrap());
        ui.add_space(4.0);
    }
    for parameter in &definition.parameters {
        let outcome = form_row_ui(ui, &parameter.name, &parameter.help, |ui, label| {
            if let Some(candidate) = instances.candidate(parameter) {
                parameter_menu(label, candidate, commands);
            }
            argument_ui(ui, draft, &instances, parameter, label)
        });
        send(outcome, parameter, &instances, commands);
    }
    ui.add_space(size::UNIT);
    for command in [BlockCommand::Detach, BlockCommand::Ungroup] {
        if !blocks::availability(&command, state.document).is_ready() {
            continue;
        }
        let command = Command::from(command);
        let help = state.window.keymap.after_words(
            command.info().tooltip.into_owned(),
            &command,
            ui.ctx(),
        );
        if ui
            .button(command.info().label)
            .on_hover_text(help)
            .clicked()
        {
            commands.send(command);
        }
    }
}

fn argument_ui(
    ui: &mut egui::Ui,
    draft: &mut Draft,
    instances: &Instances<'_>,
    parameter: &Parameter,
    label: &Response,
) -> Outcome<Value> {
    let value = instances.value(parameter);
    let text = value.map(to_text).unwrap_or_default();
    let whom: Vec<_> = instances.0.keys().collect();
    let in_block = instances.0.keys().all(|(place, _)| *place != Place::Root);
    let field = Field {
        id: Id::unique(("argument", whom, &parameter.name)),
        kind: kind_of(&parameter.default),
        text: &text,
        hint: say(if value.is_some() {
            "field-empty"
        } else {
            "field-mixed"
        }),
        parse: &|text: &str| argument_from_text(text, &parameter.default, in_block),
        label,
        help: &parameter.help,
    };
    receive_keyboard(ui.ctx(), field.id);
    draft.field_ui(ui, &field)
}

/// Whether a parameter is typed as a number.
pub(super) fn kind_of(default: &Value) -> FieldKind {
    match default {
        Value::Int(_) | Value::Float(_) | Value::List(_) | Value::Numbers(_) => FieldKind::Number,
        Value::Bool(_) | Value::Text(_) => FieldKind::Words,
    }
}

impl<'a> Instances<'a> {
    fn at(graph: &'a Graph, paths: &[&NodePath]) -> Self {
        let located = paths.iter().filter_map(|path| {
            let call = graph.node(path)?.call()?;
            Some((graph.locate(path)?, call))
        });
        Self(located.collect())
    }

    fn block(&self) -> Option<&'a str> {
        self.0.values().next().map(|call| call.block.as_str())
    }

    /// What all of them set `parameter` to; `None` where they differ.
    fn value<'v>(&'v self, parameter: &'v Parameter) -> Option<&'v Value> {
        let mut values = self.0.values().map(|call| {
            let argument = call.arguments.get(&parameter.name);
            argument.unwrap_or(&parameter.default)
        });
        let first = values.next()?;
        values.all(|value| value == first).then_some(first)
    }

    /// What could become a parameter of the block around, where the argument of the one instance is a plain value in one.
    fn candidate(&self, parameter: &Parameter) -> Option<Candidate> {
        let mut all = self.0.keys();
        let is_plain = self.value(parameter)?.expression().is_none();
        match (all.next()?, all.next()) {
            ((Place::Block(block), node), None) if is_plain => Some(Candidate {
                block: block.clone(),
                node: *node,
                key: Some(parameter.name.clone()),
            }),
            _ => None,
        }
    }

    /// The edit that sets `parameter` of all of them.
    fn edit(&self, parameter: &str, value: &Value) -> Option<Edit> {
        let edits = self.0.keys().map(|(place, node)| Edit::SetArgument {
            place: place.clone(),
            node: *node,
            parameter: parameter.to_owned(),
            value: Some(value.clone()),
        });
        let block = self.block().unwrap_or_default();
        let label = message!(
            "edit-set-argument-of-many",
            parameter = parameter,
            count = self.0.len(),
            block = block
        );
        Edit::joined(label, edits)
    }
}

fn send(
    outcome: Outcome<Value>,
    parameter: &Parameter,
    instances: &Instances<'_>,
    commands: &mut Commands,
) {
    match outcome {
        Outcome::Quiet => {}
        Outcome::TakenBack => commands.send(NetworkCommand::TakeBackGesture),
        Outcome::Left => commands.send(NetworkCommand::EndGesture),
        Outcome::Changed(value) => {
            let whom: Vec<_> = instances.0.keys().collect();
            let gesture = format!("{} {whom:?}", parameter.name);
            if let Some(edit) = instances.edit(&parameter.name, &value) {
                commands.send(NetworkCommand::Gesture(gesture, edit));
            }
        }
    }
}
