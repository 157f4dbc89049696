//! Reading a lesson: front matter, then steps, each a heading with text, hints and checks. Strict: whatever is not understood
//! is told with its line, and nothing of a file with a fault is used.

mod front;
mod line;
mod statement;

use super::fault::{Fault, Faults};
use super::model::{Lesson, Part};
use crate::layer::is_obeyed;
use crate::markdown::{Block, blocks};
use crate::message;

/// A lesson of a hundred pages has less.
pub const LARGEST_BYTES: u64 = 256 * 1024;
/// More steps than anybody goes through.
const MOST_PARTS: usize = 100;
/// Hints, and checks, of one step.
const MOST_OF_EACH: usize = 40;
/// Beyond these, faults are no longer looked for.
const MOST_FAULTS: usize = 100;
/// A title has no more letters.
const LONGEST_TITLE: usize = 200;

/// Reads a lesson from the bytes of its file.
///
/// # Errors
/// Everything that is wrong with it, line by line.
pub fn read_bytes(bytes: &[u8]) -> Result<Lesson, Faults> {
    let one = |line, words| Faults(vec![Fault::new(line, words)]);
    if bytes.len() as u64 > LARGEST_BYTES {
        let words = message!("lesson-too-large", kibibytes = LARGEST_BYTES / 1024);
        return Err(one(1, words));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => read(text),
        Err(error) => {
            let good = &bytes[..error.valid_up_to()];
            let line = good.split(|byte| *byte == b'\n').count();
            Err(one(line, message!("lesson-no-text")))
        }
    }
}

/// Reads a lesson.
///
/// # Errors
/// Everything that is wrong with it, line by line.
pub fn read(text: &str) -> Result<Lesson, Faults> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<Line<'_>> = text
        .lines()
        .enumerate()
        .map(|(at, text)| Line {
            number: at + 1,
            text: text.trim_end(),
        })
        .collect();
    let mut reader = Reader { faults: Vec::new() };
    reader.refuse_letters(&lines);
    let lesson = reader.lesson(&lines);
    match lesson {
        Some(lesson) if reader.faults.is_empty() => Ok(lesson),
        _ => {
            reader.faults.sort_by_key(|fault| fault.line);
            Err(Faults(reader.faults))
        }
    }
}

/// A line of the file with its number, from 1.
#[derive(Clone, Copy)]
struct Line<'a> {
    number: usize,
    text: &'a str,
}

struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, line: usize, words: crate::text::Message) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault::new(line, words));
        }
    }

    /// Letters that do something instead of standing for something.
    fn refuse_letters(&mut self, lines: &[Line<'_>]) {
        for line in lines {
            let refused = |letter: &char| is_obeyed(*letter) && *letter != '\t';
            if let Some(letter) = line.text.chars().find(refused) {
                let letter = letter.escape_unicode().to_string();
                self.fault(line.number, message!("lesson-letter", letter = letter));
            }
        }
    }

    fn lesson(&mut self, lines: &[Line<'_>]) -> Option<Lesson> {
        let (mut lesson, rest) = self.front(lines)?;
        let is_step = |line: &&Line<'_>| line.text.starts_with("## ");
        let mut in_fence = false;
        let mut starts = Vec::new();
        for (at, line) in rest.iter().enumerate() {
            if line.text.trim_start().starts_with("```") {
                in_fence = !in_fence;
            } else if !in_fence && is_step(&line) {
                starts.push(at);
            }
        }
        let last_line = rest.last().or(lines.last()).map_or(1, |line| line.number);
        let Some(first) = starts.first() else {
            self.fault(last_line, message!("lesson-without-steps"));
            return None;
        };
        if starts.len() > MOST_PARTS {
            let words = message!("lesson-too-many-steps", most = MOST_PARTS);
            self.fault(rest[starts[MOST_PARTS]].number, words);
            return None;
        }
        let before = &rest[..*first];
        let (introduction, fences) = self.text_and_fences(before);
        for fence in fences {
            self.fault(fence.line, message!("lesson-block-before-steps"));
        }
        lesson.introduction = introduction;
        for (at, start) in starts.iter().enumerate() {
            let end = starts.get(at + 1).copied().unwrap_or(rest.len());
            let part = self.part(&rest[*start..end]);
            let is_twin = lesson.parts.iter().any(|other| other.id == part.id);
            if is_twin {
                let words = message!("lesson-step-twice", title = &part.id);
                self.fault(rest[*start].number, words);
            }
            lesson.parts.push(part);
        }
        Some(lesson)
    }

    /// One step: its heading and everything up to the next.
    fn part(&mut self, lines: &[Line<'_>]) -> Part {
        let heading = lines[0];
        let title = heading.text.trim_start_matches('#').trim();
        let with_id = title.strip_suffix('}').and_then(|it| it.rsplit_once("{#"));
        let (title, id) = match with_id {
            Some((title, id)) => (title.trim().to_owned(), id.trim().to_owned()),
            None => (title.to_owned(), title.to_owned()),
        };
        if title.is_empty() || title.chars().count() > LONGEST_TITLE {
            let words = message!("lesson-title-length", most = LONGEST_TITLE);
            self.fault(heading.number, words);
        }
        let (goal, fences) = self.text_and_fences(&lines[1..]);
        let mut part = Part {
            id,
            title,
            goal,
            hints: Vec::new(),
            checks: Vec::new(),
        };
        for fence in fences {
            match fence.is_check {
                false if part.hints.len() == MOST_OF_EACH => {
                    let words = message!("lesson-too-many-hints", most = MOST_OF_EACH);
                    self.fault(fence.line, words);
                }
                true if part.checks.len() == MOST_OF_EACH => {
                    let words = message!("lesson-too-many-checks", most = MOST_OF_EACH);
                    self.fault(fence.line, words);
                }
                false => {
                    let hint = blocks(fence.lines.iter().map(|line| line.text));
                    if hint.is_empty() {
                        self.fault(fence.line, message!("lesson-hint-empty"));
                    }
                    part.hints.push(hint);
                }
                true => part.checks.extend(self.check(&fence)),
            }
        }
        if part.goal.is_empty() {
            self.fault(heading.number, message!("lesson-step-without-goal"));
        }
        part
    }

    /// The text among `lines`, and the hints and checks that stand in it.
    fn text_and_fences<'a>(&mut self, lines: &[Line<'a>]) -> (Vec<Block>, Vec<Fence<'a>>) {
        let mut text = Vec::new();
        let mut fences: Vec<Fence<'a>> = Vec::new();
        let mut open: Option<Fence<'a>> = None;
        let mut code_from = None;
        for line in lines {
            let trimmed = line.text.trim();
            if let Some(fence) = &mut open {
                if trimmed == "```" {
                    fences.extend(open.take());
                } else {
                    fence.lines.push(*line);
                }
            } else if let Some(word) = trimmed.strip_prefix("```") {
                let word = word.trim();
                match (word, code_from) {
                    ("hint" | "check", None) => {
                        open = Some(Fence {
                            line: line.number,
                            is_check: word == "check",
                            lines: Vec::new(),
                        });
                    }
                    _ => {
                        self.refuse_almost(word, line.number);
                        code_from = match code_from {
                            None => Some(line.number),
                            Some(_) => None,
                        };
                        text.push(line.text);
                    }
                }
            } else {
                text.push(line.text);
            }
        }
        let unclosed = open.as_ref().map(|fence| fence.line).or(code_from);
        if let Some(line) = unclosed {
            self.fault(line, message!("lesson-block-open"));
        }
        (blocks(text), fences)
    }

    /// A block that is called nearly like one of ours is meant as such.
    fn refuse_almost(&mut self, word: &str, line: usize) {
        const CODE: [&str; 5] = ["python", "text", "json", "sh", "math"];
        let known = ["hint", "check"];
        if word.is_empty() || CODE.contains(&word) {
            return;
        }
        if let Some(similar) = crate::layer::similar(word, known) {
            let words = message!("lesson-block-unknown", found = word);
            self.fault(
                line,
                message!("did-you-mean", sentence = words, similar = similar),
            );
        }
    }
}

/// A block of ours: a hint or a check.
struct Fence<'a> {
    line: usize,
    is_check: bool,
    lines: Vec<Line<'a>>,
}
