//! How every room touches the disk: whole files, saved so that a crash leaves the old one or the new one, and read with a
//! limit so that a file cannot ask for more memory than its reader allows; locks, and where a path leads. Never knows what is
//! in a file, but how to say where a JSON text is at fault.

mod json;
mod leftovers;
mod lock;
mod place;
mod read;
mod save;
mod stamp;

pub use json::{json_fault, json_fault_anywhere};
pub use lock::{FileLock, LockRefusal};
pub use place::{absolute, is_same_file, relative_to};
pub use read::{Source, read_limited};
pub use save::{Sink, write_atomically, write_atomically_in_parts};
pub use stamp::{Stamp, hash_of, hexadecimal};

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_named_and_comes_with_advice() {
        let (found, advice) = explain(&ErrorKind::StorageFull.into());
        assert_eq!(
            (found.as_str(), advice),
            ("a full disk", "free some space or choose another place")
        );
    }
}
