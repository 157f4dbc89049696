//! How good predictions are, as plain arithmetic over probabilities.
//! Never computes on tensors: what is counted here can be checked with a pencil.

mod auc;
mod calibration;
mod confusion;
mod predictions;
mod ranking;
mod scores;
mod tally;
mod top_k;

pub use calibration::{BINS, Bin, Calibration};
pub use confusion::{ClassReport, ConfusionMatrix};
pub use predictions::Predictions;
pub use ranking::{Ranking, Threshold, thinned};
pub use scores::{Judged, MOST_PROBABILITIES, Scores};
pub use tally::Tally;
pub use top_k::top_k_correct;
