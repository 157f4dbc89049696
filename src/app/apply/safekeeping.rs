//! Keeps unsaved work where a crash cannot reach it.

use crate::app::state::Document;
use crate::project::recovery::Slot;
use crate::project::{Project, View};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// At most this often is work written, in seconds of the window's clock.
const PAUSE_SECONDS: f64 = 3.0;

/// Writes the open document to a slot of its own, on a thread of its own, while it has unsaved changes.
#[derive(Debug, Default)]
pub struct Safekeeping {
    worker: Option<Worker>,
    /// The revision of the document that was written last.
    kept: Option<u64>,
    kept_at_seconds: f64,
}

#[derive(Debug)]
struct Worker {
    /// `None` only while the worker is being dropped.
    tasks: Option<SyncSender<Task>>,
    thread: Option<JoinHandle<()>>,
}

enum Task {
    Keep(Box<Project>, Option<PathBuf>),
    Forget,
}

impl Safekeeping {
    /// Keeps work in `folder`, which is made where it is missing.
    ///
    /// # Errors
    /// A sentence where that is not possible.
    pub fn in_folder(folder: &Path) -> Result<Self, String> {
        let slot = Slot::claim(folder).map_err(|error| error.to_string())?;
        Ok(Self {
            worker: Some(Worker::start(slot)?),
            ..Self::default()
        })
    }

    /// Keeps `document` if it is due. Answers after how many seconds to ask again, if there is a reason to.
    pub fn tick(&mut self, now_seconds: f64, document: &Document) -> Option<f64> {
        if !document.is_changed() {
            self.forget();
            return None;
        }
        if self.worker.is_none() || self.kept == Some(document.revision()) {
            return None;
        }
        let waited = now_seconds - self.kept_at_seconds;
        if waited < PAUSE_SECONDS && self.kept.is_some() {
            return Some(PAUSE_SECONDS - waited);
        }
        self.kept_at_seconds = now_seconds;
        self.keep_now(document);
        None
    }

    /// Keeps `document`, due or not.
    pub fn keep_now(&mut self, document: &Document) {
        let project = Box::new(document.project(View::default()));
        let origin = document.path().map(Path::to_owned);
        if self.send(Task::Keep(project, origin)) {
            self.kept = Some(document.revision());
        }
    }

    /// Forgets what was kept: it is saved now, or nobody wants it.
    pub fn forget(&mut self) {
        if self.kept.is_some() && self.send(Task::Forget) {
            self.kept = None;
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
    fn start(slot: Slot) -> Result<Self, String> {
        let (tasks, received) = sync_channel(2);
        let thread = std::thread::Builder::new()
            .name("safekeeping".to_owned())
            .spawn(move || work(slot, &received))
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
            let _ = tasks.send(Task::Forget);
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn work(slot: Slot, tasks: &Receiver<Task>) {
    while let Ok(task) = tasks.recv() {
        let outcome = match task {
            Task::Keep(project, origin) => slot
                .write(&project, origin.as_deref())
                .map_err(|error| error.to_string()),
            Task::Forget => slot.clear().map_err(|error| error.to_string()),
        };
        if let Err(error) = outcome {
            tracing::warn!(%error, "unsaved work could not be kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Edit;
    use crate::project::{preset, recovery};

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
        assert_eq!(safekeeping.tick(1.0, &document), None);
        crash(safekeeping);
        let found = recovery::abandoned(folder.path());
        assert_eq!(found[0].project.graph, *document.graph());
    }

    #[test]
    fn a_window_that_closes_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let mut safekeeping = Safekeeping::in_folder(folder.path()).unwrap();
        safekeeping.tick(1.0, &changed_document());
        drop(safekeeping);
        assert!(recovery::abandoned(folder.path()).is_empty());
    }

    #[test]
    fn work_is_written_at_most_every_three_seconds() {
        let folder = tempfile::tempdir().unwrap();
        let mut safekeeping = Safekeeping::in_folder(folder.path()).unwrap();
        let mut document = changed_document();
        safekeeping.tick(10.0, &document);
        document.undo();
        document.redo();
        assert_eq!(safekeeping.tick(11.0, &document), Some(2.0));
        assert_eq!(safekeeping.tick(13.0, &document), None);
        assert_eq!(safekeeping.kept, Some(document.revision()));
    }
}
