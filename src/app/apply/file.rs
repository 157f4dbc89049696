//! Commands around files: new, open, save, close.

use super::recovering::{offer_lost_work, recover};
use super::saving::{PROJECTS, folder, save, save_question};
use super::{Services, disk, unsaved};
use crate::app::command::{Command, Commands};
use crate::app::document::{Document, DocumentId};
use crate::app::files::{FilePurpose, FileQuestion, FileWay};
use crate::app::learning::home_of_runs;
use crate::app::settings::Settings;
use crate::app::state::{DiskQuestion, NoticeKind, Overlay, State};
use crate::app::tabs::Tabs;
use crate::app::widgets::sentence;
use crate::app::workbench::Workbench;
use crate::files::{absolute, is_same_file};
use crate::project::{Project, preset};
use std::path::{Path, PathBuf};

/// Does what `command` asks for, or gives it back where it does not concern files.
pub fn apply(
    command: Command,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) -> Option<Command> {
    let state = &mut workbench.state_mut();
    match command {
        Command::New => {
            workbench.change_tabs(Tabs::open_empty);
            workbench.window.overlay = None;
        }
        Command::NewFromPreset => state.window.overlay = Some(Overlay::Gallery),
        Command::LoadPreset(name) => load_preset(&name, workbench),
        Command::Open => services.ask(open_question(state.as_ref()), ctx, state),
        Command::OpenRun => {
            let chosen = workbench.bench.runs_home.as_deref();
            let home = home_of_runs(chosen, workbench.document());
            let question = run_question(workbench.state(), home);
            services.ask(question, ctx, &mut workbench.state_mut());
        }
        Command::OpenPath(path) => open(&absolute(&path), workbench, services),
        Command::Save => match state.document.place_to_save().map(Path::to_owned) {
            Some(path) => save(&path, workbench, services),
            None => services.ask(save_question(state.as_ref()), ctx, state),
        },
        Command::SaveAs => services.ask(save_question(state.as_ref()), ctx, state),
        Command::SaveAnd(next) => save_and(*next, ctx, workbench, services, commands),
        Command::DiscardAnd(next) => {
            state.window.overlay = None;
            let given_up = (state.document.id(), state.document.revision());
            services.given_up.push(given_up);
            commands.send(*next);
        }
        Command::Recover(index) => {
            let now_seconds = ctx.input(|input| input.time);
            recover(index, now_seconds, workbench, services);
        }
        Command::DiscardLost(index) => {
            services.lost_work.discard(index, &mut state.window.notices);
            offer_lost_work(state, services);
        }
        Command::RenameProject(name) => state.document.rename(&name),
        Command::Quit if workbench.training().is_some() => {
            workbench.window.overlay = Some(Overlay::Training);
        }
        // The training ends with the window, which waits for it to save.
        Command::Quit | Command::StopAndQuit => quit(command, ctx, workbench, services),
        other => return Some(other),
    }
    None
}

/// Opens the projects that were open when the window was left, in their order, and shows the one that was in front. What
/// is no longer there is passed over, what another window has stays there, and no file becomes more recent by that.
pub fn restore(settings: &Settings, workbench: &mut Workbench, services: &Services) {
    let front = settings.open_project.iter();
    let all = settings.open_projects.iter();
    // Settings of earlier versions name only the one in front.
    let all = all.chain(
        front
            .clone()
            .filter(|path| !settings.open_projects.contains(path)),
    );
    let mut in_front = None;
    let is_elsewhere = |path: &&PathBuf| services.claims.is_elsewhere(path);
    let (elsewhere, ours): (Vec<_>, Vec<_>) =
        all.filter(|path| path.is_file()).partition(is_elsewhere);
    for path in ours {
        if open_at(path, workbench).is_some() {
            continue;
        }
        match disk::read(path) {
            Ok(document) => {
                workbench.change_tabs(|tabs| tabs.open(document));
                if front.clone().any(|front| front == path) {
                    in_front = Some(workbench.document().id());
                }
            }
            Err(fault) => workbench.window.notices.error_of_window(fault),
        }
    }
    if let Some(id) = in_front {
        workbench.change_tabs(|tabs| tabs.show(id));
    }
    if !elsewhere.is_empty() {
        let elsewhere: Vec<PathBuf> = elsewhere.into_iter().cloned().collect();
        let words = disk::words_on_files_elsewhere(&elsewhere);
        let notices = &mut workbench.state_mut().window.notices;
        notices.tell(NoticeKind::Done, None, words);
    }
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
    let chosen = absolute(&path);
    let path = with_ending(chosen.clone());
    let front = workbench.document().id();
    if open_at(&path, workbench).is_some_and(|id| id != front) {
        services.call_off();
        workbench.window.notices.error(format!(
            "This file is open in another tab; close that tab first, or choose another name: {}",
            path.display()
        ));
        return;
    }
    let is_its_own = workbench.document().path() == Some(path.as_path());
    if path != chosen && path.exists() && !is_its_own {
        // Whoever asked for the name has asked about the one without our ending.
        workbench.window.overlay = Some(Overlay::Disk(DiskQuestion::Exists { path }));
        return;
    }
    save_and_go_on(&path, workbench, services, commands);
}

