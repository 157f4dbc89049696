//! Progress bars on standard error, shown only where it is a terminal.

use std::io::IsTerminal;
use std::ops::ControlFlow;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::data::Progress;
use crate::engine::train::BatchReport;

/// The bar of the epoch under way.
#[derive(Debug)]
pub struct EpochBar {
    bar: ProgressBar,
    epochs: usize,
}

impl EpochBar {
    /// A bar for a training of `epochs` epochs.
    pub fn new(epochs: usize) -> Self {
        Self {
            bar: bar("{prefix} {bar:20} {pos}/{len} {eta} {wide_msg}"),
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
        } = report;
        self.show(*epoch, *step, *steps);
        self.bar.set_message(format!(
            "loss {loss:.4} accuracy {accuracy:.4} {images_per_second:.0} images/s"
        ));
    }

    /// Shows how far validation has come.
    pub fn validating(&self, epoch: usize, step: usize, steps: usize) {
        self.show(epoch, step, steps);
        self.bar.set_message("validating");
    }

    /// Takes the bar away before something else is printed.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn show(&self, epoch: usize, step: usize, steps: usize) {
        if self.bar.is_finished() {
            self.bar.reset();
        }
        self.bar
            .set_prefix(format!("epoch {epoch}/{}", self.epochs));
        self.bar.set_length(steps as u64);
        self.bar.set_position(step as u64);
    }
}

/// A bar for a number of batches.
pub fn batches() -> ProgressBar {
    bar("{bar:20} {pos}/{len} {eta}")
}

/// The bar of the pictures of a data set.
#[derive(Debug)]
pub struct PictureBar(ProgressBar);

/// A bar for the pictures of a data set.
pub fn pictures() -> PictureBar {
    PictureBar(bar("{prefix} pictures {bar:20} {percent} % {eta}"))
}

impl PictureBar {
    /// Shows how far the work has come, which always goes on.
    pub fn tell(&self, progress: Progress) -> ControlFlow<()> {
        let Progress { stage, done, total } = progress;
        self.0.set_prefix(stage.name());
        self.0.set_length(total as u64);
        self.0.set_position(done as u64);
        ControlFlow::Continue(())
    }

    /// Takes the bar away before something else is printed.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}

/// A bar for pictures that a network is asked about.
pub fn asked(count: usize) -> ProgressBar {
    let bar = bar("asking {bar:20} {pos}/{len} {eta}");
    bar.set_length(count as u64);
    bar
}

/// A sign of life while files are gone through; it always says to go on, and goes with what is returned.
pub fn files() -> impl Fn() -> bool {
    let spinner = ProgressBar::with_draw_target(None, target())
        .with_style(style("{spinner} going through the files"));
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
