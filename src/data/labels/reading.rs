//! The ways in which a image can be labeled by its place or its name.

use serde::{Deserialize, Serialize};

use crate::text::{Message, say};

/// Where a image's label is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// The folder it lies in: `cat/1.jpg`.
    Folder,
    /// Before the first dot: `cat.0.jpg`.
    BeforeDot,
    /// Before the first `_`, `-` or space: `0_IMG_5942.jpg`.
    BeforeFirst,
    /// Before the last `_`, `-` or space: `american_bulldog_1.jpg`.
    BeforeLast,
    /// Before the last number: `happy12.jpg`, `big dog (3).jpg`.
    BeforeNumber,
    /// The digits that the name begins with: `0hand.jpg`.
    LeadingDigits,
    /// After the last `_`, `-` or space: `0001_cat.jpg`.
    AfterLast,
}

const SEPARATORS: [char; 3] = ['_', '-', ' '];

impl Reading {
    /// All of them; of several that come to the same classes, the first is taken.
    pub const ALL: [Self; 7] = [
        Self::Folder,
        Self::BeforeDot,
        Self::BeforeFirst,
        Self::BeforeLast,
        Self::BeforeNumber,
        Self::LeadingDigits,
        Self::AfterLast,
    ];

    /// The word for it on the command line and in project files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::BeforeDot => "before-dot",
            Self::BeforeFirst => "before-first",
            Self::BeforeLast => "before-last",
            Self::BeforeNumber => "before-number",
            Self::LeadingDigits => "leading-digits",
            Self::AfterLast => "after-last",
        }
    }

    /// The way that a word on the command line means.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reading| reading.name() == name)
    }

    /// Where the label stands, to follow "labels are …".
    pub fn words(self) -> &'static str {
        say(self.words_id())
    }

    /// The same as data.
    #[must_use]
    pub fn message(self) -> Message {
        Message::new(self.words_id())
    }

    const fn words_id(self) -> &'static str {
        match self {
            Self::Folder => "labels-folders",
            Self::BeforeDot => "labels-before-dot",
            Self::BeforeFirst => "labels-before-first",
            Self::BeforeLast => "labels-before-last",
            Self::BeforeNumber => "labels-before-number",
            Self::LeadingDigits => "labels-digits",
            Self::AfterLast => "labels-after-last",
        }
    }

    /// The label in a file's name without its extension, and what is left of the name. Folders label by another way.
    pub(in super::super) fn split(self, stem: &str) -> Option<(&str, &str)> {
        let (label, rest) = match self {
            Self::Folder => return None,
            Self::BeforeDot => stem.split_once('.')?,
            Self::BeforeFirst => stem.split_once(SEPARATORS)?,
            Self::BeforeLast => stem.rsplit_once(SEPARATORS)?,
            Self::BeforeNumber => before_number(stem)?,
            Self::LeadingDigits => {
                stem.split_at(stem.bytes().take_while(u8::is_ascii_digit).count())
            }
            Self::AfterLast => {
                let (rest, label) = stem.rsplit_once(SEPARATORS)?;
                (label, rest)
            }
        };
        let label = label.trim_matches(SEPARATORS);
        (!label.is_empty()).then_some((label, rest))
    }
}

/// `big dog (3)` is `big dog` and `3`; a name without a number has none.
fn before_number(stem: &str) -> Option<(&str, &str)> {
    let end = stem.rfind(|c: char| c.is_ascii_digit())? + 1;
    let start = stem[..end]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| {
            at + stem[at..].chars().next().map_or(1, char::len_utf8)
        });
    let label =
        stem[..start].trim_end_matches(|c: char| SEPARATORS.contains(&c) || "(.#".contains(c));
    Some((label, &stem[start..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_finds_its_label() {
        for (reading, stem, label) in [
            (Reading::BeforeDot, "cat.0", Some("cat")),
            (Reading::BeforeDot, "cat", None),
            (Reading::BeforeFirst, "0_IMG_5942", Some("0")),
            (Reading::BeforeFirst, "dog-12", Some("dog")),
            (Reading::BeforeFirst, "_2", None),
            (
                Reading::BeforeLast,
                "american_bulldog_1",
                Some("american_bulldog"),
            ),
            (Reading::BeforeNumber, "happy12", Some("happy")),
            (Reading::BeforeNumber, "big dog (3)", Some("big dog")),
            (Reading::BeforeNumber, "größe7", Some("größe")),
            (Reading::BeforeNumber, "ß7ß", Some("ß")),
            (Reading::BeforeNumber, "17", None),
            (Reading::BeforeNumber, "cat", None),
            (Reading::LeadingDigits, "3hands", Some("3")),
            (Reading::LeadingDigits, "hands", None),
            (Reading::AfterLast, "0001_cat", Some("cat")),
            (Reading::Folder, "cat_1", None),
        ] {
            assert_eq!(
                reading.split(stem).map(|(label, _)| label),
                label,
                "{reading:?} {stem}"
            );
        }
    }

    #[test]
    fn a_way_is_found_by_its_word() {
        for reading in Reading::ALL {
            assert_eq!(Reading::named(reading.name()), Some(reading));
            let json = serde_json::to_string(&reading).expect("serializes");
            assert_eq!(json, format!("\"{}\"", reading.name()));
        }
        assert_eq!(Reading::named("first"), None);
    }
}
