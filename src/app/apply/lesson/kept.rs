//! The progress of lessons on the disk.

use crate::app::state::Notices;
use crate::files::{hash_of, json_fault_anywhere, read_limited, write_atomically};
use crate::lesson::{LARGEST_PROGRESS_BYTES, Lesson, Progress};
use crate::message;
use crate::text::Message;
use std::path::{Path, PathBuf};

/// Where the progress of lessons is kept, each lesson in a file of its own; nowhere in tests that name no folder.
#[derive(Debug, Default)]
pub struct KeptLessons {
    folder: Option<PathBuf>,
}

impl KeptLessons {
    /// In `folder`.
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            folder: Some(folder.to_owned()),
        }
    }

    /// How far the student is in `lesson`.
    ///
    /// # Errors
    /// A sentence where the file is there and cannot be read: nothing may be written in its place.
    pub fn progress_of(&self, lesson: &Lesson) -> Result<Progress, Message> {
        let none = || Progress::of(lesson);
        match self.path_of(&lesson.id) {
            Some(path) if path.exists() => read_progress(&path),
            _ => Ok(none()),
        }
    }

    /// Keeps `progress`, with what another window has kept meanwhile unless it `begins_anew`.
    pub fn keep(&self, progress: &Progress, begins_anew: bool, notices: &mut Notices) {
        let fault = self.write(progress, begins_anew).err();
        let fault = fault.map(|fault| message!("lesson-not-kept", fault = fault));
        notices.stand("lesson", fault);
    }

    fn write(&self, progress: &Progress, begins_anew: bool) -> Result<(), Message> {
        let Some(path) = self.path_of(&progress.lesson) else {
            return Ok(());
        };
        let mut kept = progress.clone();
        if !begins_anew && path.exists() {
            kept.add(read_progress(&path)?);
        }
        if let Some(folder) = path.parent() {
            // Where it cannot be made, the save says why.
            drop(std::fs::create_dir_all(folder));
        }
        let text = serde_json::to_string_pretty(&kept)
            .map_err(|error| Message::words(error.to_string()))?;
        write_atomically(&path, text.as_bytes()).map_err(|error| error.message())
    }

    /// A name of letters that every file system takes, and what tells it from others that look alike then.
    fn path_of(&self, id: &str) -> Option<PathBuf> {
        let plain: String = id
            .chars()
            .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
            .take(40)
            .collect();
        let hash = hash_of(id.as_bytes());
        let name = format!("{plain}-{}.json", &hash[..8]);
        Some(self.folder.as_ref()?.join(name))
    }
}

fn read_progress(path: &Path) -> Result<Progress, Message> {
    let bytes = read_limited(path, LARGEST_PROGRESS_BYTES).map_err(|error| error.message())?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let fault = json_fault_anywhere(&error);
        message!("lesson-progress-unreadable", fault = fault, path = path)
    })
}