/// Saves at `path` and goes on with what waited for it.
pub fn save_and_go_on(
    path: &Path,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    save(path, workbench, services);
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
    if workbench.document().is_changed() {
        services.call_off();
    } else {
        commands.send(next);
    }
}

/// Closes the window, once nothing that is unsaved would be lost against the user's will. `command` goes on after each
/// question about that.
fn quit(command: Command, ctx: &egui::Context, workbench: &mut Workbench, services: &mut Services) {
    let ids = workbench.tabs.documents().map(Document::id);
    let all: Vec<DocumentId> = ids.collect();
    if !unsaved::ask(&all, command, workbench, services) {
        services.may_close = true;
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }
}

pub fn begin(document: Document, workbench: &mut Workbench) {
    workbench.change_tabs(|tabs| tabs.open(document));
    workbench.window.overlay = None;
}

fn load_preset(name: &str, workbench: &mut Workbench) {
    match preset(name) {
        Some(preset) => {
            let document = Document::unsaved(preset.project.clone());
            begin(document, workbench);
        }
        None => {
            let message = format!("There is no preset called {name}");
            workbench.window.notices.error(message);
        }
    }
}

/// Shows the tab that has the file at `path`, or opens it in a new one; asks first where another window has it.
fn open(path: &Path, workbench: &mut Workbench, services: &Services) {
    if let Some(id) = open_at(path, workbench) {
        workbench.change_tabs(|tabs| tabs.show(id));
        workbench.window.overlay = None;
        workbench.window.recent.remember(path);
    } else if services.claims.is_elsewhere(path) {
        let path = path.to_owned();
        workbench.window.overlay = Some(Overlay::Disk(DiskQuestion::Elsewhere { path }));
    } else {
        open_new(path, workbench);
    }
}

/// Opens the file at `path` in a tab of its own.
pub fn open_new(path: &Path, workbench: &mut Workbench) {
    match disk::read(path) {
        Ok(document) => {
            begin(document, workbench);
            workbench.window.recent.remember(path);
        }
        Err(fault) => {
            workbench.window.recent.forget(path);
            workbench.window.notices.error_of_window(fault);
        }
    }
}

/// Opens what is in the file at `path` as a network that was never saved.
pub fn open_copy(path: &Path, workbench: &mut Workbench) {
    match Project::load(path) {
        Ok(project) => begin(Document::unsaved(disk::copy_of(project)), workbench),
        Err(error) => {
            let fault = sentence(&error.to_string());
            workbench.window.notices.error_of_window(fault);
        }
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
    workbench.window.overlay = None;
    match workbench.document().place_to_save().map(Path::to_owned) {
        Some(path) => {
            save(&path, workbench, services);
            go_on_if_saved(next, workbench, services, commands);
        }
        None => {
            let question = save_question(workbench.state());
            services.ask_before(next, question, ctx, &mut workbench.state_mut());
        }
    }
}

fn open_question(state: State<'_>) -> FileQuestion {
    FileQuestion {
        purpose: FilePurpose::OpenProject,
        way: FileWay::OpenFile,
        title: "Open project",
        filters: vec![PROJECTS],
        file_name: String::new(),
        folder: folder(state),
    }
}

/// Begins where the runs of the project in front lie, if it has any.
fn run_question(state: State<'_>, home: PathBuf) -> FileQuestion {
    FileQuestion {
        purpose: FilePurpose::OpenProject,
        way: FileWay::OpenFolder,
        title: "Open run",
        filters: Vec::new(),
        file_name: String::new(),
        folder: Some(home)
            .filter(|home| home.is_dir())
            .or_else(|| folder(state)),
    }
}

/// The document that is saved at `path`, where it is open.
pub fn open_at(path: &Path, workbench: &Workbench) -> Option<DocumentId> {
    let documents = workbench.tabs.documents();
    let is_at = |document: &&Document| {
        let mut places = document.path().into_iter().chain(document.run_of_record());
        places.any(|at| is_same_file(at, path))
    };
    documents.filter(is_at).map(Document::id).next()
}

/// A name typed without an ending gets ours.
fn with_ending(path: PathBuf) -> PathBuf {
    if path.extension().is_some() {
        path
    } else {
        path.with_extension("netsmith")
    }
}
