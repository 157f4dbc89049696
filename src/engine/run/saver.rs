//! Saving on a thread of its own, so that the training goes on meanwhile. One thing is saved at a time, in the order in which it
//! was asked for; what a disk refuses comes back with the next question.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use super::beginning::{Resumed, RunStart};
use super::checkpoint::{self, BestWeights, Checkpoint, Numbers, Steps};
use super::error::RunError;
use super::history::best_epoch;
use super::manifest::{Manifest, RateChange, RunState};
use super::metadata::ModelMetadata;
use super::pace::{Pace, Taken};
use super::writer::{Records, RunWriter};
use crate::engine::error::EngineError;
use crate::engine::guard::guard;
use crate::engine::handover::{Lent, LoanEnd, lend};
use crate::engine::weights::LentArray;
use crate::message;
use crate::recipe::Metric;

/// The folder of a run for the training that fills it.
#[derive(Debug)]
pub struct RunSaver {
    /// `None` once it is over.
    jobs: Option<SyncSender<Job>>,
    answers: Receiver<Answer>,
    thread: Option<JoinHandle<()>>,
    /// Whether an answer is still to come.
    is_busy: bool,
    pace: Pace,
    last: LastSaving,
    keep_every: Option<usize>,
    monitor: Option<Metric>,
    best: Best,
    /// Steps taken before the checkpoint in the folder.
    steps_written: Option<Steps>,
    /// How far the training had come then: epochs, and batches of the next.
    place_saved: Option<(usize, usize)>,
}

/// When the last saving of numbers began, and what it took.
#[derive(Debug, Default)]
struct LastSaving {
    began: Option<Instant>,
    taken: Taken,
}

/// The weights of the best epoch so far.
#[derive(Debug, Default)]
struct Best {
    /// The epoch whose weights the folder has.
    saved: Option<usize>,
    /// Those of a better one that has not been saved yet. The next step leaves them as they are and moves a copy.
    held: Option<(usize, Steps, Vec<LentArray>)>,
}

#[derive(Debug)]
enum Job {
    Save(Box<Numbers<LentArray>>, Records, Lent),
    RateChanges(Vec<RateChange>),
    End(Box<RunEnd>),
}

/// How a run ended.
#[derive(Debug)]
pub struct RunEnd {
    /// How it stands.
    pub state: RunState,
    /// Why it failed.
    pub message: Option<String>,
    /// Whether it ended because it was clearly behind others.
    pub is_behind: bool,
    /// What is known of it beyond its last checkpoint.
    pub records: Option<Records>,
}

/// How a job went, and what it took where numbers were lent for it.
type Answer = (Result<(), RunError>, Option<Taken>);

impl RunSaver {
    /// Takes the folder at `path`, which is made if missing, and writes what is known before the first batch.
    ///
    /// # Errors
    /// Where the folder is refused, was begun with something else, or cannot be written; where the system gives no thread.
    pub fn take(
        path: &Path,
        start: &RunStart,
        project_text: &str,
        manifest: Manifest,
        metadata: ModelMetadata,
        pace: Pace,
    ) -> Result<(Self, Resumed), RunError> {
        let (keep_every, monitor) = (manifest.keep_every, manifest.monitor);
        let (writer, resumed) = RunWriter::take(path, start, project_text, manifest, metadata)?;
        let (jobs, received) = sync_channel(1);
        let (sender, answers) = sync_channel(1);
        let thread = Builder::new()
            .name("netsmith-saving".to_owned())
            .spawn(move || work(writer, &received, &sender))
            .map_err(|error| EngineError::Threads {
                threads: 1,
                reason: error.to_string(),
            })?;
        let own = resumed.checkpoint.as_ref();
        let own = own.filter(|_| checkpoint::is_as_now(path));
        let saver = Self {
            jobs: Some(jobs),
            answers,
            thread: Some(thread),
            is_busy: false,
            pace,
            last: LastSaving::default(),
            keep_every,
            monitor,
            best: Best {
                saved: best_epoch(&resumed.history, monitor),
                held: None,
            },
            steps_written: own.map(|checkpoint| checkpoint.optimizer.steps_taken),
            place_saved: own.map(place_of),
        };
        Ok((saver, resumed))
    }

    /// Whether an epoch that ends now is to be saved at once.
    pub fn is_due(&self, epoch: usize) -> bool {
        let is_time = || {
            let LastSaving { began, taken } = self.last;
            began.is_none_or(|began| self.pace.is_due(began.elapsed(), taken))
        };
        self.is_kept(epoch) || (!self.is_busy && is_time())
    }

    /// Whether the weights after this epoch are to stay.
    fn is_kept(&self, epoch: usize) -> bool {
        self.keep_every
            .is_some_and(|every| epoch.is_multiple_of(every.max(1)))
    }

    /// Whether the folder holds a checkpoint of this place: epochs, and batches of the next.
    pub fn has_saved(&self, place: (usize, usize)) -> bool {
        self.place_saved == Some(place)
    }

    /// Holds on to the weights of the best epoch so far, to be saved with the next checkpoint.
    pub fn hold_best(&mut self, epoch: usize, steps_taken: Steps, weights: Vec<LentArray>) {
        self.best.held = Some((epoch, steps_taken, weights));
    }

