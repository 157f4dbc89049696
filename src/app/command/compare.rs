//! What can be asked about the comparison of the network with something else.

use super::{DocumentId, Info};
use crate::graph::Listing;
use crate::text::say;

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
            Self::WithVersion(_) => Info::new(say("compare-version"), say("compare-version-help")),
            Self::WithSaved => Info::new(say("compare-saved"), say("compare-saved-help"))
                .named("compare-with-saved"),
            Self::WithDisk => Info::new(say("compare-disk"), say("compare-disk-help")),
            Self::WithFile => {
                Info::new(say("compare-file"), say("compare-file-help")).named("compare-with-file")
            }
            Self::WithTab(_) => Info::new(say("compare-with-it"), say("compare-with-it-help")),
            Self::WithSummary(_) => {
                Info::new(say("check-against-this"), say("check-against-this-help"))
            }
            Self::Stop => {
                Info::new(say("stop-comparing"), say("stop-comparing-help")).named("stop-comparing")
            }
            Self::ToggleSideBySide => {
                Info::new(say("side-by-side"), say("side-by-side-help")).named("side-by-side")
            }
        }
    }
}
