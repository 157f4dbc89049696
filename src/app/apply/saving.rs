//! Saving the document in front, so that nobody else's work is overwritten without a question.

use super::disk::question;
use super::{Services, clock};
use crate::app::files::{FileFilter, FilePurpose, FileQuestion, FileWay};
use crate::app::state::{Overlay, State};
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
    let state = &mut workbench.state;
    let document = &state.document;
    if path.parent().is_some_and(RunFolder::is_at) {
        state.notices.error(format!(
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
        state.overlay = Some(Overlay::Disk(question(path, now, true)));
        return;
    }
    if !is_its_own && services.claims.is_elsewhere(path) {
        state.notices.error(format!(
            "Another window of Netsmith has this file open; close it there, or choose another name: {}",
            path.display()
        ));
        return;
    }
    save_over(path, workbench, services);
}

/// Saves the document in front at `path`, whatever is there.
pub fn save_over(path: &Path, workbench: &mut Workbench, services: &mut Services) {
    let state = &mut workbench.state;
    match state.document.project(workbench.canvas.view()).save(path) {
        Ok(base) => {
            state.document.mark_saved(path, base, clock::time_of_day());
            state.recent.remember(path);
            state.notices.saved();
            let paths: Vec<&Path> = workbench.paths().collect();
            services.claims.follow(&paths);
        }
        Err(error) => state.notices.unsaved(sentence(&error.to_string())),
    }
}

/// Asks where to save.
pub fn save_question(state: &State) -> FileQuestion {
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
pub fn folder(state: &State) -> Option<PathBuf> {
    let run = state.document.run_of_record();
    let path = run.or(state.document.path());
    let path = path.or_else(|| state.recent.iter().next())?;
    path.parent().map(Path::to_owned)
}
