//! Theme, open panels, current tab: what comes back when the window does.

use crate::app::command::Info;
use egui::Key;
use serde::{Deserialize, Serialize};

/// How the window is arranged. Saved with the settings, not with the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "every part of the window shows or does not, whatever the others do"
)]
pub struct View {
    /// Dark, light, or as the system.
    pub theme: ThemeChoice,
    /// Whether the left side shows.
    pub palette_open: bool,
    /// The tab in front on the left side.
    pub side: SideTab,
    /// Whether the small map shows while the network is larger than the canvas.
    pub minimap_open: bool,
    /// Whether a network that is compared with another one shows beside it.
    pub side_by_side: bool,
    /// Whether the inspector shows.
    pub inspector_open: bool,
    /// Whether the bottom area shows.
    pub bottom_open: bool,
    /// The tab in front.
    pub tab: Tab,
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
            palette_open: true,
            side: SideTab::default(),
            minimap_open: true,
            side_by_side: true,
            inspector_open: true,
            bottom_open: true,
            tab: Tab::default(),
            wheel: Wheel::default(),
            snap_to_grid: false,
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
