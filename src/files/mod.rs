//! How every room touches the disk: whole files, saved so that a crash leaves the old one or the new one, and read with a
//! limit so that a file cannot ask for more memory than its reader allows; locks, and where a path leads. Never knows what is
//! in a file.

mod leftovers;
mod lock;
mod place;
mod stamp;

pub use lock::{FileLock, LockRefusal};
pub use place::{absolute, is_same_file, relative_to};
pub use stamp::{Stamp, hash_of, hexadecimal};

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Why a file could not be read or saved; each text says what was expected, what was found and what to do.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file could not be opened or read to its end.
    #[error("expected a readable file, found {found}; {advice}: {}", path.display())]
    Read {
        /// What stood in the way, in words.
        found: String,
        /// The next step for the user.
        advice: &'static str,
        /// The file that was asked for.
        path: PathBuf,
    },
    /// The file could not be saved; whatever was there before is unchanged.
    #[error("expected to save a file, found {found}; {advice}: {}", path.display())]
    Write {
        /// What stood in the way, in words.
        found: String,
        /// The next step for the user.
        advice: &'static str,
        /// The file that was to be saved.
        path: PathBuf,
    },
    /// The file is larger than its reader accepts.
    #[error("expected a file of at most {limit_bytes} bytes, found {found_bytes}; choose a smaller one: {}", path.display())]
    TooLarge {
        /// The most that the reader accepts.
        limit_bytes: u64,
        /// The size that the file system reports.
        found_bytes: u64,
        /// The file that was asked for.
        path: PathBuf,
    },
}

/// Saves `bytes` under `path` so that a crash or a full disk leaves either the old file or the new one, never a part:
/// a temporary sibling is written, flushed to the disk and renamed over the target. A symbolic link is followed, even to a
/// file that is not there yet; a file marked read-only is left alone. The folder must exist; what killed saves have left in
/// it goes.
///
/// # Errors
/// [`FileError::Write`], with the old file unchanged and the sibling removed.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let failed = |cause: io::Error| {
        let (found, advice) = explain(&cause);
        FileError::Write {
            found,
            advice,
            path: path.to_owned(),
        }
    };
    let target = place::link_target(path).map_err(failed)?;
    refuse_unfit(&target).map_err(failed)?;
    let folder = folder_of(&target);
    leftovers::sweep_once(folder);
    let mut sibling = leftovers::temporary_file_in(folder).map_err(failed)?;
    keep_permissions(&target, sibling.as_file());
    sibling.write_all(bytes).map_err(failed)?;
    sibling.as_file().sync_all().map_err(failed)?;
    sibling
        .persist(&target)
        .map_err(|refused| failed(refused.error))?;
    sync_folder(folder);
    Ok(())
}

/// Reads a whole file of at most `limit_bytes` bytes. Only regular files are opened: a pipe could block for ever and a
/// device never ends.
///
/// # Errors
/// [`FileError::TooLarge`] before anything is read, [`FileError::Read`] for everything else.
pub fn read_limited(path: &Path, limit_bytes: u64) -> Result<Vec<u8>, FileError> {
    let unreadable = |found: String, advice| FileError::Read {
        found,
        advice,
        path: path.to_owned(),
    };
    let failed = |cause: io::Error| {
        let (found, advice) = explain(&cause);
        unreadable(found, advice)
    };
    let metadata = fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(unreadable("a folder".into(), "choose a file"));
    }
    if !metadata.is_file() {
        return Err(unreadable("a pipe or device".into(), "choose a file"));
    }
    let too_large = |found_bytes| FileError::TooLarge {
        limit_bytes,
        found_bytes,
        path: path.to_owned(),
    };
    if metadata.len() > limit_bytes {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::new();
    // The file may still be growing while it is read.
    let one_past_limit = limit_bytes.saturating_add(1);
    let read_bytes = open_regular(path, File::options().read(true), Links::Followed)
        .and_then(|file| file.take(one_past_limit).read_to_end(&mut bytes))
        .map_err(failed)?;
    if read_bytes as u64 > limit_bytes {
        return Err(too_large(read_bytes as u64));
    }
    Ok(bytes)
}

