//! The temporary siblings of saves, files and folders: each is locked by the process that writes it, so that one whose lock is
//! free was left by a save that was killed, and goes with the next save into its folder.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{FileLock, Links, open_regular};

const PREFIX: &str = ".netsmith-";
const SUFFIX: &str = ".tmp";
/// A temporary file is taken for a leftover only between its making and its locking; once is rare, five times is no chance.
const MOST_TRIES: usize = 5;

/// The folders that this process has swept; a process leaves nothing behind while it lives.
static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A temporary file in `folder`, locked where the disk knows locks.
pub(super) fn temporary_file_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    // Temporary files are private by default; a saved one should be as readable as any other, which the umask decides.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    for _ in 0..MOST_TRIES {
        let sibling = builder.tempfile_in(folder)?;
        match sibling.as_file().try_lock() {
            Ok(()) if !sibling.path().exists() => {}
            Err(fs::TryLockError::WouldBlock) => {}
            // Without locks nobody can tell that it is in use, and nobody sweeps it either.
            Ok(()) | Err(fs::TryLockError::Error(_)) => return Ok(sibling),
        }
    }
    Err(ErrorKind::ResourceBusy.into())
}

/// A temporary folder in `folder`, which whoever fills it locks.
pub(super) fn temporary_folder_in(folder: &Path) -> io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    builder.tempdir_in(folder)
}

/// Removes what killed saves have left in `folder`, the first time that this process saves into it.
pub(super) fn sweep_once(folder: &Path) {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let mut swept = SWEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if swept.insert(folder.clone()) {
        drop(swept);
        sweep(&folder);
    }
}

fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_ours = name
            .to_str()
            .is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if is_ours && let Err(error) = remove_if_left(&entry.path()) {
            tracing::debug!(%error, path = %entry.path().display(), "temporary file stays");
        }
    }
}

fn remove_if_left(path: &Path) -> io::Result<()> {
    if path.symlink_metadata()?.is_dir() {
        // One that is not locked yet has just been made.
        let lock = path.join(super::folder::LOCK);
        if lock.exists() && !FileLock::is_taken(&lock) {
            return fs::remove_dir_all(path);
        }
        return Ok(());
    }
    let file = open_regular(path, File::options().read(true), Links::Refused)?;
    match file.try_lock() {
        Ok(()) => fs::remove_file(path),
        Err(fs::TryLockError::WouldBlock) => Ok(()),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn what_a_killed_save_left_goes_and_what_is_being_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let live = temporary_file_in(folder.path()).unwrap();
        let (left, path) = temporary_file_in(folder.path()).unwrap().keep().unwrap();
        drop(left);
        File::create(folder.path().join(".netsmith-notes")).unwrap();
        sweep(folder.path());
        assert!(live.path().exists() && !path.exists());
        assert_eq!(count(folder.path()), 2);
    }

    #[test]
    fn the_first_save_into_a_folder_sweeps_it() {
        let folder = tempfile::tempdir().unwrap();
        let (left, _) = temporary_file_in(folder.path()).unwrap().keep().unwrap();
        drop(left);
        super::super::write_atomically(&folder.path().join("a"), b"a").unwrap();
        assert_eq!(count(folder.path()), 1);
    }

    #[test]
    #[cfg(unix)]
    fn a_link_of_such_a_name_is_left_alone_with_what_is_behind_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kept");
        File::create(&file).unwrap();
        let link = folder.path().join(".netsmith-x.tmp");
        std::os::unix::fs::symlink(&file, &link).unwrap();
        sweep(folder.path());
        assert!(file.exists() && link.is_symlink());
    }
}
