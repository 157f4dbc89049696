//! The learning rate of every step of a training, by its schedule.

use super::{Progress, Recipe};

impl Recipe {
    /// What the schedule multiplies the learning rate by for the step after `step` others of the epoch after
    /// `epochs_done` others, of `steps` in each; never 0. `losses` are those watched in the epochs so far.
    pub fn rate_factor(
        &self,
        (epochs_done, step, steps): (usize, usize, usize),
        losses: impl IntoIterator<Item = f64>,
    ) -> f64 {
        let of_epoch = step as f64 / steps.max(1) as f64;
        self.schedule.factor(Progress {
            epochs_done: epochs_done as f64 + of_epoch,
            epochs: self.epochs as f64,
            warm_up: self.warm_up,
            steps,
            losses,
        })
    }

    /// The learning rates of a training that is still to come, of `steps` batches an epoch: `[epochs done, rate]` before
    /// each step or, where there are more than `most`, before steps evenly chosen from the first to the last. A schedule
    /// that follows the losses stays where it begins: nobody knows them yet.
    #[must_use]
    pub fn rates(&self, steps: usize, most: usize) -> Vec<[f64; 2]> {
        let steps = steps.max(1);
        let last = steps.saturating_mul(self.epochs).saturating_sub(1);
        let shown = last.saturating_add(1).min(most.max(2));
        let place_of = |place: usize| match shown {
            1 => 0,
            _ => (place as u128 * last as u128 / (shown - 1) as u128) as usize,
        };
        let rate = |place| {
            let (epochs_done, step) = (place_of(place) / steps, place_of(place) % steps);
            let factor = self.rate_factor((epochs_done, step, steps), []);
            let done = epochs_done as f64 + step as f64 / steps as f64;
            [done, self.learning_rate * factor]
        };
        (0..shown).map(rate).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::Schedule;

    fn recipe(schedule: Schedule, epochs: usize, warm_up: f64) -> Recipe {
        Recipe {
            schedule,
            epochs,
            warm_up,
            learning_rate: 0.5,
            ..Recipe::default()
        }
    }

    fn numbers(recipe: &Recipe, steps: usize) -> Vec<f64> {
        let rates = recipe.rates(steps, 1000);
        rates.iter().map(|[_, rate]| *rate).collect()
    }

    #[test]
    fn the_rate_rises_while_it_warms_up_and_then_follows_its_schedule() {
        // Two of four epochs of two batches: 1/4, 2/4, 3/4, 4/4 of 0.5, then a tenth after half of the other two.
        let step = recipe(Schedule::Step { factor: 0.1 }, 4, 2.0);
        let found = numbers(&step, 2);
        let expected = [0.125, 0.25, 0.375, 0.5, 0.5, 0.5, 0.05, 0.005];
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
        assert_eq!(found.len(), 8);
    }

    #[test]
    fn a_long_training_is_told_by_some_of_its_steps_from_the_first_to_the_last() {
        let cosine = recipe(Schedule::Cosine { alpha: 0.0 }, usize::MAX, 0.0);
        let rates = cosine.rates(usize::MAX, 100);
        assert_eq!((rates.len(), rates[0]), (100, [0.0, 0.5]));
        let cosine = recipe(Schedule::Cosine { alpha: 0.0 }, 10, 0.0);
        let rates = cosine.rates(1000, 101);
        // cos(π / 2) is 0: half of the rate in the middle.
        let [done, rate] = rates[50];
        assert!(
            (done - 5.0).abs() < 0.01 && (rate - 0.25).abs() < 1e-3,
            "{done} {rate}"
        );
        assert!(rates[100][0] > 9.99 && rates[100][1] < 1e-6, "{rates:?}");
        // One batch in all has one rate.
        assert_eq!(
            recipe(Schedule::Constant, 1, 0.0).rates(1, 50),
            [[0.0, 0.5]]
        );
    }

    #[test]
    fn a_plateau_is_told_as_if_losses_fell() {
        let plateau = Schedule::Plateau {
            factor: 0.1,
            patience: 1,
            min_delta: 0.0,
        };
        assert_eq!(numbers(&recipe(plateau, 5, 0.0), 1), [0.5; 5]);
    }
}
