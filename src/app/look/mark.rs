//! How a node that is pointed out looks: a color and, for eyes that do not tell colors apart, a sign.

use super::Theme;
use crate::app::document::MarkKind;
use egui::Color32;

/// The color of a mark; none says it alone.
pub fn color(kind: MarkKind, theme: &Theme) -> Color32 {
    match kind {
        MarkKind::Added => theme.ok,
        MarkKind::Removed | MarkKind::Differs => theme.error,
        MarkKind::Changed => theme.warning,
        MarkKind::Followed | MarkKind::Found => theme.accent,
    }
}

/// The sign of a mark.
pub const fn sign(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Added => "+",
        MarkKind::Removed => "−",
        MarkKind::Changed => "~",
        MarkKind::Differs => "≠",
        MarkKind::Followed => "→",
        MarkKind::Found => "?",
    }
}
