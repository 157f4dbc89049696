//! What can be asked about the network as a picture in a file.

use super::Info;
use crate::text::say;
use egui::Key;

/// One thing that a user can ask about the diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiagramCommand {
    /// Show the dialog that saves the network as a picture.
    Export,
    /// Close that dialog.
    Close,
    /// Ask where to save the diagram.
    Save,
}

impl DiagramCommand {
    /// Its words and keys.
    pub fn info(self) -> Info {
        match self {
            Self::Export => {
                let info = Info::new(say("export-diagram"), say("export-diagram-help"));
                info.ctrl_shift(Key::D)
                    .found_by(&["plot_model", "save as picture"])
                    .named("export-diagram")
            }
            Self::Close => Info::new(say("close"), say("close-dialog-help")),
            Self::Save => Info::new(say("save-diagram"), say("save-diagram-help")),
        }
    }
}
