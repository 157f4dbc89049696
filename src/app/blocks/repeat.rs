//! The dialog that asks how often something stands in a row.

use super::chosen::chosen;
use super::dialog::{answer_ui, entered, line_ui};
use crate::app::command::{Commands, WindowCommand};
use crate::app::look::size;
use crate::app::state::State;
use crate::app::widgets;
use crate::graph::edit::MOST_COPIES;
use crate::graph::{Edit, apply};
use crate::layer::number_text;
use crate::text::say;
use crate::tr;
use egui::Ui;

/// What the dialog keeps while it is open.
#[derive(Debug, Default)]
pub(super) struct RepeatDialog {
    count: Option<String>,
    fault: Option<String>,
}

impl RepeatDialog {
    /// Paints the dialog.
    pub fn ui(&mut self, ui: &mut Ui, state: State<'_>, commands: &mut Commands) {
        widgets::dialog_title_ui(ui, say("repeat-in-a-row"), 360.0);
        ui.label(say("copies-follow"));
        ui.add_space(size::UNIT);
        let is_new = self.count.is_none();
        let count = self.count.get_or_insert_with(|| "2".to_owned());
        let response = line_ui(ui, say("how-many-in-a-row"), count, is_new);
        if response.changed() {
            self.fault = None;
        }
        let agreed = entered(ui, &response);
        if answer_ui(ui, say("repeat"), self.fault.as_deref(), commands) || agreed {
            self.agree(state, commands);
        }
    }

    fn agree(&mut self, state: State<'_>, commands: &mut Commands) {
        let typed = self.count.as_deref().unwrap_or_default().trim();
        let count = match count_from(typed) {
            Ok(count) => count,
            Err(fault) => {
                self.fault = Some(fault);
                return;
            }
        };
        let Some(chosen) = chosen(state.document) else {
            self.fault = Some(tr!("nothing-selected-any-more"));
            return;
        };
        let edit = Edit::Repeat {
            place: chosen.place,
            nodes: chosen.nodes,
            count,
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

fn count_from(typed: &str) -> Result<usize, String> {
    let expected = tr!("expected-copies", most = MOST_COPIES, typed = typed);
    let number = number_text::whole(typed).map_err(|misread| misread.sentence(&expected))?;
    usize::try_from(number).map_err(|_| expected)
}
