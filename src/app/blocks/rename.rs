//! The dialog that gives a block another name.

use super::dialog::{answer_ui, entered, line_ui};
use crate::app::command::{BlockCommand, Commands, WindowCommand};
use crate::app::look::size;
use crate::app::state::State;
use crate::app::widgets;
use crate::graph::{Edit, apply};
use crate::text::say;
use crate::tr;
use egui::Ui;

/// What the dialog keeps while it is open.
#[derive(Debug, Default)]
pub(super) struct RenameDialog {
    name: Option<String>,
    fault: Option<String>,
}

impl RenameDialog {
    /// Paints the dialog for the block of this name in the network.
    pub fn ui(&mut self, ui: &mut Ui, block: &str, state: State<'_>, commands: &mut Commands) {
        let title = tr!("rename-this-block", block = block);
        let hint = say("every-instance-follows");
        if self.name_ui(ui, (&title, hint), block, commands) {
            self.agree(block, state, commands);
        }
    }

    /// Paints the dialog for the block of this name among the user's own.
    pub fn saved_ui(
        &mut self,
        ui: &mut Ui,
        block: &str,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let title = tr!("rename-my-block", block = block);
        let hint = say("networks-stay");
        if self.name_ui(ui, (&title, hint), block, commands) {
            self.agree_saved(block, state, commands);
        }
    }

    /// The name and the buttons; answers whether it is to be given.
    fn name_ui(
        &mut self,
        ui: &mut Ui,
        (title, hint): (&str, &str),
        block: &str,
        commands: &mut Commands,
    ) -> bool {
        widgets::dialog_title_ui(ui, title, 360.0);
        ui.label(hint);
        ui.add_space(size::UNIT);
        let is_new = self.name.is_none();
        let name = self.name.get_or_insert_with(|| block.to_owned());
        let response = line_ui(ui, say("block-name"), name, is_new);
        if response.changed() {
            self.fault = None;
        }
        let agreed = entered(ui, &response);
        answer_ui(ui, say("rename"), self.fault.as_deref(), commands) || agreed
    }

    fn agree_saved(&mut self, block: &str, state: State<'_>, commands: &mut Commands) {
        let name = self.name.clone().unwrap_or_default();
        match state.window.library.clone().rename(block, &name) {
            Ok(()) => {
                commands.send(WindowCommand::CloseOverlay);
                let block = block.to_owned();
                commands.send(BlockCommand::NameSaved { block, name });
            }
            Err(fault) => self.fault = Some(fault.sentence().to_string()),
        }
    }

    fn agree(&mut self, block: &str, state: State<'_>, commands: &mut Commands) {
        let edit = Edit::RenameBlock {
            block: block.to_owned(),
            name: self.name.clone().unwrap_or_default(),
        };
        match apply(state.document.graph(), &edit) {
            Ok(_) => {
                commands.send(WindowCommand::CloseOverlay);
                commands.send(edit);
            }
            Err(refusal) => self.fault = Some(widgets::sentence(&refusal.to_string())),
        }
    }
}
