//! Who has something: a file that is locked for as long as its holder lives.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use super::{Links, open_regular};

/// Held until it is dropped; the system lets go of it even when the process is killed.
///
/// The file stays where it is: whoever removed it could take it away from a process that has just opened it, and then two
/// would hold a lock of the same name.
#[derive(Debug)]
pub struct FileLock {
    // Locked for as long as it is open.
    _file: File,
}

/// Why a lock could not be taken.
#[derive(Debug)]
pub enum LockRefusal {
    /// Somebody has it.
    Taken,
    /// Its file cannot be made or opened, or something that is no regular file stands in its place.
    Unfit(io::Error),
}

impl FileLock {
    /// Takes the lock at `path`, whose file is made where it is missing. A pipe, a device or a symbolic link in its place
    /// is refused, not followed.
    ///
    /// # Errors
    /// [`LockRefusal`].
    pub fn take(path: &Path) -> Result<Self, LockRefusal> {
        let mut options = File::options();
        options.create(true).truncate(false).write(true);
        let file = open_regular(path, &mut options, Links::Refused).map_err(LockRefusal::Unfit)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockRefusal::Taken),
            Err(TryLockError::Error(error)) => Err(LockRefusal::Unfit(error)),
        }
    }

    /// Whether somebody has the lock at `path`.
    pub fn is_taken(path: &Path) -> bool {
        open_regular(path, File::options().read(true), Links::Refused)
            .is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_held_once_and_its_file_is_never_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        assert!(!FileLock::is_taken(&path));
        let lock = FileLock::take(&path).unwrap();
        assert!(FileLock::is_taken(&path));
        assert!(matches!(FileLock::take(&path), Err(LockRefusal::Taken)));
        // Opened before the holder lets go and locked after: it must be the file that the next one finds.
        let early = File::options().write(true).open(&path).unwrap();
        drop(lock);
        early.try_lock().unwrap();
        assert!(matches!(FileLock::take(&path), Err(LockRefusal::Taken)));
        drop(early);
        assert!(FileLock::take(&path).is_ok() && path.exists());
    }

    #[test]
    #[cfg(unix)]
    fn what_is_no_regular_file_is_refused_without_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let (pipe, link) = (folder.path().join("pipe"), folder.path().join("link"));
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let elsewhere = folder.path().join("elsewhere");
        std::os::unix::fs::symlink(&elsewhere, &link).unwrap();
        for path in [&pipe, &link, &folder.path().to_owned()] {
            assert!(!FileLock::is_taken(path), "{}", path.display());
            assert!(
                matches!(FileLock::take(path), Err(LockRefusal::Unfit(_))),
                "{}",
                path.display()
            );
        }
        assert!(!elsewhere.exists());
    }
}
