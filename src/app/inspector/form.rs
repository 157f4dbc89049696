//! The form of one layer.

use super::field::{Draft, Field, FieldKind, Outcome};
use super::row::form_row_ui;
use super::setting::{SettingSubject, receive_keyboard_for_name, setting_ui};
use crate::app::command::{Commands, NetworkCommand};
use crate::app::look::Theme;
use crate::app::state::State;
use crate::app::widgets;
use crate::graph::{Edit, Node, NodeId, NodePath, Place};
use crate::layer::value_text::setting_text;
use crate::layer::{LayerSpec, SettingSpec};
use crate::text::say;
use egui::{Id, RichText};

/// The name of the node at `path`.
pub fn name_ui(
    ui: &mut egui::Ui,
    draft: &mut Draft,
    path: &NodePath,
    node: &Node,
    state: State<'_>,
    commands: &mut Commands,
) {
    let Some((place, id)) = state.document.graph().locate(path) else {
        return;
    };
    let outcome = form_row_ui(ui, say("name"), say("layer-name-help"), |ui, label| {
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
    });
    match outcome {
        Outcome::Changed(edit) => {
            commands.send(NetworkCommand::Gesture(format!("name-{path:?}"), edit));
        }
        Outcome::TakenBack => commands.send(NetworkCommand::TakeBackGesture),
        Outcome::Left => commands.send(NetworkCommand::EndGesture),
        Outcome::Quiet => {}
    }
}

/// The field for the name of the node at `path`.
pub fn name_id(path: &NodePath) -> Id {
    Id::unique(("name", path))
}

/// The edit that renames, where the network accepts it.
fn check_name(text: &str, place: &Place, node: NodeId, state: State<'_>) -> Result<Edit, String> {
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

/// Every setting of the layer at `path`; those that few networks need stand last, folded up while none of them is set.
pub fn layer_ui(
    ui: &mut egui::Ui,
    draft: &mut Draft,
    path: &NodePath,
    spec: &LayerSpec,
    state: State<'_>,
    commands: &mut Commands,
) {
    let Some((place, id)) = state.document.graph().locate(path) else {
        return;
    };
    let mut row = |ui: &mut egui::Ui, setting: &SettingSpec| {
        let subject = SettingSubject {
            nodes: [(place.clone(), [id].into())].into(),
            value: spec.value(setting.key),
            resolved: resolved_text(spec, setting, path, state),
        };
        setting_ui(ui, draft, setting, &subject, commands);
    };
    let settings = spec.kind.entry().settings.iter();
    let (seldom, usual): (Vec<_>, Vec<_>) = settings.partition(|setting| setting.is_seldom);
    for setting in usual {
        row(ui, setting);
    }
    if seldom.is_empty() {
        return;
    }
    let is_set = |setting: &&SettingSpec| spec.settings.contains_key(setting.key);
    let heading = RichText::new(say("seldom-settings")).color(Theme::of(ui).muted);
    let is_open = seldom.iter().any(is_set);
    widgets::fold_ui(ui, ("seldom-settings", path), heading, is_open, |ui| {
        for setting in seldom {
            row(ui, setting);
        }
    });
}

/// What an expression in the setting comes to in the instance of the block that is shown.
fn resolved_text(
    spec: &LayerSpec,
    setting: &SettingSpec,
    path: &NodePath,
    state: State<'_>,
) -> Option<String> {
    let value = spec.value(setting.key)?;
    value.expression()?;
    let resolved = state.document.graph().resolved(path, &value).ok()?;
    Some(setting_text(&resolved, setting.kind))
}
