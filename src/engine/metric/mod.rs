//! How good predictions are, as plain arithmetic over probabilities.
//! Never computes on tensors: what is counted here can be checked with a pencil.

mod auc;
mod confusion;
mod predictions;
mod tally;
mod top_k;

pub use confusion::{ClassReport, ConfusionMatrix};
pub use predictions::Predictions;
pub use tally::Tally;
pub use top_k::top_k_correct;
