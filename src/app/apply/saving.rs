//! Saving the document in front, so that nobody else's work is overwritten without a question.

use super::disk::question;
use super::{Services, clock};
use crate::app::files::{FileFilter, FilePurpose, FileQuestion, FileWay};
use crate::app::state::{Overlay, State};
use crate::app::tabs::Tab;
use crate::app::widgets::sentence;
use crate::app::workbench::Workbench;
use crate::engine::run::RunFolder;
use crate::files::is_same_file;
use crate::project::Project;
use std::path::{Path, PathBuf};

pub const PROJECTS: FileFilter = FileFilter {
    label: "Netsmith project",
    extensions: &["netsmith"],
};

/// Saves the document in front at `path`, or asks first: where somebody else has written to the file since, and where
/// another window has it.
pub fn save(path: &Path, workbench: &mut Workbench, services: &mut Services) {
    let state = &mut workbench.state_mut();
    let document = &state.document;
    if path.parent().is_some_and(RunFolder::is_at) {
        state.window.notices.error(format!(
            "A run keeps there what was trained in it; choose a place outside of its folder: {}",
            path.display()
        ));
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
        state.window.notices.error(format!(
            "Another window of Netsmith has this file open; close it there, or choose another name: {}",
            path.display()
        ));
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
        title: "Save project",
        filters: vec![PROJECTS],
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
