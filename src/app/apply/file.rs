//! Commands around files: new, open, save, close.

use super::{Services, clock, unsaved};
use crate::app::command::{Command, Commands};
use crate::app::files::{FileFilter, FilePurpose, FileQuestion, FileWay};
use crate::app::settings::Settings;
use crate::app::state::{Document, DocumentId, Overlay, State};
use crate::app::widgets::sentence;
use crate::app::workbench::Workbench;
use crate::project::{Project, preset};
use std::path::{Path, PathBuf};

const PROJECTS: FileFilter = FileFilter {
    label: "Netsmith project",
    extensions: &["netsmith"],
};

/// Does what `command` asks for, or gives it back where it does not concern files.
pub fn apply(
    command: Command,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) -> Option<Command> {
    let state = &mut workbench.state;
    match command {
        Command::New => {
            workbench.open_empty();
            workbench.state.overlay = None;
        }
        Command::NewFromPreset => state.overlay = Some(Overlay::Gallery),
        Command::LoadPreset(name) => load_preset(&name, workbench),
        Command::Open => services.ask(open_question(state), ctx, state),
        Command::OpenPath(path) => open(&path, workbench),
        Command::Save => match state.document.path().map(Path::to_owned) {
            Some(path) => save(&path, workbench),
            None => services.ask(save_question(state), ctx, state),
        },
        Command::SaveAs => services.ask(save_question(state), ctx, state),
        Command::SaveAnd(next) => save_and(*next, ctx, workbench, services, commands),
        Command::DiscardAnd(next) => {
            state.overlay = None;
            let given_up = (state.document.id(), state.document.revision());
            services.given_up.push(given_up);
            commands.send(*next);
        }
        Command::Recover(index) => {
            let now_seconds = ctx.input(|input| input.time);
            recover(index, now_seconds, workbench, services);
        }
        Command::DiscardLost(index) => {
            services.lost_work.discard(index, &mut state.notices);
            offer_lost_work(state, services);
        }
        Command::RenameProject(name) => state.document.rename(name),
        Command::Quit if workbench.in_training().is_some() => {
            workbench.state.overlay = Some(Overlay::Training);
        }
        // The training ends with the window, which waits for it to save.
        Command::Quit | Command::StopAndQuit => quit(command, ctx, workbench, services),
        other => return Some(other),
    }
    None
}

/// Opens the projects that were open when the window was left, in their order, and shows the one that was in front. What
/// is no longer there is passed over, and no file becomes more recent by that.
pub fn restore(settings: &Settings, workbench: &mut Workbench) {
    let front = settings.open_project.iter();
    let all = settings.open_projects.iter();
    // Settings of earlier versions name only the one in front.
    let all = all.chain(
        front
            .clone()
            .filter(|path| !settings.open_projects.contains(path)),
    );
    let mut in_front = None;
    for path in all.filter(|path| path.is_file()) {
        match Project::load(path) {
            Ok(project) => {
                workbench.open(Document::opened(project, path));
                if front.clone().any(|front| front == path) {
                    in_front = Some(workbench.state.document.id());
                }
            }
            Err(error) => workbench.state.notices.error(sentence(&error.to_string())),
        }
    }
    if let Some(id) = in_front {
        workbench.show(id);
    }
}

/// Shows what a crash has left, if there still is something.
pub fn offer_lost_work(state: &mut State, services: &Services) {
    let found = services.lost_work.list();
    state.overlay = (!found.is_empty()).then_some(Overlay::Recovery(found));
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
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    let Some(path) = paths.into_iter().next() else {
        services.call_off();
        return;
    };
    let path = with_ending(path);
    let front = workbench.state.document.id();
    if open_at(&path, workbench).is_some_and(|id| id != front) {
        services.call_off();
        workbench.state.notices.error(format!(
            "This file is open in another tab; close that tab first, or choose another name: {}",
            path.display()
        ));
        return;
    }
    save(&path, workbench);
    if let Some(next) = services.after_saving.take() {
        go_on_if_saved(next, workbench, services, commands);
    }
}

