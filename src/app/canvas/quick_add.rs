//! Adding by typing, where the pointer is: a list at the pointer, and a wire from the selected node.

use egui::Pos2;

use super::Canvas;
use super::gesture::drop::{Landing, can_stand_between, drop, landing, stored_position};
use super::offer::Offer;
use super::scene::Scene;
use crate::app::command::{Command, Commands};
use crate::app::palette::PaletteItem;
use crate::app::state::{Selection, State};
use crate::graph::{Body, Edit, Graph, NodeId, NodePath};

impl Canvas {
    /// Asks what to add at the pointer; in the middle where the pointer is elsewhere.
    pub(super) fn offer_to_add(&mut self, state: &State) {
        let viewport = self.camera.viewport();
        let pointer = self
            .last_pointer
            .filter(|pointer| viewport.contains(*pointer));
        let spot = self.camera.graph(pointer.unwrap_or(viewport.center()));
        self.offer = Some(Offer::to_add(state, spot));
    }

    /// Adds `item` around `spot`, in graph units: behind the one selected node, else where it would be dropped.
    pub(super) fn quick_add(
        &self,
        item: &PaletteItem,
        spot: Pos2,
        state: &State,
        commands: &mut Commands,
    ) {
        let graph = state.document.graph();
        let behind = state
            .selection
            .single()
            .and_then(|path| behind(&self.scene, graph, path, item, spot));
        let added = behind.or_else(|| {
            let landing = landing(&self.scene, graph, item, spot, self.camera.zoom());
            let landing = match landing {
                Landing::After(_) => Landing::Free(spot),
                other => other,
            };
            drop(&self.scene, graph, item, &landing)
        });
        match added {
            Some((edit, path)) => {
                commands.send(edit);
                commands.send(Command::Remember(item.clone()));
                commands.send(Selection::only(path));
            }
            None => commands.send(Command::Complain(format!(
                "{} cannot stand here; choose another place or layer",
                item.name()
            ))),
        }
    }
}

/// The edit that puts `item` around `spot` and lets it take over what the node at `path` gave to others.
fn behind(
    scene: &Scene,
    graph: &Graph,
    path: &NodePath,
    item: &PaletteItem,
    spot: Pos2,
) -> Option<(Edit, NodePath)> {
    let source = &scene.outline.items[scene.outline.find(path)?];
    if !source.has_output || !can_stand_between(graph, &item.content()) {
        return None;
    }
    let place = source.place.clone();
    let body = graph.body_of(&place)?;
    let new = body.free_id();
    let add = Edit::Add {
        place: place.clone(),
        node: item.node(stored_position(scene, source.parent, spot)),
    };
    let connect = |(from, to, port): (NodeId, NodeId, usize)| Edit::Connect {
        place: place.clone(),
        from,
        to,
        port: Some(port),
    };
    let onwards = takers(body, source.node).map(|(to, port)| (new, to, port));
    let wires = [(source.node, new, 0)].into_iter().chain(onwards);
    let edits = [add].into_iter().chain(wires.map(connect)).collect();
    let edit = Edit::Many {
        label: format!("add {}", item.name()),
        edits,
    };
    let path = scene.outline.path_of_body(source.parent).child(new);
    Some((item.with_definition(graph, edit), path))
}

/// Where the output of `node` goes.
fn takers(body: &Body, node: NodeId) -> impl Iterator<Item = (NodeId, usize)> + '_ {
    let wires = body.wires().filter(move |(from, _, _)| *from == node);
    wires.map(|(_, to, port)| (to, port))
}
