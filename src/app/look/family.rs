//! The color and initial of each family of layers, the same in both themes.

use super::theme::on_screen;
use crate::diagram::palette;
use crate::layer::Family;
use crate::text::say;
use egui::Color32;

/// The family's color: for bars and marks, never for text.
pub const fn color(family: Family) -> Color32 {
    on_screen(palette::family(family))
}

/// The family in words: "convolution layer".
pub fn words(family: Family) -> &'static str {
    say(match family {
        Family::Input => "family-input",
        Family::Shape => "family-shape",
        Family::Convolution => "family-convolution",
        Family::Normalization => "family-normalization",
        Family::Activation => "family-activation",
        Family::Pooling => "family-pooling",
        Family::Dense => "family-dense",
        Family::Merge => "family-merge",
        Family::Regularization => "family-regularization",
    })
}
