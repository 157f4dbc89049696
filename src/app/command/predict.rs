//! What can be asked about own pictures.

use super::Info;
use crate::text::say;
use egui::{ColorImage, Key};
use std::sync::Arc;

/// One thing that a user can ask about own pictures.
#[derive(Debug, Clone, PartialEq)]
pub enum PredictCommand {
    /// Ask for pictures and classify them.
    OpenPictures,
    /// Classify the picture on the clipboard.
    PastePicture,
    /// Classify this picture, which was pasted.
    Take(Arc<ColorImage>),
}

impl PredictCommand {
    /// Those that stand alone, in the order of the command palette.
    pub const LISTED: [Self; 2] = [Self::OpenPictures, Self::PastePicture];

    /// What people who know Keras call it.
    pub const fn keywords(&self) -> &'static [&'static str] {
        match self {
            Self::OpenPictures | Self::PastePicture => {
                &["predict", "classify", "inference", "model.predict"]
            }
            Self::Take(_) => &[],
        }
    }

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::OpenPictures => {
                Info::new(say("open-pictures"), say("open-pictures-help")).ctrl_shift(Key::O)
            }
            Self::PastePicture | Self::Take(_) => {
                Info::new(say("paste-picture"), say("paste-picture-help"))
            }
        }
    }
}
