//! What stands between the first two lines of `---`: what the lesson is called, by whom, in which language.

use super::{LONGEST_TITLE, Lesson, Line, Reader};
use crate::layer::similar;
use crate::message;
use crate::text::Language;

/// The version of the form of lessons.
const VERSION: &str = "1";
const KEYS: [&str; 6] = ["lesson", "title", "id", "language", "author", "summary"];

impl Reader {
    /// The lesson without its steps, and the lines behind the front matter.
    pub(super) fn front<'a, 'b>(
        &mut self,
        lines: &'b [Line<'a>],
    ) -> Option<(Lesson, &'b [Line<'a>])> {
        let is_rule = |line: &Line<'_>| line.text == "---";
        if !lines.first().is_some_and(is_rule) {
            self.fault(1, message!("lesson-front-missing"));
            return None;
        }
        let Some(end) = lines[1..].iter().position(is_rule) else {
            self.fault(1, message!("lesson-front-open"));
            return None;
        };
        let mut lesson = Lesson {
            id: String::new(),
            title: String::new(),
            language: None,
            author: String::new(),
            summary: String::new(),
            introduction: Vec::new(),
            parts: Vec::new(),
        };
        let mut version = None;
        let mut seen = Vec::new();
        for line in &lines[1..=end] {
            if line.text.trim().is_empty() {
                continue;
            }
            let Some((key, value)) = line.text.split_once([':', '：']) else {
                self.fault(line.number, message!("lesson-front-line"));
                continue;
            };
            let (key, value) = (key.trim(), value.trim());
            if seen.contains(&key) {
                self.fault(line.number, message!("lesson-key-twice", key = key));
            }
            seen.push(key);
            match key {
                "lesson" => version = Some((line.number, value)),
                "title" => value.clone_into(&mut lesson.title),
                "id" => value.clone_into(&mut lesson.id),
                "author" => value.clone_into(&mut lesson.author),
                "summary" => value.clone_into(&mut lesson.summary),
                "language" => lesson.language = self.language(value, line.number),
                _ => self.unknown_key(key, line.number),
            }
        }
        self.demand(&mut lesson, version);
        Some((lesson, &lines[end + 2..]))
    }

    fn language(&mut self, value: &str, line: usize) -> Option<Language> {
        match value {
            "en" => Some(Language::English),
            "zh" => Some(Language::Chinese),
            _ => {
                self.fault(line, message!("lesson-language", found = value));
                None
            }
        }
    }

    fn unknown_key(&mut self, key: &str, line: usize) {
        let words = message!("lesson-key-unknown", found = key, known = KEYS.join(", "));
        let words = match similar(key, KEYS) {
            Some(similar) => message!("did-you-mean", sentence = words, similar = similar),
            None => words,
        };
        self.fault(line, words);
    }

    /// What no lesson goes without.
    fn demand(&mut self, lesson: &mut Lesson, version: Option<(usize, &str)>) {
        match version {
            Some((_, VERSION)) => {}
            Some((line, found)) => {
                let words = message!("lesson-version", found = found, known = VERSION);
                self.fault(line, words);
            }
            None => self.fault(1, message!("lesson-version-missing", known = VERSION)),
        }
        let length = lesson.title.chars().count();
        if length == 0 {
            self.fault(1, message!("lesson-title-missing"));
        } else if length > LONGEST_TITLE {
            self.fault(1, message!("lesson-title-length", most = LONGEST_TITLE));
        }
        if lesson.id.is_empty() {
            lesson.id.clone_from(&lesson.title);
        }
    }
}
