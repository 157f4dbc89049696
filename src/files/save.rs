//! Saving a file so that a crash leaves the old one or the new one.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::{FileError, explain, leftovers, place};
use crate::message;

/// Saves `bytes` under `path` so that a crash or a full disk leaves either the old file or the new one, never a part:
/// a temporary sibling is written, flushed to the disk and renamed over the target. A symbolic link is followed, even to a
/// file that is not there yet; a file marked read-only is left alone. The folder must exist; what killed saves have left in
/// it goes.
///
/// # Errors
/// [`FileError::Write`], with the old file unchanged and the sibling removed.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    write_atomically_in_parts(path, |sink| sink.write(bytes))
}

/// As [`write_atomically`], what is written being handed over part by part, so that it need not be in memory all at once.
///
/// # Errors
/// What `write` gives, or [`FileError::Write`]; the old file is unchanged then, and the sibling removed.
pub fn write_atomically_in_parts<E: From<FileError>>(
    path: &Path,
    write: impl FnOnce(&mut Sink<'_>) -> Result<(), E>,
) -> Result<(), E> {
    Ok(write_beside(path, write)?.take_place()?)
}

/// The first half of [`write_atomically_in_parts`]: everything is handed over to the system, and nobody waits for the disk yet.
///
/// # Errors
/// As there.
pub fn write_beside<E: From<FileError>>(
    path: &Path,
    write: impl FnOnce(&mut Sink<'_>) -> Result<(), E>,
) -> Result<PendingFile, E> {
    let failed = |cause: io::Error| unwritable(path, &cause);
    #[cfg(test)]
    super::faults::ask().map_err(failed)?;
    let target = place::link_target(path).map_err(failed)?;
    refuse_unfit(&target).map_err(failed)?;
    let folder = folder_of(&target);
    leftovers::sweep_once(folder);
    let mut sibling = leftovers::temporary_file_in(folder).map_err(failed)?;
    keep_permissions(&target, sibling.as_file());
    write(&mut Sink::new(sibling.as_file_mut(), path))?;
    Ok(PendingFile {
        sibling,
        target,
        path: path.to_owned(),
    })
}

/// A file that is written, beside the one whose place it is to take. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct PendingFile {
    sibling: tempfile::NamedTempFile,
    target: PathBuf,
    path: PathBuf,
}

impl PendingFile {
    /// Waits until the disk has it, and gives it its name.
    ///
    /// # Errors
    /// [`FileError::Write`], with the old file unchanged.
    pub fn take_place(self) -> Result<(), FileError> {
        let failed = |cause: io::Error| unwritable(&self.path, &cause);
        #[cfg(test)]
        super::faults::ask().map_err(failed)?;
        self.sibling.as_file().sync_all().map_err(failed)?;
        self.sibling
            .persist(&self.target)
            .map_err(|refused| failed(refused.error))?;
        sync_folder(folder_of(&self.target));
        Ok(())
    }
}

pub(super) fn unwritable(path: &Path, cause: &io::Error) -> FileError {
    let (found, advice) = explain(cause);
    FileError::Write {
        found,
        advice,
        path: path.to_owned(),
    }
}

/// A file that is being saved.
#[derive(Debug)]
pub struct Sink<'a> {
    file: &'a mut File,
    path: &'a Path,
}

impl<'a> Sink<'a> {
    /// Writes into `file`, which is called `path` where the disk refuses.
    pub(super) fn new(file: &'a mut File, path: &'a Path) -> Self {
        Self { file, path }
    }

    /// Writes the next part; large ones, since each goes to the system by itself.
    ///
    /// # Errors
    /// [`FileError::Write`] where the disk refuses.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let written = self.file.write_all(bytes);
        written.map_err(|cause| unwritable(self.path, &cause))
    }
}

/// A file that only its owner may read stays so.
pub(super) fn keep_permissions(target: &Path, sibling: &File) {
    if cfg!(unix)
        && let Ok(before) = fs::metadata(target)
        && let Err(refused) = sibling.set_permissions(before.permissions())
    {
        tracing::debug!(%refused, target = %target.display(), "permissions not kept by a save");
    }
}

/// Renaming over a read-only file would succeed; whoever marked it so did not want that. Renaming over a device such as
/// `/dev/null` would too, for an administrator, and leave the machine without it.
pub(super) fn refuse_unfit(target: &Path) -> io::Result<()> {
    match fs::metadata(target) {
        Ok(metadata) if metadata.is_dir() => Err(ErrorKind::IsADirectory.into()),
        Ok(metadata) if !metadata.is_file() => Err(io::Error::other(message!("file-a-pipe"))),
        Ok(metadata) if metadata.permissions().readonly() => {
            Err(ErrorKind::PermissionDenied.into())
        }
        // A file that is not there yet, or cannot be looked at: the save itself will tell.
        Ok(_) | Err(_) => Ok(()),
    }
}

