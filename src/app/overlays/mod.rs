//! Dialogs of the window's own. Never more than one at a time; each answers with commands.

mod about;
mod command_palette;
mod disk;
mod file_browser;
mod picks;
mod recovery;
mod shortcuts;
mod training;
mod unsaved;

use super::blocks::BlockDialogs;
use super::compare::SummaryDialog;
use super::gallery::gallery_ui;
use super::state::State;
use super::widgets;
use crate::app::command::{Command, Commands, Offers, Overlay, WindowCommand};

/// What the dialogs keep while they are open.
#[derive(Debug, Default)]
pub struct Overlays {
    command_palette: command_palette::CommandPalette,
    file_browser: file_browser::FileBrowser,
    picks: picks::Picks,
    shortcuts: shortcuts::Shortcuts,
    summary: SummaryDialog,
    blocks: BlockDialogs,
}

impl Overlays {
    /// Paints the open dialog, if one is; `training` is the name of the network that is being trained.
    pub fn ui(
        &mut self,
        ctx: &egui::Context,
        (state, training): (State<'_>, Option<&str>),
        offers: &dyn Offers,
        commands: &mut Commands,
    ) {
        match &state.window.overlay {
            None => {
                self.file_browser.reset();
                self.picks.reset();
                self.shortcuts.reset();
                self.summary.reset();
                self.blocks.reset();
            }
            Some(Overlay::CommandPalette) => self.command_palette.ui(ctx, state, offers, commands),
            Some(Overlay::Gallery) => dialog_ui(ctx, commands, gallery_ui),
            Some(Overlay::Shortcuts) => dialog_ui(ctx, commands, |ui, commands| {
                self.shortcuts.ui(ui, offers, commands);
            }),
            Some(Overlay::Summary) => dialog_ui(ctx, commands, |ui, commands| {
                self.summary.ui(ui, commands);
            }),
            Some(pick @ (Overlay::AddAfter | Overlay::ConnectTo | Overlay::Disconnect)) => {
                dialog_ui(ctx, commands, |ui, commands| {
                    self.picks.ui(ui, pick, state, commands);
                });
            }
            Some(Overlay::Block(dialog)) => dialog_ui(ctx, commands, |ui, commands| {
                self.blocks.ui(ui, dialog, state, commands);
            }),
            Some(Overlay::About) => dialog_ui(ctx, commands, about::about_ui),
            Some(Overlay::Files(question)) => {
                dialog_ui(ctx, commands, |ui, commands| {
                    let last = state.window.last_folder.as_deref();
                    self.file_browser.ui(ui, question, last, commands);
                });
            }
            Some(Overlay::Recovery(lost)) => {
                dialog_ui(ctx, commands, |ui, commands| {
                    recovery::recovery_ui(ui, lost, offers, commands);
                });
            }
            Some(Overlay::Training) => dialog_ui(ctx, commands, |ui, commands| {
                training::training_ui(ui, training, offers, commands);
            }),
            Some(Overlay::Unsaved(next)) => {
                dialog_ui(ctx, commands, |ui, commands| {
                    let name = state.document.name();
                    unsaved::unsaved_ui(ui, name, next, offers, commands);
                });
            }
            Some(Overlay::SeveralUnsaved(documents, next)) => {
                dialog_ui(ctx, commands, |ui, commands| {
                    unsaved::several_unsaved_ui(ui, documents, next, offers, commands);
                });
            }
            Some(Overlay::Disk(question)) => dialog_ui(ctx, commands, |ui, commands| {
                disk::disk_ui(ui, question, offers, commands);
            }),
        }
    }
}

/// A dialog in the middle of the window that Escape closes.
fn dialog_ui(
    ctx: &egui::Context,
    commands: &mut Commands,
    content: impl FnOnce(&mut egui::Ui, &mut Commands),
) {
    let modal = widgets::dialog(ctx, "dialog");
    if modal.show(ctx, |ui| content(ui, commands)).should_close() {
        commands.send(WindowCommand::CloseOverlay);
    }
}

/// The command that opens the command palette, which has no place in its own list.
fn own_command() -> Command {
    Command::Window(WindowCommand::Show(Overlay::CommandPalette))
}
