//! How the learning rate changes over the epochs.

use std::f64::consts::PI;

use serde::{Deserialize, Serialize};

/// The schedules on offer. Each gives one rate per epoch, so that a resumed run needs to know nothing but its epoch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Schedule {
    /// The rate stays as it is.
    #[default]
    Constant,
    /// Down to nearly 0 along half a cosine (Loshchilov and Hutter 2016, arXiv:1608.03983, without restarts; Keras's
    /// `CosineDecay` with one step per epoch).
    Cosine,
    /// A tenth after half of the epochs, and a tenth of that after three quarters (He et al. 2015, arXiv:1512.03385,
    /// section 4.2).
    Step,
}

impl Schedule {
    /// Every schedule, in the order of a menu.
    pub const ALL: [Self; 3] = [Self::Constant, Self::Cosine, Self::Step];

    /// The name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Cosine => "cosine",
            Self::Step => "step",
        }
    }

    /// The schedule of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|schedule| schedule.name() == name)
    }

    /// What the learning rate is multiplied by in `epoch` (0 for the first) of `epochs`.
    pub fn factor(self, epoch: usize, epochs: usize) -> f64 {
        let progress = epoch as f64 / epochs.max(1) as f64;
        match self {
            Self::Constant => 1.0,
            Self::Cosine => 0.5 * (1.0 + (PI * progress.min(1.0)).cos()),
            Self::Step if progress < 0.5 => 1.0,
            Self::Step if progress < 0.75 => 0.1,
            Self::Step => 0.01,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schedule_is_found_by_the_word_in_files() {
        for schedule in Schedule::ALL {
            assert_eq!(Schedule::named(schedule.name()), Some(schedule));
            let text = serde_json::to_string(&schedule).unwrap();
            assert_eq!(text, format!("\"{}\"", schedule.name()));
        }
    }

    #[test]
    fn each_schedule_follows_its_paper() {
        let factors = |schedule: Schedule| {
            (0..4)
                .map(|epoch| schedule.factor(epoch, 4))
                .collect::<Vec<_>>()
        };
        assert_eq!(factors(Schedule::Constant), [1.0; 4]);
        assert_eq!(factors(Schedule::Step), [1.0, 1.0, 0.1, 0.01]);
        // cos(0), cos(π/4), cos(π/2), cos(3π/4)
        let half = 0.5_f64.sqrt();
        let expected = [1.0, 0.5 * (1.0 + half), 0.5, 0.5 * (1.0 - half)];
        for (found, expected) in factors(Schedule::Cosine).iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }
}
