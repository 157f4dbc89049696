//! Where networks compute: devices, layers' arithmetic, weights, losses, metrics, optimizers, training, runs. Burn
//! lives here and nowhere else.
//! Never opens a window, never parses a command line, never edits a graph.

pub mod device;
pub mod error;
pub mod evaluate;
mod exact;
pub mod explain;
mod gradient_checkpointing;
mod gradients;
mod guard;
mod handover;
pub mod health;
pub mod lag;
pub mod loss;
mod memory;
pub mod metric;
pub mod model;
pub mod network;
pub mod ops;
pub mod optimizer;
pub mod predict;
mod prefetch;
pub mod profile;
pub mod remote;
pub mod run;
pub mod speed;
mod step;
pub mod sweep;
pub mod train;
pub mod weights;

pub use error::EngineError;
pub use gradients::GradientReport;
pub use guard::guard;
pub use network::Network;
pub use step::{StepOutcome, Trainee, image_tensor};
