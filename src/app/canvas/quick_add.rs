//! Adding by typing, where the pointer is: a list at the pointer, and a wire from the selected node.

use egui::Pos2;

use super::gesture::drop::{Landing, can_stand_between, drop, ghost, landing};
use super::scene::Scene;
use super::scene::measure::NODE;
use crate::app::canvas::memory::{Canvas, Offer};
use crate::app::command::{Commands, NetworkCommand, PaletteItem, WindowCommand};
use crate::app::state::State;
use crate::graph::{Edit, Graph, NodePath};
use crate::message;

impl Canvas {
    /// Asks what to add at the pointer; in the middle where the pointer is elsewhere.
    pub(super) fn offer_to_add(&mut self, state: State<'_>) {
        let viewport = self.camera.viewport();
        let pointer = self
            .last_pointer
            .filter(|pointer| viewport.contains(*pointer));
        let spot = self.camera.graph(pointer.unwrap_or(viewport.center()));
        self.offer = Some(Offer::to_add(state, spot));
    }

    /// Adds `item` around `spot`, in graph units, or beside what stands too near: behind the one selected node, else where
    /// it would be dropped. With the spot on a node, it goes where it would without one.
    pub(super) fn quick_add(
        &self,
        item: &PaletteItem,
        spot: Pos2,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let graph = state.document.graph();
        let selected = state.document.selection.single();
        let source = selected.and_then(|path| self.scene.outline.find(path));
        let source = source.filter(|source| takes_over(&self.scene, graph, *source, item));
        let parent = source.map_or_else(
            || self.scene.body_at(spot),
            |source| self.scene.outline.items[source].parent,
        );
        let free = || {
            self.free_rect(graph, parent, NODE, ghost(spot).min)
                .center()
        };
        let dropped = landing(&self.scene, graph, item, spot, self.camera.zoom());
        let landing = match (source, dropped) {
            _ if self.stands_on_node(parent, spot) => {
                commands.send(NetworkCommand::Add(item.clone()));
                return;
            }
            (Some(source), _) => Landing::Behind(source, free()),
            (None, on_wire @ Landing::OnWire(..)) => on_wire,
            (None, _) => Landing::Free(free()),
        };
        match drop(&self.scene, graph, item, &landing) {
            Some(added) => add_by(item, added, commands),
            None => commands.send(WindowCommand::Complain(message!(
                "cannot-stand-here",
                name = item.name()
            ))),
        }
    }

    /// Whether `spot` is on a node other than those around the body of `parent`.
    fn stands_on_node(&self, parent: Option<usize>, spot: Pos2) -> bool {
        let around = self.scene.outline.path_of_body(parent);
        let items = self.scene.outline.items.iter();
        let mut others = items
            .zip(&self.scene.layout.rects)
            .filter(|(item, _)| !around.is_within(&item.path));
        others.any(|(_, rect)| rect.contains(spot))
    }
}

/// Changes the network by an edit that adds `item` to the inside of a block instance: it is selected then, and among
/// what was added last.
pub(super) fn add_by(
    item: &PaletteItem,
    (around, edit): (NodePath, Edit),
    commands: &mut Commands,
) {
    commands.send(NetworkCommand::EditAndSelect(around, edit));
    commands.send(WindowCommand::Remember(item.clone()));
}

/// Whether `item` can take over what the node `source` gives to others.
fn takes_over(scene: &Scene, graph: &Graph, source: usize, item: &PaletteItem) -> bool {
    scene.outline.items[source].has_output && can_stand_between(graph, &item.content())
}
