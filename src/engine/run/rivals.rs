//! The median stopping rule of Google's Vizier (Golovin et al. 2017, section 3.2.1): a run ends once the best that it has
//! shown is worse than what the middle one of the others had shown on average by the same epoch.

use std::path::Path;

use serde::Deserialize;

use super::folder::{RunFolder, SWEEP, TEXT_LIMIT_BYTES};
use super::listing::folders_in;
use super::manifest::RunState;
use crate::engine::speed::median;
use crate::files;

/// Fewer others than this say nothing about what is usual.
const FEWEST: usize = 3;

/// The other runs of a sweep: what was watched in each of their epochs, lower being better.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rivals {
    /// One list a run, in the order of its epochs.
    pub watched: Vec<Vec<f64>>,
}

impl Rivals {
    /// The other runs of the sweep that the run in `folder` is one of; `None` where it is none, or ends by itself.
    #[must_use]
    pub fn beside(folder: &Path) -> Option<Self> {
        #[derive(Deserialize)]
        struct Sweep {
            #[serde(default)]
            stop_behind: bool,
        }
        let home = folder.parent()?;
        let bytes = files::read_limited(&home.join(SWEEP), TEXT_LIMIT_BYTES).ok()?;
        let sweep: Sweep = serde_json::from_slice(&bytes).ok()?;
        let others = folders_in(home).into_iter().filter(|other| other != folder);
        let watched = |other: std::path::PathBuf| {
            let run = RunFolder::open(&other).ok()?;
            let monitor = run.manifest().monitor;
            let is_over = run.state() == RunState::Finished;
            let history = run.history().ok().filter(|_| is_over)?;
            Some(
                history
                    .iter()
                    .map(|record| record.monitored(monitor))
                    .collect(),
            )
        };
        sweep.stop_behind.then(|| Self {
            watched: others.filter_map(watched).collect(),
        })
    }

    /// Whether a run with these values, one an epoch, is clearly behind. Others that ended earlier do not count.
    #[must_use]
    pub fn are_ahead_of(&self, own: &[f64]) -> bool {
        let epochs = own.len();
        let Some(best) = own.iter().copied().min_by(f64::total_cmp) else {
            return false;
        };
        let long = self.watched.iter().filter(|other| other.len() >= epochs);
        let averages: Vec<f64> = long
            .map(|other| other[..epochs].iter().sum::<f64>() / epochs as f64)
            .collect();
        averages.len() >= FEWEST && best > median(averages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rivals() -> Rivals {
        // Averages after two epochs: 0.75, 1.5, 3.0.
        Rivals {
            watched: vec![
                vec![1.0, 0.5, 0.25],
                vec![2.0, 1.0, 0.5],
                vec![4.0, 2.0, 1.0],
            ],
        }
    }

    #[test]
    fn a_run_ends_whose_best_is_worse_than_the_median_of_the_others_averages() {
        assert!(rivals().are_ahead_of(&[3.0, 1.6]));
        // As good is not worse, and its best counts, not its last.
        assert!(!rivals().are_ahead_of(&[3.0, 1.5]));
        assert!(!rivals().are_ahead_of(&[1.0, 9.0]));
        assert!(!rivals().are_ahead_of(&[]));
    }

    #[test]
    fn between_four_the_median_lies_in_the_middle_of_two() {
        let mut four = rivals();
        four.watched.push(vec![1.0, 1.0]);
        // 0.75, 1.0, 1.5, 3.0.
        assert!(four.are_ahead_of(&[1.3, 1.3]));
        assert!(!four.are_ahead_of(&[1.25, 1.3]));
    }

    #[test]
    fn few_others_and_shorter_ones_say_nothing() {
        let mut two = rivals();
        two.watched.pop();
        assert!(!two.are_ahead_of(&[9.0, 9.0]));
        two.watched.push(vec![0.1]);
        assert!(!two.are_ahead_of(&[9.0, 9.0]));
    }
}
