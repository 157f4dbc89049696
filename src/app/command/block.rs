//! What can be done with blocks, and the dialogs that ask for names and numbers.

use super::Info;
use crate::graph::{NodeId, NodePath};
use egui::Key;

/// One thing that a user can ask of blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockCommand {
    /// Open the inside of the selected block as a level of its own.
    Open,
    /// Open the inside of this block instance, or the network itself for the empty path.
    Enter(NodePath),
    /// Go back to the level around the open one.
    Leave,
    /// Ask what a block made of the selected layers should be like.
    Make,
    /// Ask how often the selected layers should stand in a row.
    Repeat,
    /// Ask which setting of the selected layer each instance should be able to set.
    Parameterize,
    /// Keep the selected block for other networks.
    Save,
    /// Ask what this block of the user's own should be called.
    RenameSaved(String),
    /// Give a block of the user's own another name.
    NameSaved {
        /// Its name so far.
        block: String,
        /// Its new name.
        name: String,
    },
    /// Keep this block no longer.
    RemoveSaved(String),
    /// Ask what the selected block should be called.
    Rename,
    /// Give the selected instances a definition of their own.
    Detach,
    /// Replace the selected instances by what is in them.
    Ungroup,
}

/// A dialog around blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockDialog {
    /// What a block made of the selected layers is like.
    Make,
    /// How often the selected layers stand in a row.
    Repeat,
    /// What this block is called.
    Rename(String),
    /// What this block of the user's own is called.
    RenameSaved(String),
    /// Which setting of this layer becomes a parameter.
    Parameterize(Candidate),
}

/// A layer or block instance inside of a block, with a setting that could become a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The block that gets the parameter.
    pub block: String,
    /// The layer in it.
    pub node: NodeId,
    /// The setting that is chosen at first; without it, the first that could be it.
    pub key: Option<String>,
}

impl BlockCommand {
    /// Those that stand alone, in the order of the menu.
    pub const LISTED: [Self; 9] = [
        Self::Open,
        Self::Leave,
        Self::Make,
        Self::Repeat,
        Self::Parameterize,
        Self::Rename,
        Self::Detach,
        Self::Ungroup,
        Self::Save,
    ];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Open | Self::Enter(_) => Info::new(
                "Open block",
                "Show the inside of the selected block on the whole canvas; Enter or a double click does the same",
            )
            .ctrl(Key::Enter),
            Self::Leave => Info::new(
                "Go up",
                "Go back from the inside of a block to what is around it; Backspace does the same",
            )
            .alt(Key::ArrowUp),
            Self::Make => Info::new(
                "Make block…",
                "Put the selected layers into one box that can be used again",
            )
            .ctrl(Key::G),
            Self::Repeat => Info::new(
                "Repeat…",
                "Let the selected layers stand several times in a row",
            ),
            Self::Parameterize => Info::new(
                "Turn into parameter…",
                "Let each instance of the block set a setting of the selected layer for itself",
            ),
            Self::Rename => Info::new(
                "Rename block…",
                "Give the block another name, in every instance",
            ),
            Self::Save => Info::new(
                "Save block to library",
                "Keep the block in the palette, for every network",
            ),
            Self::RenameSaved(_) => Info::new("Rename…", "Give this block of yours another name"),
            Self::NameSaved { .. } => Info::new("Rename", "Give this block of yours another name"),
            Self::RemoveSaved(_) => Info::new(
                "Remove from my blocks",
                "Keep this block no longer; networks that use it stay as they are",
            ),
            Self::Detach => Info::new(
                "Detach",
                "Give the selected blocks a definition of their own; other instances stay as they are",
            ),
            Self::Ungroup => Info::new(
                "Ungroup",
                "Replace the selected blocks by the layers in them; other instances stay",
            )
            .ctrl_shift(Key::G),
        }
    }
}
