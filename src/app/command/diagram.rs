//! What can be asked about the network as a picture in a file.

use super::Info;
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
    /// What people who know Keras call it.
    pub const fn keywords(self) -> &'static [&'static str] {
        match self {
            Self::Export => &["plot_model", "save as picture"],
            Self::Close | Self::Save => &[],
        }
    }

    /// Its words and keys.
    pub fn info(self) -> Info {
        match self {
            Self::Export => Info::new(
                "Export diagram…",
                "Save the network as an SVG or PNG picture",
            )
            .ctrl_shift(Key::D),
            Self::Close => Info::new("Close", "Close the dialog"),
            Self::Save => Info::new("Save diagram…", "Choose where to save the diagram"),
        }
    }
}
