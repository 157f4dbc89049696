//! What is to be said, as data.

use std::fmt;
use std::path::Path;

use super::arguments::Argument;
use super::language::{Language, spoken};
use super::speech;

/// A message by its code, which never changes with the language, and what is filled in. It is said when it is shown.
#[derive(Clone, PartialEq)]
pub struct Message {
    code: &'static str,
    arguments: Vec<(&'static str, Argument)>,
}

impl Message {
    /// The message of this id.
    #[must_use]
    pub fn new(code: &'static str) -> Self {
        Self {
            code,
            arguments: Vec::new(),
        }
    }

    /// Words that no language changes: a system's own, or those of a library.
    #[must_use]
    pub fn words(words: impl Into<Argument>) -> Self {
        Self::new("said").with("words", words)
    }

    /// The same message, with one more argument or another value for it.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        self.arguments.retain(|(known, _)| *known != name);
        self.arguments.push((name, value.into()));
        self
    }

    /// The same message for the middle of a sentence.
    #[must_use]
    pub fn inside(&self) -> Self {
        Self::new("said-inside").with("sentence", Argument::Inside(Box::new(self.clone())))
    }

    /// The same message as a sentence of its own: it begins with a capital letter.
    #[must_use]
    pub fn sentence(&self) -> Self {
        Self::new("said-inside").with("sentence", Argument::Sentence(Box::new(self.clone())))
    }

    /// The same message without the marks around names, which only help where there is no other type.
    #[must_use]
    pub fn plain(&self) -> Self {
        Self::new("said-inside").with("sentence", Argument::Plain(Box::new(self.clone())))
    }

    /// The same message without `path` at its end, for a place where that is known already.
    #[must_use]
    pub fn without_path(&self, path: &Path) -> Self {
        let path = Argument::from(path);
        if !self.arguments.contains(&("path", path)) {
            return self.clone();
        }
        let pathless = Argument::Pathless(Box::new(self.clone().with("path", "")));
        Self::new("said-inside").with("sentence", pathless)
    }

    /// Its id in the message files, by which programs know it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What is filled in, by name, in the order in which it was given.
    #[must_use]
    pub fn arguments(&self) -> &[(&'static str, Argument)] {
        &self.arguments
    }

    /// What it says in `language`.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        speech::filled(language, self.code, &self.arguments)
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.in_language(spoken()))
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.code, self.to_string())
    }
}

/// So that a system's error can carry one to whoever explains it.
impl std::error::Error for Message {}

impl PartialEq<str> for Message {
    fn eq(&self, other: &str) -> bool {
        self.in_language(spoken()) == other
    }
}

impl PartialEq<String> for Message {
    fn eq(&self, other: &String) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<&str> for Message {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl PartialEq<Message> for &str {
    fn eq(&self, other: &Message) -> bool {
        other == *self
    }
}

/// Words that were said elsewhere, by the system for instance, and are the same in every language.
impl From<String> for Message {
    fn from(words: String) -> Self {
        Self::new("said").with("words", words)
    }
}

/// Words that are the same in every language; no id.
impl From<&str> for Message {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

impl From<&Message> for Message {
    fn from(message: &Message) -> Self {
        message.clone()
    }
}

impl From<Message> for String {
    fn from(message: Message) -> Self {
        message.to_string()
    }
}

impl From<&Message> for String {
    fn from(message: &Message) -> Self {
        message.to_string()
    }
}
