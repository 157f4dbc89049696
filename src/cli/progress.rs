//! Progress bars on standard error, shown only where it is a terminal.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

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

/// A bar for the pictures of a data set.
pub fn pictures() -> ProgressBar {
    bar("reading pictures {bar:20} {pos}/{len} {eta}")
}

fn bar(template: &str) -> ProgressBar {
    let target = if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr_with_hz(10)
    } else {
        ProgressDrawTarget::hidden()
    };
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(0), target).with_style(style)
}
