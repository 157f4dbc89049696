//! Whether a place will do for a run's folder, and making it.

use std::io;
use std::path::Path;

use super::error::RunError;
use super::folder;
use crate::files::said_by;

/// Refuses a folder that holds what a run would write over.
///
/// # Errors
/// [`RunError::Occupied`].
pub(super) fn refuse_foreign_files(path: &Path) -> Result<(), RunError> {
    let ours = [
        folder::PROJECT,
        folder::HISTORY,
        folder::TABLE,
        folder::WEIGHTS,
        folder::BEST,
        folder::START,
        folder::EPOCHS_FOLDER,
        folder::CHECKPOINT_FOLDER,
    ];
    match ours.into_iter().find(|name| path.join(name).exists()) {
        Some(name) => Err(RunError::Occupied {
            name,
            path: path.to_owned(),
        }),
        None => Ok(()),
    }
}

/// Tries it out: only making a folder and a file in it tells whether the system allows it. What was made is taken away again.
///
/// # Errors
/// [`RunError::Folder`].
pub(super) fn refuse_unwritable(path: &Path) -> Result<(), RunError> {
    let missing: Vec<&Path> = path
        .ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .collect();
    let tried = make_folder(path).and_then(|()| {
        let file = tempfile::tempfile_in(path);
        file.map(drop).map_err(|error| unusable(path, &error))
    });
    for folder in missing {
        // One that was not made, or that somebody has put something into since, stays as it is.
        let _ = std::fs::remove_dir(folder);
    }
    tried
}

fn unusable(path: &Path, reason: &io::Error) -> RunError {
    RunError::Folder {
        reason: said_by(reason),
        path: path.to_owned(),
    }
}

/// Makes a folder where it is missing.
///
/// # Errors
/// [`RunError::Folder`].
pub(super) fn make_folder(path: &Path) -> Result<(), RunError> {
    std::fs::create_dir_all(path).map_err(|error| unusable(path, &error))
}
