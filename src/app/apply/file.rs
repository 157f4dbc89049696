//! Commands around files: new, open, save, close.

use super::{Services, store};
use crate::app::canvas::CanvasCommand;
use crate::app::command::{Command, Commands};
use crate::app::files::{FileFilter, FilePurpose, FileQuestion, FileWay};
use crate::app::gallery::preset;
use crate::app::state::{Document, Overlay, Selection, State};
use crate::graph::Graph;
use std::path::{Path, PathBuf};

const PROJECTS: FileFilter = FileFilter {
    label: "Netsmith project",
    extensions: &["netsmith"],
};

/// Does what `command` asks for, or gives it back where it does not concern files.
pub fn apply(
    command: Command,
    ctx: &egui::Context,
    state: &mut State,
    services: &mut Services,
    commands: &mut Commands,
) -> Option<Command> {
    match command {
        Command::New | Command::LoadPreset(_) | Command::OpenPath(_) | Command::Quit
            if state.document.is_changed() =>
        {
            state.overlay = Some(Overlay::Unsaved(Box::new(command)));
        }
        Command::New => begin(
            Document::unsaved("Untitled", Graph::default()),
            state,
            commands,
        ),
        Command::NewFromPreset => state.overlay = Some(Overlay::Gallery),
        Command::LoadPreset(name) => load_preset(&name, state, commands),
        Command::Open => services.ask(open_question(state), ctx, state),
        Command::OpenPath(path) => open(&path, state, commands),
        Command::Save => match state.document.path().map(Path::to_owned) {
            Some(path) => save(&path, state),
            None => services.ask(save_question(state), ctx, state),
        },
        Command::SaveAs => services.ask(save_question(state), ctx, state),
        Command::SaveAnd(next) => save_and(*next, ctx, state, services, commands),
        Command::DiscardAnd(next) => {
            state.overlay = None;
            state.document.forget_changes();
            commands.send(*next);
        }
        Command::Quit => {
            services.may_close = true;
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        other => return Some(other),
    }
    None
}

/// Takes the user's answer to [`Command::Open`].
pub fn opened(paths: Vec<PathBuf>, commands: &mut Commands) {
    if let Some(path) = paths.into_iter().next() {
        commands.send(Command::OpenPath(path));
    }
}

/// Takes the user's answer to [`Command::SaveAs`], and goes on with what waited for it.
pub fn chosen_for_saving(
    paths: Vec<PathBuf>,
    state: &mut State,
    services: &mut Services,
    commands: &mut Commands,
) {
    let next = services.after_saving.take();
    let Some(path) = paths.into_iter().next() else {
        return;
    };
    save(&with_ending(path), state);
    if let Some(next) = next.filter(|_| !state.document.is_changed()) {
        commands.send(next);
    }
}

/// Makes `document` the open one and shows all of it.
fn begin(document: Document, state: &mut State, commands: &mut Commands) {
    state.document = document;
    state.selection = Selection::default();
    state.overlay = None;
    commands.send(CanvasCommand::Fit);
}

fn load_preset(name: &str, state: &mut State, commands: &mut Commands) {
    match preset(name) {
        Some(preset) => begin(
            Document::unsaved(&preset.name, preset.graph.clone()),
            state,
            commands,
        ),
        None => state
            .notices
            .error(format!("There is no preset called {name}")),
    }
}

fn open(path: &Path, state: &mut State, commands: &mut Commands) {
    match store::load(path) {
        Ok(graph) => {
            begin(
                Document::saved(&name_of(path), graph, path),
                state,
                commands,
            );
            state.recent.remember(path);
        }
        Err(message) => {
            state.recent.forget(path);
            state.notices.error(message);
        }
    }
}

fn save(path: &Path, state: &mut State) {
    match store::save(path, state.document.graph()) {
        Ok(()) => {
            state.document.mark_saved(path, store::time_of_day());
            state.recent.remember(path);
        }
        Err(message) => state.notices.error(message),
    }
}

/// Saves and goes on with `next`, at once or when the user has said where.
fn save_and(
    next: Command,
    ctx: &egui::Context,
    state: &mut State,
    services: &mut Services,
    commands: &mut Commands,
) {
    state.overlay = None;
    match state.document.path().map(Path::to_owned) {
        Some(path) => {
            save(&path, state);
            if !state.document.is_changed() {
                commands.send(next);
            }
        }
        None => {
            services.ask(save_question(state), ctx, state);
            services.after_saving = Some(next);
        }
    }
}

fn open_question(state: &State) -> FileQuestion {
    FileQuestion {
        purpose: FilePurpose::OpenProject,
        way: FileWay::OpenFile,
        title: "Open project",
        filters: vec![PROJECTS],
        file_name: String::new(),
        folder: folder(state),
    }
}

fn save_question(state: &State) -> FileQuestion {
    let of_path = state
        .document
        .path()
        .and_then(Path::file_name)
        .map(|name| name.to_string_lossy().into_owned());
    FileQuestion {
        purpose: FilePurpose::SaveProject,
        way: FileWay::SaveFile,
        title: "Save project",
        filters: vec![PROJECTS],
        file_name: of_path.unwrap_or_else(|| format!("{}.netsmith", state.document.name())),
        folder: folder(state),
    }
}

/// The folder of the open project, or of the last one.
fn folder(state: &State) -> Option<PathBuf> {
    let path = state
        .document
        .path()
        .or_else(|| state.recent.iter().next())?;
    path.parent().map(Path::to_owned)
}

fn name_of(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// A name typed without an ending gets ours.
fn with_ending(path: PathBuf) -> PathBuf {
    if path.extension().is_some() {
        path
    } else {
        path.with_extension("netsmith")
    }
}
