//! What follows from the user's keys, and who gets the keyboard.

use egui::Ui;

use super::gesture::Gesture;
use super::gesture::carry::move_edit;
use super::keys::{self, KeyInteraction, Within};
use super::notes::{NoteTouches, both, move_notes_edit};
use super::touch::{Touches, handle};
use crate::app::blocks;
use crate::app::canvas::memory::{Canvas, KeyboardGoes};
use crate::app::command::{BlockCommand, Commands, EditCommand, NetworkCommand, Selection};
use crate::app::state::State;
use crate::graph::NodePath;

/// All pushes with the arrows until one is let go are one step of undo.
const PUSH: &str = "push";

impl Canvas {
    /// Gives the keyboard to what has been put down: keys were meant for what was selected before only while that was.
    /// Elsewhere than on the canvas it stays.
    pub(super) fn hand_over_keyboard(
        &mut self,
        ui: &Ui,
        (touches, notes): (&Touches, &NoteTouches),
        state: State<'_>,
    ) {
        if std::mem::take(&mut self.keyboard_goes) == KeyboardGoes::Nowhere {
            return;
        }
        let focused = ui.memory(egui::Memory::focused);
        let is_here = touches.focused.is_some() || notes.focused.is_some();
        if focused.is_some() && !is_here {
            return;
        }
        let node = state.document.selection.single();
        let node = node.and_then(|path| self.scene.outline.find(path));
        let note = state.document.selection.single_note();
        let note = note.and_then(|path| self.scene.sheets.find(path));
        let node = node.map(|item| self.scene.outline.items[item].id);
        let new = node.or_else(|| note.map(|sheet| self.scene.sheets.all[sheet].id));
        ui.memory_mut(|memory| match (new, focused) {
            (Some(new), _) => memory.request_focus(new),
            (None, Some(old)) => memory.surrender_focus(old),
            (None, None) => {}
        });
    }

    /// Does what the keys ask for.
    pub(super) fn key_interactions(
        &mut self,
        ui: &Ui,
        (touches, notes): (&Touches, &NoteTouches),
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let elsewhere =
            ui.memory(|memory| memory.focused().is_some() || memory.top_modal_layer().is_some());
        let is_here = touches.focused.is_some() || notes.focused.is_some();
        if (elsewhere && !is_here) || egui::Popup::is_any_open(ui.ctx()) {
            return;
        }
        let within = Within {
            nodes: !state.document.selection.is_empty() || touches.focused.is_some(),
            wire: self.selected_wire.is_some(),
            gesture: !self.gesture.is_idle() || self.is_armed_to_cut,
            level: !state.document.level().0.is_empty(),
            block: !is_here && self.single_block(state).is_some(),
        };
        let interactions = keys::read(ui, within);
        // What is left of Escape after a gesture or a wire.
        if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            self.scene.forget_changes();
        }
        for interaction in interactions {
            match interaction {
                KeyInteraction::Push(by) => self.push(by, touches, state, commands),
                KeyInteraction::EndPush => commands.send(NetworkCommand::EndGesture),
                KeyInteraction::Walk(step) => self.walk(ui, step, touches, state, commands),
                KeyInteraction::DeleteWire => self.delete_wire(state, commands),
                KeyInteraction::DeleteNodes => commands.send(EditCommand::Delete),
                KeyInteraction::Open => {
                    if let Some(path) = self.single_block(state) {
                        self.open_block(path, commands);
                    }
                }
                KeyInteraction::Cancel => {
                    self.gesture = Gesture::Idle;
                    self.is_armed_to_cut = false;
                    self.selected_wire = None;
                }
            }
        }
    }

    /// The one selected node, where it is a block on the canvas.
    fn single_block(&self, state: State<'_>) -> Option<NodePath> {
        let path = state.document.selection.single()?;
        let item = self.scene.outline.find(path)?;
        let is_block = self.scene.outline.items[item].is_block();
        is_block.then(|| path.clone())
    }

    fn push(&self, by: egui::Vec2, touches: &Touches, state: State<'_>, commands: &mut Commands) {
        let mut items: Vec<usize> = state
            .document
            .selection
            .iter()
            .filter_map(|path| self.scene.outline.find(path))
            .collect();
        if items.is_empty() {
            items.extend(touches.focused);
        }
        let notes = state.document.selection.notes().cloned().collect();
        let moved = move_notes_edit(&self.scene, &notes, by);
        let edit = both(
            &self.scene,
            move_edit(&self.scene, &items, by),
            moved,
            &notes,
        );
        if let Some(edit) = edit {
            commands.send(NetworkCommand::Gesture(PUSH.to_owned(), edit));
        }
    }

    fn walk(
        &mut self,
        ui: &Ui,
        step: keys::WireStep,
        touches: &Touches,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let selected = state
            .document
            .selection
            .iter()
            .next()
            .and_then(|path| self.scene.outline.find(path));
        if let Some(next) = keys::walk(&self.scene, touches.focused.or(selected), step) {
            let item = &self.scene.outline.items[next];
            ui.memory_mut(|memory| memory.request_focus(item.id));
            self.camera
                .reveal(handle(item, self.scene.layout.rects[next]));
            commands.send(Selection::only(item.path.clone()));
        } else if step == keys::WireStep::Up
            && blocks::availability(&BlockCommand::Leave, state.document).is_ready()
        {
            commands.send(BlockCommand::Leave);
        }
    }
}
