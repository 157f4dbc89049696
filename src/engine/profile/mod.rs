//! Where the time of a training step goes: by layer, by kind of operation, forward and backward.
//! Never computes anything itself and never changes what is computed: it only looks at the clock.
//!
//! [`time`] stands around each piece of work, wherever in the engine that is done. It costs one look at a thread-local
//! flag while nobody records. Work done inside of other timed work is taken off the outer one, so that all times add up
//! to the whole.

mod operation;
mod record;
mod report;

pub use netsmith_kernels::clock::{Attribution, Operation, Phase, time};
pub use operation::{operation_label, operation_of};
pub use report::{LayerTime, OperationTime, Profile, gflops_per_second};

pub(super) use record::{LayerCost, Record};
