//! One training per folder at a time.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::error::RunError;

const NAME: &str = ".lock";

/// Holds a run folder until it is dropped; the system lets go of it even when the process is killed.
#[derive(Debug)]
pub struct RunLock {
    path: PathBuf,
    // Locked for as long as it is open.
    _file: File,
}

impl RunLock {
    /// Takes the folder, which must exist.
    ///
    /// # Errors
    /// [`RunError::Busy`] where somebody has it, [`RunError::Folder`] where nothing can be written into it.
    pub fn take(folder: &Path) -> Result<Self, RunError> {
        let refused = |reason: std::io::Error| RunError::Folder {
            reason: reason.to_string(),
            path: folder.to_owned(),
        };
        let path = folder.join(NAME);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(refused)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { path, _file: file }),
            Err(TryLockError::WouldBlock) => Err(RunError::Busy {
                path: folder.to_owned(),
            }),
            Err(TryLockError::Error(reason)) => Err(refused(reason)),
        }
    }

    /// Whether somebody has the folder.
    pub fn is_taken(folder: &Path) -> bool {
        let Ok(file) = File::open(folder.join(NAME)) else {
            return false;
        };
        matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
    }
}

impl Drop for RunLock {
    fn drop(&mut self) {
        // A leftover does no harm: it is the lock that counts, not the file.
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::debug!(%error, path = %self.path.display(), "lock file left behind");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_taken_by_one_training_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let lock = RunLock::take(folder.path()).unwrap();
        assert!(RunLock::is_taken(folder.path()));
        assert!(matches!(
            RunLock::take(folder.path()),
            Err(RunError::Busy { .. })
        ));
        drop(lock);
        assert!(!RunLock::is_taken(folder.path()));
        assert!(RunLock::take(folder.path()).is_ok());
    }

    #[test]
    fn a_lock_leaves_no_file_behind() {
        let folder = tempfile::tempdir().unwrap();
        drop(RunLock::take(folder.path()).unwrap());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
