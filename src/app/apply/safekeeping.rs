//! Keeps unsaved work where a crash cannot reach it.

use crate::app::desks::OpenDocument;
use crate::app::state::{Document, DocumentId};
use crate::project::recovery::{Abandoned, Slot};
use crate::project::{Project, View};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// At most this often is work written, in seconds of the window's clock.
const PAUSE_SECONDS: f64 = 3.0;

/// Writes every open document that has unsaved changes to a slot of its own, on one thread for all.
#[derive(Debug, Default)]
pub struct Safekeeping {
    worker: Option<Worker>,
    kept: BTreeMap<DocumentId, Kept>,
}

/// What is known to be in a slot.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Kept {
    /// The revision of the document that was written last.
    revision: u64,
    /// When that was.
    at_seconds: f64,
}

#[derive(Debug)]
struct Worker {
    /// `None` only while the worker is being dropped.
    tasks: Option<SyncSender<Task>>,
    thread: Option<JoinHandle<()>>,
}

enum Task {
    Keep(Box<Work>),
    Forget(DocumentId),
    ForgetAll,
}

/// What is to be kept of a document.
struct Work {
    id: DocumentId,
    project: Project,
    origin: Option<PathBuf>,
    /// What a crash had left of it, to be removed once this is kept.
    replaced: Option<Abandoned>,
}

/// As many tasks as may wait: changes of one document are thinned out, so that this is as many documents.
const MOST_TASKS: usize = 16;

impl Safekeeping {
    /// Keeps work in `folder`, which is made where it is missing.
    ///
    /// # Errors
    /// A sentence where that is not possible.
    pub fn in_folder(folder: &Path) -> Result<Self, String> {
        let first = Slot::claim(folder).map_err(|error| error.to_string())?;
        let slots = Slots {
            folder: folder.to_owned(),
            taken: BTreeMap::new(),
            free: vec![first],
        };
        Ok(Self {
            worker: Some(Worker::start(slots)?),
            ..Self::default()
        })
    }

    /// Keeps what is due of the open `documents`, and forgets what is saved or closed. Answers after how many seconds to
    /// ask again, if there is a reason to.
    pub fn tick<'a>(
        &mut self,
        now_seconds: f64,
        documents: impl Iterator<Item = OpenDocument<'a>>,
    ) -> Option<f64> {
        self.worker.as_ref()?;
        let mut unwanted: BTreeSet<DocumentId> = self.kept.keys().copied().collect();
        let mut waits: Option<f64> = None;
        for open in documents.filter(|open| open.is_changed) {
            unwanted.remove(&open.document.id());
            if let Some(wait) = self.keep_if_due(now_seconds, open.document) {
                waits = Some(waits.map_or(wait, |shortest| shortest.min(wait)));
            }
        }
        for id in unwanted {
            self.forget(id);
        }
        waits
    }

    /// Keeps `document` unless it was kept a moment ago; then answers with the seconds until it is due.
    fn keep_if_due(&mut self, now_seconds: f64, document: &Document) -> Option<f64> {
        if let Some(kept) = self.kept.get(&document.id()) {
            let waited = now_seconds - kept.at_seconds;
            if kept.revision == document.revision() {
                return None;
            }
            if waited < PAUSE_SECONDS {
                return Some(PAUSE_SECONDS - waited);
            }
        }
        self.keep(now_seconds, document, None);
        None
    }

    /// Keeps `document`, due or not, in the place of what a crash had left of it, which is removed only after that.
    /// `now_seconds` is the window's clock.
    pub fn take_over(&mut self, now_seconds: f64, document: &Document, lost: Abandoned) {
        self.keep(now_seconds, document, Some(lost));
    }

    fn keep(&mut self, now_seconds: f64, document: &Document, replaced: Option<Abandoned>) {
        let work = Work {
            id: document.id(),
            project: document.project(View::default()),
            origin: document.path().map(Path::to_owned),
            replaced,
        };
        if self.send(Task::Keep(Box::new(work))) {
            let kept = Kept {
                revision: document.revision(),
                at_seconds: now_seconds,
            };
            self.kept.insert(document.id(), kept);
        }
    }

    /// Forgets what was kept of a document: it is saved now, or nobody wants it.
    fn forget(&mut self, id: DocumentId) {
        if self.send(Task::Forget(id)) {
            self.kept.remove(&id);
        }
    }

    /// Hands a task over without waiting; answers whether there was room for it.
    fn send(&self, task: Task) -> bool {
        let tasks = self
            .worker
            .as_ref()
            .and_then(|worker| worker.tasks.as_ref());
        tasks.is_some_and(|tasks| tasks.try_send(task).is_ok())
    }
}

impl Worker {
    fn start(slots: Slots) -> Result<Self, String> {
        let (tasks, received) = sync_channel(MOST_TASKS);
        let thread = std::thread::Builder::new()
            .name("safekeeping".to_owned())
            .spawn(move || work(slots, &received))
            .map_err(|error| {
                format!("the system gives no thread for keeping unsaved work: {error}")
            })?;
        Ok(Self {
            tasks: Some(tasks),
            thread: Some(thread),
        })
    }
}

