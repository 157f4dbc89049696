//! What a command is called, what it does in one sentence, and its keys.

use egui::{Key, KeyboardShortcut, Modifiers};
use std::borrow::Cow;

/// How a command presents itself in menus, tooltips, the command palette and the list of shortcuts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// Sentence case, with "…" where a dialog follows.
    pub label: Cow<'static, str>,
    /// One sentence for the tooltip, without a final dot.
    pub tooltip: Cow<'static, str>,
    /// The keys that run it.
    pub shortcut: Option<KeyboardShortcut>,
    /// What else people call it, those who know Keras among them.
    pub keywords: &'static [&'static str],
    /// What it is called in the user's settings. Once given, a name stays, whatever becomes of the words in menus. `None` for
    /// what does not stand alone, and so can have no keys.
    pub name: Option<&'static str>,
}

impl Info {
    /// A command without keys.
    pub fn new(label: impl Into<Cow<'static, str>>, tooltip: impl Into<Cow<'static, str>>) -> Self {
        Self {
            label: label.into(),
            tooltip: tooltip.into(),
            shortcut: None,
            keywords: &[],
            name: None,
        }
    }

    /// The same command as one that can have keys of the user's, stored under `name`.
    #[must_use]
    pub fn named(self, name: &'static str) -> Self {
        let name = Some(name);
        Self { name, ..self }
    }

    /// The name under which its keys are stored; a command that was given none goes by its words.
    pub fn stable_name(&self) -> Cow<'static, str> {
        match self.name {
            Some(name) => name.into(),
            None => self.label.to_lowercase().replace(' ', "-").into(),
        }
    }

    /// The same command, found by `keywords` too.
    #[must_use]
    pub fn found_by(self, keywords: &'static [&'static str]) -> Self {
        Self { keywords, ..self }
    }

    /// The same command on `key` alone.
    #[must_use]
    pub fn key(self, key: Key) -> Self {
        self.keys(Modifiers::NONE, key)
    }

    /// The same command on Ctrl (⌘ on a Mac) and `key`.
    #[must_use]
    pub fn ctrl(self, key: Key) -> Self {
        self.keys(Modifiers::COMMAND, key)
    }

    /// The same command on Ctrl, Shift and `key`.
    #[must_use]
    pub fn ctrl_shift(self, key: Key) -> Self {
        self.keys(Modifiers::COMMAND | Modifiers::SHIFT, key)
    }

    /// The same command on Shift and `key`.
    #[must_use]
    pub fn shift(self, key: Key) -> Self {
        self.keys(Modifiers::SHIFT, key)
    }

    /// The same command on Alt and `key`.
    #[must_use]
    pub fn alt(self, key: Key) -> Self {
        self.keys(Modifiers::ALT, key)
    }

    fn keys(mut self, modifiers: Modifiers, key: Key) -> Self {
        self.shortcut = Some(KeyboardShortcut::new(modifiers, key));
        self
    }
}
