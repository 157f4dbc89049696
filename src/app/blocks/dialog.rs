//! Which dialog around blocks is open, and what all of them look like.

use super::make::MakeDialog;
use super::parameter::ParameterDialog;
use super::rename::RenameDialog;
use super::repeat::RepeatDialog;
use crate::app::command::{BlockDialog, Commands, WindowCommand};
use crate::app::look::{Theme, size};
use crate::app::state::State;
use crate::app::widgets;
use crate::text::say;
use egui::{Key, Response, TextEdit, Ui, vec2};

/// What the dialogs keep while they are open.
#[derive(Debug, Default)]
pub struct BlockDialogs {
    make: MakeDialog,
    repeat: RepeatDialog,
    rename: RenameDialog,
    parameter: ParameterDialog,
}

impl BlockDialogs {
    /// Forgets what was typed: no dialog is open.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Paints `dialog`.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        dialog: &BlockDialog,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        match dialog {
            BlockDialog::Make => self.make.ui(ui, state, commands),
            BlockDialog::Repeat => self.repeat.ui(ui, state, commands),
            BlockDialog::Rename(block) => self.rename.ui(ui, block, state, commands),
            BlockDialog::RenameSaved(block) => self.rename.saved_ui(ui, block, state, commands),
            BlockDialog::Parameterize(candidate) => {
                self.parameter.ui(ui, candidate, state, commands);
            }
        }
    }
}

/// A field for one line of text, with its name before it. A dialog's first field has the keyboard when it `is_new`.
pub(super) fn line_ui(ui: &mut Ui, label: &str, text: &mut String, is_new: bool) -> Response {
    let label = ui.label(label);
    let edit = TextEdit::singleline(text)
        .desired_width(f32::INFINITY)
        .margin(vec2(9.0, 5.0));
    let response = ui.add(edit).labelled_by(label.id);
    widgets::select_on_arrival(ui, &response, text);
    if is_new {
        // Asked for so, the keyboard does not count as having just come.
        response.request_focus();
        widgets::select_all(ui, response.id, text);
    }
    response
}

/// Whether Enter was pressed in the field of `response`.
pub(super) fn entered(ui: &Ui, response: &Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// What is wrong, the button that does it, and the one that does not. Answers whether it is to be done.
pub(super) fn answer_ui(
    ui: &mut Ui,
    words: &str,
    fault: Option<&str>,
    commands: &mut Commands,
) -> bool {
    if let Some(fault) = fault {
        ui.add_space(4.0);
        let words = egui::RichText::new(fault).color(Theme::of(ui).error);
        ui.add(egui::Label::new(words).wrap());
    }
    ui.add_space(size::PANEL_MARGIN);
    ui.horizontal(|ui| {
        let agreed = widgets::filled_button_ui(ui, words, None, 96.0).clicked();
        if ui.button(say("cancel")).clicked() {
            commands.send(WindowCommand::CloseOverlay);
        }
        agreed
    })
    .inner
}
