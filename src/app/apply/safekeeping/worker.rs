//! The thread that writes unsaved work, and the channels to it and back. Never decides what is due.

use super::super::slots::{Slots, Work};
use crate::app::command::DocumentId;
use crate::message;
use crate::text::Message;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;

/// The thread, seen from the window.
#[derive(Debug)]
pub(super) struct Worker {
    /// `None` only while the worker is being dropped.
    tasks: Option<SyncSender<Task>>,
    outcomes: Receiver<Outcome>,
    thread: Option<JoinHandle<()>>,
    /// Whom to wake when work could not be kept, or can be again.
    window: Arc<OnceLock<egui::Context>>,
}

/// What it is asked to do.
pub(super) enum Task {
    Keep(Box<Work>),
    Forget(DocumentId),
    ForgetAll,
}

/// What became of keeping a document.
pub(super) struct Outcome {
    pub id: DocumentId,
    pub revision: u64,
    pub fault: Option<Message>,
}

/// As many tasks as may wait: changes of one document are thinned out, so that this is as many documents.
const MOST_TASKS: usize = 16;
/// Each task has one outcome, and the window takes them in every frame.
const MOST_OUTCOMES: usize = 4 * MOST_TASKS;

impl Worker {
    pub fn start(slots: Slots) -> Result<Self, Message> {
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

    /// Wakes the window of `ctx` when work could not be kept, or can be again.
    pub fn wake(&self, ctx: &egui::Context) {
        self.window.get_or_init(|| ctx.clone());
    }

    /// What it has told since it was asked last.
    pub fn outcomes(&self) -> impl Iterator<Item = Outcome> {
        self.outcomes.try_iter()
    }

    /// Hands a task over without waiting; answers whether there was room for it.
    pub fn take(&self, task: Task) -> bool {
        let tasks = self.tasks.as_ref();
        tasks.is_some_and(|tasks| tasks.try_send(task).is_ok())
    }

    /// Hands a task over as soon as there is room for it. The thread is gone only after a panic of its own, which says
    /// more than an error would.
    pub fn wait_to_take(&self, task: Task) -> bool {
        let tasks = self.tasks.as_ref();
        tasks.is_some_and(|tasks| tasks.send(task).is_ok())
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
