//! Commands around files: open, save, leave, and answers to what the disk has done meanwhile.

use super::recovering::{offer_lost_work, recover, recover_all};
use super::saving::{folder, projects, save, save_over, save_question};
use super::{Services, arriving, disk, lesson, opening, saving, unsaved};
use crate::app::command::{
    Commands, DocumentId, FileCommand, FilePurpose, FileQuestion, FileWay, LessonCommand, Overlay,
};
use crate::app::docking::{Panel, Workspace};
use crate::app::document::Document;
use crate::app::foreign::filters;
use crate::app::learning::home_of_runs;
use crate::app::state::State;
use crate::app::tabs::Tabs;
use crate::app::workbench::Workbench;
use crate::files::absolute;
use crate::text::say;
use std::path::{Path, PathBuf};

/// Does what `command` asks for; what follows from it is sent to `commands`.
#[expect(clippy::too_many_lines, reason = "a table with one command per arm")]
pub fn apply(
    command: FileCommand,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    let state = &mut workbench.state_mut();
    match command {
        FileCommand::New => {
            workbench.change_tabs(Tabs::open_empty);
            workbench.window.overlay = None;
            lead_to_canvas(workbench);
        }
        FileCommand::NewFromPreset => state.window.overlay = Some(Overlay::Gallery),
        FileCommand::LoadPreset(name) => {
            opening::load_preset(&name, workbench);
            lead_to_canvas(workbench);
        }
        FileCommand::Open => services.ask(open_question(state.as_ref()), ctx, state),
        FileCommand::OpenRun => {
            let chosen = workbench.training_panels.runs_home.as_deref();
            let home = home_of_runs(chosen, workbench.document());
            let question = run_question(workbench.state(), home);
            services.ask(question, ctx, &mut workbench.state_mut());
        }
        FileCommand::OpenPath(path) if lesson::is_lesson(&path) => {
            commands.send(LessonCommand::OpenPath(path));
        }
        FileCommand::OpenPath(path) => {
            opening::open_any(&absolute(&path), workbench, services, commands);
        }
        FileCommand::OpenCopy(path) => opening::open_copy(&path, workbench),
        FileCommand::OpenToo(path) => {
            state.window.overlay = None;
            opening::open_new(&path, workbench);
        }
        FileCommand::Take(paths) => arriving::take(paths, ctx, workbench, commands),
        FileCommand::Save => match state.document.place_to_save().map(Path::to_owned) {
            Some(path) => save(&path, workbench, services),
            None => services.ask(save_question(state.as_ref()), ctx, state),
        },
        FileCommand::SaveAs => services.ask(save_question(state.as_ref()), ctx, state),
        FileCommand::SaveAt(path) => {
            state.window.overlay = None;
            saving::save_and_go_on(&path, workbench, services, commands);
        }
        FileCommand::SaveOver | FileCommand::SaveAgain => {
            state.window.overlay = None;
            if let Some(path) = state.document.path().map(Path::to_owned) {
                save_over(&path, workbench, services);
            }
        }
        FileCommand::Reload => disk::reload(workbench, services),
        FileCommand::KeepMine => disk::keep_mine(workbench),
        FileCommand::Quit => {
            if workbench.training().is_some() {
                workbench.window.overlay = Some(Overlay::Training);
            } else {
                quit(FileCommand::Quit, ctx, workbench, services);
            }
        }
        // The training ends with the window, which waits for it to save.
        FileCommand::StopAndQuit => quit(FileCommand::StopAndQuit, ctx, workbench, services),
        FileCommand::SaveAnd(next) => saving::save_and(*next, ctx, workbench, services, commands),
        FileCommand::DiscardAnd(next) => {
            state.window.overlay = None;
            let given_up = (state.document.id(), state.document.revision());
            services.given_up.push(given_up);
            commands.send(*next);
        }
        FileCommand::SaveEach {
            save,
            discard,
            next,
        } => {
            unsaved::give_up(&discard, workbench, services);
            saving::save_each(save, *next, ctx, workbench, services, commands);
        }
        FileCommand::Recover(index) => {
            let now_seconds = ctx.input(|input| input.time);
            recover(index, now_seconds, workbench, services);
        }
        FileCommand::RecoverAll => recover_all(ctx, workbench, services),
        FileCommand::DiscardLost(index) => {
            services.lost_work.discard(index, &mut state.window.notices);
            offer_lost_work(state, services);
        }
        FileCommand::Ask(question) => services.ask(question, ctx, state),
        FileCommand::Answered(answer) => {
            arriving::answered(answer, ctx, workbench, services, commands);
        }
    }
}

/// Closes the window, once nothing that is unsaved would be lost against the user's will. `command` goes on after each
/// question about that.
fn quit(
    command: FileCommand,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
) {
    let ids = workbench.tabs.documents().map(Document::id);
    let all: Vec<DocumentId> = ids.collect();
    if !unsaved::ask(&all, command, workbench, services) {
        services.may_close = true;
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }
}

/// Shows a network that has only just begun where it is drawn on.
fn lead_to_canvas(workbench: &mut Workbench) {
    let workspaces = &mut workbench.window.workspaces;
    if !workspaces.shows(Panel::Canvas) {
        workspaces.show(Workspace::Build);
    }
}

fn open_question(state: State<'_>) -> FileQuestion {
    FileQuestion {
        purpose: FilePurpose::OpenProject,
        way: FileWay::OpenFile,
        title: say("open-project-title"),
        filters: [filters(), vec![projects(), lesson::lessons()]].concat(),
        file_name: String::new(),
        folder: folder(state),
    }
}

/// Begins where the runs of the project in front lie, if it has any.
fn run_question(state: State<'_>, home: PathBuf) -> FileQuestion {
    FileQuestion {
        purpose: FilePurpose::OpenProject,
        way: FileWay::OpenFolder,
        title: say("open-run-title"),
        filters: Vec::new(),
        file_name: String::new(),
        folder: Some(home)
            .filter(|home| home.is_dir())
            .or_else(|| folder(state)),
    }
}
