//! Whether a place will do for a run's folder, and making it.

use std::io;
use std::path::Path;

use super::error::RunError;
use super::folder::{self, RunFolder};
use crate::files::{self, said_by};

/// What a run puts into its folder, beside the file by which it is known.
const OURS: [&str; 8] = [
    folder::PROJECT,
    folder::HISTORY,
    folder::TABLE,
    folder::WEIGHTS,
    folder::BEST,
    folder::START,
    folder::EPOCHS_FOLDER,
    folder::CHECKPOINT_FOLDER,
];

/// Whether `path` is a file of a run's own, or in one of its folders: whoever else writes there spoils the run.
#[must_use]
pub fn is_of_run(path: &Path) -> bool {
    let path = files::absolute(path);
    let mut around = path.ancestors().skip(1).take(2);
    around.any(|home| {
        let inside = path.strip_prefix(home).ok();
        let name = inside.and_then(|inside| inside.components().next());
        let is = |own: &str| name.is_some_and(|name| name.as_os_str() == own);
        RunFolder::is_at(home) && (is(folder::MANIFEST) || OURS.into_iter().any(is))
    })
}

/// Refuses a folder that holds what a run would write over.
///
/// # Errors
/// [`RunError::Occupied`].
pub(super) fn refuse_foreign_files(path: &Path) -> Result<(), RunError> {
    match OURS.into_iter().find(|name| path.join(name).exists()) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::write_atomically;

    #[test]
    fn what_a_run_has_written_is_its_own_and_what_lies_beside_it_is_not() {
        let home = tempfile::tempdir().unwrap();
        let run = home.path().join("run");
        std::fs::create_dir_all(run.join(folder::EPOCHS_FOLDER)).unwrap();
        let weights = run.join(folder::WEIGHTS);
        assert!(!is_of_run(&weights), "there is no run yet");
        write_atomically(&run.join(folder::MANIFEST), b"{}").unwrap();
        let of_an_epoch = run.join(folder::EPOCHS_FOLDER).join("0001.safetensors");
        for own in [weights, run.join(folder::MANIFEST), of_an_epoch] {
            assert!(is_of_run(&own), "{}", own.display());
        }
        for other in [run.join("model.keras"), home.path().join(folder::WEIGHTS)] {
            assert!(!is_of_run(&other), "{}", other.display());
        }
    }
}
