//! What jobs are started with.

use crate::app::jobs::Workers;
use std::path::Path;

/// What a room needs to start jobs and to find runs.
#[derive(Debug, Clone, Copy)]
pub struct Tools<'a> {
    /// The window that a job wakes.
    pub ctx: &'a egui::Context,
    /// Where jobs run.
    pub workers: Workers,
    /// Where runs are kept; `None` for the usual places.
    pub runs_home: Option<&'a Path>,
    /// The weights after each so many epochs are kept.
    pub keep_every: Option<usize>,
}
