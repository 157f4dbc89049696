//! What to do about a file that somebody else has, or has written to.

use super::saving::{save_over, save_question};
use super::watch::Finding;
use super::{Services, compare, file, recovering, unsaved};
use crate::app::command::{Command, Commands, FileCommand};
use crate::app::document::{Document, DocumentId};
use crate::app::state::{DiskQuestion, Overlay};
use crate::app::widgets::sentence;
use crate::app::workbench::Workbench;
use crate::engine::run::RunFolder;
use crate::files::Stamp;
use crate::project::Project;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What was found about the files of open documents and not yet asked about, and what the user has put off.
#[derive(Debug, Default)]
pub struct DiskNews {
    found: BTreeMap<DocumentId, Stamp>,
}

/// Does what `command` asks for.
pub fn apply(
    command: FileCommand,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    match command {
        FileCommand::RecoverAll => recovering::recover_all(ctx, workbench, services),
        FileCommand::SaveEach {
            save,
            discard,
            next,
        } => {
            unsaved::give_up(&discard, workbench, services);
            save_each(save, *next, ctx, workbench, services, commands);
        }
        FileCommand::CompareWithDisk => {
            workbench.window.overlay = None;
            let path = workbench.document().path().map(Path::to_owned);
            compare::chosen(path.into_iter().collect(), &mut workbench.state_mut());
        }
        FileCommand::Reload => reload(workbench, services),
        FileCommand::KeepMine => keep_mine(workbench),
        FileCommand::SaveOver | FileCommand::SaveAgain => {
            workbench.window.overlay = None;
            if let Some(path) = workbench.document().path().map(Path::to_owned) {
                save_over(&path, workbench, services);
            }
        }
        FileCommand::SaveAt(path) => {
            workbench.window.overlay = None;
            file::save_and_go_on(&path, workbench, services, commands);
        }
        FileCommand::OpenCopy(path) => file::open_copy(&path, workbench),
        FileCommand::OpenToo(path) => {
            workbench.window.overlay = None;
            file::open_new(&path, workbench);
        }
    }
}

/// Takes what the watch has found, and asks about the document in front where nothing else is asked.
pub fn follow_the_disk(ctx: &egui::Context, workbench: &mut Workbench, services: &mut Services) {
    let gets_keyboard = ctx.input(|input| {
        let is_focus = |event: &egui::Event| matches!(event, egui::Event::WindowFocused(true));
        input.events.iter().any(is_focus)
    });
    let paths: Vec<&Path> = workbench.tabs.paths().collect();
    services.claims.follow(&paths);
    if gets_keyboard {
        services.claims.try_again();
    }
    services.watch.follow(ctx, workbench.tabs.documents());
    for finding in services.watch.take(gets_keyboard) {
        let id = finding.id;
        let document = workbench.tabs.document_mut(id);
        if let Some(news) = document.and_then(|document| take_finding(document, finding)) {
            services.disk_news.found.insert(id, news);
        }
    }
    if workbench.window.overlay.is_none() {
        ask_about_news(workbench, services);
    }
}

/// Notes what was found about the file of `document`; gives what is news for its user.
fn take_finding(document: &mut Document, finding: Finding) -> Option<Stamp> {
    let Finding { path, now, .. } = finding;
    let base = document
        .base()
        .filter(|_| document.path() == Some(path.as_path()))?;
    if base.holds_same_as(&now) {
        // Written again with what was in it.
        document.set_same_base(now);
        return None;
    }
    if now.hash().is_none() {
        // It exists nowhere else now, so that nobody may leave it without a question.
        document.forget_saved();
    }
    Some(now)
}

fn ask_about_news(workbench: &mut Workbench, services: &mut Services) {
    let document = workbench.document();
    let Some(now) = services.disk_news.found.remove(&document.id()) else {
        return;
    };
    let is_news = document
        .base()
        .is_some_and(|base| !base.holds_same_as(&now));
    if is_news && let Some(path) = document.path() {
        workbench.window.overlay = Some(Overlay::Disk(question(path, &now, false)));
    }
}

