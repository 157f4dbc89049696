//! What can be asked about the comparison of the network with something else.

use super::{DocumentId, Info};
use crate::graph::Listing;

/// One thing that a user can ask of the comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum CompareCommand {
    /// Compare the network with the version at this place of its history.
    WithVersion(usize),
    /// Compare the network with what is saved of it.
    WithSaved,
    /// Compare the network with its file, which somebody else has written to.
    WithDisk,
    /// Ask for a file and compare the network with it.
    WithFile,
    /// Compare the network with another open one.
    WithTab(DocumentId),
    /// Compare the network with a pasted summary.
    WithSummary(Box<Listing>),
    /// Compare the network with nothing any more.
    Stop,
    /// Show the other network beside the open one, or only the open one.
    ToggleSideBySide,
}

impl CompareCommand {
    /// Those that stand alone, in the order of the command palette.
    pub const LISTED: [Self; 4] = [
        Self::WithSaved,
        Self::WithFile,
        Self::Stop,
        Self::ToggleSideBySide,
    ];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::WithVersion(_) => {
                Info::new("Compare with a version", "Compare with an earlier version")
            }
            Self::WithSaved => Info::new(
                "Compare with the saved file",
                "See what has changed since the project was opened or saved",
            ),
            Self::WithDisk => Info::new(
                "Compare with the disk",
                "See which layers differ between the window and the disk; nothing is changed",
            ),
            Self::WithFile => Info::new(
                "Compare with a file…",
                "See which layers differ from those of another project",
            ),
            Self::WithTab(_) => Info::new(
                "Compare with it",
                "See which layers of the network in front differ from this one",
            ),
            Self::WithSummary(_) => Info::new(
                "Check against this summary",
                "See which rows of the summary differ",
            ),
            Self::Stop => Info::new("Stop comparing", "Remove the marks of the comparison"),
            Self::ToggleSideBySide => Info::new(
                "Side by side",
                "Show the network that this one is compared with beside it",
            ),
        }
    }
}
