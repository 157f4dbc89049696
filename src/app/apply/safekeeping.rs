//! Keeps unsaved work where a crash cannot reach it.

use super::slots::{Slots, Work};
use crate::app::command::DocumentId;
use crate::app::document::Document;
use crate::message;
use crate::project::View;
use crate::project::recovery::{Abandoned, Origin};
use crate::text::Message;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;

/// At most this often is work written, in seconds of the window's clock.
const PAUSE_SECONDS: f64 = 3.0;
/// After this long a save that failed is tried again.
const RETRY_SECONDS: f64 = 5.0;

/// Writes every open document that has unsaved changes to a slot of its own, on one thread for all.
#[derive(Debug, Default)]
pub struct Safekeeping {
    worker: Option<Worker>,
    kept: BTreeMap<DocumentId, Kept>,
    /// Why there is no worker.
    no_worker: Option<Message>,
}

/// What is known to be in a slot.
#[derive(Debug, Clone, PartialEq)]
struct Kept {
    /// The revision of the document that was handed to the worker last.
    revision: u64,
    /// When that was.
    at_seconds: f64,
    /// What became of it, as far as the worker has told: why it could not be written.
    fault: Option<Message>,
}

#[derive(Debug)]
struct Worker {
    /// `None` only while the worker is being dropped.
    tasks: Option<SyncSender<Task>>,
    outcomes: Receiver<Outcome>,
    thread: Option<JoinHandle<()>>,
    /// Whom to wake when work could not be kept, or can be again.
    window: Arc<OnceLock<egui::Context>>,
}

enum Task {
    Keep(Box<Work>),
    Forget(DocumentId),
    ForgetAll,
}

/// What became of keeping a document.
struct Outcome {
    id: DocumentId,
    revision: u64,
    fault: Option<Message>,
}

/// As many tasks as may wait: changes of one document are thinned out, so that this is as many documents.
const MOST_TASKS: usize = 16;
/// Each task has one outcome, and the window takes them in every frame.
const MOST_OUTCOMES: usize = 4 * MOST_TASKS;

impl Safekeeping {
    /// Keeps work in `folder`, which is made where it is missing.
    pub fn in_folder(folder: &Path) -> Self {
        match Worker::start(Slots::in_folder(folder)) {
            Ok(worker) => Self {
                worker: Some(worker),
                ..Self::default()
            },
            Err(fault) => Self {
                no_worker: Some(fault),
                ..Self::default()
            },
        }
    }

    /// Wakes the window of `ctx` when work could not be kept, or can be again.
    pub fn wake(&self, ctx: &egui::Context) {
        if let Some(worker) = &self.worker {
            worker.window.get_or_init(|| ctx.clone());
        }
    }

    /// Why some unsaved work is not kept, as a sentence; `None` as long as all of it is.
    pub fn fault(&self) -> Option<&Message> {
        let mut faults = self.kept.values().filter_map(|kept| kept.fault.as_ref());
        faults.next().or(self.no_worker.as_ref())
    }

