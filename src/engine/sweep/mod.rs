//! Several trainings of one network with other settings, each a run of its own, that wait for their turn.
//! Never trains, and never changes a run that has begun.
//!
//! ```text
//! runs/mlp-sweep-…/sweep.json          what is varied, and how
//! runs/mlp-sweep-…/01/waiting.json     its place in the queue; gone once the run is over
//! runs/mlp-sweep-…/01/waiting.netsmith the project that it will train
//! runs/mlp-sweep-…/01/run.json, …      the run, once it has begun
//! ```

mod axis;
mod folder;
mod plan;
mod vary;

pub use axis::{Axis, Values};
pub use folder::{Sweep, Variant};
pub use plan::{Draw, variants};
pub use vary::{Setting, settings_of, varied};
