//! How every room touches the disk: whole files, saved so that a crash leaves the old one or the new one, and read with a
//! limit so that a file cannot ask for more memory than its reader allows; locks, where a path leads, and the program's own
//! folders. Never knows what is in a file, but how to say where a JSON text is at fault.

#[cfg(test)]
pub mod faults;
mod folder;
mod json;
mod leftovers;
mod lock;
mod own_folders;
mod place;
mod read;
mod save;
mod scratch;
mod second;
mod stamp;

pub use folder::PendingFolder;
pub use json::{json_fault, json_fault_anywhere};
pub use lock::{FileLock, LockRefusal};
pub use own_folders::OwnFolders;
pub use place::{absolute, is_same_file, name_of, relative_to};
pub use read::{Source, read_limited};
pub use save::{PendingFile, Sink, write_atomically, write_atomically_in_parts, write_beside};
pub use scratch::{read_at, scratch_file};
pub use second::{move_over, share};
pub use stamp::{Stamp, hash_of, hexadecimal};

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::text::Message;
use crate::{message, shown_as_message};

/// Why a file could not be read or saved; each text says what was expected, what was found and what to do.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file could not be opened or read to its end.
    Read {
        /// What stood in the way.
        found: Message,
        /// The next step for the user.
        advice: Message,
        /// The file that was asked for.
        path: PathBuf,
    },
    /// The file could not be saved; whatever was there before is unchanged.
    Write {
        /// What stood in the way.
        found: Message,
        /// The next step for the user.
        advice: Message,
        /// The file that was to be saved.
        path: PathBuf,
    },
    /// The file is larger than its reader accepts.
    TooLarge {
        /// The most that the reader accepts.
        limit_bytes: u64,
        /// The size that the file system reports.
        found_bytes: u64,
        /// The file that was asked for.
        path: PathBuf,
    },
}

impl FileError {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Read {
                found,
                advice,
                path,
            } => message!(
                "file-unreadable",
                found = found,
                advice = advice,
                path = path
            ),
            Self::Write {
                found,
                advice,
                path,
            } => message!(
                "file-unsavable",
                found = found,
                advice = advice,
                path = path
            ),
            Self::TooLarge {
                limit_bytes,
                found_bytes,
                path,
            } => message!(
                "file-too-large",
                limit_bytes = *limit_bytes,
                found_bytes = *found_bytes,
                path = path
            ),
        }
    }
}

shown_as_message!(FileError);

/// What an operating system's refusal means and what can be done about it, in a user's words.
fn explain(cause: &io::Error) -> (Message, Message) {
    let (found, advice) = match cause.kind() {
        ErrorKind::NotFound => (message!("file-missing"), message!("check-the-name")),
        ErrorKind::PermissionDenied => (
            message!("file-no-permission"),
            message!("check-permissions"),
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            (message!("file-full-disk"), message!("free-some-space"))
        }
        ErrorKind::ReadOnlyFilesystem => {
            (message!("file-read-only"), message!("choose-another-place"))
        }
        ErrorKind::IsADirectory => (message!("file-a-folder"), message!("choose-another-name")),
        ErrorKind::NotADirectory => (message!("file-for-folder"), message!("check-the-name")),
        ErrorKind::InvalidFilename => (message!("file-bad-name"), message!("choose-shorter-name")),
        ErrorKind::FileTooLarge => (
            message!("file-too-large-for-disk"),
            message!("choose-another-place"),
        ),
        _ => (said_by(cause), message!("try-again-or-elsewhere")),
    };
    (found, advice)
}

/// What an error of the system says: the message that it carries where it is one of ours, else its own words.
#[must_use]
pub fn said_by(cause: &io::Error) -> Message {
    let ours = cause.get_ref().and_then(|it| it.downcast_ref::<Message>());
    ours.cloned()
        .unwrap_or_else(|| Message::words(cause.to_string()))
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
        return Err(io::Error::other(message!("file-a-link")));
    }
    let opened = options.open(path);
    #[cfg(unix)]
    if let Err(error) = &opened {
        // A link that came since, and a pipe that nobody reads.
        match error.raw_os_error() {
            Some(libc::ELOOP) => return Err(io::Error::other(message!("file-a-link"))),
            Some(libc::ENXIO) => return Err(io::Error::other(message!("file-a-pipe"))),
            _ => {}
        }
    }
    let file = opened?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other(message!("file-a-pipe")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_named_and_comes_with_advice() {
        let (found, advice) = explain(&ErrorKind::StorageFull.into());
        assert_eq!(
            (found.to_string().as_str(), advice.to_string().as_str()),
            ("a full disk", "free some space or choose another place")
        );
    }
}
