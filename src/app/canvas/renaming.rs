//! The name of a node, written where it stands.

use egui::{Rect, Ui, vec2};

use super::touch::handle;
use crate::app::canvas::memory::Canvas;
use crate::app::command::{Commands, ViewCommand};
use crate::app::look::size;
use crate::app::rename::{Named, Renaming};
use crate::app::state::State;
use crate::graph::NodePath;

/// The least size of the field in screen points, however far the view is.
const LEAST_WIDTH: f32 = 180.0;

impl Canvas {
    /// Renames what is selected: a node where it stands, a note by writing it, and in the inspector the network, or what
    /// is not on the canvas.
    pub(super) fn rename_selected(&mut self, state: State<'_>, commands: &mut Commands) {
        if let Some(note) = state.document.selection.single_note() {
            self.to_write = Some(note.clone());
            return;
        }
        match state.document.selection.single() {
            Some(path) if self.scene.outline.find(path).is_some() => {
                self.rename(path, state);
            }
            _ => commands.send(ViewCommand::EditName),
        }
    }

    /// Opens a field in the place of the name of the node at `path`.
    pub(super) fn rename(&mut self, path: &NodePath, state: State<'_>) {
        let Some(item) = self.scene.outline.find(path) else {
            return;
        };
        let rect = handle(
            &self.scene.outline.items[item],
            self.scene.layout.rects[item],
        );
        self.camera.reveal(rect);
        self.renaming = Renaming::of(Named::Node(path.clone()), "canvas", state);
    }

    /// Paints the field while a name is being typed.
    pub(super) fn renaming_ui(&mut self, ui: &mut Ui, state: State<'_>, commands: &mut Commands) {
        let Some(mut renaming) = self.renaming.take() else {
            return;
        };
        let Named::Node(path) = &renaming.named else {
            return;
        };
        let Some(item) = self.scene.outline.find(path) else {
            return;
        };
        let node = &self.scene.outline.items[item];
        let id = node.id;
        let shown = self
            .camera
            .screen_rect(handle(node, self.scene.rects[item]));
        let room = vec2(shown.width().max(LEAST_WIDTH), size::ROW_HEIGHT);
        let field = Rect::from_min_size(shown.min, room);
        match renaming.ui(ui, field, state.document, commands) {
            None => self.renaming = Some(renaming),
            Some(left) if left.gives_back => {
                ui.memory_mut(|memory| memory.request_focus(id));
            }
            Some(_) => {}
        }
    }
}
