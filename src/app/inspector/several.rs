//! The form of several selected nodes at once: what they share, and what they come to together.

use super::cost::as_known;
use super::field::Draft;
use super::row::{divider_ui, figure_row_ui};
use super::setting::{Nodes, SettingSubject, setting_ui};
use super::{arguments, header, whom_ui};
use crate::app::command::Commands;
use crate::app::state::State;
use crate::app::widgets;
use crate::graph::{Graph, Inference, NodeId, NodePath, Place};
use crate::layer::{LayerSpec, SettingSpec, Value, bytes, magnitude, thousands};
use crate::text::say;
use crate::tr;

/// Paints what all selected nodes share; a change goes to all of them, into every block that they are in.
pub fn several_ui(ui: &mut egui::Ui, draft: &mut Draft, state: State<'_>, commands: &mut Commands) {
    let graph = state.document.graph();
    let count = state.document.selection.len();
    header::title_block_ui(
        ui,
        &tr!("selected-count", count = %count),
        say("changes-go-to-all"),
        None,
    );
    let paths: Vec<&NodePath> = state.document.selection.iter().collect();
    let located = paths.iter().filter_map(|path| graph.locate(path));
    let nodes = by_place(located);
    let blocks = nodes.keys().filter_map(|place| match place {
        Place::Block(block) => Some(block.as_str()),
        Place::Root => None,
    });
    let blocks: Vec<&str> = blocks.collect();
    if !blocks.is_empty() {
        whom_ui(ui, &blocks, state);
    }
    if arguments::share_a_block(graph, &paths) {
        arguments::arguments_ui(ui, draft, &paths, state, commands);
    } else {
        settings_ui(ui, draft, (&paths, &nodes), graph, commands);
    }
    together_ui(ui, &paths, state.document.inference());
}

fn by_place(located: impl Iterator<Item = (Place, NodeId)>) -> Nodes {
    let mut nodes = Nodes::new();
    for (place, id) in located {
        nodes.entry(place).or_default().insert(id);
    }
    nodes
}

fn settings_ui(
    ui: &mut egui::Ui,
    draft: &mut Draft,
    (paths, nodes): (&[&NodePath], &Nodes),
    graph: &Graph,
    commands: &mut Commands,
) {
    let specs = paths.iter().map(|path| graph.node(path)?.layer());
    let specs: Option<Vec<&LayerSpec>> = specs.collect();
    let specs = specs.unwrap_or_default();
    let shared = shared_settings(&specs);
    if shared.is_empty() {
        widgets::muted_ui(ui, say("share-no-setting"));
    }
    for setting in shared {
        let subject = SettingSubject {
            nodes: nodes.clone(),
            value: common_value(&specs, setting),
            resolved: None,
        };
        setting_ui(ui, draft, setting, &subject, commands);
    }
}

/// What the selected nodes come to, all layers inside of blocks among them.
fn together_ui(ui: &mut egui::Ui, paths: &[&NodePath], inference: &Inference) {
    let totals = inference.totals_within(&paths.iter().copied().collect());
    divider_ui(ui);
    widgets::group_heading_ui(ui, say("together"));
    ui.add_space(2.0);
    figure_row_ui(ui, say("layers"), thousands(totals.layer_count as u64));
    let params = thousands(totals.params.total());
    figure_row_ui(ui, say("parameters"), as_known(&totals, params));
    let macs = magnitude(totals.macs);
    figure_row_ui(ui, say("multiply-adds"), as_known(&totals, macs));
    let memory = bytes(totals.activation_bytes);
    figure_row_ui(ui, say("activation-memory"), as_known(&totals, memory))
        .on_hover_text(say("of-one-picture"));
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
fn common_value(specs: &[&LayerSpec], setting: &SettingSpec) -> Option<Value> {
    let mut values = specs.iter().map(|spec| spec.value(setting.key));
    let first = values.next().flatten()?;
    values
        .all(|value| value.as_ref() == Some(&first))
        .then_some(first)
}
