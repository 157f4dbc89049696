//! What follows from what the user did to notes.

use egui::{Key, Ui};

use super::resize::Resize;
use super::touch::{NotePart, NoteTouches};
use crate::app::canvas::gesture::Gesture;
use crate::app::canvas::gesture::carry::Carry;
use crate::app::canvas::memory::{Canvas, MenuTarget};
use crate::app::canvas::touch::Interaction;
use crate::app::command::{Commands, NotePath, Selection};
use crate::app::state::State;

impl Canvas {
    /// Turns interactions into commands and gestures.
    pub(in crate::app::canvas) fn note_interactions(
        &mut self,
        ui: &Ui,
        touches: &NoteTouches,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        for (index, part, interaction) in &touches.interactions {
            match part {
                NotePart::Body => self.note_interaction(ui, *index, *interaction, state, commands),
                NotePart::Corner(corner) if *interaction == Interaction::Drag => {
                    if let Some(origin) = ui.input(|input| input.pointer.press_origin()) {
                        let from = self.camera.graph(origin);
                        let resize = Resize::begin(&self.scene.sheets, *index, *corner, from);
                        self.gesture = Gesture::Resize(resize);
                    }
                }
                NotePart::Corner(_) => {}
            }
        }
    }

    fn note_interaction(
        &mut self,
        ui: &Ui,
        index: usize,
        interaction: Interaction,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let sheet = &self.scene.sheets.all[index];
        let (path, id) = (sheet.path.clone(), sheet.id);
        let is_selected = state.document.selection.contains_note(&path);
        match interaction {
            Interaction::DoubleClick => self.to_write = Some(path),
            Interaction::Enter if is_selected => self.to_write = Some(path),
            Interaction::Click | Interaction::Enter => {
                ui.memory_mut(|memory| memory.request_focus(id));
                self.selected_wire = None;
                let modifiers = ui.input(|input| input.modifiers);
                commands.send(clicked(&state.document.selection, path, modifiers));
            }
            Interaction::SecondaryClick => {
                if !is_selected {
                    commands.send(Selection::only_note(path.clone()));
                }
                self.open_menu(MenuTarget::Note(path));
            }
            Interaction::Drag => self.carry_note(ui, index, state, commands),
            Interaction::Focus => self.camera.reveal(self.scene.sheets.rects[index]),
        }
    }

    /// Takes up a note, with the rest of the selection where it is selected; a frame takes along what it holds.
    fn carry_note(&mut self, ui: &Ui, index: usize, state: State<'_>, commands: &mut Commands) {
        let (origin, is_panning) =
            ui.input(|input| (input.pointer.press_origin(), input.key_down(Key::Space)));
        let Some(origin) = origin.filter(|_| !is_panning) else {
            return;
        };
        let path = &self.scene.sheets.all[index].path;
        let mut selection = state.document.selection.clone();
        if !selection.contains_note(path) {
            let modifiers = ui.input(|input| input.modifiers);
            selection = clicked(&selection, path.clone(), modifiers);
            commands.send(selection.clone());
        }
        let from = self.camera.graph(origin);
        self.gesture = Gesture::Carry(Carry::begin_note(&self.scene, index, &selection, from));
    }
}

/// The selection after a click on a note: alone, added with Shift, the other way with Ctrl.
fn clicked(selection: &Selection, path: NotePath, modifiers: egui::Modifiers) -> Selection {
    if modifiers.command {
        selection.toggled_note(path)
    } else if modifiers.shift {
        selection.clone().with_notes([path])
    } else {
        Selection::only_note(path)
    }
}
