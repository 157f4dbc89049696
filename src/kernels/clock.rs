//! The clock of one thread: which work is under way on it, and how long it took.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

/// A kind of operation, fused forms counted as what takes most of their time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Conv2D, with its bias.
    Convolution,
    /// Dense, with its bias.
    Dense,
    /// BatchNormalization.
    Normalization,
    /// Activation.
    Activation,
    /// Maximum and average pooling, global or not.
    Pooling,
    /// Add and Concatenate.
    Merging,
    /// ZeroPadding2D, Flatten, Dropout and what else moves numbers without arithmetic.
    Moving,
    /// The loss, and reading off what the network said.
    Loss,
    /// The optimizer's move.
    Optimizer,
    /// The rest of the step: bookkeeping, and gradients that nobody times one by one.
    Rest,
}

impl Operation {
    /// All kinds, in the order of a table.
    pub const ALL: [Self; 10] = [
        Self::Convolution,
        Self::Dense,
        Self::Normalization,
        Self::Activation,
        Self::Pooling,
        Self::Merging,
        Self::Moving,
        Self::Loss,
        Self::Optimizer,
        Self::Rest,
    ];

    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Convolution => "convolution",
            Self::Dense => "dense",
            Self::Normalization => "batch normalization",
            Self::Activation => "activation",
            Self::Pooling => "pooling",
            Self::Merging => "add, concatenate",
            Self::Moving => "padding, flatten, dropout",
            Self::Loss => "loss",
            Self::Optimizer => "optimizer",
            Self::Rest => "the rest",
        }
    }
}

/// What work is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// From pictures to the loss.
    Forward,
    /// From the loss to gradients.
    Backward,
    /// From gradients to new weights.
    Update,
}

/// Whose work it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Attribution {
    /// The layer's position among those of the network; `None` for work of the whole network.
    pub layer: Option<usize>,
    /// What is done.
    pub operation: Operation,
}

impl Attribution {
    /// Work of one layer.
    pub fn layer(layer: usize, operation: Operation) -> Self {
        let layer = Some(layer);
        Self { layer, operation }
    }

    /// Work of the whole network.
    pub fn network(operation: Operation) -> Self {
        let layer = None;
        Self { layer, operation }
    }

    /// Another operation for the same layer, as where a fused kernel does the work of several.
    #[must_use]
    pub fn doing(self, operation: Operation) -> Self {
        Self { operation, ..self }
    }
}

/// One piece of work that has been timed: only what was not timed inside of it.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// Whose work it was.
    pub place: Attribution,
    /// What it was part of.
    pub phase: Phase,
    /// How long it took.
    pub duration: Duration,
}

/// What a recording thread remembers.
#[derive(Debug, Default)]
struct Clock {
    timings: Vec<Timing>,
    /// The place of the innermost work under way.
    place: Option<Attribution>,
    /// The time of finished work inside of the innermost work under way.
    inside: Duration,
}

thread_local! {
    static IS_RECORDING: Cell<bool> = const { Cell::new(false) };
    static CLOCK: RefCell<Clock> = RefCell::default();
}

/// The place of the work that is being timed on this thread: what an operation keeps for its gradient, which runs when no
/// layer is at hand any more. `None` where nobody records.
pub fn place() -> Option<Attribution> {
    if !IS_RECORDING.get() {
        return None;
    }
    CLOCK.with_borrow(|clock| clock.place)
}

/// Does `work` and notes how long that took, if this thread records and the work has a place.
pub fn time<T>(place: impl Into<Option<Attribution>>, phase: Phase, work: impl FnOnce() -> T) -> T {
    if !IS_RECORDING.get() {
        return work();
    }
    let Some(place) = place.into() else {
        return work();
    };
    let outer = CLOCK.with_borrow_mut(|clock| clock.begin(place));
    let started = Instant::now();
    let result = work();
    let duration = started.elapsed();
    CLOCK.with_borrow_mut(|clock| clock.end(outer, place, phase, duration));
    result
}

/// Does `work` and gives what was timed in it on this thread. A recording inside of another one is part of that.
pub fn record<T>(work: impl FnOnce() -> T) -> (T, Vec<Timing>) {
    if IS_RECORDING.get() {
        return (work(), Vec::new());
    }
    let recording = Recording::start();
    let result = work();
    (result, recording.finish())
}

/// Ends a recording even where the work panics: this thread may be used again.
struct Recording;

impl Recording {
    fn start() -> Self {
        CLOCK.take();
        IS_RECORDING.set(true);
        Self
    }

    fn finish(self) -> Vec<Timing> {
        CLOCK.take().timings
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        IS_RECORDING.set(false);
    }
}

/// What of a clock belongs to the work around.
struct Outer {
    place: Option<Attribution>,
    inside: Duration,
}

impl Clock {
    fn begin(&mut self, place: Attribution) -> Outer {
        Outer {
            place: self.place.replace(place),
            inside: std::mem::take(&mut self.inside),
        }
    }

    fn end(&mut self, outer: Outer, place: Attribution, phase: Phase, duration: Duration) {
        self.timings.push(Timing {
            place,
            phase,
            duration: duration.saturating_sub(self.inside),
        });
        self.place = outer.place;
        self.inside = outer.inside + duration;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Work that takes a measurable time without sleeping.
    fn spin() {
        let started = Instant::now();
        while started.elapsed() < Duration::from_micros(200) {
            std::hint::spin_loop();
        }
    }

    #[test]
    fn work_inside_of_work_is_counted_once() {
        let started = Instant::now();
        let ((), timings) = record(|| {
            time(
                Attribution::network(Operation::Rest),
                Phase::Forward,
                || {
                    time(
                        Attribution::layer(3, Operation::Convolution),
                        Phase::Forward,
                        spin,
                    );
                    spin();
                    time(
                        Attribution::layer(4, Operation::Activation),
                        Phase::Forward,
                        spin,
                    );
                },
            );
        });
        let whole = started.elapsed();
        let layers: Vec<_> = timings.iter().map(|timing| timing.place.layer).collect();
        assert_eq!(layers, [Some(3), Some(4), None]);
        let sum: Duration = timings.iter().map(|timing| timing.duration).sum();
        assert!(
            sum <= whole && sum >= Duration::from_micros(600),
            "{sum:?} of {whole:?}"
        );
    }

    #[test]
    fn an_operation_learns_its_place_only_while_it_is_recorded() {
        let here = Attribution::layer(7, Operation::Dense);
        assert_eq!(time(here, Phase::Forward, place), None);
        let (seen, _) = record(|| (place(), time(here, Phase::Forward, place), place()));
        assert_eq!(seen, (None, Some(here), None));
    }

    #[test]
    fn a_panic_ends_the_recording() {
        let panicked = std::panic::catch_unwind(|| {
            record(|| {
                time(
                    Attribution::network(Operation::Loss),
                    Phase::Forward,
                    || panic!("as intended"),
                )
            })
        });
        assert!(panicked.is_err());
        assert_eq!(place(), None);
        let ((), timings) = record(|| {
            time(Attribution::network(Operation::Loss), Phase::Forward, spin);
        });
        assert_eq!(timings.len(), 1);
    }
}
