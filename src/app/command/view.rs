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
    /// Show or hide the left side.
    TogglePalette,
    /// Show or hide the inspector.
    ToggleInspector,
    /// Show or hide the bottom area.
    ToggleBottom,
    /// Bring this tab of the left side to the front.
    ShowSide(SideTab),
    /// Bring this tab of the bottom area to the front.
    ShowTab(Tab),
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

    /// What else people call it.
    pub const fn keywords(&self) -> &'static [&'static str] {
        match self {
            Self::ShowTab(Tab::Problems) => &["errors", "warnings", "check"],
            Self::ShowTab(Tab::Layers) => &["summary", "model.summary"],
            _ => &[],
        }
    }

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
            Self::TogglePalette => Info::new(
                "Palette",
                "Show or hide the left side: layers to add, outline, history",
            )
            .ctrl(Key::Num1),
            Self::ToggleInspector => {
                Info::new("Inspector", "Show or hide the settings").ctrl(Key::Num2)
            }
            Self::ToggleBottom => {
                Info::new("Bottom area", "Show or hide the tabs below the canvas").ctrl(Key::Num3)
            }
            Self::ShowSide(tab) => tab.info(),
            Self::ShowTab(tab) => Info::new(format!("Show {}", tab.label()), tab.tooltip()),
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

/// A tab of the bottom area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tab {
    /// The summary table.
    #[default]
    Layers,
    /// Classes, counts, sample pictures.
    Data,
    /// Settings, progress, curves.
    Training,
    /// Own pictures and what the network says.
    Predict,
    /// What is wrong, with repairs.
    Problems,
    /// What differs from another network.
    Compare,
}

impl Tab {
    /// Every tab, from left to right.
    pub const ALL: [Self; 6] = [
        Self::Layers,
        Self::Data,
        Self::Training,
        Self::Predict,
        Self::Problems,
        Self::Compare,
    ];

    /// The word on the tab.
    pub fn label(self) -> &'static str {
        match self {
            Self::Layers => "Layers",
            Self::Data => "Data",
            Self::Training => "Training",
            Self::Predict => "Predict",
            Self::Problems => "Problems",
            Self::Compare => "Compare",
        }
    }

    /// One sentence for a tooltip.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::Layers => {
                "Every layer with its output shape and parameters, as in Keras's summary"
            }
            Self::Data => "Classes, counts and sample pictures of the data set",
            Self::Training => "Train the network and watch its loss and accuracy",
            Self::Predict => "Try the network on your own pictures",
            Self::Problems => "What keeps the network from working, and how to repair it",
            Self::Compare => "What differs from a version, a file or a summary",
        }
    }
}

/// A tab of the left side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SideTab {
    /// What can be added.
    #[default]
    Add,
    /// The network as a tree.
    Outline,
    /// Every edit so far.
    History,
}

impl SideTab {
    /// Every tab, from left to right.
    pub const ALL: [Self; 3] = [Self::Add, Self::Outline, Self::History];

    /// The word on the tab.
    pub fn label(self) -> &'static str {
        match self {
            Self::Add => "Add",
            Self::Outline => "Outline",
            Self::History => "History",
        }
    }

    /// Its words and keys as a command.
    pub fn info(self) -> Info {
        match self {
            Self::Add => Info::new("Show layers to add", "Layers and blocks that can be added")
                .ctrl_shift(Key::A),
            Self::Outline => Info::new(
                "Show outline",
                "The network as a tree, in which every edit can be done by keyboard",
            )
            .ctrl(Key::Num4),
            Self::History => {
                Info::new("Show history", "Every edit so far; a click goes back to it")
                    .ctrl_shift(Key::H)
            }
        }
    }
}