impl Drop for Worker {
    /// A window that closes has nothing to recover; one that panics has.
    fn drop(&mut self) {
        if let Some(tasks) = self.tasks.take()
            && !std::thread::panicking()
        {
            // The thread is gone only after a panic of its own, which says more than this would.
            let _ = tasks.send(Task::ForgetAll);
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn work(mut slots: Slots, tasks: &Receiver<Task>) {
    while let Ok(task) = tasks.recv() {
        let outcome = match task {
            Task::Keep(work) => slots.keep(*work),
            Task::Forget(id) => slots.forget(id),
            Task::ForgetAll => slots.forget_all(),
        };
        if let Err(error) = outcome {
            tracing::warn!(%error, "unsaved work could not be kept");
        }
    }
}

/// The files that documents are kept in.
struct Slots {
    folder: PathBuf,
    taken: BTreeMap<DocumentId, Slot>,
    free: Vec<Slot>,
}

impl Slots {
    fn keep(&mut self, work: Work) -> Result<(), String> {
        let slot = match self.taken.entry(work.id) {
            Entry::Occupied(taken) => taken.into_mut(),
            Entry::Vacant(vacant) => vacant.insert(match self.free.pop() {
                Some(slot) => slot,
                None => Slot::claim(&self.folder).map_err(|error| error.to_string())?,
            }),
        };
        slot.write(&work.project, work.origin.as_deref())
            .map_err(|error| error.to_string())?;
        let discarded = work.replaced.map_or(Ok(()), Abandoned::discard);
        discarded.map_err(|error| error.to_string())
    }

    fn forget(&mut self, id: DocumentId) -> Result<(), String> {
        let Some(slot) = self.taken.remove(&id) else {
            return Ok(());
        };
        slot.clear().map_err(|error| error.to_string())?;
        self.free.push(slot);
        Ok(())
    }

    fn forget_all(&mut self) -> Result<(), String> {
        let ids: Vec<DocumentId> = self.taken.keys().copied().collect();
        ids.into_iter().try_for_each(|id| self.forget(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Edit;
    use crate::project::{preset, recovery};
    use std::iter::once;

    fn open(document: &Document) -> OpenDocument<'_> {
        OpenDocument {
            document,
            is_changed: document.is_changed(),
        }
    }

    fn changed_document() -> Document {
        let mut document = Document::unsaved(preset("mlp").unwrap().project.clone());
        let place = crate::graph::Place::Root;
        let node = document.graph().body.nodes.get_min().unwrap().0;
        let name = "pictures".to_owned();
        document
            .edit(&Edit::Rename { place, node, name }, None)
            .unwrap();
        document
    }

    /// Leaves as a crash does: what was kept stays.
    fn crash(mut safekeeping: Safekeeping) {
        let mut worker = safekeeping.worker.take().unwrap();
        drop(worker.tasks.take());
        worker.thread.take().unwrap().join().unwrap();
    }

    #[test]
    fn unsaved_work_survives_a_crash() {
        let folder = tempfile::tempdir().unwrap();
        let mut safekeeping = Safekeeping::in_folder(folder.path()).unwrap();
        let document = changed_document();
        assert_eq!(safekeeping.tick(1.0, once(open(&document))), None);
        crash(safekeeping);
        let found = recovery::abandoned(folder.path());
        assert_eq!(found[0].project.graph, *document.graph());
    }

    #[test]
    fn a_window_that_closes_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let mut safekeeping = Safekeeping::in_folder(folder.path()).unwrap();
        safekeeping.tick(1.0, once(open(&changed_document())));
        drop(safekeeping);
        assert!(recovery::abandoned(folder.path()).is_empty());
    }

    #[test]
    fn work_is_written_at_most_every_three_seconds() {
        let folder = tempfile::tempdir().unwrap();
        let mut safekeeping = Safekeeping::in_folder(folder.path()).unwrap();
        let mut document = changed_document();
        safekeeping.tick(10.0, once(open(&document)));
        document.undo();
        document.redo();
        assert_eq!(safekeeping.tick(11.0, once(open(&document))), Some(2.0));
        assert_eq!(safekeeping.tick(13.0, once(open(&document))), None);
        let kept = safekeeping.kept[&document.id()];
        assert_eq!(kept.revision, document.revision());
    }

    #[test]
    fn every_open_document_survives_and_a_closed_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let mut safekeeping = Safekeeping::in_folder(folder.path()).unwrap();
        let documents: Vec<Document> = (1..=3)
            .map(|id| {
                let mut document = changed_document();
                document.rename(format!("network {id}"));
                document.set_id(DocumentId(id));
                document
            })
            .collect();
        safekeeping.tick(1.0, documents.iter().map(open));
        safekeeping.tick(2.0, documents[1..].iter().map(open));
        crash(safekeeping);
        let found = recovery::abandoned(folder.path());
        let mut names: Vec<_> = found
            .iter()
            .map(|lost| lost.project.name.as_str())
            .collect();
        names.sort_unstable();
        assert_eq!(names, ["network 2", "network 3"]);
    }

    #[test]
    fn what_a_crash_left_stays_until_it_is_kept_anew() {
        let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let slot = Slot::claim(old.path()).unwrap();
        slot.write(&preset("mlp").unwrap().project, None).unwrap();
        drop(slot);
        let take_over_in = |folder: &Path, is_lost: bool| {
            let mut safekeeping = Safekeeping::in_folder(folder).unwrap();
            if is_lost {
                std::fs::remove_dir_all(folder).unwrap();
            }
            let lost = recovery::abandoned(old.path()).remove(0);
            let document = Document::recovered(lost.project.clone(), None);
            safekeeping.take_over(1.0, &document, lost);
            crash(safekeeping);
        };
        take_over_in(&new.path().join("lost"), true);
        assert_eq!(recovery::abandoned(old.path()).len(), 1);
        take_over_in(new.path(), false);
        assert!(recovery::abandoned(old.path()).is_empty());
        assert_eq!(recovery::abandoned(new.path()).len(), 1);
    }
}
