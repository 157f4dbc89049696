//! How the learning rate changes over a training.

use std::f64::consts::PI;

use super::described::choice;
use super::stopping::Wait;

choice! {
    /// The schedules on offer. Each gives the rate from how far the training is and from its losses so far, so that a
    /// resumed run needs to know nothing else.
    #[derive(Default)]
    Schedule {
        /// The rate stays as it is.
        #[default]
        Constant = "constant", "schedule-constant", "schedule-constant-help"
        /// Down to nearly 0 along half a cosine (Loshchilov and Hutter 2016, arXiv:1608.03983, without restarts; Keras's
        /// `CosineDecay` over all steps).
        Cosine = "cosine", "schedule-cosine", "schedule-cosine-help" {
            /// The share of the rate that is left at the end; Keras's `alpha`.
            alpha: f64 = 0.0, Fraction, "number-alpha", "number-alpha-help";
        }
        /// A tenth after half of the epochs, and a tenth of that after three quarters (He et al. 2015, arXiv:1512.03385,
        /// section 4.2).
        Step = "step", "schedule-step", "schedule-step-help" {
            /// What the rate is multiplied by each time.
            factor: f64 = 0.1, Fraction, "number-factor", "number-factor-help";
        }
        /// The same share of the rate from epoch to epoch (Keras's `ExponentialDecay` with the steps of an epoch as its
        /// `decay_steps`).
        Exponential = "exponential", "schedule-exponential", "schedule-exponential-help" {
            /// What the rate is multiplied by over an epoch.
            decay_rate: f64 = 0.96, Fraction, "number-decay-rate", "number-decay-rate-help";
        }
        /// Up to the rate and down again within one training (Smith 2018, arXiv:1803.09820; PyTorch's `OneCycleLR` without
        /// its cycle of momentum).
        OneCycle = "one_cycle", "schedule-one-cycle", "schedule-one-cycle-help" {
            /// The share of the training on the way up; PyTorch's `pct_start`.
            rise: f64 = 0.3, Fraction, "number-rise", "number-rise-help";
            /// The first rate is the highest one divided by this; PyTorch's `div_factor`.
            start_divisor: f64 = 25.0, Positive, "number-start-divisor", "number-start-divisor-help";
            /// The last rate is the first one divided by this; PyTorch's `final_div_factor`.
            end_divisor: f64 = 10_000.0, Positive, "number-end-divisor", "number-end-divisor-help";
        }
        /// Smaller each time that the loss has not fallen for a while (Keras's `ReduceLROnPlateau`).
        Plateau = "plateau", "schedule-plateau", "schedule-plateau-help" {
            /// What the rate is multiplied by each time.
            factor: f64 = 0.1, Fraction, "number-factor", "number-factor-help";
            /// Epochs without a lower loss before that.
            patience: usize = 10, Count, "number-patience", "number-patience-help";
            /// Losses that are lower by less than this do not count.
            min_delta: f64 = 1e-4, NotNegative, "number-min-delta", "number-min-delta-help";
        }
    }
}

/// How far a training is.
#[derive(Debug, Clone, Copy)]
pub struct Progress<Losses> {
    /// Epochs done, and the share of the one under way.
    pub epochs_done: f64,
    /// Epochs in all.
    pub epochs: f64,
    /// Epochs over which the rate rises to begin with.
    pub warm_up: f64,
    /// Steps in an epoch.
    pub steps: usize,
    /// The loss that is watched, of each epoch that is done: validation's where there is one. Looked at by schedules that
    /// follow it, and by no others.
    pub losses: Losses,
}

/// A rate of nothing would never be found back from.
const LEAST: f64 = 1e-9;

impl Schedule {
    /// What the learning rate is multiplied by for the next step; never 0.
    pub fn factor<Losses>(self, progress: Progress<Losses>) -> f64
    where
        Losses: IntoIterator<Item = f64>,
    {
        let Progress {
            epochs_done,
            epochs,
            warm_up,
            steps,
            ..
        } = progress;
        if epochs_done < warm_up {
            // The first step is one step's share up, as a rate of 0 would waste it.
            let next = epochs_done + 1.0 / steps.max(1) as f64;
            return (next / warm_up).clamp(LEAST, 1.0);
        }
        let done = epochs_done - warm_up;
        let share = (done / (epochs - warm_up).max(1e-9)).clamp(0.0, 1.0);
        self.after_warm_up(done, share, progress).max(LEAST)
    }

    /// `done` epochs after the warm-up, which are a `share` of all those after it.
    fn after_warm_up<Losses>(self, done: f64, share: f64, progress: Progress<Losses>) -> f64
    where
        Losses: IntoIterator<Item = f64>,
    {
        match self {
            Self::Constant => 1.0,
            Self::Cosine { alpha } => (1.0 - alpha) * 0.5 * (1.0 + (PI * share).cos()) + alpha,
            Self::Step { .. } if share < 0.5 => 1.0,
            Self::Step { factor } if share < 0.75 => factor,
            // By the reciprocal: a tenth of a tenth is then a hundredth to the last digit.
            Self::Step { factor } => factor.recip().powi(2).recip(),
            Self::Exponential { decay_rate } => decay_rate.powf(done),
            Self::OneCycle {
                rise,
                start_divisor,
                end_divisor,
            } => {
                // Counted in steps from the first to the last, both included, as PyTorch does.
                let steps =
                    (progress.steps.max(1) as f64 * (progress.epochs - progress.warm_up)).max(2.0);
                let top = rise * steps - 1.0;
                let step = done * progress.steps.max(1) as f64;
                let (first, last) = (1.0 / start_divisor, 1.0 / start_divisor / end_divisor);
                if step <= top {
                    between(first, 1.0, step / top.max(1e-9))
                } else {
                    between(1.0, last, (step - top) / (steps - 1.0 - top).max(1e-9))
                }
            }
            Self::Plateau {
                factor,
                patience,
                min_delta,
            } => factor.powi(plateaus(progress.losses, patience, min_delta)),
        }
    }
}

/// From one value to another along half a cosine.
fn between(from: f64, to: f64, share: f64) -> f64 {
    to + (from - to) / 2.0 * (1.0 + (PI * share.min(1.0)).cos())
}

/// How often `patience` epochs have gone by without a loss that is lower by more than `min_delta`.
fn plateaus(losses: impl IntoIterator<Item = f64>, patience: usize, min_delta: f64) -> i32 {
    let (mut wait, mut count) = (Wait::default(), 0);
    for loss in losses {
        wait.see(loss, min_delta);
        if wait.epochs > 0 && wait.epochs >= patience {
            count += 1;
            wait.epochs = 0;
        }
    }
    count
}
