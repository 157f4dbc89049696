//! The form of one layer, or of several at once.

use super::field::{Draft, Field, FieldKind, Outcome};
use super::header;
use super::row::{divider_ui, form_row_ui};
use super::setting::{Subject, receive_keyboard_for_name, setting_ui};
use crate::app::command::{Command, Commands};
use crate::app::state::State;
use crate::app::widgets;
use crate::graph::{Edit, Node, NodeId, NodePath, Place};
use crate::layer::value_text::setting_text;
use crate::layer::{LayerSpec, SettingSpec};
use egui::Id;

/// The name of the node at `path`.
pub fn name_ui(
    ui: &mut egui::Ui,
    draft: &mut Draft,
    path: &NodePath,
    node: &Node,
    state: &State,
    commands: &mut Commands,
) {
    let Some((place, id)) = state.document.graph().locate(path) else {
        return;
    };
    let outcome = form_row_ui(
        ui,
        "Name",
        "The layer's name, as in weight files and in Keras",
        |ui, label| {
            let field = Field {
                id: name_id(path),
                kind: FieldKind::Words,
                text: &node.name,
                hint: "",
                parse: &|text: &str| check_name(text, &place, id, state),
                label,
                help: "",
            };
            receive_keyboard_for_name(ui.ctx(), field.id);
            draft.field_ui(ui, &field)
        },
    );
    match outcome {
        Outcome::Changed(edit) => commands.send(Command::Gesture(format!("name {path:?}"), edit)),
        Outcome::TakenBack => commands.send(Command::TakeBackGesture),
        Outcome::Left => commands.send(Command::EndGesture),
        Outcome::Quiet => {}
    }
}

/// The field for the name of the node at `path`.
pub fn name_id(path: &NodePath) -> Id {
    Id::unique(("name", path))
}

/// The edit that renames, where the network accepts it.
fn check_name(text: &str, place: &Place, node: NodeId, state: &State) -> Result<Edit, String> {
    let edit = Edit::Rename {
        place: place.clone(),
        node,
        name: text.to_owned(),
    };
    match crate::graph::apply(state.document.graph(), &edit) {
        Ok(_) => Ok(edit),
        Err(refusal) => Err(refusal.to_string()),
    }
}

/// Every setting of the layer at `path`.
pub fn layer_ui(
    ui: &mut egui::Ui,
    draft: &mut Draft,
    path: &NodePath,
    spec: &LayerSpec,
    state: &State,
    commands: &mut Commands,
) {
    let Some((place, id)) = state.document.graph().locate(path) else {
        return;
    };
    for setting in spec.kind.entry().settings {
        let subject = Subject {
            place: place.clone(),
            nodes: vec![id],
            value: spec.value(setting.key),
            resolved: resolved_text(spec, setting, path, state),
        };
        setting_ui(ui, draft, setting, &subject, commands);
    }
}

/// What an expression in the setting comes to in the instance of the block that is shown.
fn resolved_text(
    spec: &LayerSpec,
    setting: &SettingSpec,
    path: &NodePath,
    state: &State,
) -> Option<String> {
    let value = spec.value(setting.key)?;
    value.expression()?;
    let resolved = state.document.graph().resolved(path, &value).ok()?;
    Some(setting_text(&resolved, setting.kind))
}

/// The settings that all selected layers share; a change goes to all of them.
pub fn several_ui(ui: &mut egui::Ui, draft: &mut Draft, state: &State, commands: &mut Commands) {
    let graph = state.document.graph();
    let count = state.selection.len();
    header::title_block_ui(
        ui,
        &format!("{count} selected"),
        "Changes go to all of them",
        None,
    );
    let found: Vec<_> = state
        .selection
        .iter()
        .filter_map(|path| graph.locate(path))
        .collect();
    let Some((place, _)) = found.first().cloned() else {
        return;
    };
    let nodes: Vec<NodeId> = found
        .iter()
        .filter(|(other, _)| *other == place)
        .map(|(_, id)| *id)
        .collect();
    let body = graph.body_of(&place);
    let specs: Vec<&LayerSpec> = nodes
        .iter()
        .filter_map(|id| body.and_then(|body| body.node(*id)).and_then(Node::layer))
        .collect();
    let shared = if specs.len() == count {
        shared_settings(&specs)
    } else {
        Vec::new()
    };
    if shared.is_empty() {
        widgets::muted_ui(ui, "They share no setting");
    }
    for setting in shared {
        let subject = Subject {
            place: place.clone(),
            nodes: nodes.clone(),
            value: common_value(&specs, setting),
            resolved: None,
        };
        setting_ui(ui, draft, setting, &subject, commands);
    }
    divider_ui(ui);
}

/// The settings that every one of `specs` has, in the order of the first.
fn shared_settings(specs: &[&LayerSpec]) -> Vec<&'static SettingSpec> {
    let Some((first, others)) = specs.split_first() else {
        return Vec::new();
    };
    let has = |spec: &LayerSpec, setting: &SettingSpec| {
        spec.kind
            .entry()
            .settings
            .iter()
            .any(|other| other.key == setting.key && other.kind == setting.kind)
    };
    let settings = first.kind.entry().settings.iter();
    settings
        .filter(|setting| others.iter().all(|spec| has(spec, setting)))
        .collect()
}

/// The value that all of `specs` have, `None` where they differ.
fn common_value(specs: &[&LayerSpec], setting: &SettingSpec) -> Option<crate::layer::Value> {
    let mut values = specs.iter().map(|spec| spec.value(setting.key));
    let first = values.next().flatten()?;
    values
        .all(|value| value.as_ref() == Some(&first))
        .then_some(first)
}
