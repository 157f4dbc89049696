//! What can be asked about the network itself: its graph, its name, what is set for its training.

use super::{Info, PaletteItem, SettingsChange};
use crate::graph::{Edit, NodePath};
use crate::text::say;
use crate::tr;

/// One thing that a user or a panel can ask of the network.
#[derive(Debug, Clone, PartialEq)]
pub enum NetworkCommand {
    /// Change the graph, as one step of undo.
    Edit(Edit),
    /// Change the graph, as one step of undo, and select what that adds to the inside of this block instance; the empty
    /// path is the network itself.
    EditAndSelect(NodePath, Edit),
    /// Change the graph; edits of one unfinished gesture of this name join into one step of undo.
    Gesture(String, Edit),
    /// The gesture is finished: the mouse button is up, the field is left.
    EndGesture,
    /// Take back what the unfinished gesture has done.
    TakeBackGesture,
    /// Look at what this edit would do, or at nothing.
    Preview(Option<Box<Edit>>),
    /// Add a layer or block after the selected node.
    Add(PaletteItem),
    /// Give the network another name; what is typed until the gesture ends is one step of undo.
    Rename(String),
    /// Learn this, in this way, from now on; one step of undo.
    ChangeSettings(SettingsChange),
}

impl NetworkCommand {
    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Edit(_) | Self::EditAndSelect(..) | Self::Gesture(..) => {
                Info::new(say("command-edit"), say("command-edit-help"))
            }
            Self::EndGesture => Info::new(say("finish"), say("finish-help")),
            Self::TakeBackGesture => Info::new(say("take-back"), say("take-back-help")),
            Self::Preview(_) => Info::new(say("preview"), say("preview-help")),
            Self::Add(item) => Info::new(tr!("palette-add", name = %item.name()), item.summary()),
            Self::Rename(_) => Info::new(say("rename"), say("rename-network-help")),
            Self::ChangeSettings(change) => {
                Info::new(change.label.to_string(), say("change-settings-help"))
            }
        }
    }
}
