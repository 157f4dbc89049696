//! Trying out learning rates: a training of its own in which every step is larger than the one before, until it diverges
//! (Smith 2017, "Cyclical Learning Rates for Training Neural Networks", arXiv:1506.01186, section 3.3). Keeps nothing: no
//! run, no weights.

use std::ops::ControlFlow;

use super::error::TrainError;
use super::job::TrainingJob;
use super::session::Session;
use crate::engine::device::thread_pool;
use crate::engine::guard;
use netsmith_kernels::Reserve;

/// Which rates are tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateRange {
    /// The first.
    pub lowest: f64,
    /// The last.
    pub highest: f64,
    /// How many, each the same share larger than the one before.
    pub steps: usize,
}

impl Default for RateRange {
    fn default() -> Self {
        Self {
            lowest: 1e-6,
            highest: 1.0,
            steps: 100,
        }
    }
}

impl RateRange {
    /// The most rates that are tried.
    pub const MOST_STEPS: usize = 10_000;

    /// Whether it can be gone through: from a rate above 0 to a larger one in at least 10 steps.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let is_range = self.lowest > 0.0 && self.highest > self.lowest && self.highest.is_finite();
        is_range && (10..=Self::MOST_STEPS).contains(&self.steps)
    }

    /// The rate of a step.
    fn rate(&self, step: usize) -> f64 {
        let share = step as f64 / (self.steps - 1) as f64;
        self.lowest * (self.highest / self.lowest).powf(share)
    }
}

/// A rate that was tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TriedRate {
    /// The learning rate of the step.
    pub rate: f64,
    /// The loss of its batch before the step.
    pub loss: f64,
    /// The mean of the losses so far, the latest counting most: what tells whether it diverges.
    pub mean: f64,
}

/// What trying rates came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RatesTried {
    /// The rates in order.
    pub tried: Vec<TriedRate>,
    /// Whether the loss left all bounds before the last rate.
    pub has_diverged: bool,
}

/// How much of the mean a step keeps.
const MEMORY: f64 = 0.9;
/// A mean of so many times the lowest one has diverged, as in fastai's finder.
const DIVERGED: f64 = 4.0;
/// A loss is that of few batches at first.
const FIRST: usize = 5;
/// A smoothed loss is the mean of those beside it, at either side of one for so many that were tried.
const BESIDE: usize = 20;

