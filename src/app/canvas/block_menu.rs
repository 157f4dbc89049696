//! The lines of a node's menu that make blocks of layers, and rows of blocks.

use std::collections::BTreeSet;

use egui::Ui;

use super::menu::line;
use crate::app::command::Commands;
use crate::app::state::State;
use crate::graph::edit::suggest_block;
use crate::graph::{Edit, Graph, NodeId, Place, unique_name};

/// How often a click can have something stand in a row.
const COUNTS: [usize; 7] = [2, 3, 4, 5, 6, 8, 10];

/// Lines for the selected nodes of `place`, `id` among them.
pub(super) fn block_lines_ui(
    ui: &mut Ui,
    place: &Place,
    id: NodeId,
    state: &State,
    commands: &mut Commands,
) {
    let graph = state.document.graph();
    let nodes = together_with(graph, place, id, state);
    if line(ui, "Make block", "") {
        commands.send(make_block(graph, place, &nodes));
    }
    ui.menu_button("Repeat", |ui| {
        for count in COUNTS {
            if line(ui, &format!("{count} in a row"), "") {
                commands.send(Edit::Repeat {
                    place: place.clone(),
                    nodes: nodes.clone(),
                    count,
                });
            }
        }
    });
}

/// The selected nodes of the body that holds `id`.
fn together_with(graph: &Graph, place: &Place, id: NodeId, state: &State) -> BTreeSet<NodeId> {
    let located = state.selection.iter().filter_map(|path| graph.locate(path));
    let here = located.filter(|(other, _)| other == place);
    here.map(|(_, id)| id).chain([id]).collect()
}

/// The block with a parameter for everything in which parts that are wired alike differ. Where the nodes cannot be
/// a block, the edit is refused with the reason.
fn make_block(graph: &Graph, place: &Place, nodes: &BTreeSet<NodeId>) -> Edit {
    let taken: BTreeSet<&str> = graph.blocks.keys().map(String::as_str).collect();
    let found = suggest_block(graph, place, nodes);
    Edit::MakeBlock {
        place: place.clone(),
        nodes: nodes.clone(),
        name: unique_name("block", &taken),
        parameters: found.map(|found| found.parameters).unwrap_or_default(),
        with_repeats: true,
    }
}
