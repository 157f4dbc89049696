//! What can be asked about the network as a file of another program.

use super::Info;
use crate::text::say;
use egui::Key;

/// One thing that a user can ask about leaving with a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportCommand {
    /// Show the dialog that writes the network for another program.
    Open,
    /// Close that dialog.
    Close,
    /// Ask where to write the network.
    Write,
}

impl ExportCommand {
    /// Its words and keys.
    pub fn info(self) -> Info {
        match self {
            Self::Open => Info::new(say("export-network"), say("export-network-help"))
                .ctrl_shift(Key::X)
                .found_by(&["keras", "pytorch", "onnx", "tensorflow", "burn"])
                .named("export-network"),
            Self::Close => Info::new(say("close"), say("close-dialog-help")),
            Self::Write => Info::new(say("write-network"), say("write-network-help")),
        }
    }
}
