//! What a diagram should look like.

use crate::diagram::{self, Profile};
use crate::text::say;
use serde::{Deserialize, Serialize};

/// Every choice of the export dialog.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DiagramOptions {
    /// As what it is saved.
    pub format: Format,
    /// Which way the network runs.
    pub direction: Direction,
    /// Whether blocks are opened.
    pub blocks: Blocks,
    /// What it is put on.
    #[serde(default)]
    pub sheet: Sheet,
    /// Its colors.
    pub paper: Paper,
    /// Pixels of a PNG for one of the drawing.
    pub scale: f32,
    /// Whether the file holds the project, so that it can be opened again.
    #[serde(default = "holds_by_default")]
    pub holds_project: bool,
}

fn holds_by_default() -> bool {
    true
}

impl Default for DiagramOptions {
    fn default() -> Self {
        Self {
            format: Format::Svg,
            direction: Direction::Down,
            blocks: Blocks::Folded,
            sheet: Sheet::Free,
            paper: Paper::Light,
            scale: 2.0,
            holds_project: holds_by_default(),
        }
    }
}

impl DiagramOptions {
    /// Whether the drawing is the same; the others only matter to its file.
    pub fn looks_like(&self, other: &Self) -> bool {
        (self.direction, self.blocks, self.paper, self.sheet)
            == (other.direction, other.blocks, other.paper, other.sheet)
    }

    /// Sets what `profile` is about; format, colors and scale stay.
    pub fn follow(&mut self, profile: Profile) {
        self.direction = match profile.options().direction {
            diagram::Direction::TopToBottom => Direction::Down,
            diagram::Direction::LeftToRight => Direction::Right,
        };
        self.blocks = match profile.options().blocks {
            diagram::Blocks::Folded | diagram::Blocks::Only(_) => Blocks::Folded,
            diagram::Blocks::Counted => Blocks::Counted,
            diagram::Blocks::Open => Blocks::Open,
        };
        self.sheet = match profile.sheet() {
            None => Sheet::Free,
            Some(diagram::Sheet::Page) => Sheet::Page,
            Some(diagram::Sheet::Slide) => Sheet::Slide,
            Some(diagram::Sheet::Column) => Sheet::Column,
        };
    }

    /// Whether it is as `profile` sets it.
    pub fn follows(&self, profile: Profile) -> bool {
        let mut followed = *self;
        followed.follow(profile);
        followed == *self
    }
}

/// As what a diagram is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Lines and letters, sharp at any size.
    Svg,
    /// Pixels.
    Png,
}

impl Format {
    /// The choices with their words.
    pub const fn labels() -> [(Self, &'static str); 2] {
        [(Self::Svg, "SVG"), (Self::Png, "PNG")]
    }

    /// The ending of its files.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    /// The format that a lower-case ending stands for.
    pub fn of_ending(ending: Option<&str>) -> Option<Self> {
        [Self::Svg, Self::Png]
            .into_iter()
            .find(|format| Some(format.ending()) == ending)
    }
}

/// Which way a network runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// From top to bottom.
    Down,
    /// From left to right.
    Right,
}

impl Direction {
    /// The choices with their words.
    pub fn labels() -> [(Self, &'static str); 2] {
        [
            (Self::Down, say("diagram-down")),
            (Self::Right, say("diagram-right")),
        ]
    }
}

/// Whether blocks are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Blocks {
    /// A block is one node.
    Folded,
    /// The same, and blocks in a row that are alike are one node with how many they are.
    Counted,
    /// A block shows the layers in it.
    Open,
}

impl Blocks {
    /// The choices with their words.
    pub fn labels() -> [(Self, &'static str); 3] {
        [
            (Self::Folded, say("diagram-folded")),
            (Self::Counted, say("diagram-counted")),
            (Self::Open, say("diagram-open")),
        ]
    }
}

/// The colors of a diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paper {
    /// Dark lines on light.
    Light,
    /// Light lines on dark.
    Dark,
}

impl Paper {
    /// The choices with their words.
    pub fn labels() -> [(Self, &'static str); 2] {
        [
            (Self::Light, say("diagram-light")),
            (Self::Dark, say("diagram-dark")),
        ]
    }
}

/// What a diagram is put on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sheet {
    /// As large as it is.
    #[default]
    Free,
    /// A page.
    Page,
    /// A slide.
    Slide,
    /// A column of a paper.
    Column,
}

impl Sheet {
    /// The choices with their words.
    pub fn labels() -> [(Self, &'static str); 4] {
        [
            (Self::Free, say("diagram-free")),
            (Self::Page, say("diagram-page")),
            (Self::Slide, say("diagram-slide")),
            (Self::Column, say("diagram-column")),
        ]
    }
}

/// What a profile is called, and what it is for.
pub fn words_of(profile: Profile) -> (&'static str, &'static str) {
    match profile {
        Profile::Whole => (say("profile-whole"), say("profile-whole-help")),
        Profile::Counted => (say("profile-counted"), say("profile-counted-help")),
        Profile::Page => (say("profile-page"), say("profile-page-help")),
        Profile::Slide => (say("profile-slide"), say("profile-slide-help")),
        Profile::Column => (say("profile-column"), say("profile-column-help")),
    }
}
