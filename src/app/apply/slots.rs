//! The files that unsaved documents are kept in, for the thread that writes them.

use crate::app::command::DocumentId;
use crate::project::Project;
use crate::project::recovery::{Abandoned, Origin, Slot};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

/// What is to be kept of a document.
pub struct Work {
    pub id: DocumentId,
    pub revision: u64,
    pub project: Project,
    pub origin: Option<Origin>,
    /// What a crash had left of it, to be removed once this is kept.
    pub replaced: Option<Abandoned>,
}

/// A slot for each document that has something to keep.
pub struct Slots {
    folder: PathBuf,
    taken: BTreeMap<DocumentId, Slot>,
    free: Vec<Slot>,
}

impl Slots {
    /// Slots in `folder`, which is made where it is missing.
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            taken: BTreeMap::new(),
            // Where none can be had yet, the first work that is kept says why.
            free: Slot::claim(folder).into_iter().collect(),
        }
    }

    /// Keeps a document.
    ///
    /// # Errors
    /// A sentence where the disk refuses; what was kept before is unchanged.
    pub fn keep(&mut self, work: Work) -> Result<(), String> {
        if !self.folder.is_dir() {
            // Somebody has removed it, and with it what was in the slots.
            self.taken.clear();
            self.free.clear();
        }
        let slot = match self.taken.entry(work.id) {
            Entry::Occupied(taken) => taken.into_mut(),
            Entry::Vacant(vacant) => vacant.insert(match self.free.pop() {
                Some(slot) => slot,
                None => Slot::claim(&self.folder).map_err(|error| error.to_string())?,
            }),
        };
        let written = slot.write(&work.project, work.origin.as_ref());
        written.map_err(|error| error.to_string())?;
        let discarded = work.replaced.map_or(Ok(()), Abandoned::discard);
        discarded.map_err(|error| error.to_string())
    }

    /// Forgets what was kept of a document.
    ///
    /// # Errors
    /// A sentence where the disk refuses.
    pub fn forget(&mut self, id: DocumentId) -> Result<(), String> {
        let Some(slot) = self.taken.remove(&id) else {
            return Ok(());
        };
        slot.clear().map_err(|error| error.to_string())?;
        self.free.push(slot);
        Ok(())
    }

    /// Forgets everything; one that the disk keeps is no reason to keep the others.
    ///
    /// # Errors
    /// A sentence where the disk refuses.
    pub fn forget_all(&mut self) -> Result<(), String> {
        let ids: Vec<DocumentId> = self.taken.keys().copied().collect();
        let outcomes: Vec<_> = ids.into_iter().map(|id| self.forget(id)).collect();
        outcomes.into_iter().collect()
    }
}
