//! What can be asked about what the window shows, and how.

use super::Info;
use crate::graph::{HealthMeasure, Measure};
use crate::text::{Language, say};
use crate::tr;
use egui::Key;
use serde::{Deserialize, Serialize};

/// One thing that a user can ask of the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViewCommand {
    /// Paint in this theme.
    SetTheme(ThemeChoice),
    /// Speak this language.
    SetLanguage(LanguageChoice),
    /// Write everything in this size.
    SetTextSize(TextSize),
    /// Write everything one step larger.
    LargerText,
    /// Write everything one step smaller.
    SmallerText,
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
    pub const HEATS: [Self; 9] = [
        Self::ShowHeat(Some(Measure::Params)),
        Self::ShowHeat(Some(Measure::Macs)),
        Self::ShowHeat(Some(Measure::ActivationBytes)),
        Self::ShowHeat(Some(Measure::StepSeconds)),
        Self::ShowHeat(Some(Measure::Health(HealthMeasure::HEATS[0]))),
        Self::ShowHeat(Some(Measure::Health(HealthMeasure::HEATS[1]))),
        Self::ShowHeat(Some(Measure::Health(HealthMeasure::HEATS[2]))),
        Self::ShowHeat(Some(Measure::Health(HealthMeasure::HEATS[3]))),
        Self::ShowHeat(None),
    ];

    /// The sizes of the text, and the steps between them, in the order of the menu.
    pub const TEXT_SIZES: [Self; 2 + TextSize::ALL.len()] = [
        Self::LargerText,
        Self::SmallerText,
        Self::SetTextSize(TextSize::ALL[0]),
        Self::SetTextSize(TextSize::ALL[1]),
        Self::SetTextSize(TextSize::ALL[2]),
        Self::SetTextSize(TextSize::ALL[3]),
        Self::SetTextSize(TextSize::ALL[4]),
        Self::SetTextSize(TextSize::ALL[5]),
        Self::SetTextSize(TextSize::ALL[6]),
        Self::SetTextSize(TextSize::ALL[7]),
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
            Self::SetLanguage(choice) => Info::new(choice.label(), choice.tooltip()),
            Self::SetTextSize(size) => Info::new(
                tr!("text-size", percent = size.percent()),
                say("text-size-help"),
            ),
            Self::LargerText => {
                Info::new(say("larger-text"), say("larger-text-help")).alt(Key::Plus)
            }
            Self::SmallerText => {
                Info::new(say("smaller-text"), say("smaller-text-help")).alt(Key::Minus)
            }
            Self::ShowHeat(Some(measure)) => Info::new(
                tr!("heat-measure", measure = %measure.label()),
                tr!("heat-measure-help", measure = %measure.label()),
            ),
            Self::ShowHeat(None) => Info::new(say("no-heat"), say("no-heat-help")),
            Self::ToggleMinimap => {
                Info::new(say("overview-map"), say("overview-map-help")).key(Key::M)
            }
            Self::ToggleWheelZoom => Info::new(say("wheel-zooms"), say("wheel-zooms-help")),
            Self::ToggleSnapToGrid => Info::new(say("snap-to-grid"), say("snap-to-grid-help")),
            Self::TogglePalette => {
                Info::new(say("palette"), say("palette-panels-help")).ctrl(Key::Num1)
            }
            Self::ToggleInspector => {
                Info::new(say("inspector"), say("inspector-help")).ctrl(Key::Num2)
            }
            Self::ToggleBottom => {
                let help = say("bottom-panels-help");
                Info::new(say("bottom-area"), help).ctrl(Key::Num3)
            }
            Self::EditSettings => {
                Info::new(say("edit-settings"), say("edit-settings-help")).key(Key::F4)
            }
            Self::EditName => Info::new(say("edit-name"), say("edit-name-help")),
        }
    }
}

/// Which colors to paint in.
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

/// How large everything is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextSize {
    /// Four fifths.
    #[serde(rename = "80")]
    Percent80,
    /// Nine tenths.
    #[serde(rename = "90")]
    Percent90,
    /// As the desktop says.
    #[default]
    #[serde(rename = "100")]
    Percent100,
    /// A tenth larger.
    #[serde(rename = "110")]
    Percent110,
    /// A quarter larger.
    #[serde(rename = "125")]
    Percent125,
    /// Half as large again.
    #[serde(rename = "150")]
    Percent150,
    /// Three quarters larger.
    #[serde(rename = "175")]
    Percent175,
    /// Twice as large.
    #[serde(rename = "200")]
    Percent200,
}

impl TextSize {
    /// Every size, from small to large.
    pub const ALL: [Self; 8] = [
        Self::Percent80,
        Self::Percent90,
        Self::Percent100,
        Self::Percent110,
        Self::Percent125,
        Self::Percent150,
        Self::Percent175,
        Self::Percent200,
    ];

    /// In per cent of what the desktop says.
    #[must_use]
    pub const fn percent(self) -> u16 {
        match self {
            Self::Percent80 => 80,
            Self::Percent90 => 90,
            Self::Percent100 => 100,
            Self::Percent110 => 110,
            Self::Percent125 => 125,
            Self::Percent150 => 150,
            Self::Percent175 => 175,
            Self::Percent200 => 200,
        }
    }

    /// The same as a factor.
    #[must_use]
    pub fn factor(self) -> f32 {
        f32::from(self.percent()) / 100.0
    }

    /// The next larger size; `None` for the largest.
    #[must_use]
    pub fn larger(self) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|other| other.percent() > self.percent())
    }

    /// The next smaller size; `None` for the smallest.
    #[must_use]
    pub fn smaller(self) -> Option<Self> {
        Self::ALL
            .into_iter()
            .rev()
            .find(|other| other.percent() < self.percent())
    }
}

/// Which language the window speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LanguageChoice {
    /// The desktop's.
    #[default]
    System,
    /// American English.
    English,
    /// Simplified Chinese.
    Chinese,
}

impl LanguageChoice {
    /// Every choice, in the order of the menu.
    pub const ALL: [Self; 1 + Language::ALL.len()] = [Self::System, Self::English, Self::Chinese];

    /// The language.
    pub fn language(self) -> Language {
        match self {
            Self::System => Language::of_system(),
            Self::English => Language::English,
            Self::Chinese => Language::Chinese,
        }
    }

    /// Its name in the menu: languages are called as those call them who speak them.
    pub fn label(self) -> &'static str {
        match self {
            Self::System => say("language-system"),
            Self::English => Language::English.name(),
            Self::Chinese => Language::Chinese.name(),
        }
    }

    fn tooltip(self) -> &'static str {
        match self {
            Self::System => say("language-system-help"),
            Self::English => say("language-english-help"),
            Self::Chinese => say("language-chinese-help"),
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
