//! Opening files: in the tab that has them, in a new one, as copies, and those of the last time.

use super::Services;
use crate::app::command::{
    Commands, DiskQuestion, DocumentId, FileCommand, ImportCommand, NoticeKind, Overlay,
};
use crate::app::document::Document;
use crate::app::opening::{Openable, kind_of};
use crate::app::settings::Settings;
use crate::app::widgets::sentence;
use crate::app::workbench::Workbench;
use crate::engine::run::RunFolder;
use crate::files::{is_same_file, name_of};
use crate::project::{Project, preset};
use crate::text::{Message, list};
use crate::{message, tr};
use std::path::{Path, PathBuf};

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
        match read(path) {
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
        let words = words_on_files_elsewhere(&elsewhere);
        let notices = &mut workbench.state_mut().window.notices;
        notices.tell(NoticeKind::Done, None, words);
    }
}

/// Shows `document` in a tab of its own.
pub fn begin(document: Document, workbench: &mut Workbench) {
    workbench.change_tabs(|tabs| tabs.open(document));
    workbench.window.overlay = None;
}

/// Begins with the preset called `name`.
pub fn load_preset(name: &str, workbench: &mut Workbench) {
    match preset(name) {
        Some(preset) => {
            let document = Document::unsaved(preset.project.clone());
            begin(document, workbench);
        }
        None => {
            let message = message!("no-such-preset", name = name);
            workbench.window.notices.error(message);
        }
    }
}

/// Opens what is at `path`, whatever it is: a project or a run here, a network of another program once it is read, and data
/// where the network in front is to learn from it.
pub fn open_any(
    path: &Path,
    workbench: &mut Workbench,
    services: &Services,
    commands: &mut Commands,
) {
    match kind_of(path) {
        // What is gone is told as any project that is gone, and forgotten by the list of files.
        _ if !path.is_file() => open(path, workbench, services),
        Openable::Project | Openable::Run => open(path, workbench, services),
        // A picture is asked for its project, and says where it has none.
        Openable::Foreign | Openable::Picture => {
            commands.send(ImportCommand::Open(path.to_owned()));
        }
        Openable::Data => commands.send(FileCommand::Take(vec![path.to_owned()])),
    }
}

/// Shows the tab that has the file at `path`, or opens it in a new one; asks first where another window has it.
pub fn open(path: &Path, workbench: &mut Workbench, services: &Services) {
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
    match read(path) {
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
        Ok(project) => begin(Document::unsaved(copy_of(project)), workbench),
        Err(error) => {
            let fault = sentence(&error.to_string());
            workbench.window.notices.error_of_window(fault);
        }
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

/// The document of a file that was just opened, or of the run in whose folder it lies, or a sentence; `path` may be that
/// folder itself.
fn read(path: &Path) -> Result<Document, Message> {
    let words = |error: &dyn std::error::Error| Message::from(sentence(&error.to_string()));
    match run_around(path) {
        Some(folder) => {
            let run = RunFolder::open(folder).map_err(|error| words(&error))?;
            let mut project = run.project().map_err(|error| words(&error))?;
            project.id = run.manifest().project.clone().or(project.id);
            Ok(Document::of_run(project, &run.project_path(), folder))
        }
        None if path.is_dir() => Err(message!("folder-without-run", path = path)),
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
fn copy_of(project: Project) -> Project {
    Project {
        name: tr!("name-of-copy", name = project.name),
        ..project
    }
}

/// Says what was left out of a session because other windows have it.
fn words_on_files_elsewhere(paths: &[PathBuf]) -> Message {
    let names: Vec<String> = paths.iter().map(|path| name_of(path)).collect();
    message!("files-elsewhere", count = names.len(), names = list(names))
}
