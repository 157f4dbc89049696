//! The pages, in the order of the contents.

use std::sync::OnceLock;

use crate::markdown::{Block, blocks, spans};
use crate::text::{Language, spoken};

/// One page of the handbook.
#[derive(Debug)]
pub struct Page {
    /// What links and commands call it: its file without the ending.
    pub id: &'static str,
    english: Text,
    chinese: Text,
}

/// A page in one language.
#[derive(Debug)]
struct Text {
    title: &'static str,
    headings: Vec<&'static str>,
    blocks: Vec<Block>,
}

impl Page {
    /// Its title in the language of now.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.text().title
    }

    /// Its headings below the title, by which it is found.
    #[must_use]
    pub fn headings(&'static self) -> &'static [&'static str] {
        &self.text().headings
    }

    /// What stands on it, in the language of now.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.text().blocks
    }

    fn text(&self) -> &Text {
        match spoken() {
            Language::English => &self.english,
            Language::Chinese => &self.chinese,
        }
    }
}

impl Text {
    fn read(text: &'static str) -> Self {
        let blocks = blocks(text.lines());
        // What looks like one inside of code is none.
        let seen = &blocks;
        let headings = |level: usize, mark: &'static str| {
            let lines = text.lines().filter_map(move |line| line.strip_prefix(mark));
            lines.filter(move |words| seen.contains(&Block::Heading(level, spans(words))))
        };
        Self {
            title: headings(1, "# ").next().unwrap_or_default(),
            headings: headings(2, "## ").collect(),
            blocks,
        }
    }
}

/// The page that leads to all others.
pub const CONTENTS: &str = "README";

macro_rules! files {
    ($($id:literal)*) => {
        [$((
            $id,
            include_str!(concat!("../../docs/handbook/en/", $id, ".md")),
            include_str!(concat!("../../docs/handbook/zh-Hans/", $id, ".md")),
        )),*]
    };
}

/// Every page, in the order of the contents.
#[must_use]
pub fn pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let files = files![
            "README" "first-model" "course" "networks" "data" "training" "results"
            "exchange" "machines" "command-line" "lessons" "files" "keyboard"
        ];
        let page = |(id, english, chinese)| Page {
            id,
            english: Text::read(english),
            chinese: Text::read(chinese),
        };
        files.into_iter().map(page).collect()
    })
}

/// The page of this name.
#[must_use]
pub fn page(id: &str) -> Option<&'static Page> {
    pages().iter().find(|page| page.id == id)
}
