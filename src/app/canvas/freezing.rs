//! Keeping training from changing the weights of what is selected.

use super::wiring::send_by_place;
use crate::app::command::{Commands, WindowCommand};
use crate::app::state::State;
use crate::graph::{Edit, NodeId, Place, can_be_frozen};
use crate::message;
use std::collections::BTreeSet;

/// Freezes the selected nodes or, where all of them are frozen, lets training change them again; `with_upstream` those
/// before them as well.
pub(super) fn freeze_selected(state: State<'_>, with_upstream: bool, commands: &mut Commands) {
    let graph = state.document.graph();
    let selected = state.document.selection.iter();
    let mut nodes: BTreeSet<(Place, NodeId)> = BTreeSet::new();
    for (place, id) in selected.filter_map(|path| graph.locate(path)) {
        let Some(body) = graph.body_of(&place) else {
            continue;
        };
        let reached: Vec<NodeId> = if with_upstream {
            body.upstream(id).collect()
        } else {
            vec![id]
        };
        let can_be = |id: &NodeId| body.node(*id).is_some_and(can_be_frozen);
        let frozen = reached.into_iter().filter(can_be);
        nodes.extend(frozen.map(|id| (place.clone(), id)));
    }
    if nodes.is_empty() {
        let message = message!("freeze-needs-layers");
        commands.send(WindowCommand::Complain(message));
        return;
    }
    let is_frozen = |(place, id): &(Place, NodeId)| {
        let body = graph.body_of(place);
        body.is_some_and(|body| body.frozen.contains(id))
    };
    let is_on = !nodes.iter().all(is_frozen);
    let code = if is_on {
        "edit-freeze-many"
    } else {
        "edit-unfreeze-many"
    };
    let label = message!(code, count = nodes.len());
    send_by_place(nodes, label, commands, |place, nodes| Edit::Freeze {
        place,
        nodes,
        is_on,
    });
}
