//! Comments and frames: what the user writes on the canvas for people. They never change what is computed.

use std::sync::Arc;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

use super::coordinates::are_places;
use crate::message;
use crate::text::{Message, say};

/// Names a note inside one body; never reused while the note's body lives in the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoteId(pub u64);

/// A comment or a frame on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Which of the two.
    pub kind: NoteKind,
    /// What it says: a comment's text, a frame's title.
    pub text: String,
    /// The upper left corner, in the graph units of its body.
    pub position: [f32; 2],
    /// Width and height in graph units.
    pub size: [f32; 2],
    /// Its color.
    pub tint: Tint,
}

/// What a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// A sheet with a text.
    Comment,
    /// A titled rectangle behind the nodes that it holds together.
    Frame,
}

/// The color of a note; what it looks like is a matter of the theme.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Tint {
    /// As sticky notes are.
    #[default]
    Yellow,
    /// Blue.
    Blue,
    /// Green.
    Green,
    /// Red.
    Red,
    /// Purple.
    Purple,
    /// Gray.
    Gray,
}

impl Tint {
    /// Every color, in the order of menus.
    pub const ALL: [Self; 6] = [
        Self::Yellow,
        Self::Blue,
        Self::Green,
        Self::Red,
        Self::Purple,
        Self::Gray,
    ];

    /// The color in words: "blue".
    #[must_use]
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::Yellow => "tint-yellow",
            Self::Blue => "tint-blue",
            Self::Green => "tint-green",
            Self::Red => "tint-red",
            Self::Purple => "tint-purple",
            Self::Gray => "tint-gray",
        })
    }

    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// The notes of one body.
pub type Notes = OrdMap<NoteId, Arc<Note>>;

/// The least width and height in graph units: room for a word.
const LEAST_SIDE: f32 = 40.0;
/// The greatest width and height in graph units: beyond it nobody sees the whole.
const MOST_SIDE: f32 = 1e6;
/// The longest text in characters.
const MOST_CHARS: usize = 10_000;

impl Note {
    /// What is wrong with it, as the end of a sentence; `None` for a sound one.
    #[must_use]
    pub fn fault(&self) -> Option<Message> {
        let sides = LEAST_SIDE..=MOST_SIDE;
        if !are_places(&self.position) {
            return Some(message!("note-at-no-place"));
        }
        if let Some(side) = self.size.iter().find(|side| !sides.contains(side)) {
            return Some(message!(
                "note-of-wrong-side",
                side = %side,
                least = %LEAST_SIDE,
                most = %MOST_SIDE
            ));
        }
        let chars = self.text.chars().count();
        (chars > MOST_CHARS).then(|| message!("note-too-long", chars = chars, most = MOST_CHARS))
    }

    /// What it is called in menus and lists: its first line, shortened, else its kind.
    #[must_use]
    pub fn headline(&self) -> String {
        const CHARS: usize = 32;
        let line = self.text.trim().lines().next().unwrap_or_default();
        let mut letters = line.chars();
        let short: String = letters.by_ref().take(CHARS).collect();
        match (short.is_empty(), letters.next()) {
            (true, _) => self.kind.word().to_owned(),
            (false, None) => short,
            (false, Some(_)) => format!("{short}…"),
        }
    }
}

impl Note {
    /// What the history calls it: "frame Head", "a comment".
    #[must_use]
    pub fn message(&self) -> Message {
        match self.kind {
            NoteKind::Frame if !self.text.trim().is_empty() => {
                message!("frame-called", title = self.headline())
            }
            NoteKind::Frame => message!("a-frame"),
            NoteKind::Comment => message!("a-comment"),
        }
    }
}

impl NoteKind {
    /// The kind in words.
    #[must_use]
    pub fn word(self) -> &'static str {
        say(match self {
            Self::Comment => "kind-comment",
            Self::Frame => "kind-frame",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_called_by_the_beginning_of_its_first_line() {
        let note = |text: &str| Note {
            kind: NoteKind::Comment,
            text: text.to_owned(),
            position: [0.0, 0.0],
            size: [200.0, 100.0],
            tint: Tint::default(),
        };
        assert_eq!(note(" \n").headline(), "comment");
        assert_eq!(note("Why 7×7?\nAsk Ada").headline(), "Why 7×7?");
        let long = note("The stem halves the picture twice before any block");
        assert_eq!(long.headline(), "The stem halves the picture twic…");
    }
}
