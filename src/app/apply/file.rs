//! Commands around files: new, open, save, close.

use super::Services;
use super::store;
use crate::app::command::{Command, Commands};
use crate::app::files::{FileAnswer, FileFilter, FilePurpose, FileQuestion, FileWay};
use crate::app::state::{Document, Overlay, State};
use crate::graph::Graph;
use std::path::{Path, PathBuf};

const PROJECTS: FileFilter = FileFilter { label: "Netsmith project", extensions: &["netsmith"] };

/// Does what `command` asks for, or gives it back where it does not concern files.
pub fn apply(
    command: Command,
    ctx: &egui::Context,
    state: &mut State,
    services: &mut Services,
    commands: &mut Commands,
) -> Option<Command> {
    match command {
        Command::New | Command::LoadPreset(_) | Command::OpenPath(_) | Command::Quit if state.document.is_changed() => {
            state.overlay = Some(Overlay::Unsaved(Box::new(command)));
        }
        Command::New => begin(state, Document::unsaved("Untitled", Graph::default()), commands),
        Command::NewFromPreset => state.overlay = Some(Overlay::Gallery),
        Command::LoadPreset(name) => load_preset(&name, state, commands),
        Command::Open => services.ask(&question(FilePurpose::OpenProject, state), ctx),
        Command::OpenPath(path) => open(&path, state, commands),
        Command::Save => match state.document.path().map(Path::to_owned) {
            Some(path) => save(&path, state),
            None => services.ask(&question(FilePurpose::SaveProject, state), ctx),
        },
        Command::SaveAs => services.ask(&question(FilePurpose::SaveProject, state), ctx),
        Command::Quit => {
            services.may_close = true;
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        other => return Some(other),
    }
    None
}
