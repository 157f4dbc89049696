//! The color and initial of each family of layers, the same in both themes.

use super::theme::on_screen;
use crate::diagram::palette;
use crate::layer::Family;
use egui::Color32;

/// The family's color: for bars and marks, never for text.
pub const fn color(family: Family) -> Color32 {
    on_screen(palette::family(family))
}

/// The family in words: "convolution layer".
pub const fn words(family: Family) -> &'static str {
    match family {
        Family::Input => "input layer",
        Family::Shape => "shape layer",
        Family::Convolution => "convolution layer",
        Family::Normalization => "normalization layer",
        Family::Activation => "activation layer",
        Family::Pooling => "pooling layer",
        Family::Dense => "dense layer",
        Family::Merge => "merge layer",
        Family::Regularization => "regularisation layer",
    }
}
