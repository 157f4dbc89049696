//! What comes to the network is seen: the view moves by the least that shows it, whatever brought it there.

use egui::Rect;

use super::scene::item::Item;
use crate::app::canvas::memory::Canvas;
use crate::app::command::NotePath;
use crate::app::state::State;
use crate::graph::{Graph, NodeId, Place};

impl Canvas {
    /// Brings into view what the network of `state` has that it had not when the canvas last looked. Call it once the
    /// picture is up to date; `is_other` says that the picture before was that of another network.
    pub(super) fn show_arrivals(&mut self, state: State<'_>, is_other: bool) {
        let graph = state.document.graph();
        if graph.is_same(&self.last_seen) {
            return;
        }
        let before = std::mem::replace(&mut self.last_seen, graph.clone());
        if is_other || self.is_second {
            return;
        }
        let Some(bounds) = self.arrivals(&before, state) else {
            return;
        };
        // What was put down where the pointer is stays there: the eye is on it.
        let seen = self.camera.screen_rect(bounds);
        let seen = seen.intersect(self.camera.viewport());
        let pointer = self.last_pointer;
        if pointer.is_some_and(|pointer| seen.contains(pointer)) {
            return;
        }
        let around = graph.place_in(state.document.level());
        let was_empty = around
            .and_then(|place| before.body_of(&place))
            .is_none_or(|body| body.nodes.is_empty());
        self.camera.bring_into_view(bounds, was_empty);
    }

    /// Where the new nodes and notes lie. An edit inside a block may show at several of its instances: the selected one
    /// counts, else the first.
    fn arrivals(&self, before: &Graph, state: State<'_>) -> Option<Rect> {
        let is_new = |item: &Item| is_new_node(before, &item.place, item.node);
        let items = self.scene.outline.items.iter().enumerate();
        let nodes = items.filter(|(_, item)| is_new(item)).map(|(index, item)| {
            let is_selected = state.document.selection.contains(&item.path);
            (is_selected, item.parent, self.scene.layout.rects[index])
        });
        let sheets = self.scene.sheets.all.iter().enumerate();
        let notes = sheets
            .filter(|(_, sheet)| is_new_note(before, &sheet.place, &sheet.path))
            .map(|(index, sheet)| {
                let is_selected = state
                    .document
                    .selection
                    .notes()
                    .any(|path| *path == sheet.path);
                (is_selected, sheet.parent, self.scene.sheets.rects[index])
            });
        let found: Vec<(bool, Option<usize>, Rect)> = nodes.chain(notes).collect();
        let any_selected = found.iter().any(|(is_selected, ..)| *is_selected);
        let first = found.first().map(|(_, parent, _)| *parent)?;
        let meant = found.into_iter().filter(|(is_selected, parent, _)| {
            if any_selected {
                *is_selected
            } else {
                *parent == first
            }
        });
        meant.map(|(_, _, rect)| rect).reduce(Rect::union)
    }
}

/// Whether the body was there and had no such node. A body that is new itself shows in a frame that was there.
fn is_new_node(before: &Graph, place: &Place, node: NodeId) -> bool {
    let body = before.body_of(place);
    body.is_some_and(|body| body.node(node).is_none())
}

fn is_new_note(before: &Graph, place: &Place, note: &NotePath) -> bool {
    let body = before.body_of(place);
    body.is_some_and(|body| !body.drawing.notes.contains_key(&note.id))
}
