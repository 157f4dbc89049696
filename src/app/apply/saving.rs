//! Saving the document in front, so that nobody else's work is overwritten without a question.

use super::{Services, clock, opening};
use crate::app::command::{
    Command, Commands, DiskQuestion, DocumentId, FileCommand, FileFilter, FilePurpose,
    FileQuestion, FileWay, Overlay,
};
use crate::app::state::State;
use crate::app::tabs::Tab;
use crate::app::widgets::sentence;
use crate::app::workbench::Workbench;
use crate::engine::run::RunFolder;
use crate::files::{Stamp, absolute, is_same_file};
use crate::message;
use crate::project::Project;
use crate::text::say;
use std::path::{Path, PathBuf};

/// The files that hold projects.
pub fn projects() -> FileFilter {
    FileFilter {
        label: say("project-file"),
        extensions: &["netsmith"],
    }
}

/// Saves the document in front at `path`, or asks first: where somebody else has written to the file since, and where
/// another window has it.
pub fn save(path: &Path, workbench: &mut Workbench, services: &mut Services) {
    let state = &mut workbench.state_mut();
    let document = &state.document;
    if path.parent().is_some_and(RunFolder::is_at) {
        let message = message!("run-keeps-record", path = path);
        state.window.notices.error(message);
        return;
    }
    let is_its_own = document.path().is_some_and(|own| is_same_file(own, path));
    let now = Project::stamp(path);
    if is_its_own
        && let (Some(base), Ok(now)) = (document.base(), &now)
        && !base.holds_same_as(now)
    {
        state.window.overlay = Some(Overlay::Disk(question(path, now, true)));
        return;
    }
    if !is_its_own && services.claims.is_elsewhere(path) {
        let message = message!("open-in-other-window", path = path);
        state.window.notices.error(message);
        return;
    }
    save_over(path, workbench, services);
}

/// Saves the document in front at `path`, whatever is there.
pub fn save_over(path: &Path, workbench: &mut Workbench, services: &mut Services) {
    let Workbench { tabs, window, .. } = workbench;
    let Tab {
        document, canvas, ..
    } = tabs.front_mut();
    match document.project(canvas.view()).save(path) {
        Ok(base) => {
            document.mark_saved(path, base, clock::time_of_day());
            window.recent.remember(path);
            window.notices.saved();
            let paths: Vec<&Path> = tabs.paths().collect();
            services.claims.follow(&paths);
        }
        Err(error) => window.notices.unsaved(sentence(&error.to_string())),
    }
}

/// Asks where to save.
pub fn save_question(state: State<'_>) -> FileQuestion {
    let path = state.document.place_to_save().and_then(Path::file_name);
    let of_path = path.map(|name| name.to_string_lossy().into_owned());
    FileQuestion {
        purpose: FilePurpose::SaveProject,
        way: FileWay::SaveFile,
        title: say("save-project-title"),
        filters: vec![projects()],
        file_name: of_path.unwrap_or_else(|| format!("{}.netsmith", state.document.name())),
        folder: folder(state),
    }
}

/// The folder of the open project, or of the last one.
pub fn folder(state: State<'_>) -> Option<PathBuf> {
    let run = state.document.run_of_record();
    let path = run.or(state.document.path());
    let path = path.or_else(|| state.window.recent.iter().next())?;
    path.parent().map(Path::to_owned)
}

/// What to ask about a file that is now as `now` says.
pub fn question(path: &Path, now: &Stamp, is_saving: bool) -> DiskQuestion {
    let path = path.to_owned();
    match now.hash() {
        Some(_) => DiskQuestion::Changed { path, is_saving },
        None => DiskQuestion::Gone { path },
    }
}

/// Takes the user's answer to [`FileCommand::SaveAs`], and goes on with what waited for it.
pub fn chosen_for_saving(
    path: &Path,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    let chosen = absolute(path);
    let path = with_ending(chosen.clone());
    let front = workbench.document().id();
    if opening::open_at(&path, workbench).is_some_and(|id| id != front) {
        services.call_off();
        let message = message!("open-in-other-tab", path = &path);
        workbench.window.notices.error(message);
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

/// Saves and goes on with `next`, at once or when the user has said where.
pub fn save_and(
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

/// Saves these documents one after the other, asking for files where they have none, and goes on with `next`.
pub fn save_each(
    mut ids: Vec<DocumentId>,
    next: Command,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    workbench.window.overlay = None;
    while !ids.is_empty() {
        let id = ids.remove(0);
        if !workbench.change_tabs(|tabs| tabs.show(id)) || !workbench.document().is_changed() {
            continue;
        }
        let Some(path) = workbench.document().place_to_save().map(Path::to_owned) else {
            let rest = FileCommand::SaveEach {
                save: ids,
                discard: Vec::new(),
                next: Box::new(next),
            };
            let question = save_question(workbench.state());
            services.ask_before(rest.into(), question, ctx, &mut workbench.state_mut());
            return;
        };
        save(&path, workbench, services);
        if workbench.document().is_changed() {
            services.call_off();
            return;
        }
    }
    commands.send(next);
}

/// A name typed without an ending gets ours.
fn with_ending(path: PathBuf) -> PathBuf {
    if path.extension().is_some() {
        path
    } else {
        path.with_extension("netsmith")
    }
}
