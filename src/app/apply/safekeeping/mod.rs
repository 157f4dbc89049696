//! Keeps unsaved work where a crash cannot reach it: what is due, and when. Never writes itself; a thread does (`worker`).

mod worker;

use super::slots::{Slots, Work};
use crate::app::command::DocumentId;
use crate::app::document::Document;
use crate::project::View;
use crate::project::recovery::{Abandoned, Origin};
use crate::text::Message;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use worker::{Task, Worker};

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
            worker.wake(ctx);
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
        let worker = self.worker.as_ref();
        if worker.is_some_and(|worker| worker.wait_to_take(Task::ForgetAll)) {
            self.kept.clear();
        }
    }

    /// Notes what the worker has told. What could not be written counts as not kept.
    fn take_outcomes(&mut self) {
        let Some(worker) = &self.worker else { return };
        for outcome in worker.outcomes() {
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
        let worker = self.worker.as_ref();
        worker.is_some_and(|worker| worker.take(task))
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
        drop(safekeeping.worker.take().unwrap());
    }

    #[test]
    fn unsaved_work_survives_a_crash() {
        let folder = tempfile::tempdir().unwrap();
        let mut safekeeping = Safekeeping::in_folder(folder.path());
        let document = changed_document();
        assert_eq!(safekeeping.tick(1.0, once(&document)), None);
        crash(safekeeping);
        let found = recovery::find(folder.path()).lost;
        assert_eq!(found[0].project.graph, *document.graph());
    }

    #[test]
    fn a_window_that_the_user_closes_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let mut safekeeping = Safekeeping::in_folder(folder.path());
        safekeeping.tick(1.0, once(&changed_document()));
        safekeeping.forget_all();
        drop(safekeeping);
        assert!(recovery::find(folder.path()).lost.is_empty());
    }

    #[test]
    fn a_window_that_is_only_dropped_as_when_the_display_dies_forgets_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut safekeeping = Safekeeping::in_folder(folder.path());
        safekeeping.tick(1.0, once(&changed_document()));
        drop(safekeeping);
        assert_eq!(recovery::find(folder.path()).lost.len(), 1);
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
        assert_eq!(recovery::find(&place).lost.len(), 1);
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
        let found = recovery::find(folder.path()).lost;
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
            let lost = recovery::find(old.path()).lost.remove(0);
            let document = Document::recovered(lost.project.clone(), None, None);
            safekeeping.take_over(1.0, &document, lost);
            crash(safekeeping);
        };
        take_over_in(&new.path().join("lost"), true);
        assert_eq!(recovery::find(old.path()).lost.len(), 1);
        take_over_in(new.path(), false);
        assert!(recovery::find(old.path()).lost.is_empty());
        assert_eq!(recovery::find(new.path()).lost.len(), 1);
    }
}