    /// Keeps what is due of the open `documents`, and forgets what is saved or closed. Answers after how many seconds to
    /// ask again, if there is a reason to.
    pub fn tick<'a>(
        &mut self,
        now_seconds: f64,
        documents: impl Iterator<Item = &'a Document>,
    ) -> Option<f64> {
        self.worker.as_ref()?;
        self.take_outcomes();
        let mut unwanted: BTreeSet<DocumentId> = self.kept.keys().copied().collect();
        let mut waits: Option<f64> = None;
        for document in documents.filter(|document| document.is_changed()) {
            unwanted.remove(&document.id());
            if let Some(wait) = self.keep_if_due(now_seconds, document) {
                waits = Some(waits.map_or(wait, |shortest| shortest.min(wait)));
            }
        }
        for id in unwanted {
            self.forget(id);
        }
        waits
    }

    /// Forgets all that was kept: the user has agreed to close the window.
    pub fn forget_all(&mut self) {
        let tasks = self
            .worker
            .as_ref()
            .and_then(|worker| worker.tasks.as_ref());
        // The thread is gone only after a panic of its own, which says more than this would.
        if tasks.is_some_and(|tasks| tasks.send(Task::ForgetAll).is_ok()) {
            self.kept.clear();
        }
    }

    /// Notes what the worker has told. What could not be written counts as not kept.
    fn take_outcomes(&mut self) {
        let Some(worker) = &self.worker else { return };
        for outcome in worker.outcomes.try_iter() {
            if let Some(kept) = self.kept.get_mut(&outcome.id)
                && outcome.revision <= kept.revision
            {
                kept.fault = outcome.fault;
            }
        }
    }

    /// Keeps `document` unless it was kept a moment ago; then answers with the seconds until it is due.
    fn keep_if_due(&mut self, now_seconds: f64, document: &Document) -> Option<f64> {
        if let Some(kept) = self.kept.get(&document.id()) {
            let waited = now_seconds - kept.at_seconds;
            let pause = match &kept.fault {
                None if kept.revision == document.revision() => return None,
                None => PAUSE_SECONDS,
                Some(_) => RETRY_SECONDS,
            };
            if waited < pause {
                return Some(pause - waited);
            }
        }
        self.keep(now_seconds, document, None);
        let is_failing = |kept: &Kept| kept.fault.is_some();
        let failing = self.kept.get(&document.id()).is_some_and(is_failing);
        failing.then_some(RETRY_SECONDS)
    }

    /// Keeps `document`, due or not, in the place of what a crash had left of it, which is removed only after that.
    /// `now_seconds` is the window's clock.
    pub fn take_over(&mut self, now_seconds: f64, document: &Document, lost: Abandoned) {
        self.keep(now_seconds, document, Some(lost));
    }

    fn keep(&mut self, now_seconds: f64, document: &Document, replaced: Option<Abandoned>) {
        let work = Work {
            id: document.id(),
            revision: document.revision(),
            project: document.project(View::default()),
            origin: document.path().map(|path| Origin {
                path: path.to_owned(),
                base: document.base().cloned(),
            }),
            replaced,
        };
        if self.send(Task::Keep(Box::new(work))) {
            let before = self.kept.remove(&document.id());
            let kept = Kept {
                revision: document.revision(),
                at_seconds: now_seconds,
                // What failed before has failed until the worker says otherwise.
                fault: before.and_then(|kept| kept.fault),
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
    fn start(slots: Slots) -> Result<Self, Message> {
        let (tasks, received) = sync_channel(MOST_TASKS);
        let (told, outcomes) = sync_channel(MOST_OUTCOMES);
        let window = Arc::new(OnceLock::new());
        let to_wake = Arc::clone(&window);
        let thread = std::thread::Builder::new()
            .name("safekeeping".to_owned())
            .spawn(move || work(slots, &received, &told, &to_wake))
            .map_err(|error| message!("no-thread-for-safekeeping", error = %error))?;
        Ok(Self {
            tasks: Some(tasks),
            outcomes,
            thread: Some(thread),
            window,
        })
    }
}

impl Drop for Worker {
    /// Whoever drops a window has not agreed to anything by that: the display may have died. What is kept stays.
    fn drop(&mut self) {
        drop(self.tasks.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn work(
    mut slots: Slots,
    tasks: &Receiver<Task>,
    told: &SyncSender<Outcome>,
    window: &OnceLock<egui::Context>,
) {
    let mut was_faulty = false;
    while let Ok(task) = tasks.recv() {
        let fault = match task {
            Task::Keep(work) => {
                let (id, revision) = (work.id, work.revision);
                let fault = slots.keep(*work).err().map(Message::from);
                let is_faulty = fault.is_some();
                // A window that does not look for so long learns it from the next attempt.
                let outcome = Outcome {
                    id,
                    revision,
                    fault: fault.clone(),
                };
                let _ = told.try_send(outcome);
                if let Some(window) = window.get()
                    && (is_faulty || was_faulty)
                {
                    window.request_repaint();
                }
                was_faulty = is_faulty;
                fault
            }
            Task::Forget(id) => slots.forget(id).err().map(Message::from),
            Task::ForgetAll => slots.forget_all().err().map(Message::from),
        };
        if let Some(error) = fault {
            tracing::warn!(%error, "unsaved work could not be kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Edit;
    use crate::project::recovery::Slot;
    use crate::project::{preset, recovery};
    use std::iter::once;

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
        let mut safekeeping = Safekeeping::in_folder(folder.path());
        let document = changed_document();
        assert_eq!(safekeeping.tick(1.0, once(&document)), None);
        crash(safekeeping);
        let found = recovery::abandoned(folder.path());
        assert_eq!(found[0].project.graph, *document.graph());
    }

    #[test]
    fn a_window_that_the_user_closes_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let mut safekeeping = Safekeeping::in_folder(folder.path());
        safekeeping.tick(1.0, once(&changed_document()));
        safekeeping.forget_all();
        drop(safekeeping);
        assert!(recovery::abandoned(folder.path()).is_empty());
    }

    #[test]
    fn a_window_that_is_only_dropped_as_when_the_display_dies_forgets_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut safekeeping = Safekeeping::in_folder(folder.path());
        safekeeping.tick(1.0, once(&changed_document()));
        drop(safekeeping);
        assert_eq!(recovery::abandoned(folder.path()).len(), 1);
    }

    /// Looks again and again until the worker has told `is_told`.
    fn wait_until(safekeeping: &mut Safekeeping, is_told: impl Fn(&Safekeeping) -> bool) {
        for _ in 0..500 {
            safekeeping.take_outcomes();
            if is_told(safekeeping) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("the worker said nothing for five seconds");
    }

    #[test]
    fn work_that_could_not_be_kept_is_told_tried_again_and_kept_once_it_can_be() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("unsaved");
        std::fs::File::create(&place).unwrap();
        let mut safekeeping = Safekeeping::in_folder(&place);
        let document = changed_document();
        safekeeping.tick(1.0, once(&document));
        wait_until(&mut safekeeping, |keeping| keeping.fault().is_some());
        let fault = safekeeping.fault().unwrap().to_owned();
        let fault = fault.to_string();
        assert!(fault.ends_with(&place.display().to_string()), "{fault}");
        assert_eq!(safekeeping.tick(2.0, once(&document)), Some(4.0));

        std::fs::remove_file(&place).unwrap();
        safekeeping.tick(6.0, once(&document));
        wait_until(&mut safekeeping, |keeping| keeping.fault().is_none());
        assert_eq!(safekeeping.tick(7.0, once(&document)), None);
        crash(safekeeping);
        assert_eq!(recovery::abandoned(&place).len(), 1);
    }

    #[test]
    fn work_is_written_at_most_every_three_seconds() {
        let folder = tempfile::tempdir().unwrap();
        let mut safekeeping = Safekeeping::in_folder(folder.path());
        let mut document = changed_document();
        safekeeping.tick(10.0, once(&document));
        document.undo();
        document.redo();
        assert_eq!(safekeeping.tick(11.0, once(&document)), Some(2.0));
        assert_eq!(safekeeping.tick(13.0, once(&document)), None);
        let kept = &safekeeping.kept[&document.id()];
        assert_eq!(kept.revision, document.revision());
    }

    #[test]
    fn every_open_document_survives_and_a_closed_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let mut safekeeping = Safekeeping::in_folder(folder.path());
        let documents: Vec<Document> = (1..=3)
            .map(|id| {
                let mut document = changed_document();
                document.rename(&format!("network {id}"));
                document.set_id(DocumentId(id));
                document
            })
            .collect();
        safekeeping.tick(1.0, documents.iter());
        safekeeping.tick(2.0, documents[1..].iter());
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
            let mut safekeeping = Safekeeping::in_folder(folder);
            if is_lost {
                std::fs::remove_dir_all(folder).unwrap();
                std::fs::File::create(folder).unwrap();
            }
            let lost = recovery::abandoned(old.path()).remove(0);
            let document = Document::recovered(lost.project.clone(), None, None);
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
