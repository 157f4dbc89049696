//! What can be done with blocks, and the dialogs that ask for names and numbers.

use super::Info;
use crate::graph::{NodeId, NodePath};
use crate::text::say;
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
            Self::Open | Self::Enter(_) => Info::new(say("open-block"), say("open-block-help"))
                .ctrl(Key::Enter)
                .named("block-open"),
            Self::Leave => Info::new(say("go-up"), say("go-up-help"))
                .alt(Key::ArrowUp)
                .named("block-leave"),
            Self::Make => Info::new(say("make-block-open"), say("make-block-help"))
                .ctrl(Key::G)
                .named("block-make"),
            Self::Repeat => Info::new(say("repeat-open"), say("repeat-help")).named("block-repeat"),
            Self::Parameterize => Info::new(
                say("turn-into-parameter-open"),
                say("turn-into-parameter-help"),
            )
            .named("block-parameterize"),
            Self::Rename => {
                Info::new(say("rename-block"), say("rename-block-everywhere")).named("block-rename")
            }
            Self::Save => Info::new(say("save-block"), say("save-block-help")).named("block-save"),
            Self::RenameSaved(_) => Info::new(say("rename-open"), say("rename-own-block-help")),
            Self::NameSaved { .. } => Info::new(say("rename"), say("rename-own-block-help")),
            Self::RemoveSaved(_) => Info::new(
                say("remove-from-my-blocks"),
                say("remove-from-my-blocks-help"),
            ),
            Self::Detach => Info::new(say("detach"), say("detach-help")).named("block-detach"),
            Self::Ungroup => Info::new(say("ungroup"), say("ungroup-help"))
                .ctrl_shift(Key::G)
                .named("block-ungroup"),
        }
    }
}