/// Goes on with what waited for the document to be saved; where that has failed, all of it is called off.
fn go_on_if_saved(
    next: Command,
    workbench: &Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    if workbench.state.document.is_changed() {
        services.call_off();
    } else {
        commands.send(next);
    }
}

/// Closes the window, once nothing that is unsaved would be lost against the user's will. `command` goes on after each
/// question about that.
fn quit(command: Command, ctx: &egui::Context, workbench: &mut Workbench, services: &mut Services) {
    let ids = workbench.documents().map(|open| open.document.id());
    let all: Vec<DocumentId> = ids.collect();
    if !unsaved::ask(&all, command, workbench, services) {
        services.may_close = true;
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }
}

fn begin(document: Document, workbench: &mut Workbench) {
    workbench.open(document);
    workbench.state.overlay = None;
}

fn load_preset(name: &str, workbench: &mut Workbench) {
    match preset(name) {
        Some(preset) => {
            let document = Document::unsaved(preset.project.clone());
            begin(document, workbench);
        }
        None => {
            let message = format!("There is no preset called {name}");
            workbench.state.notices.error(message);
        }
    }
}

/// Shows the tab that has the file at `path`, or opens it in a new one.
fn open(path: &Path, workbench: &mut Workbench) {
    if let Some(id) = open_at(path, workbench) {
        workbench.show(id);
        workbench.state.overlay = None;
        workbench.state.recent.remember(path);
        return;
    }
    match Project::load(path) {
        Ok(project) => {
            begin(Document::opened(project, path), workbench);
            workbench.state.recent.remember(path);
        }
        Err(error) => {
            workbench.state.recent.forget(path);
            workbench.state.notices.error(sentence(&error.to_string()));
        }
    }
}

fn save(path: &Path, workbench: &mut Workbench) {
    let state = &mut workbench.state;
    match state.document.project(workbench.canvas.view()).save(path) {
        Ok(()) => {
            state.document.mark_saved(path, clock::time_of_day());
            state.recent.remember(path);
        }
        Err(error) => state.notices.error(sentence(&error.to_string())),
    }
}

/// Saves and goes on with `next`, at once or when the user has said where.
fn save_and(
    next: Command,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    workbench.state.overlay = None;
    match workbench.state.document.path().map(Path::to_owned) {
        Some(path) => {
            save(&path, workbench);
            go_on_if_saved(next, workbench, services, commands);
        }
        None => {
            let question = save_question(&workbench.state);
            services.ask_before(next, question, ctx, &mut workbench.state);
        }
    }
}

fn recover(index: usize, now_seconds: f64, workbench: &mut Workbench, services: &mut Services) {
    let Some(lost) = services.lost_work.take(index) else {
        return;
    };
    let document = Document::recovered(lost.project.clone(), lost.origin.clone());
    begin(document, workbench);
    // From here on it is kept in a slot of its own, first of all now.
    services
        .safekeeping
        .take_over(now_seconds, &workbench.state.document, lost);
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
    let path = state.document.path().and_then(Path::file_name);
    let of_path = path.map(|name| name.to_string_lossy().into_owned());
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

/// The document that is saved at `path`, where it is open.
fn open_at(path: &Path, workbench: &Workbench) -> Option<DocumentId> {
    let documents = workbench.documents().map(|open| open.document);
    let is_at = |document: &&Document| document.path().is_some_and(|at| is_same_file(at, path));
    documents.filter(is_at).map(Document::id).next()
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    one == other || real(one).is_some_and(|one| Some(one) == real(other))
}

/// A name typed without an ending gets ours.
fn with_ending(path: PathBuf) -> PathBuf {
    if path.extension().is_some() {
        path
    } else {
        path.with_extension("netsmith")
    }
}