pub(super) fn folder_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes the rename itself durable. Some file systems refuse to sync a folder; the file is complete either way.
pub(super) fn sync_folder(folder: &Path) {
    if let Err(refused) = File::open(folder).and_then(|handle| handle.sync_all()) {
        tracing::debug!(%refused, folder = %folder.display(), "folder not synced after a save");
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_limited;
    use super::*;

    fn names_in(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn saving_replaces_the_whole_file_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("net.netsmith");
        write_atomically(&path, b"a longer first version").unwrap();
        write_atomically(&path, b"second").unwrap();
        assert_eq!(read_limited(&path, 100).unwrap(), b"second");
        assert_eq!(names_in(folder.path()), ["net.netsmith"]);
    }

    #[test]
    fn saving_into_a_missing_folder_says_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing").join("net.netsmith");
        let message = write_atomically(&path, b"x").unwrap_err().to_string();
        let expected = "expected to save a file, found no such file or folder; check the name: ";
        assert_eq!(message, format!("{expected}{}", path.display()));
    }

    #[test]
    fn saving_over_a_folder_or_a_read_only_file_leaves_it_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kept");
        write_atomically(&path, b"kept").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();

        let read_only = write_atomically(&path, b"lost").unwrap_err().to_string();
        let over_folder = write_atomically(folder.path(), b"lost")
            .unwrap_err()
            .to_string();
        assert!(read_only.contains("found no permission"), "{read_only}");
        assert!(over_folder.contains("found a folder"), "{over_folder}");
        assert_eq!(read_limited(&path, 100).unwrap(), b"kept");
        assert_eq!(names_in(folder.path()), ["kept"]);
    }

    #[test]
    #[cfg(unix)]
    fn saving_over_what_is_no_file_leaves_it_alone() {
        use std::os::unix::fs::FileTypeExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let message = write_atomically(&path, b"x").unwrap_err().to_string();
        assert!(message.contains("found a pipe or device"), "{message}");
        assert!(fs::metadata(&path).unwrap().file_type().is_socket());
        assert_eq!(names_in(folder.path()), ["socket"]);
    }

    #[test]
    #[cfg(unix)]
    fn saving_through_a_link_changes_the_file_behind_it() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("file"), folder.path().join("link"));
        write_atomically(&path, b"old").unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        write_atomically(&link, b"new").unwrap();
        assert_eq!(read_limited(&path, 100).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    #[cfg(unix)]
    fn saving_through_a_link_to_nothing_makes_the_file_behind_it() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("far")).unwrap();
        let (near, link) = (folder.path().join("near"), folder.path().join("link"));
        symlink("near", &link).unwrap();
        symlink("far/away", &near).unwrap();
        write_atomically(&link, b"new").unwrap();
        let file = folder.path().join("far/away");
        assert_eq!(read_limited(&file, 100).unwrap(), b"new");
        assert!(link.is_symlink() && near.is_symlink() && !file.is_symlink());
    }

    #[test]
    #[cfg(unix)]
    fn saving_through_a_link_that_leads_nowhere_is_refused_and_keeps_the_link() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (circle, lost) = (folder.path().join("circle"), folder.path().join("lost"));
        symlink("circle", &circle).unwrap();
        symlink("missing/file", &lost).unwrap();
        let message = write_atomically(&circle, b"x").unwrap_err().to_string();
        assert!(message.contains("leads in a circle"), "{message}");
        let message = write_atomically(&lost, b"x").unwrap_err().to_string();
        assert!(message.contains("no such file or folder"), "{message}");
        assert!(circle.is_symlink() && lost.is_symlink());
        assert_eq!(names_in(folder.path()), ["circle", "lost"]);
    }

    #[test]
    #[cfg(unix)]
    fn a_file_that_only_its_owner_may_read_stays_so() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("private");
        write_atomically(&path, b"old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        write_atomically(&path, b"new").unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }

    #[test]
    #[cfg(unix)]
    fn a_saved_file_is_as_readable_as_any_other_new_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (saved, plain) = (folder.path().join("saved"), folder.path().join("plain"));
        write_atomically(&saved, b"x").unwrap();
        File::create(&plain).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&saved), mode(&plain));
    }
}
