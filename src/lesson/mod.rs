//! Lessons: guided exercises as text files, read, and checked against the network that a student has built, by its structure.
//! Never knows a window, an engine or a data set: what is to be judged comes as plain facts. Never trains, never paints, and
//! reads or writes no file by itself.
//!
//! `docs/handbook/en/lessons.md` says how a lesson is written; the parser is in `read`, what can be checked in `check`, and how it is
//! judged in `judge`.

mod builtin;
mod check;
mod facts;
mod fault;
mod judge;
mod layer_test;
mod model;
mod network;
mod pattern;
mod progress;
mod read;
mod report;
mod search;
mod words;

pub use builtin::{Builtin, builtins, template};
pub use check::{Bound, Check, Count, Op, Test};
pub use facts::{DataSeen, Facts, RunSeen};
pub use fault::{Fault, Faults};
pub use judge::{Finding, Verdict, judge};
pub use layer_test::{LayerTest, SettingTest};
pub use model::{Lesson, Part};
pub use pattern::{Pattern, PatternNode};
pub use progress::{LARGEST_PROGRESS_BYTES, Progress};
pub use read::{LARGEST_BYTES, read, read_bytes};
pub use report::{Report, ReportForm};

#[cfg(test)]
mod tests;