impl RatesTried {
    /// Adds a step's loss; broken off where it has diverged.
    fn add(&mut self, rate: f64, loss: f64) -> ControlFlow<()> {
        if !loss.is_finite() {
            self.has_diverged = true;
            return ControlFlow::Break(());
        }
        let count = self.tried.len() as i32;
        // A mean with weights that fall with age, and sum to 1 from the first step on.
        let whole = |count: i32| 1.0 - MEMORY.powi(count);
        let before = self
            .tried
            .last()
            .map_or(0.0, |last| last.mean * whole(count));
        let mean = (before * MEMORY + loss * (1.0 - MEMORY)) / whole(count + 1);
        self.tried.push(TriedRate { rate, loss, mean });
        let means = self.tried.iter().map(|tried| tried.mean);
        let lowest = means.fold(f64::INFINITY, f64::min);
        if self.tried.len() > FIRST && mean > DIVERGED * lowest {
            self.has_diverged = true;
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    /// The losses smoothed: each the mean of those beside it, as many before as behind, so that nothing is moved to higher
    /// rates as a mean of the past would move it.
    #[must_use]
    pub fn smoothed(&self) -> Vec<f64> {
        let losses: Vec<f64> = self.tried.iter().map(|tried| tried.loss).collect();
        let reach = (losses.len() / BESIDE).max(2);
        let mean = |place: usize| {
            let beside = reach.min(place).min(losses.len() - 1 - place);
            let around = &losses[place - beside..=place + beside];
            around.iter().sum::<f64>() / around.len() as f64
        };
        (0..losses.len()).map(mean).collect()
    }

    /// The rate at which the smoothed loss falls fastest as rates grow; `None` where it never falls, or too few were tried.
    #[must_use]
    pub fn steepest(&self) -> Option<f64> {
        let smoothed = self.smoothed();
        // Up to the lowest point: behind it the loss only recovers from its leaps.
        let end = self.lowest_place()?.min(smoothed.len() - 1);
        let falls = (FIRST..end).map(|place| {
            let [before, after] = [place - 1, place + 1];
            let rates = self.tried[after].rate / self.tried[before].rate;
            let slope = (smoothed[after] - smoothed[before]) / rates.ln();
            (slope, self.tried[place].rate)
        });
        let steepest = falls.min_by(|(one, _), (other, _)| one.total_cmp(other));
        steepest
            .filter(|(slope, _)| *slope < 0.0)
            .map(|(_, rate)| rate)
    }

    /// The rate with the lowest smoothed loss.
    #[must_use]
    pub fn lowest(&self) -> Option<f64> {
        self.lowest_place().map(|place| self.tried[place].rate)
    }

    fn lowest_place(&self) -> Option<usize> {
        let smoothed = self.smoothed();
        (FIRST..smoothed.len()).min_by(|one, other| smoothed[*one].total_cmp(&smoothed[*other]))
    }
}

/// Tries the rates of `range`, from the network's first weights, on the batches of a training as `job` asks for. `tell` is
/// told of each and may break it off.
///
/// # Errors
/// Where network, data or device allow no training.
pub fn find_rate(
    job: TrainingJob,
    range: RateRange,
    mut tell: impl FnMut(&TriedRate, usize) -> ControlFlow<()> + Send,
) -> Result<RatesTried, TrainError> {
    job.recipe.check()?;
    let pool = thread_pool(job.recipe.threads)?;
    let threads = pool.current_num_threads();
    let mut found = Ok(RatesTried::default());
    let _reserve = Reserve::hold();
    let device = job.recipe.device.clone();
    let guarded = guard("doing-training", || {
        found = pool.install(|| {
            let session = Session::start(TrainingJob { run: None, ..job }, threads)?;
            try_rates(session, range, &mut tell)
        });
        Ok(())
    });
    let found = guarded.map_err(TrainError::from).and(found);
    found.map_err(|error| error.on(&device))
}

fn try_rates(
    mut session: Session,
    range: RateRange,
    tell: &mut impl FnMut(&TriedRate, usize) -> ControlFlow<()>,
) -> Result<RatesTried, TrainError> {
    let mut found = RatesTried::default();
    let epochs = (0..).flat_map(|epoch| session.plan.epoch(epoch));
    let batches: Vec<Vec<usize>> = epochs.take(range.steps).collect();
    for (step, indices) in batches.into_iter().enumerate() {
        let rate = range.rate(step);
        session.trainee.optimizer_mut().set_learning_rate(rate);
        let mut batch = session.maker.make(indices, step as u64)?;
        let outcome = session.step_on(&mut batch)?;
        let ended = found.add(rate, outcome.loss);
        let told = found.tried.last().map(|tried| tell(tried, range.steps));
        if ended.is_break() || told.is_some_and(|told| told.is_break()) {
            break;
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(losses: impl IntoIterator<Item = f64>) -> RatesTried {
        let range = RateRange {
            lowest: 1e-4,
            highest: 1.0,
            steps: 41,
        };
        let mut found = RatesTried::default();
        for (step, loss) in losses.into_iter().enumerate() {
            if found.add(range.rate(step), loss).is_break() {
                break;
            }
        }
        found
    }

    #[test]
    fn rates_grow_by_the_same_share_from_the_first_to_the_last() {
        let range = RateRange {
            lowest: 1e-4,
            highest: 1.0,
            steps: 41,
        };
        // Ten steps for each power of ten.
        for (step, expected) in [(0, 1e-4), (10, 1e-3), (25, 10_f64.powf(-1.5)), (40, 1.0)] {
            let found = range.rate(step);
            assert!((found / expected - 1.0).abs() < 1e-12, "{found} {expected}");
        }
        let sound = |lowest, highest, steps| {
            RateRange {
                lowest,
                highest,
                steps,
            }
            .is_sound()
        };
        assert!(sound(1e-7, 1.0, 10) && !sound(0.0, 1.0, 10) && !sound(1.0, 1.0, 10));
        assert!(!sound(0.1, 1.0, 9) && !sound(0.1, f64::INFINITY, 20));
    }

    /// By hand: (1·0.9 + 3·1) / (0.9 + 1) = 3.9 / 1.9, and (1·0.81 + 3·0.9 + 2·1) / 2.71.
    #[test]
    fn losses_are_averaged_with_weights_that_fall_with_age() {
        let found = tried([1.0, 3.0, 2.0]);
        let means: Vec<f64> = found.tried.iter().map(|tried| tried.mean).collect();
        for (found, expected) in means.iter().zip([1.0, 3.9 / 1.9, 5.51 / 2.71]) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    #[test]
    fn it_ends_where_the_loss_leaves_all_bounds() {
        let grown = (0..41).map(|step| if step < 20 { 1.0 } else { 100.0 });
        let found = tried(grown);
        assert!(found.has_diverged && found.tried.len() == 21, "{found:?}");
        let nan = tried([1.0, 1.0, f64::NAN, 1.0]);
        assert!(nan.has_diverged && nan.tried.len() == 2);
        assert!(!tried([1.0; 41]).has_diverged);
    }

    /// A loss that falls by a logistic curve over the logarithm of the rate falls fastest in its middle, at 10^-2.5.
    #[test]
    fn the_rate_that_is_suggested_is_where_the_loss_falls_fastest() {
        let falling = |step: usize| 2.0 - 1.8 / (1.0 + (-(step as f64 - 15.0) / 1.5).exp());
        let found = tried((0..41).map(|step| if step < 35 { falling(step) } else { 9.0 }));
        let rate = found.steepest().unwrap();
        assert!((rate / 10_f64.powf(-2.5) - 1.0).abs() < 1e-9, "{rate}");
        assert!(rate < found.lowest().unwrap());
        assert_eq!(tried([1.0; 41]).steepest(), None);
        let rising = tried((0..41).map(|step| 1.0 + f64::from(step) * 0.01));
        assert_eq!(rising.steepest(), None);
        assert_eq!(tried([]).steepest(), None);
    }

    #[test]
    fn a_smoothed_loss_is_the_mean_of_its_neighbors_of_as_many_at_either_side() {
        let found = tried([1.0, 2.0, 6.0, 3.0, 8.0, 1.0]);
        let expected = [1.0, 3.0, 4.0, 4.0, 4.0, 1.0];
        assert_eq!(found.smoothed(), expected);
    }
}
