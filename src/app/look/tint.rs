//! What the colors of notes look like in each theme.

use super::family;
use super::theme::Theme;
use crate::graph::Tint;
use crate::layer::Family;
use egui::Color32;

/// The pure color: for lines and swatches, never for text.
pub fn color(tint: Tint, theme: &Theme) -> Color32 {
    match tint {
        Tint::Yellow => family::color(Family::Activation),
        Tint::Blue => theme.accent,
        Tint::Green => family::color(Family::Dense),
        Tint::Red => theme.error,
        Tint::Purple => family::color(Family::Pooling),
        Tint::Gray => family::color(Family::Input),
    }
}

/// The surface of a comment: dark or light enough for text.
pub fn paper(tint: Tint, theme: &Theme) -> Color32 {
    mixed(theme.panel, color(tint, theme), 0.2)
}

/// The inside of a frame: hardly to be told from the canvas, so that nodes stand out.
pub fn ground(tint: Tint, theme: &Theme) -> Color32 {
    mixed(theme.canvas, color(tint, theme), 0.08)
}

fn mixed(one: Color32, other: Color32, share: f32) -> Color32 {
    one.lerp_to_gamma(other, share)
}