    /// Begins to save where the training stands. No step may be taken in place before the loan has ended.
    ///
    /// # Errors
    /// What the disk refused of what was saved before.
    pub fn save(
        &mut self,
        checkpoint: Checkpoint<LentArray>,
        records: Records,
    ) -> Result<LoanEnd, RunError> {
        self.wait()?;
        let (place, steps) = (place_of(&checkpoint), checkpoint.optimizer.steps_taken);
        let (epochs_done, step) = place;
        let numbers = Numbers {
            best: self.best_for(place, best_epoch(&records.history, self.monitor)),
            kept_as: (step == 0 && self.is_kept(epochs_done) && epochs_done > 0)
                .then_some(epochs_done),
            are_written: self.steps_written == Some(steps),
            checkpoint,
        };
        let (lent, end) = lend();
        self.last.began = Some(Instant::now());
        self.send(Job::Save(Box::new(numbers), records, lent))?;
        self.steps_written = Some(steps);
        self.place_saved = Some(place);
        Ok(end)
    }

    /// Where the weights of the best epoch come from that a checkpoint of this place needs.
    fn best_for(
        &mut self,
        (epochs_done, step): (usize, usize),
        best: Option<usize>,
    ) -> BestWeights<LentArray> {
        let held = self.best.held.take();
        if best == self.best.saved {
            return BestWeights::AsBefore;
        }
        self.best.saved = best;
        match held {
            _ if step == 0 && best == Some(epochs_done) => BestWeights::OfCheckpoint,
            Some((epoch, steps, weights)) if best == Some(epoch) => {
                BestWeights::Others(steps, weights)
            }
            // Nothing else becomes the best one unseen.
            _ => BestWeights::AsBefore,
        }
    }

    /// Notes the learning rates that were given by hand so far.
    ///
    /// # Errors
    /// Where the disk refuses this, or refused what was saved before.
    pub fn note_rate_changes(&mut self, changes: Vec<RateChange>) -> Result<(), RunError> {
        self.ask(Job::RateChanges(changes))
    }

    /// Notes how the run ended.
    ///
    /// # Errors
    /// Where the disk refuses this, or refused what was saved before.
    pub fn note_end(&mut self, end: RunEnd) -> Result<(), RunError> {
        // Also where what was saved before failed: then that is what there is to be noted.
        let before = self.wait();
        self.ask(Job::End(Box::new(end)))?;
        before
    }

    /// Waits until everything is saved.
    ///
    /// # Errors
    /// What the disk refused.
    pub fn wait(&mut self) -> Result<(), RunError> {
        if !self.is_busy {
            return Ok(());
        }
        let answer = self.answers.recv();
        self.take_answer(answer.map_err(|_| TryRecvError::Disconnected))
    }

    /// Looks whether something was refused meanwhile, without waiting.
    ///
    /// # Errors
    /// What the disk refused.
    pub fn check(&mut self) -> Result<(), RunError> {
        if !self.is_busy {
            return Ok(());
        }
        let answer = self.answers.try_recv();
        self.take_answer(answer)
    }

    fn take_answer(&mut self, answer: Result<Answer, TryRecvError>) -> Result<(), RunError> {
        match answer {
            Ok((result, taken)) => {
                self.is_busy = false;
                self.last.taken = taken.unwrap_or(self.last.taken);
                if result.is_err() {
                    // Nobody knows how much of it is in the folder.
                    (self.steps_written, self.place_saved) = (None, None);
                }
                result
            }
            Err(TryRecvError::Empty) => Ok(()),
            Err(TryRecvError::Disconnected) => Err(ended().into()),
        }
    }

    fn ask(&mut self, job: Job) -> Result<(), RunError> {
        self.wait()?;
        self.send(job)?;
        self.wait()
    }

    fn send(&mut self, job: Job) -> Result<(), RunError> {
        let sent = self.jobs.as_ref().map(|jobs| jobs.send(job));
        self.is_busy = sent.is_some_and(|sent| sent.is_ok());
        if self.is_busy {
            Ok(())
        } else {
            Err(ended().into())
        }
    }
}

impl Drop for RunSaver {
    /// The folder is free for others only when nothing is written into it any more.
    fn drop(&mut self) {
        self.jobs = None;
        if self
            .thread
            .take()
            .is_some_and(|thread| thread.join().is_err())
        {
            tracing::error!("the thread that saves panicked outside of its guard");
        }
    }
}

fn ended() -> EngineError {
    EngineError::Panicked {
        during: SAVING,
        message: message!("thread-has-ended"),
    }
}

const SAVING: &str = "doing-saving";

fn place_of<A>(checkpoint: &Checkpoint<A>) -> (usize, usize) {
    let position = &checkpoint.position;
    (position.epochs_done, position.step)
}

fn work(mut writer: RunWriter, jobs: &Receiver<Job>, answers: &SyncSender<Answer>) {
    for job in jobs {
        let mut taken = None;
        let done = guard(SAVING, || Ok(go_through(&mut writer, job, &mut taken)));
        let result = done.unwrap_or_else(|panic| Err(panic.into()));
        // There is room: the next job comes only after this answer was taken.
        if answers.send((result, taken)).is_err() {
            return;
        }
    }
}

fn go_through(writer: &mut RunWriter, job: Job, taken: &mut Option<Taken>) -> Result<(), RunError> {
    match job {
        Job::Save(numbers, records, lent) => {
            let began = Instant::now();
            let mut until_let_go = Duration::ZERO;
            let saved = writer.save(*numbers, records, || {
                drop(lent);
                until_let_go = began.elapsed();
            });
            *taken = Some(Taken {
                lent: until_let_go,
                whole: began.elapsed(),
            });
            saved
        }
        Job::RateChanges(changes) => writer.note_rate_changes(changes),
        Job::End(end) => {
            let RunEnd {
                state,
                message,
                is_behind,
                records,
            } = *end;
            // A disk without room for these may have some for the few words of how it ended.
            let told = records.map_or(Ok(()), |records| writer.save_records(records));
            if is_behind {
                writer.mark_behind();
            }
            writer.set_state(state, message)?;
            told
        }
    }
}