/// What an operating system's refusal means and what can be done about it, in a user's words.
fn explain(cause: &io::Error) -> (String, &'static str) {
    let (found, advice) = match cause.kind() {
        ErrorKind::NotFound => ("no such file or folder", "check the name"),
        ErrorKind::PermissionDenied => (
            "no permission",
            "check its permissions or choose another place",
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("a full disk", "free some space or choose another place")
        }
        ErrorKind::ReadOnlyFilesystem => ("a read-only disk", "choose another place"),
        ErrorKind::IsADirectory => ("a folder", "choose another name"),
        ErrorKind::NotADirectory => ("a file where a folder was named", "check the name"),
        ErrorKind::InvalidFilename => (
            "a name the disk does not accept",
            "choose another, shorter name",
        ),
        ErrorKind::FileTooLarge => (
            "a disk that takes no file this large",
            "choose another place",
        ),
        _ => return (cause.to_string(), "try again or choose another place"),
    };
    (found.to_owned(), advice)
}

/// What opening does with a symbolic link at the end of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Links {
    /// The file behind it is opened.
    Followed,
    /// It is refused.
    Refused,
}

/// Opens a regular file and nothing else. A pipe without a reader on its other side would hold the caller for ever, so
/// that no opening waits; what was opened is looked at afterwards, when nobody can exchange it any more.
fn open_regular(path: &Path, options: &mut OpenOptions, links: Links) -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let no_follow = match links {
            Links::Followed => 0,
            Links::Refused => libc::O_NOFOLLOW,
        };
        options.custom_flags(libc::O_NONBLOCK | no_follow);
    }
    if links == Links::Refused && path.is_symlink() {
        return Err(io::Error::other("a symbolic link"));
    }
    let opened = options.open(path);
    #[cfg(unix)]
    if let Err(error) = &opened {
        // A link that came since, and a pipe that nobody reads.
        match error.raw_os_error() {
            Some(libc::ELOOP) => return Err(io::Error::other("a symbolic link")),
            Some(libc::ENXIO) => return Err(io::Error::other("a pipe or device")),
            _ => {}
        }
    }
    let file = opened?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("a pipe or device"))
    }
}

/// A file that only its owner may read stays so.
fn keep_permissions(target: &Path, sibling: &File) {
    if cfg!(unix)
        && let Ok(before) = fs::metadata(target)
        && let Err(refused) = sibling.set_permissions(before.permissions())
    {
        tracing::debug!(%refused, target = %target.display(), "permissions not kept by a save");
    }
}

/// Renaming over a read-only file would succeed; whoever marked it so did not want that. Renaming over a device such as
/// `/dev/null` would too, for an administrator, and leave the machine without it.
fn refuse_unfit(target: &Path) -> io::Result<()> {
    match fs::metadata(target) {
        Ok(metadata) if metadata.is_dir() => Err(ErrorKind::IsADirectory.into()),
        Ok(metadata) if !metadata.is_file() => Err(io::Error::other("a pipe or device")),
        Ok(metadata) if metadata.permissions().readonly() => {
            Err(ErrorKind::PermissionDenied.into())
        }
        // A file that is not there yet, or cannot be looked at: the save itself will tell.
        Ok(_) | Err(_) => Ok(()),
    }
}

fn folder_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes the rename itself durable. Some file systems refuse to sync a folder; the file is complete either way.
fn sync_folder(folder: &Path) {
    if let Err(refused) = File::open(folder).and_then(|handle| handle.sync_all()) {
        tracing::debug!(%refused, folder = %folder.display(), "folder not synced after a save");
    }
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn a_file_at_the_limit_is_read_and_one_byte_more_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.csv");
        write_atomically(&path, b"12345").unwrap();
        assert_eq!(read_limited(&path, 5).unwrap(), b"12345");
        let message = read_limited(&path, 4).unwrap_err().to_string();
        let expected = "expected a file of at most 4 bytes, found 5; choose a smaller one: ";
        assert_eq!(message, format!("{expected}{}", path.display()));
    }

    #[test]
    fn reading_a_folder_or_a_device_is_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let message = read_limited(folder.path(), 10).unwrap_err().to_string();
        assert!(message.starts_with("expected a readable file, found a folder; choose a file: "));
        let device = Path::new("/dev/zero");
        if device.exists() {
            let message = read_limited(device, 10).unwrap_err().to_string();
            assert!(message.contains("found a pipe or device"), "{message}");
        }
    }

    #[test]
    fn a_full_disk_is_named_and_comes_with_advice() {
        let (found, advice) = explain(&ErrorKind::StorageFull.into());
        assert_eq!(
            (found.as_str(), advice),
            ("a full disk", "free some space or choose another place")
        );
    }
}
