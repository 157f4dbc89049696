//! Training on a thread of its own: takes commands, sends events, owns its network.
//! Never waits for whoever watches, and never takes the program down: a failure or a panic becomes a sentence.
//!
//! ```text
//! TrainingJob ──spawn──► Session ──step, step, …──► validation ──► run folder ──► next epoch
//!     Command ───Channels────┘ (between two batches)                    │
//!     Event  ◄───Channels────────────────────────────────────────────────┘
//! ```

mod channels;
mod command;
mod dry_run;
mod epoch;
mod error;
mod event;
mod find_rate;
mod handle;
mod job;
mod non_finite;
mod outbox;
mod outside;
mod parts;
mod prepare;
mod preview;
mod saving;
mod session;
mod steering;
mod supply;

pub use command::Command;
pub use dry_run::{Estimate, Saved, dry_run};
pub use error::TrainError;
pub use event::{BatchReport, Ending, Event};
pub use find_rate::{RateRange, RatesTried, TriedRate, find_rate};
pub use handle::{TrainingHandle, spawn};
pub use job::{RunOptions, RunPlace, Subset, TrainingData, TrainingJob};
pub use non_finite::{NonFinite, Trace};
pub use outside::TrainingOutside;
pub use parts::{Parts, choose_test, training_data};
pub use prepare::{PrepareError, aim_of, contract_of, facts_of, judgement, refuse_obstacles};
pub use preview::{Varied, varied};
