//! What can be asked of the bar that finds layers.

use super::Info;
use crate::graph::find::Reach;
use crate::layer::Kind;
use crate::text::say;
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
            Self::Open => Info::new(say("find"), say("find-help-command"))
                .ctrl(Key::F)
                .named("find"),
            Self::OpenReplace => Info::new(say("find-and-replace"), say("replace-help"))
                .ctrl_shift(Key::F)
                .named("find-and-replace"),
            Self::Close => Info::new(say("close-find"), say("close-find-help")),
            Self::CloseReplace => Info::new(say("close-replace"), say("close-replace-help")),
            Self::LookFor(_) => Info::new(say("find-this"), say("find-this-help")),
            Self::Next => Info::new(say("find-next"), say("find-next-help"))
                .key(Key::F3)
                .named("find-next"),
            Self::Previous => Info::new(say("find-previous"), say("find-previous-help"))
                .shift(Key::F3)
                .named("find-previous"),
            Self::SelectAll => {
                Info::new(say("select-all-found"), say("select-all-help")).named("find-select-all")
            }
            Self::Change(_) | Self::Value(_) | Self::Reach(_) => {
                Info::new(say("choose-a-change"), say("choose-a-change-help"))
            }
            Self::Apply => Info::new(say("replace"), say("replace-every-help")),
        }
    }
}
