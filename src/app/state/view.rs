//! Theme, and how the canvas shows and takes the wheel: what comes back when the window does.

use crate::app::command::{LanguageChoice, TextSize, ThemeChoice};
use serde::{Deserialize, Serialize};

/// How the window is arranged. Saved with the settings, not with the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// Dark, light, or as the system.
    pub theme: ThemeChoice,
    /// The language that the window speaks.
    pub language: LanguageChoice,
    /// How large everything is written.
    pub text_size: TextSize,
    /// Whether the small map shows while the network is larger than the canvas.
    pub minimap_open: bool,
    /// Whether a network that is compared with another one shows beside it.
    pub side_by_side: bool,
    /// What a mouse wheel does over the canvas.
    pub wheel: Wheel,
    /// Whether nodes that are dragged snap to the dots of the canvas.
    pub snap_to_grid: bool,
}

/// What a mouse wheel does over the canvas. Fingers on a trackpad always move the view, and pinching always zooms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wheel {
    /// It zooms, with Ctrl and without.
    #[default]
    Zooms,
    /// It moves the view; with Ctrl it zooms.
    Moves,
}

impl Default for View {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            language: LanguageChoice::default(),
            text_size: TextSize::default(),
            minimap_open: true,
            side_by_side: true,
            wheel: Wheel::default(),
            snap_to_grid: false,
        }
    }
}
