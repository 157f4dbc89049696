//! Work that a crash would lose: one file per open document, found again at the next start.
//!
//! A document holds a [`Slot`] as long as it is open. The slot's lock dies with the process, so a file whose lock is free
//! was left by a crash, while the files of another running window stay untouched.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::ProjectError;
use super::format;
use super::model::{LIMIT_BYTES, Project};
use crate::files::{self, FileError, FileLock, LockRefusal, Stamp};
use crate::text::Message;
use crate::{message, shown_as_message};

/// More documents than anyone has open at once.
const MOST_SLOTS: usize = 1000;

/// The place where one open document keeps what is not yet saved.
#[derive(Debug)]
pub struct Slot {
    path: PathBuf,
    /// Held, never read: closing it is what gives the slot back.
    _lock: FileLock,
}

/// Where a document was saved last, and how that file was.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The file.
    pub path: PathBuf,
    /// How it was when it was read or saved; `None` where nobody knows.
    pub base: Option<Stamp>,
}

/// What is found of documents that a crash has left.
#[derive(Debug, Default)]
pub struct Found {
    /// Those that can be opened, oldest slot first.
    pub lost: Vec<Abandoned>,
    /// Those that cannot.
    pub damaged: Vec<Damaged>,
}

/// What a crash has left and nobody can open. It stays until the user says otherwise.
#[derive(Debug)]
pub struct Damaged {
    /// The file.
    pub path: PathBuf,
    /// Why it cannot be opened, as a sentence with the path at its end.
    pub reason: String,
    slot: Slot,
}

/// A document that a crash has left.
#[derive(Debug)]
pub struct Abandoned {
    /// The project as it was last written.
    pub project: Project,
    /// Where the document had been saved; `None` for one that never was.
    pub origin: Option<PathBuf>,
    /// How the file was that it had been saved in, when it was read or saved.
    pub base: Option<Stamp>,
    /// When it was last written, where the disk knows.
    pub written_at: Option<SystemTime>,
    slot: Slot,
}

/// Why there is no place to keep unsaved work.
#[derive(Debug, thiserror::Error)]
pub struct NoSlot {
    found: Message,
    folder: PathBuf,
}

impl NoSlot {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        message!(
            "no-place-for-unsaved-work",
            found = &self.found,
            folder = &self.folder
        )
    }
}

shown_as_message!(NoSlot);

impl Slot {
    /// Takes a free slot in `folder`, which is made where it is missing.
    ///
    /// # Errors
    /// Where the folder cannot be made or written to.
    pub fn claim(folder: &Path) -> Result<Self, NoSlot> {
        let refused = |found: Message| NoSlot {
            found,
            folder: folder.to_owned(),
        };
        fs::create_dir_all(folder).map_err(|error| refused(files::said_by(&error)))?;
        for number in 0..MOST_SLOTS {
            let path = folder.join(format!("document-{number}.netsmith"));
            let lock = lock(&path).map_err(|error| refused(files::said_by(&error)))?;
            if let Some(lock) = lock
                && !path.exists()
            {
                return Ok(Self { path, _lock: lock });
            }
        }
        Err(refused(message!(
            "unsaved-documents-already",
            count = MOST_SLOTS
        )))
    }

    /// Keeps `project`, a change of what is at `origin`.
    ///
    /// # Errors
    /// Where the disk refuses; what was kept before is unchanged.
    pub fn write(&self, project: &Project, origin: Option<&Origin>) -> Result<(), FileError> {
        let path = origin.and_then(|origin| origin.path.to_str());
        let base = origin.and_then(|origin| origin.base.as_ref()?.hash());
        let text = format::write_with_origin(project, path, base);
        files::write_atomically(&self.path, text.as_bytes())
    }

    /// Forgets what was kept, because it is saved or not wanted; the slot stays taken.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn clear(&self) -> io::Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Clears the slot and gives it back, as when a document is closed.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn close(self) -> io::Result<()> {
        self.clear()
    }
}

impl Abandoned {
    /// Forgets it, because the user does not want it or has it open again in a slot of its own.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn discard(self) -> io::Result<()> {
        self.slot.close()
    }
}

impl Damaged {
    /// Forgets it, because the user does not want it.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn discard(self) -> io::Result<()> {
        self.slot.close()
    }
}

/// What crashes have left in `folder`, readable or not.
#[must_use]
pub fn find(folder: &Path) -> Found {
    let mut found = Found::default();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "netsmith")
        })
        .collect();
    paths.sort();
    for path in paths {
        let Ok(Some(lock)) = lock(&path) else {
            continue;
        };
        let slot = Slot { path, _lock: lock };
        match read_slot(&slot.path) {
            Ok((project, origin, written_at)) => found.lost.push(Abandoned {
                project,
                base: origin.recovered_base.as_deref().map(Stamp::from_hash),
                // What was typed means another file in every folder, and an older version kept it so.
                origin: origin.recovered_from.filter(|path| path.is_absolute()),
                written_at,
                slot,
            }),
            Err(reason) => found.damaged.push(Damaged {
                path: slot.path.clone(),
                reason,
                slot,
            }),
        }
    }
    found
}

type Read = (Project, format::WrittenOrigin, Option<SystemTime>);

fn read_slot(path: &Path) -> Result<Read, String> {
    let bytes = files::read_limited(path, LIMIT_BYTES).map_err(|error| error.to_string())?;
    let project = format::read_bytes(&bytes).map_err(|source| {
        let path = path.to_owned();
        ProjectError::Content { source, path }.to_string()
    })?;
    let written_at = fs::metadata(path).and_then(|metadata| metadata.modified());
    Ok((project, format::origin(&bytes), written_at.ok()))
}

