//! The thread, and what others hold of it.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

use super::channels::Channels;
use super::command::Command;
use super::error::TrainError;
use super::event::Event;
use super::job::TrainingJob;
use super::outbox::Outbox;
use super::session::Session;
use crate::engine::device::thread_pool;
use crate::engine::{EngineError, guard};
use netsmith_kernels::Reserve;

/// A second of batches of the smallest network; a window drains ten times as often.
const EVENT_CAPACITY: usize = 256;
/// More than a user can ask for during one batch.
const COMMAND_CAPACITY: usize = 64;

/// A training that is under way. Dropping it ends the training before its next batch.
#[derive(Debug)]
pub struct TrainingHandle {
    commands: SyncSender<Command>,
    events: Receiver<Event>,
    thread: JoinHandle<()>,
}

/// Starts a training on a thread of its own.
///
/// # Errors
/// [`EngineError::Threads`] where the system gives no thread. Everything else comes as [`Event::Failed`].
pub fn spawn(job: TrainingJob) -> Result<TrainingHandle, EngineError> {
    let (commands, received) = sync_channel(COMMAND_CAPACITY);
    let (sender, events) = sync_channel(EVENT_CAPACITY);
    let line = Channels::new(received, Outbox::new(sender));
    let thread = Builder::new()
        .name("netsmith-training".to_owned())
        .spawn(move || run(job, line))
        .map_err(|error| EngineError::Threads {
            threads: 1,
            reason: error.to_string(),
        })?;
    Ok(TrainingHandle {
        commands,
        events,
        thread,
    })
}

impl TrainingHandle {
    /// Asks for something; `false` where the training has ended or 64 commands are waiting already.
    pub fn send(&self, command: Command) -> bool {
        self.commands.try_send(command).is_ok()
    }

    /// The events; `try_iter` never waits, `iter` ends after the last one.
    #[must_use]
    pub fn events(&self) -> &Receiver<Event> {
        &self.events
    }

    /// Whether the thread has ended. Events may still wait to be collected.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.thread.is_finished()
    }

    /// Ends the training before its next batch and waits for that; events that were not collected are lost.
    pub fn stop_and_join(self) {
        let Self {
            commands,
            events,
            thread,
        } = self;
        drop((commands, events));
        if thread.join().is_err() {
            tracing::error!("the training thread panicked outside of its guard");
        }
    }
}

fn run(job: TrainingJob, mut line: Channels) {
    let reserve = Reserve::hold();
    let device = job.recipe.device.clone();
    let last = match guard("doing-training", || Ok(train(job, &mut line))) {
        Ok(Ok(last)) => last,
        Ok(Err(error)) => failed(&error.on(&device)),
        Err(panic) => failed(&TrainError::from(panic).on(&device)),
    };
    drop(reserve);
    line.finish(last);
}

fn train(job: TrainingJob, line: &mut Channels) -> Result<Event, TrainError> {
    job.recipe.check()?;
    let pool = thread_pool(job.recipe.threads)?;
    let threads = pool.current_num_threads();
    // Whatever computes inside keeps to the pool's threads.
    pool.install(|| Session::start(job, threads)?.run(line))
}

fn failed(error: &TrainError) -> Event {
    let layer = match error {
        TrainError::NonFinite(non_finite) => non_finite.trace.layer().map(str::to_owned),
        _ => None,
    };
    Event::Failed {
        message: error.told(),
        layer,
    }
}
