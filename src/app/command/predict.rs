//! What can be asked about own pictures.

use super::{Info, OwnPictures};
use crate::data::{Image, Role};
use crate::text::say;
use crate::tr;
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
    /// Classify these.
    Try(OwnPictures),
    /// Show the pad to draw on.
    Draw,
    /// Classify what is drawn, in the place of what was drawn before.
    TakeDrawn(Arc<Image>),
    /// What is drawn from now on is another picture.
    EndDrawing,
    /// Classify some pictures of this part of the data set at hand.
    TakeSamples(Role),
    /// Ask where to save what was said of all pictures.
    SaveTable,
}

/// What people who know Keras call it.
const PREDICTING: [&str; 4] = ["predict", "classify", "inference", "model.predict"];

impl PredictCommand {
    /// Those that stand alone, in the order of the command palette.
    pub const LISTED: [Self; 4] = [
        Self::OpenPictures,
        Self::PastePicture,
        Self::Draw,
        Self::SaveTable,
    ];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::OpenPictures | Self::Try(_) => {
                let info = Info::new(say("open-pictures"), say("open-pictures-help"));
                info.ctrl_shift(Key::O)
                    .found_by(&PREDICTING)
                    .named("open-pictures")
            }
            Self::Draw | Self::TakeDrawn(_) | Self::EndDrawing => {
                Info::new(say("draw-picture"), say("draw-picture-help")).named("draw-picture")
            }
            Self::PastePicture | Self::Take(_) => {
                let info = Info::new(say("paste-picture"), say("paste-picture-help"));
                info.found_by(&PREDICTING).named("paste-picture")
            }
            Self::TakeSamples(role) => Info::new(
                tr!("try-samples", role = role.message()),
                say("try-samples-help"),
            ),
            Self::SaveTable => Info::new(say("save-predictions"), say("save-predictions-help"))
                .named("save-predictions"),
        }
    }
}
