//! The desktop's own file dialogs.

use super::ask::FileAsker;
use crate::app::command::{FileQuestion, FileWay};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, sync_channel};

/// Asks through the desktop, on a thread of its own so that the window stays alive meanwhile.
#[derive(Debug, Default)]
pub struct PortalAsker;

impl FileAsker for PortalAsker {
    fn ask(
        &mut self,
        question: &FileQuestion,
        ctx: &egui::Context,
    ) -> Option<Receiver<Vec<PathBuf>>> {
        if !desktop_has_dialogs() {
            return None;
        }
        let (sender, receiver) = sync_channel(1);
        let dialog = dialog_for(question);
        let (way, ctx) = (question.way, ctx.clone());
        let show = move || {
            // A window that closed meanwhile no longer wants the answer.
            let _ = sender.send(show(dialog, way));
            ctx.request_repaint();
        };
        if let Err(error) = std::thread::Builder::new()
            .name("file-dialog".into())
            .spawn(show)
        {
            tracing::warn!(%error, "no thread for the file dialog");
        }
        Some(receiver)
    }
}

/// Whether rfd can show anything: on Linux and the BSDs it asks a portal over the session bus, or else runs
/// zenity; without both it would answer "nothing chosen" at once.
fn desktop_has_dialogs() -> bool {
    if cfg!(any(windows, target_os = "macos")) {
        return true;
    }
    let bus =
        std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|address| !address.is_empty());
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    bus || runtime.is_some_and(|folder| folder.join("bus").exists())
        || std::env::split_paths(&path).any(|folder| folder.join("zenity").is_file())
}

fn dialog_for(question: &FileQuestion) -> rfd::FileDialog {
    let mut dialog = rfd::FileDialog::new().set_title(question.title);
    for filter in &question.filters {
        dialog = dialog.add_filter(filter.label, filter.extensions);
    }
    if !question.file_name.is_empty() {
        dialog = dialog.set_file_name(&question.file_name);
    }
    if let Some(folder) = &question.folder {
        dialog = dialog.set_directory(folder);
    }
    dialog
}

fn show(dialog: rfd::FileDialog, way: FileWay) -> Vec<PathBuf> {
    match way {
        FileWay::OpenFile => dialog.pick_file().into_iter().collect(),
        FileWay::OpenFiles => dialog.pick_files().unwrap_or_default(),
        FileWay::OpenFolder => dialog.pick_folder().into_iter().collect(),
        FileWay::SaveFile => dialog.save_file().into_iter().collect(),
    }
}
