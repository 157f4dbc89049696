//! The dialog that gives a block another name.

use super::dialog::{answer_ui, entered, line_ui};
use crate::app::command::{Command, Commands};
use crate::app::look::size;
use crate::app::state::State;
use crate::app::widgets;
use crate::graph::{Edit, apply};
use egui::Ui;

/// What the dialog keeps while it is open.
#[derive(Debug, Default)]
pub(super) struct RenameDialog {
    name: Option<String>,
    fault: Option<String>,
}

impl RenameDialog {
    /// Paints the dialog for the block of this name.
    pub fn ui(&mut self, ui: &mut Ui, block: &str, state: &State, commands: &mut Commands) {
        ui.set_width(360.0);
        widgets::title_ui(ui, &format!("Rename block {block}"));
        ui.add_space(4.0);
        ui.label("Every instance follows; layers keep their names.");
        ui.add_space(size::UNIT);
        let is_new = self.name.is_none();
        let name = self.name.get_or_insert_with(|| block.to_owned());
        let response = line_ui(ui, "Block name", name, is_new);
        if response.changed() {
            self.fault = None;
        }
        let agreed = entered(ui, &response);
        if answer_ui(ui, "Rename", self.fault.as_deref(), commands) || agreed {
            self.agree(block, state, commands);
        }
    }

    fn agree(&mut self, block: &str, state: &State, commands: &mut Commands) {
        let edit = Edit::RenameBlock {
            block: block.to_owned(),
            name: self.name.clone().unwrap_or_default(),
        };
        match apply(state.document.graph(), &edit) {
            Ok(_) => {
                commands.send(Command::CloseOverlay);
                commands.send(edit);
            }
            Err(refusal) => self.fault = Some(widgets::sentence(&refusal.to_string())),
        }
    }
}
