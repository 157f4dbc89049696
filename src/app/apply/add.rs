//! Adding from the palette without saying where: behind what is selected, or where the network goes on.

use super::change::edit_and_select_new;
use crate::app::command::PaletteItem;
use crate::app::state::StateMut;
use crate::graph::NodePath;
use crate::graph::edit::add_behind;

/// Adds `item` after the selected node; without one, after the last node of the open level.
pub(super) fn add(state: &mut StateMut<'_>, item: &PaletteItem) {
    let graph = state.document.graph();
    let selected = state.document.selection.single();
    let around = selected.map_or_else(|| state.document.level().clone(), NodePath::around);
    let Some(place) = graph.place_in(&around) else {
        return;
    };
    let behind = selected.and_then(NodePath::leaf);
    // Its position is the edit's to find.
    let node = item.node([0.0, 0.0]);
    if let Some(edit) = add_behind(graph, &place, behind, node) {
        let edit = item.with_definition(graph, edit);
        edit_and_select_new(state, &edit, &place, &around);
    }
}
