//! One training per folder at a time.

use std::path::Path;
use std::time::Duration;

use super::error::RunError;
use crate::files::{FileLock, LockRefusal, said_by};
use crate::message;

const NAME: &str = ".lock";
/// Somebody who only asks whether a folder is taken has its lock for a moment.
const MOST_TRIES: usize = 5;
const PAUSE: Duration = Duration::from_millis(10);

/// Holds a run folder until it is dropped.
#[derive(Debug)]
pub struct RunLock {
    _lock: FileLock,
}

impl RunLock {
    /// Takes the folder, which must exist.
    ///
    /// # Errors
    /// [`RunError::Busy`] where somebody has it, [`RunError::Folder`] where nothing can be written into it.
    pub fn take(folder: &Path) -> Result<Self, RunError> {
        let path = folder.join(NAME);
        for _ in 0..MOST_TRIES {
            match FileLock::take(&path) {
                Ok(lock) => return Ok(Self { _lock: lock }),
                Err(LockRefusal::Taken) => std::thread::sleep(PAUSE),
                Err(LockRefusal::Unfit(reason)) => {
                    return Err(RunError::Folder {
                        reason: message!("reason-at-file", reason = said_by(&reason), file = NAME),
                        path: folder.to_owned(),
                    });
                }
            }
        }
        Err(RunError::Busy {
            path: folder.to_owned(),
        })
    }

    /// Whether somebody has the folder.
    pub fn is_taken(folder: &Path) -> bool {
        FileLock::is_taken(&folder.join(NAME))
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
    fn the_file_of_a_lock_stays_so_that_nobody_can_hold_another_of_its_name() {
        let folder = tempfile::tempdir().unwrap();
        drop(RunLock::take(folder.path()).unwrap());
        assert!(folder.path().join(NAME).is_file());
    }

    #[test]
    #[cfg(unix)]
    fn a_link_in_the_place_of_the_lock_makes_no_file_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = folder.path().join("elsewhere");
        std::os::unix::fs::symlink(&elsewhere, folder.path().join(NAME)).unwrap();
        let message = RunLock::take(folder.path()).unwrap_err().to_string();
        assert!(message.contains("a symbolic link"), "{message}");
        assert!(!elsewhere.exists());
    }
}
