//! What can be asked about the handbook.

use super::Info;
use crate::handbook::{page, pages};
use crate::text::say;
use crate::tr;
use egui::Key;

/// One thing that a user can ask of the handbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandbookCommand {
    /// Open it where it was left.
    Open,
    /// Open the page of this name.
    Show(&'static str),
    /// Turn back to the page before.
    Back,
}

impl HandbookCommand {
    /// Every page, which the command palette finds by its title and headings.
    pub fn of_pages() -> impl Iterator<Item = Self> {
        pages().iter().map(|page| Self::Show(page.id))
    }

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Open => Info::new(say("handbook-open"), say("handbook-open-help"))
                .found_by(&["help", "manual", "documentation", "docs"])
                .shift(Key::F1)
                .named("handbook"),
            Self::Show(id) => {
                let page = page(id);
                let title = page.map_or(*id, |page| page.title());
                let info = Info::new(
                    tr!("handbook-page", page = title),
                    say("handbook-page-help"),
                );
                info.found_by(page.map_or(&[][..], |page| page.headings()))
            }
            Self::Back => Info::new(say("handbook-back"), say("handbook-back-help")),
        }
    }
}
