//! How far something has come, on standard error: a bar where that is a terminal, else a line now and then.

use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output::note;
use crate::data::Progress;
use crate::engine::train::BatchReport;
use crate::text::say;
use crate::tr;

/// Where nobody sees a bar, a line is written this often.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// What takes shorter is not worth a word.
const SLOW: Duration = Duration::from_secs(1);

/// A bar, or lines where nobody would see one.
#[derive(Debug)]
pub struct Bar {
    bar: ProgressBar,
    last_line: Mutex<Instant>,
}

impl Bar {
    fn new(template: &str) -> Self {
        Self {
            bar: bar(template),
            last_line: Mutex::new(Instant::now()),
        }
    }

    /// Shows that `done` of `total` batches are done.
    pub fn show(&self, done: usize, total: usize) {
        self.bar.set_length(total as u64);
        self.bar.set_position(done as u64);
        self.line(|| tr!("batches-of", done = done, total = total));
    }

    /// Takes the bar away before something else is printed.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn line(&self, words: impl FnOnce() -> String) {
        if std::io::stderr().is_terminal() {
            return;
        }
        let mut last = self
            .last_line
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if last.elapsed() >= BETWEEN_LINES {
            *last = Instant::now();
            note(&words());
        }
    }
}

/// Something whose end nobody can foresee: nothing is said before it has taken a second.
#[derive(Debug)]
pub struct Slow {
    words: &'static str,
    bar: Option<ProgressBar>,
    begun: Instant,
    next_line: Duration,
}

impl Slow {
    /// Begins to do what `words` say.
    pub fn new(words: &'static str) -> Self {
        Self {
            words,
            bar: None,
            begun: Instant::now(),
            next_line: SLOW,
        }
    }

    /// Tells how far it has come.
    pub fn tell(&mut self, place: &str) {
        let taken = self.begun.elapsed();
        if taken < SLOW {
            return;
        }
        if std::io::stderr().is_terminal() {
            let bar = self.bar.get_or_insert_with(|| bar("{wide_msg}"));
            bar.set_message(tr!("slow-and-can-end", doing = self.words, place = place));
            bar.tick();
        } else if taken >= self.next_line {
            self.next_line = taken + BETWEEN_LINES;
            note(&tr!("slow", doing = self.words, place = place));
        }
    }
}

impl Drop for Slow {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// The bar of the epoch under way.
#[derive(Debug)]
pub struct EpochBar {
    bar: Bar,
    epochs: usize,
}

impl EpochBar {
    /// A bar for a training of `epochs` epochs.
    pub fn new(epochs: usize) -> Self {
        Self {
            bar: Bar::new("{prefix} {bar:20} {pos}/{len} {eta} {wide_msg}"),
            epochs,
        }
    }

    /// Shows how far the training has come.
    pub fn batch(&self, report: &BatchReport) {
        let BatchReport {
            epoch,
            step,
            steps,
            loss,
            accuracy,
            images_per_second,
            ..
        } = report;
        self.show(*epoch, *step, *steps);
        self.bar.bar.set_message(tr!(
            "batch-figures",
            loss = format!("{loss:.4}"),
            accuracy = format!("{accuracy:.4}"),
            speed = format!("{images_per_second:.0}")
        ));
    }

    /// Shows how far validation has come.
    pub fn validating(&self, epoch: usize, step: usize, steps: usize) {
        self.show(epoch, step, steps);
        self.bar.bar.set_message(say("progress-validating"));
    }

    /// Takes the bar away before something else is printed.
    pub fn clear(&self) {
        self.bar.clear();
    }

    fn show(&self, epoch: usize, step: usize, steps: usize) {
        let bar = &self.bar.bar;
        if bar.is_finished() {
            bar.reset();
        }
        let epochs = self.epochs;
        bar.set_length(steps as u64);
        bar.set_position(step as u64);
        self.bar.line(|| {
            tr!(
                "batch-of-epoch",
                epoch = epoch,
                epochs = epochs,
                step = step,
                steps = steps
            )
        });
        bar.set_prefix(tr!("epoch-of", epoch = epoch, epochs = epochs));
    }
}

/// A bar for a number of batches.
pub fn batches() -> Bar {
    Bar::new("{bar:20} {pos}/{len} {eta}")
}

/// The bar of the pictures of a data set.
#[derive(Debug)]
pub struct PictureBar(Bar);

/// A bar for the pictures of a data set.
pub fn pictures() -> PictureBar {
    PictureBar(Bar::new("{prefix} {bar:20} {percent} % {eta}"))
}

impl PictureBar {
    /// Shows how far the work has come, which always goes on.
    pub fn tell(&self, progress: Progress) -> ControlFlow<()> {
        let Progress { stage, done, total } = progress;
        let bar = &self.0.bar;
        bar.set_prefix(tr!("stage-of-pictures", stage = stage.name()));
        bar.set_length(total as u64);
        bar.set_position(done as u64);
        let percent = done.saturating_mul(100) / total.max(1);
        self.0.line(|| {
            tr!(
                "stage-of-pictures-percent",
                stage = stage.name(),
                percent = percent
            )
        });
        ControlFlow::Continue(())
    }

    /// Takes the bar away before something else is printed.
    pub fn clear(&self) {
        self.0.clear();
    }
}

/// A bar for pictures that a network is asked about.
pub fn asked(count: usize) -> ProgressBar {
    let bar = bar("{prefix} {bar:20} {pos}/{len} {eta}");
    bar.set_prefix(say("progress-asking"));
    bar.set_length(count as u64);
    bar
}

/// A sign of life while files are gone through; it always says to go on, and goes with what is returned.
pub fn files() -> impl Fn() -> bool {
    let spinner = ProgressBar::with_draw_target(None, target())
        .with_style(style("{spinner} {msg}"))
        .with_message(say("progress-files"));
    move || {
        spinner.tick();
        true
    }
}

fn bar(template: &str) -> ProgressBar {
    ProgressBar::with_draw_target(Some(0), target()).with_style(style(template))
}

fn target() -> ProgressDrawTarget {
    if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr_with_hz(10)
    } else {
        ProgressDrawTarget::hidden()
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
