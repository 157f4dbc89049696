//! Work that takes longer than a frame: on a named thread, with a bounded channel back to the window.
//! Never waits on the window's side.

use crate::tr;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};

/// Where jobs run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Workers {
    /// Each on a thread of its own.
    #[default]
    Threads,
    /// On the spot, before `start` returns: for tests, which must not wait.
    OnTheSpot,
}

/// A job that sends results of type `T` until it ends. Dropping it asks the thread to stop early.
pub struct Job<T> {
    results: Receiver<T>,
    gauge: Arc<Gauge>,
}

/// What a look at a job found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<T> {
    /// The next result.
    Result(T),
    /// Nothing yet.
    Running,
    /// Nothing will come any more.
    Ended,
}

/// How far a job has come, and whether it should stop.
#[derive(Debug, Default)]
struct Gauge {
    stage: AtomicUsize,
    done: AtomicUsize,
    total: AtomicUsize,
    is_canceled: AtomicBool,
}

/// The working side of a job.
pub struct Outlet<T> {
    sender: SyncSender<T>,
    gauge: Arc<Gauge>,
    ctx: egui::Context,
}

impl<T: Send + 'static> Job<T> {
    /// Runs `work` on a thread called `name`. At most `capacity` results lie between it and the window.
    ///
    /// # Errors
    /// A sentence where the system gives no thread.
    pub fn start(
        workers: Workers,
        name: &str,
        capacity: usize,
        ctx: &egui::Context,
        work: impl FnOnce(&Outlet<T>) + Send + 'static,
    ) -> Result<Self, String> {
        let (sender, results) = sync_channel(capacity.max(1));
        let gauge = Arc::new(Gauge::default());
        let outlet = Outlet {
            sender,
            gauge: Arc::clone(&gauge),
            ctx: ctx.clone(),
        };
        let wake = Wake(ctx.clone());
        let run = move || {
            // Declared first, dropped last: the window looks again once the channel is closed, panic or not.
            let _wake = wake;
            let outlet = outlet;
            work(&outlet);
        };
        match workers {
            Workers::OnTheSpot => run(),
            Workers::Threads => {
                let thread = std::thread::Builder::new().name(name.to_owned()).spawn(run);
                thread.map_err(|error| tr!("no-thread-for-this", error = %error))?;
            }
        }
        Ok(Self { results, gauge })
    }

    /// Looks for the next result without waiting.
    pub fn poll(&self) -> Step<T> {
        match self.results.try_recv() {
            Ok(result) => Step::Result(result),
            Err(TryRecvError::Empty) => Step::Running,
            Err(TryRecvError::Disconnected) => Step::Ended,
        }
    }

    /// Which part of its work it is at, as it counts them itself.
    pub fn stage(&self) -> usize {
        self.gauge.stage.load(Ordering::Relaxed)
    }

    /// Items done and items in all; in all is 0 while nobody knows.
    pub fn progress(&self) -> (usize, usize) {
        (
            self.gauge.done.load(Ordering::Relaxed),
            self.gauge.total.load(Ordering::Relaxed),
        )
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.gauge.is_canceled.store(true, Ordering::Relaxed);
    }
}

impl<T> fmt::Debug for Job<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job")
            .field("gauge", &self.gauge)
            .finish_non_exhaustive()
    }
}

impl<T> Outlet<T> {
    /// Hands a result to the window, waiting while the channel is full. A window that no longer wants it is no fault.
    pub fn send(&self, result: T) {
        if self.sender.send(result).is_ok() {
            self.ctx.request_repaint();
        }
    }

    /// Tells which part of the work is being done.
    pub fn stage(&self, stage: usize) {
        self.gauge.stage.store(stage, Ordering::Relaxed);
    }

    /// Tells how far the work has come.
    pub fn progress(&self, done: usize, total: usize) {
        self.gauge.done.store(done, Ordering::Relaxed);
        self.gauge.total.store(total, Ordering::Relaxed);
    }

    /// Whether the window has lost interest.
    pub fn is_canceled(&self) -> bool {
        self.gauge.is_canceled.load(Ordering::Relaxed)
    }
}

/// Makes the window look when the thread is gone.
struct Wake(egui::Context);

impl Drop for Wake {
    fn drop(&mut self) {
        self.0.request_repaint();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(workers: Workers, work: impl FnOnce(&Outlet<i32>) + Send + 'static) -> Job<i32> {
        Job::start(workers, "test", 4, &egui::Context::default(), work).unwrap()
    }

    #[test]
    fn results_arrive_in_order_and_then_the_job_has_ended() {
        let job = start(Workers::OnTheSpot, |outlet| {
            outlet.send(1);
            outlet.progress(1, 2);
            outlet.send(2);
        });
        assert_eq!(
            [job.poll(), job.poll(), job.poll()],
            [Step::Result(1), Step::Result(2), Step::Ended]
        );
        assert_eq!(job.progress(), (1, 2));
    }

    #[test]
    fn a_job_that_panics_has_ended_without_a_result() {
        let job = start(Workers::Threads, |_| panic!("a test"));
        assert!(job.results.recv().is_err());
        assert_eq!(job.poll(), Step::Ended);
    }

    #[test]
    fn a_dropped_job_is_told_to_stop() {
        let (tell, told) = sync_channel::<()>(0);
        let (answer, answered) = sync_channel(1);
        let job = start(Workers::Threads, move |outlet| {
            assert!(told.recv().is_ok());
            answer.send(outlet.is_canceled()).unwrap();
        });
        drop(job);
        tell.send(()).unwrap();
        assert!(answered.recv().unwrap());
    }
}
