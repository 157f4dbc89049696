//! What is filled in into a message.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::language::Language;
use super::message::Message;
use super::speech;

/// A value in a message. Numbers choose the plural form; messages in messages are said in the same language.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// A name, a path, a shape: what no language changes.
    Text(String),
    /// A number, with a comma after every third digit or without.
    Number {
        /// How much.
        value: f64,
        /// Whether digits are grouped, as in `1,080`.
        grouped: bool,
    },
    /// Something said inside of the sentence.
    Message(Box<Message>),
    /// A sentence said inside of another one: its first letter becomes a small one.
    Inside(Box<Message>),
    /// A sentence of its own: its first letter becomes a capital.
    Sentence(Box<Message>),
    /// A message without the marks around names.
    Plain(Box<Message>),
    /// A sentence that ends in a path, without it: said where the path is known already.
    Pathless(Box<Message>),
    /// Several things in a row.
    List {
        /// What is in it.
        items: Vec<Argument>,
        /// The message that stands between two of them.
        between: &'static str,
    },
}

/// A count that is written with its digits grouped: `1,080 pictures`.
#[derive(Clone, Copy, Debug)]
pub struct Count<T>(pub T);

/// The largest whole number that a number here holds exactly; larger ones are written as they are.
const LARGEST_EXACT: u64 = 1 << 53;

impl Argument {
    /// How it reads in `language`.
    pub(super) fn said(&self, language: Language) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number { value, grouped } => Cow::Owned(speech::number(*value, *grouped)),
            Self::Message(message) => Cow::Owned(message.in_language(language)),
            Self::Inside(message) => Cow::Owned(uncapitalized(&message.in_language(language))),
            Self::Sentence(message) => Cow::Owned(capitalized(&message.in_language(language))),
            Self::Plain(message) => Cow::Owned(message.in_language(language).replace('`', "")),
            Self::Pathless(message) => {
                let said = message.in_language(language);
                Cow::Owned(said.trim_end_matches([':', '：', ' ']).to_owned())
            }
            Self::List { items, between } => {
                let items: Vec<Cow<'_, str>> =
                    items.iter().map(|item| item.said(language)).collect();
                Cow::Owned(items.join(&speech::filled(language, between, &[])))
            }
        }
    }
}

/// Things side by side: `a, b, c`.
pub fn list<T: Into<Argument>>(items: impl IntoIterator<Item = T>) -> Argument {
    joined(items, "list-between")
}

/// Things that count together: `a and b`.
pub fn all<T: Into<Argument>>(items: impl IntoIterator<Item = T>) -> Argument {
    joined(items, "list-and")
}

/// Things one after the other: `a, then b`.
pub fn then<T: Into<Argument>>(items: impl IntoIterator<Item = T>) -> Argument {
    joined(items, "list-then")
}

/// Reasons: `a; others because b`.
pub fn because<T: Into<Argument>>(items: impl IntoIterator<Item = T>) -> Argument {
    joined(items, "list-because")
}

/// Clauses that belong together: `a, and b`.
pub fn all_as_well<T: Into<Argument>>(items: impl IntoIterator<Item = T>) -> Argument {
    joined(items, "list-as-well")
}

fn joined<T: Into<Argument>>(
    items: impl IntoIterator<Item = T>,
    between: &'static str,
) -> Argument {
    Argument::List {
        items: items.into_iter().map(Into::into).collect(),
        between,
    }
}

fn uncapitalized(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn whole(value: u64, grouped: bool) -> Argument {
    if value <= LARGEST_EXACT {
        Argument::Number {
            value: value as f64,
            grouped,
        }
    } else {
        Argument::Text(value.to_string())
    }
}

macro_rules! from_unsigned {
    ($($number:ty),*) => {$(
        impl From<$number> for Argument {
            fn from(value: $number) -> Self {
                whole(u64::try_from(value).unwrap_or(u64::MAX), false)
            }
        }

        impl From<Count<$number>> for Argument {
            fn from(value: Count<$number>) -> Self {
                whole(u64::try_from(value.0).unwrap_or(u64::MAX), true)
            }
        }
    )*};
}

from_unsigned!(u8, u16, u32, u64, usize);

macro_rules! from_number {
    ($($number:ty),*) => {$(
        impl From<$number> for Argument {
            fn from(value: $number) -> Self {
                Self::Number {
                    value: f64::from(value),
                    grouped: false,
                }
            }
        }
    )*};
}

from_number!(i32, f64);

impl From<i64> for Argument {
    fn from(value: i64) -> Self {
        if value.unsigned_abs() <= LARGEST_EXACT {
            Self::Number {
                value: value as f64,
                grouped: false,
            }
        } else {
            Self::Text(value.to_string())
        }
    }
}

macro_rules! from_text {
    ($($text:ty),*) => {$(
        impl From<$text> for Argument {
            fn from(text: $text) -> Self {
                Self::Text(text.into())
            }
        }
    )*};
}

from_text!(&str, String, &String, Cow<'_, str>);

impl From<char> for Argument {
    fn from(letter: char) -> Self {
        Self::Text(letter.to_string())
    }
}

impl From<&Path> for Argument {
    fn from(path: &Path) -> Self {
        Self::Text(path.display().to_string())
    }
}

impl From<&PathBuf> for Argument {
    fn from(path: &PathBuf) -> Self {
        path.as_path().into()
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

impl From<&Message> for Argument {
    fn from(message: &Message) -> Self {
        message.clone().into()
    }
}

impl Serialize for Argument {
    /// Texts and numbers as they are, lists as lists, and a message as its code with its arguments: nothing here depends on
    /// the language.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number { value, .. } if value.fract() == 0.0 && value.abs() < 1e15 => {
                serializer.serialize_i64(*value as i64)
            }
            Self::Number { value, .. } => serializer.serialize_f64(*value),
            Self::Message(message)
            | Self::Inside(message)
            | Self::Sentence(message)
            | Self::Pathless(message)
            | Self::Plain(message) => message.serialize(serializer),
            Self::List { items, .. } => serializer.collect_seq(items),
        }
    }
}

impl Message {
    /// What is filled in, as a map.
    #[must_use]
    pub fn named(&self) -> Named<'_> {
        Named(self.arguments())
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("code", self.code())?;
        map.serialize_entry("arguments", &self.named())?;
        map.end()
    }
}

/// A message for a program to read and for people: its code, what is filled in, and what it says now.
#[derive(Debug, serde::Serialize)]
pub struct Coded {
    code: &'static str,
    arguments: Value,
    message: String,
}

impl Message {
    /// The message for a program and for people.
    #[must_use]
    pub fn coded(&self) -> Coded {
        Coded {
            code: self.code(),
            // Texts, numbers and lists: nothing in them can fail to be written.
            arguments: serde_json::to_value(self.named()).unwrap_or_default(),
            message: self.to_string(),
        }
    }
}

/// What is filled in into a message, by name, for a program to read.
#[derive(Debug)]
pub struct Named<'a>(&'a [(&'static str, Argument)]);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
