//! What a user chooses for the whole window: colors, size of text, language.

use crate::text::{Language, say};
use serde::{Deserialize, Serialize};

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

    /// What the command that sets it is called in the user's settings.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::System => "theme-system",
            Self::Dark => "theme-dark",
            Self::Light => "theme-light",
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

    /// What the command that sets it is called in the user's settings.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Percent80 => "text-80",
            Self::Percent90 => "text-90",
            Self::Percent100 => "text-100",
            Self::Percent110 => "text-110",
            Self::Percent125 => "text-125",
            Self::Percent150 => "text-150",
            Self::Percent175 => "text-175",
            Self::Percent200 => "text-200",
        }
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

    pub(super) fn tooltip(self) -> &'static str {
        match self {
            Self::System => say("language-system-help"),
            Self::English => say("language-english-help"),
            Self::Chinese => say("language-chinese-help"),
        }
    }

    /// What the command that sets it is called in the user's settings.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::System => "language-of-system",
            Self::English => "language-en",
            Self::Chinese => "language-zh",
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
