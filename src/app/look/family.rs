//! The colour and initial of each family of layers, the same in both themes.

use super::theme::rgb;
use crate::layer::Family;
use egui::Color32;

/// The family's colour: for bars and marks, never for text.
pub const fn colour(family: Family) -> Color32 {
    rgb(match family {
        Family::Input => 0x8A94A6,
        Family::Shape => 0x7C8798,
        Family::Convolution => 0x4C8DFF,
        Family::Normalization => 0x2BB3A3,
        Family::Activation => 0xF2B23E,
        Family::Pooling => 0x9B7BFF,
        Family::Dense => 0x54B86A,
        Family::Merge => 0xE66AA8,
        Family::Regularization => 0xC9745D,
    })
}

/// The family in words: "convolution layer".
pub const fn words(family: Family) -> &'static str {
    match family {
        Family::Input => "input layer",
        Family::Shape => "shape layer",
        Family::Convolution => "convolution layer",
        Family::Normalization => "normalisation layer",
        Family::Activation => "activation layer",
        Family::Pooling => "pooling layer",
        Family::Dense => "dense layer",
        Family::Merge => "merge layer",
        Family::Regularization => "regularisation layer",
    }
}