/// Locks the slot of a document as long as the process lives; `None` where another document holds it.
fn lock(document: &Path) -> io::Result<Option<FileLock>> {
    match FileLock::take(&document.with_extension("lock")) {
        Ok(lock) => Ok(Some(lock)),
        Err(LockRefusal::Taken) => Ok(None),
        Err(LockRefusal::Unfit(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::super::preset;
    use super::*;

    fn project(name: &str) -> Project {
        Project {
            name: name.to_owned(),
            ..preset("happy_model").unwrap().project.clone()
        }
    }

    fn abandoned(folder: &Path) -> Vec<Abandoned> {
        find(folder).lost
    }

    /// What was last saved at `path`, nobody knows how.
    fn saved_at(path: &str) -> Origin {
        Origin {
            path: path.into(),
            base: None,
        }
    }

    /// As a crash does: the lock is gone, the file is not.
    fn crash(slot: Slot) {
        drop(slot);
    }

    fn names(folder: &Path) -> Vec<String> {
        let found = abandoned(folder);
        found.into_iter().map(|found| found.project.name).collect()
    }

    #[test]
    fn what_a_crash_left_is_found_with_its_origin() {
        let folder = tempfile::tempdir().unwrap();
        let slot = Slot::claim(folder.path()).unwrap();
        slot.write(&project("first"), None).unwrap();
        slot.write(
            &project("second"),
            Some(&saved_at("/home/ada/second.netsmith")),
        )
        .unwrap();
        crash(slot);
        let found = abandoned(folder.path());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].project, project("second"));
        assert_eq!(
            found[0].origin.as_deref(),
            Some(Path::new("/home/ada/second.netsmith"))
        );
        assert!(found[0].written_at.is_some());
    }

    #[test]
    fn documents_that_are_still_open_are_not_taken_for_abandoned() {
        let folder = tempfile::tempdir().unwrap();
        let open = Slot::claim(folder.path()).unwrap();
        open.write(&project("open"), None).unwrap();
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }

    #[test]
    fn documents_left_by_several_crashes_do_not_overwrite_each_other() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a", "b", "c"] {
            let slot = Slot::claim(folder.path()).unwrap();
            slot.write(&project(name), None).unwrap();
            crash(slot);
        }
        assert_eq!(names(folder.path()), ["a", "b", "c"]);
    }

    #[test]
    fn a_clean_close_or_a_discard_leaves_nothing_to_recover() {
        let folder = tempfile::tempdir().unwrap();
        let slot = Slot::claim(folder.path()).unwrap();
        slot.write(&project("saved"), None).unwrap();
        slot.close().unwrap();
        assert_eq!(names(folder.path()), Vec::<String>::new());

        let slot = Slot::claim(folder.path()).unwrap();
        slot.write(&project("unwanted"), None).unwrap();
        crash(slot);
        for found in abandoned(folder.path()) {
            found.discard().unwrap();
        }
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }

    #[test]
    fn a_cleared_slot_can_be_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let slot = Slot::claim(folder.path()).unwrap();
        slot.clear().unwrap();
        slot.write(&project("a"), None).unwrap();
        slot.clear().unwrap();
        slot.write(&project("b"), None).unwrap();
        crash(slot);
        assert_eq!(names(folder.path()), ["b"]);
    }

    #[test]
    fn a_damaged_file_is_no_document_and_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("document-0.netsmith");
        files::write_atomically(&path, b"{").unwrap();
        assert_eq!(names(folder.path()), Vec::<String>::new());
        let slot = Slot::claim(folder.path()).unwrap();
        slot.write(&project("new"), None).unwrap();
        assert_eq!(files::read_limited(&path, 100).unwrap(), b"{");
    }

    #[test]
    fn what_is_damaged_is_found_with_its_reason_and_goes_only_when_discarded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("document-0.netsmith");
        files::write_atomically(&path, b"\x00\x00").unwrap();
        let mut found = find(folder.path());
        assert!(found.lost.is_empty());
        let damaged = found.damaged.remove(0);
        assert!(
            damaged.reason.ends_with(&path.display().to_string()),
            "{}",
            damaged.reason
        );
        assert!(path.exists());
        damaged.discard().unwrap();
        assert!(!path.exists());
    }

    #[test]
    fn what_the_changes_are_changes_of_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("saved.netsmith");
        let base = project("saved").save(&file).unwrap();
        let slots = folder.path().join("unsaved");
        let slot = Slot::claim(&slots).unwrap();
        let origin = Origin {
            path: file.clone(),
            base: Some(base),
        };
        slot.write(&project("changed"), Some(&origin)).unwrap();
        crash(slot);
        let found = abandoned(&slots);
        let now = Project::stamp(&file).unwrap();
        assert!(found[0].base.as_ref().unwrap().holds_same_as(&now));
    }

    #[test]
    fn a_place_that_was_kept_as_typed_is_no_place() {
        let folder = tempfile::tempdir().unwrap();
        let slot = Slot::claim(folder.path()).unwrap();
        slot.write(&project("typed"), Some(&saved_at("model.netsmith")))
            .unwrap();
        crash(slot);
        assert_eq!(abandoned(folder.path())[0].origin, None);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        files::write_atomically(&file, b"").unwrap();
        let message = Slot::claim(&file).unwrap_err().to_string();
        assert!(
            message.starts_with("expected a folder for unsaved work, found "),
            "{message}"
        );
        assert!(message.ends_with(&file.display().to_string()), "{message}");
        assert!(abandoned(&folder.path().join("none")).is_empty());
    }
}
