//! How far reading has come, told to whoever waits, and whether they still do.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::super::error::DataError;
use super::super::open::{OnProgress, Progress, Stage};

/// Counts images across parts and threads.
pub(in super::super) struct Meter<'a> {
    on_progress: OnProgress<'a>,
    stage: AtomicUsize,
    done: AtomicUsize,
    total: AtomicUsize,
    is_stopped: AtomicBool,
}

impl<'a> Meter<'a> {
    pub(in super::super) fn new(on_progress: OnProgress<'a>) -> Self {
        Self {
            on_progress,
            stage: AtomicUsize::new(Stage::Reading as usize),
            done: AtomicUsize::new(0),
            total: AtomicUsize::new(0),
            is_stopped: AtomicBool::new(false),
        }
    }

    /// From now on `total` images are counted, from none.
    pub(in super::super) fn begin(&self, stage: Stage, total: usize) {
        self.stage.store(stage as usize, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
    }

    /// So many images more are done.
    pub(in super::super) fn advance(&self, count: usize) -> Result<(), DataError> {
        self.done.fetch_add(count, Ordering::Relaxed);
        self.check()
    }

    /// Tells how far it is, and whether to go on.
    pub(in super::super) fn check(&self) -> Result<(), DataError> {
        if self.is_stopped() {
            return Err(DataError::Canceled);
        }
        let stage = self.stage.load(Ordering::Relaxed);
        let progress = Progress {
            stage: Stage::ALL.get(stage).copied().unwrap_or_default(),
            done: self.done.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
        };
        if (self.on_progress)(progress).is_break() {
            self.is_stopped.store(true, Ordering::Relaxed);
            return Err(DataError::Canceled);
        }
        Ok(())
    }

    /// Whether somebody said stop.
    pub(in super::super) fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }
}
