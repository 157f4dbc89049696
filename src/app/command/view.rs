//! What can be asked about what the window shows, and how.

use super::Info;
use crate::graph::Measure;
use egui::Key;
use serde::{Deserialize, Serialize};

/// One thing that a user can ask of the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViewCommand {
    /// Paint in this theme.
    SetTheme(ThemeChoice),
    /// Show what layers cost as heat on the canvas, or nothing.
    ShowHeat(Option<Measure>),
    /// Show or hide the small map of the network.
    ToggleMinimap,
    /// Let a mouse wheel over the canvas zoom, or move the view.
    ToggleWheelZoom,
    /// Let nodes that are dragged snap to the dots of the canvas, or not.
    ToggleSnapToGrid,
    /// Show or hide the palette and the panels that share its place.
    TogglePalette,
    /// Show or hide the inspector and the panels that share its place.
    ToggleInspector,
    /// Show or hide the layers and the panels that share their place.
    ToggleBottom,
    /// Go with the keyboard to the first setting of what is selected.
    EditSettings,
    /// Go to the field for the name of what is selected; of the network, where nothing is.
    EditName,
}

impl ViewCommand {
    /// What the nodes can show as heat, in the order of the menu.
    pub const HEATS: [Self; 5] = [
        Self::ShowHeat(Some(Measure::Params)),
        Self::ShowHeat(Some(Measure::Macs)),
        Self::ShowHeat(Some(Measure::ActivationBytes)),
        Self::ShowHeat(Some(Measure::StepSeconds)),
        Self::ShowHeat(None),
    ];

    /// What shows or does not, in the order of the command palette.
    pub const TOGGLES: [Self; 6] = [
        Self::ToggleMinimap,
        Self::ToggleWheelZoom,
        Self::ToggleSnapToGrid,
        Self::TogglePalette,
        Self::ToggleInspector,
        Self::ToggleBottom,
    ];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::SetTheme(choice) => Info::new(choice.label(), choice.tooltip()),
            Self::ShowHeat(Some(measure)) => Info::new(
                format!("Heat: {}", measure.label()),
                format!("Color the layers by their {}", measure.label()),
            ),
            Self::ShowHeat(None) => Info::new("No heat", "Color the layers by their families"),
            Self::ToggleMinimap => Info::new(
                "Overview map",
                "Show or hide the small map of a network that is larger than the canvas",
            )
            .key(Key::M),
            Self::ToggleWheelZoom => Info::new(
                "Wheel zooms",
                "Let a mouse wheel zoom; otherwise it moves the view and zooms with Ctrl",
            ),
            Self::ToggleSnapToGrid => Info::new(
                "Snap to grid",
                "Let layers that are dragged come to rest on the dots of the canvas",
            ),
            Self::TogglePalette => {
                Info::new("Palette", "Show or hide layers to add, outline and history")
                    .ctrl(Key::Num1)
            }
            Self::ToggleInspector => {
                Info::new("Inspector", "Show or hide the settings").ctrl(Key::Num2)
            }
            Self::ToggleBottom => {
                let help = "Show or hide layers, problems and what shares their place";
                Info::new("Bottom area", help).ctrl(Key::Num3)
            }
            Self::EditSettings => Info::new(
                "Edit settings",
                "Go with the keyboard to the first setting of what is selected",
            )
            .key(Key::F4),
            Self::EditName => Info::new("Edit name", "Go to the field for the name"),
        }
    }
}

/// Which colours to paint in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the desktop says.
    #[default]
    System,
    /// Dark.
    Dark,
    /// Light.
    Light,
}

impl ThemeChoice {
    /// Every choice, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::System, Self::Dark, Self::Light];

    /// What a menu calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::System => "System theme",
            Self::Dark => "Dark theme",
            Self::Light => "Light theme",
        }
    }

    /// One sentence for a tooltip.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::System => "Follow the desktop's choice of dark or light",
            Self::Dark => "Light text on dark surfaces",
            Self::Light => "Dark text on light surfaces",
        }
    }
}

impl From<ThemeChoice> for egui::ThemePreference {
    fn from(choice: ThemeChoice) -> Self {
        match choice {
            ThemeChoice::System => Self::System,
            ThemeChoice::Dark => Self::Dark,
            ThemeChoice::Light => Self::Light,
        }
    }
}
