//! How charts, diagrams and runs were last wanted; comes back with the window.

use super::diagram::DiagramOptions;
use super::training::ChartStyle;
use serde::{Deserialize, Serialize};

/// Choices that belong to the user rather than to a project.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Habits {
    /// How charts are shown.
    pub chart: ChartStyle,
    /// How diagrams are exported.
    pub diagram: DiagramOptions,
    /// After how many epochs a run keeps its weights, besides the best and the last; 0 for none.
    pub keep_every: usize,
}
