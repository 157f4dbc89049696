//! What can be asked around files of other programs: opening them, what they leave open, their weights for an open network.

use super::Info;
use crate::exchange::Choices;
use crate::text::say;
use crate::tr;
use std::path::PathBuf;

/// One thing that a user can ask about files of other programs.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportCommand {
    /// Read this file and open the network in it.
    Open(PathBuf),
    /// Give up what is being read.
    Cancel,
    /// Open what was read.
    Show,
    /// Read the file of the network in front again, with these choices.
    Choose(Choices),
    /// Ask for a file with weights for the network in front.
    AskForWeights,
    /// Read the weights in this file for the network in front.
    Weights(PathBuf),
    /// Give a weight of the dialog, by its place, another array of the file, or none.
    Assign(usize, Option<usize>),
    /// Put what the dialog shows into the network in front.
    PutWeights,
    /// The network in front has the weights now.
    UseWeights,
    /// Close the dialog.
    Close,
}

/// What people who know Keras and PyTorch call it.
const LOADING: [&str; 4] = ["load_weights", "load_state_dict", "pretrained", "finetune"];

impl ImportCommand {
    /// Those that stand alone, in the order of the command palette.
    pub const LISTED: [Self; 1] = [Self::AskForWeights];

    /// Whether another document may be in front afterwards.
    pub(super) fn shows_another_document(&self) -> bool {
        match self {
            Self::Show => true,
            Self::Open(_)
            | Self::Cancel
            | Self::Choose(_)
            | Self::AskForWeights
            | Self::Weights(_)
            | Self::Assign(..)
            | Self::PutWeights
            | Self::UseWeights
            | Self::Close => false,
        }
    }

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Open(path) => Info::new(
                tr!("open-path", path = %path.display()),
                say("open-this-file"),
            ),
            Self::Cancel => Info::new(say("give-up-file"), say("give-up-file-help")),
            Self::Show => Info::new(say("open-plain"), say("open-this-file")),
            Self::Choose(_) => Info::new(say("open-with-choice"), say("open-with-choice-help")),
            Self::AskForWeights | Self::Weights(_) => {
                let info = Info::new(say("import-weights"), say("import-weights-help"));
                info.found_by(&LOADING).named("import-weights")
            }
            Self::Assign(..) => Info::new(say("assign-array"), say("assign-array-help")),
            Self::PutWeights | Self::UseWeights => {
                Info::new(say("put-weights"), say("put-weights-help"))
            }
            Self::Close => Info::new(say("close"), say("close-dialog-help")),
        }
    }
}
