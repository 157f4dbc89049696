//! The arguments of a block instance.

use super::field::{Draft, Field, FieldKind, Outcome};
use super::row::form_row_ui;
use super::setting::receive_keyboard;
use crate::app::blocks::{BlockCommand, Candidate, parameter_menu};
use crate::app::command::{Command, Commands};
use crate::app::look::size;
use crate::app::state::State;
use crate::graph::{BlockCall, Edit, NodeId, NodePath, Parameter, Place};
use crate::layer::Value;
use crate::layer::value_text::{argument_from_text, to_text};
use egui::{Id, Response};

/// One row per parameter of the block that `call` uses, and what can be done with the instance.
pub fn arguments_ui(
    ui: &mut egui::Ui,
    draft: &mut Draft,
    path: &NodePath,
    call: &BlockCall,
    state: &State,
    commands: &mut Commands,
) {
    let graph = state.document.graph();
    let Some((place, node)) = graph.locate(path) else {
        return;
    };
    let Some(definition) = graph.blocks.get(&call.block) else {
        return;
    };
    if !definition.summary.is_empty() {
        ui.add_space(4.0);
        ui.add(egui::Label::new(egui::RichText::new(&definition.summary).weak()).wrap());
        ui.add_space(4.0);
    }
    for parameter in &definition.parameters {
        let outcome = form_row_ui(ui, &parameter.name, &parameter.help, |ui, label| {
            if let Some(candidate) = candidate(call, parameter, (&place, node)) {
                parameter_menu(label, candidate, commands);
            }
            argument_ui(ui, draft, call, parameter, (&place, node), label)
        });
        send(outcome, parameter, &place, node, commands);
    }
    ui.add_space(size::UNIT);
    for command in [BlockCommand::Detach, BlockCommand::Ungroup] {
        let command = Command::from(command);
        let help = command.tooltip(state, ui.ctx());
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
    call: &BlockCall,
    parameter: &Parameter,
    (place, node): (&Place, NodeId),
    label: &Response,
) -> Outcome<Value> {
    let text = to_text(value(call, parameter));
    let in_block = matches!(place, Place::Block(_));
    let field = Field {
        id: Id::unique(("argument", place, node, &parameter.name)),
        kind: match parameter.default {
            Value::Int(_) | Value::Float(_) | Value::List(_) => FieldKind::Number,
            Value::Bool(_) | Value::Text(_) => FieldKind::Words,
        },
        text: &text,
        hint: "",
        parse: &|text: &str| argument_from_text(text, &parameter.default, in_block),
        label,
        help: &parameter.help,
    };
    receive_keyboard(ui.ctx(), field.id);
    draft.field_ui(ui, &field)
}

/// What the instance sets `parameter` to.
fn value<'a>(call: &'a BlockCall, parameter: &'a Parameter) -> &'a Value {
    let argument = call.arguments.get(&parameter.name);
    argument.unwrap_or(&parameter.default)
}

/// What could become a parameter of the block around, where the argument is a plain value in one.
fn candidate(
    call: &BlockCall,
    parameter: &Parameter,
    (place, node): (&Place, NodeId),
) -> Option<Candidate> {
    let is_plain = value(call, parameter).expression().is_none();
    match place {
        Place::Block(block) if is_plain => Some(Candidate {
            block: block.clone(),
            node,
            key: Some(parameter.name.clone()),
        }),
        _ => None,
    }
}

fn send(
    outcome: Outcome<Value>,
    parameter: &Parameter,
    place: &Place,
    node: NodeId,
    commands: &mut Commands,
) {
    match outcome {
        Outcome::Quiet => {}
        Outcome::TakenBack => commands.send(Command::TakeBackGesture),
        Outcome::Left => commands.send(Command::EndGesture),
        Outcome::Changed(value) => {
            let gesture = format!("{} {place:?} {node:?}", parameter.name);
            let parameter = parameter.name.clone();
            let edit = Edit::SetArgument {
                place: place.clone(),
                node,
                parameter,
                value: Some(value),
            };
            commands.send(Command::Gesture(gesture, edit));
        }
    }
}
