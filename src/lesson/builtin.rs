//! The lessons that come with Netsmith, each in both languages, and the template for one's own.

use std::sync::OnceLock;

use super::model::Lesson;
use super::read::read;
use crate::text::{Language, spoken};

/// A lesson that comes with Netsmith.
#[derive(Debug)]
pub struct Builtin {
    /// What settings and commands call it.
    pub id: &'static str,
    english: Lesson,
    chinese: Lesson,
}

impl Builtin {
    /// It in the language of now.
    #[must_use]
    pub fn lesson(&self) -> &Lesson {
        self.in_language(spoken())
    }

    /// It in `language`.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &Lesson {
        match language {
            Language::English => &self.english,
            Language::Chinese => &self.chinese,
        }
    }
}

const FILES: [(&str, &str, &str); 2] = [
    (
        "happy-model",
        include_str!("../../assets/lessons/en-US/happy-model.md"),
        include_str!("../../assets/lessons/zh-Hans/happy-model.md"),
    ),
    (
        "residual-networks",
        include_str!("../../assets/lessons/en-US/residual-networks.md"),
        include_str!("../../assets/lessons/zh-Hans/residual-networks.md"),
    ),
];

/// Every lesson that comes with Netsmith, in the order of the menu.
#[must_use]
pub fn builtins() -> &'static [Builtin] {
    static BUILTINS: OnceLock<Vec<Builtin>> = OnceLock::new();
    BUILTINS.get_or_init(|| {
        let lesson = |text: &str| read(text).expect("a test reads every lesson");
        let builtin = |(id, english, chinese): &(&'static str, &str, &str)| Builtin {
            id,
            english: lesson(english),
            chinese: lesson(chinese),
        };
        FILES.iter().map(builtin).collect()
    })
}

/// A lesson to begin one's own with, in the language of now.
#[must_use]
pub fn template() -> &'static str {
    template_in(spoken())
}

fn template_in(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../assets/lessons/en-US/template.md"),
        Language::Chinese => include_str!("../../assets/lessons/zh-Hans/template.md"),
    }
}
