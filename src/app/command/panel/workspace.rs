//! The four workspaces by name: one for each job.

use super::Panel;
use crate::text::say;
use serde::{Deserialize, Serialize};

/// A job that the window is laid out for.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Workspace {
    /// Drawing the network.
    #[default]
    Build,
    /// Choosing and looking through the pictures to learn from.
    Data,
    /// Training, and watching it.
    Train,
    /// How well the network does, and what it says of one's own pictures.
    Test,
}

impl Workspace {
    /// Every workspace, from left to right.
    pub const ALL: [Self; 4] = [Self::Build, Self::Data, Self::Train, Self::Test];

    /// The word in the title bar.
    pub fn label(self) -> &'static str {
        match self {
            Self::Build => say("workspace-build"),
            Self::Data => say("tab-data"),
            Self::Train => say("workspace-train"),
            Self::Test => say("workspace-test"),
        }
    }

    /// One sentence for a tooltip.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::Build => say("workspace-build-help"),
            Self::Data => say("workspace-data-help"),
            Self::Train => say("workspace-train-help"),
            Self::Test => say("workspace-test-help"),
        }
    }

    /// The panel that takes what room the others leave; the others keep their size when the window changes its own.
    pub fn main_panel(self) -> Option<Panel> {
        match self {
            Self::Build => Some(Panel::Canvas),
            Self::Data => Some(Panel::Data),
            Self::Train => Some(Panel::Curves),
            Self::Test => None,
        }
    }
}
