//! What can be asked of the bar that finds layers.

use super::Info;
use crate::graph::find::Reach;
use crate::layer::Kind;
use egui::Key;

/// One thing that a user can ask of the bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindCommand {
    /// Show it.
    Open,
    /// Show it with the row that changes what was found.
    OpenReplace,
    /// Hide it.
    Close,
    /// Hide the row that changes what was found.
    CloseReplace,
    /// Look for this.
    LookFor(String),
    /// Go to the next of what was found.
    Next,
    /// Go to the one before.
    Previous,
    /// Select everything that was found.
    SelectAll,
    /// Change this of what was found.
    Change(What),
    /// Change it to what this text stands for.
    Value(String),
    /// Let a change inside of a block concern these.
    Reach(Reach),
    /// Make the change.
    Apply,
}

/// What changes of the layers that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The setting of this key.
    Setting(String),
    /// The kind.
    Kind(Kind),
}

impl FindCommand {
    /// Those that stand alone, in the order of the menu.
    pub const LISTED: [Self; 5] = [
        Self::Open,
        Self::OpenReplace,
        Self::Next,
        Self::Previous,
        Self::SelectAll,
    ];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Open => Info::new(
                "Find",
                "Find layers by name, kind, shape, setting or problem",
            )
            .ctrl(Key::F),
            Self::OpenReplace => Info::new(
                "Find and replace",
                "Change one setting or the kind of every layer that is found",
            )
            .ctrl_shift(Key::F),
            Self::Close => Info::new("Close find", "Hide the bar and its marks"),
            Self::CloseReplace => Info::new("Close replace", "Hide the row that changes layers"),
            Self::LookFor(_) => Info::new("Find this", "Find layers like this"),
            Self::Next => {
                Info::new("Find next", "Go to the next layer that was found").key(Key::F3)
            }
            Self::Previous => {
                Info::new("Find previous", "Go to the layer found before this one").shift(Key::F3)
            }
            Self::SelectAll => Info::new("Select all found", "Select every layer that was found"),
            Self::Change(_) | Self::Value(_) | Self::Reach(_) => Info::new(
                "Choose a change",
                "Say what becomes of the layers that were found",
            ),
            Self::Apply => Info::new("Replace", "Change every layer that was found"),
        }
    }
}