/// What to ask about a file that is now as `now` says.
pub fn question(path: &Path, now: &Stamp, is_saving: bool) -> DiskQuestion {
    let path = path.to_owned();
    match now.hash() {
        Some(_) => DiskQuestion::Changed { path, is_saving },
        None => DiskQuestion::Gone { path },
    }
}

/// Shows the network as it is in the file. The one so far is a step back in the history.
fn reload(workbench: &mut Workbench, services: &mut Services) {
    let state = &mut workbench.state_mut();
    state.window.overlay = None;
    services.call_off();
    let Some(path) = state.document.path().map(Path::to_owned) else {
        return;
    };
    match Project::load_stamped(&path) {
        Ok((project, base)) => {
            state.document.reload(project, base);
            state.document.selection = state.document.selection.existing_in(state.document.graph());
            state
                .window
                .notices
                .done("Reloaded from the disk; undo brings your network back");
        }
        Err(error) => state.window.notices.error(sentence(&error.to_string())),
    }
}

/// Keeps the network, as a change of what is on the disk now.
fn keep_mine(workbench: &mut Workbench) {
    workbench.window.overlay = None;
    let document = workbench.document_mut();
    let Some(path) = document.path().map(Path::to_owned) else {
        return;
    };
    match Project::load_stamped(&path) {
        Ok((project, base)) => document.set_base(base, Some(project)),
        // Whatever is there is no project: the next save is the user's decision all the same.
        Err(_) => {
            if let Ok(base) = Project::stamp(&path) {
                document.set_base(base, None);
            }
        }
    }
}

/// Saves these documents one after the other, asking for files where they have none, and goes on with `next`.
fn save_each(
    mut save: Vec<DocumentId>,
    next: Command,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    workbench.window.overlay = None;
    while !save.is_empty() {
        let id = save.remove(0);
        if !workbench.change_tabs(|tabs| tabs.show(id)) || !workbench.document().is_changed() {
            continue;
        }
        let Some(path) = workbench.document().place_to_save().map(Path::to_owned) else {
            let rest = FileCommand::SaveEach {
                save,
                discard: Vec::new(),
                next: Box::new(next),
            };
            let question = save_question(workbench.state());
            services.ask_before(rest.into(), question, ctx, &mut workbench.state_mut());
            return;
        };
        super::saving::save(&path, workbench, services);
        if workbench.document().is_changed() {
            services.call_off();
            return;
        }
    }
    commands.send(next);
}

/// The document of a file that was just opened, or of the run in whose folder it lies, or a sentence; `path` may be that
/// folder itself.
pub fn read(path: &Path) -> Result<Document, String> {
    let words = |error: &dyn std::error::Error| sentence(&error.to_string());
    match run_around(path) {
        Some(folder) => {
            let run = RunFolder::open(folder).map_err(|error| words(&error))?;
            let mut project = run.project().map_err(|error| words(&error))?;
            project.id = run.manifest().project.clone().or(project.id);
            Ok(Document::of_run(project, &run.project_path(), folder))
        }
        None if path.is_dir() => Err(format!(
            "Expected a project file or a run folder, found a folder without `run.json`; to learn from its pictures, \
             open it in the Data tab: {}",
            path.display()
        )),
        None => {
            let (project, base) = Project::load_stamped(path).map_err(|error| words(&error))?;
            Ok(Document::opened(project, path, base))
        }
    }
}

/// The run folder that `path` is, or whose record lies there.
pub fn run_around(path: &Path) -> Option<&Path> {
    let mut places = [Some(path), path.parent()].into_iter().flatten();
    places.find(|folder| RunFolder::is_at(folder))
}

/// A name for the copy of a project.
pub fn copy_of(project: Project) -> Project {
    Project {
        name: format!("{} copy", project.name),
        ..project
    }
}

/// Says what was left out of a session because other windows have it.
pub fn words_on_files_elsewhere(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();
    format!(
        "{} stayed closed, for another window has {}",
        names.join(", "),
        if names.len() == 1 { "it" } else { "them" }
    )
}
