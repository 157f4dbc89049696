//! Theme, open panels, current tab: what comes back when the window does.

use crate::app::command::Info;
use crate::text::say;
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
            Self::System => say("theme-system"),
            Self::Dark => say("theme-dark"),
            Self::Light => say("theme-light"),
        }
    }

    /// One sentence for a tooltip.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::System => say("theme-system-help"),
            Self::Dark => say("theme-dark-help"),
            Self::Light => say("theme-light-help"),
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
            Self::Layers => say("layers"),
            Self::Data => say("tab-data"),
            Self::Training => say("tab-training"),
            Self::Predict => say("tab-predict"),
            Self::Problems => say("tab-problems"),
            Self::Compare => say("tab-compare"),
        }
    }

    /// One sentence for a tooltip.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::Layers => say("tab-layers-help"),
            Self::Data => say("tab-data-help"),
            Self::Training => say("tab-training-help"),
            Self::Predict => say("tab-predict-help"),
            Self::Problems => say("tab-problems-help"),
            Self::Compare => say("tab-compare-help"),
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
            Self::Add => say("side-add"),
            Self::Outline => say("side-outline"),
            Self::History => say("side-history"),
        }
    }

    /// Its words and keys as a command.
    pub fn info(self) -> Info {
        match self {
            Self::Add => Info::new(say("show-layers-to-add"), say("show-layers-to-add-help"))
                .ctrl_shift(Key::A),
            Self::Outline => {
                Info::new(say("show-outline"), say("show-outline-help")).ctrl(Key::Num4)
            }
            Self::History => {
                Info::new(say("show-history"), say("show-history-help")).ctrl_shift(Key::H)
            }
        }
    }
}
