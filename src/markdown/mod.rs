//! The little of Markdown that lessons and the handbook are written in: paragraphs, lists, headings, code, tables, pictures,
//! bold words, links from page to page. Plain data. Never paints, and never opens what a link or a picture names.

mod spans;
mod table;

pub use spans::{Span, Style, spans};

/// A part of a text that stands by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Words in a row.
    Paragraph(Vec<Span>),
    /// A heading: 1 is a page's title.
    Heading(usize, Vec<Span>),
    /// One item of a list, with what stands before it: `•` or `1.`.
    Item(String, Vec<Span>),
    /// Lines of code as they are.
    Code(String),
    /// Rows of cells, the first of them the heads of the columns.
    Table(Vec<Vec<Vec<Span>>>),
    /// A picture: what it shows in words, and its file.
    Picture(String, String),
}

/// Reads lines of text.
#[must_use]
pub fn blocks<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<Block> {
    let mut reading = Reading::default();
    for line in lines {
        reading.line(line);
    }
    reading.finish();
    reading.blocks
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    blocks: Vec<Block>,
    /// The words of a paragraph or item.
    words: String,
    /// The mark of the item.
    item: Option<String>,
    /// The lines of code, and the fence that ends them.
    code: Option<(String, String)>,
    /// The rows of a table.
    rows: Vec<Vec<Vec<Span>>>,
}

impl Reading {
    fn line(&mut self, line: &str) {
        let trimmed = line.trim();
        if let Some((text, fence)) = &mut self.code {
            if trimmed.starts_with(fence.as_str()) {
                self.finish();
            } else {
                text.push_str(line);
                text.push('\n');
            }
            return;
        }
        if let Some(cells) = table::cells(trimmed) {
            self.finish_words();
            if !table::is_rule(&cells) {
                let cells = cells.iter().map(|cell| spans(cell));
                self.rows.push(cells.collect());
            }
            return;
        }
        self.finish_table();
        if let Some(fence) = fence_of(trimmed) {
            self.finish_words();
            self.code = Some((String::new(), fence.to_owned()));
        } else if let Some(block) = heading(trimmed).or_else(|| picture(trimmed)) {
            self.finish_words();
            self.blocks.push(block);
        } else if let Some((mark, rest)) = marker_of(trimmed) {
            self.finish_words();
            self.item = Some(mark);
            self.words.push_str(rest);
        } else if trimmed.is_empty() {
            self.finish_words();
        } else {
            join(&mut self.words, trimmed);
        }
    }

    fn finish(&mut self) {
        self.finish_words();
        self.finish_table();
        let code = self.code.take();
        self.blocks.extend(code.map(|(text, _)| Block::Code(text)));
    }

    fn finish_words(&mut self) {
        let text = std::mem::take(&mut self.words);
        match self.item.take() {
            Some(mark) => self.blocks.push(Block::Item(mark, spans(&text))),
            None if text.is_empty() => {}
            None => self.blocks.push(Block::Paragraph(spans(&text))),
        }
    }

    fn finish_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            self.blocks.push(Block::Table(rows));
        }
    }
}

/// The fence that a line of code marks begins: it ends where as many marks stand again, so that code can show shorter ones.
fn fence_of(line: &str) -> Option<&str> {
    let marks = line.bytes().take_while(|mark| *mark == b'`').count();
    (marks >= 3).then(|| &line[..marks])
}

fn heading(line: &str) -> Option<Block> {
    let level = line.bytes().take_while(|mark| *mark == b'#').count();
    let words = line[level..].strip_prefix(' ')?;
    (1..=3)
        .contains(&level)
        .then(|| Block::Heading(level, spans(words)))
}

/// A picture that has a line to itself; its file lies beside the text or below it.
fn picture(line: &str) -> Option<Block> {
    let (words, file) = line.strip_prefix("![")?.split_once("](")?;
    let file = file.strip_suffix(')')?;
    let is_near = !file.is_empty() && !file.contains([':', ' ']) && !file.contains("..");
    is_near.then(|| Block::Picture(words.to_owned(), file.to_owned()))
}

/// Lines of a paragraph become one; between Chinese letters no space belongs.
fn join(words: &mut String, line: &str) {
    let is_wide = |letter: char| letter > '\u{2e7f}';
    let before = words.chars().next_back();
    let needs_space =
        before.is_some_and(|before| !(is_wide(before) && line.chars().next().is_some_and(is_wide)));
    if needs_space {
        words.push(' ');
    }
    words.push_str(line);
}

/// What makes a line an item of a list, and the words behind it.
fn marker_of(line: &str) -> Option<(String, &str)> {
    for mark in ["- ", "* "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return Some(("•".to_owned(), rest));
        }
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(". ")?;
    (1..=3)
        .contains(&digits)
        .then(|| (format!("{}.", &line[..digits]), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(spans: &[Span]) -> String {
        spans.iter().map(|span| span.text.as_str()).collect()
    }

    fn kinds(text: &str) -> Vec<String> {
        let blocks = blocks(text.lines());
        let kinds = blocks.iter().map(|block| match block {
            Block::Paragraph(spans) => format!("p {}", plain(spans)),
            Block::Heading(level, spans) => format!("h{level} {}", plain(spans)),
            Block::Item(mark, spans) => format!("{mark} {}", plain(spans)),
            Block::Code(code) => format!("code {code}"),
            Block::Picture(words, file) => format!("picture {words}: {file}"),
            Block::Table(rows) => {
                let row = |row: &Vec<Vec<Span>>| {
                    let cells: Vec<String> = row.iter().map(|cell| plain(cell)).collect();
                    cells.join("|")
                };
                let rows: Vec<String> = rows.iter().map(row).collect();
                format!("table {}", rows.join("/"))
            }
        });
        kinds.collect()
    }

    #[test]
    fn paragraphs_lists_headings_and_code_are_blocks_of_their_own() {
        let text = "One\ntwo\n\n- a\n  b\n- c\n1. d\n### H\n```\nx = 1\n```\n第一\n行";
        let expected = [
            "p One two",
            "• a b",
            "• c",
            "1. d",
            "h3 H",
            "code x = 1\n",
            "p 第一行",
        ];
        assert_eq!(kinds(text), expected);
    }

    #[test]
    fn tables_and_pictures_are_blocks_of_their_own() {
        let text = "Rows:\n| a | b |\n|---|:-:|\n| `x|y` | 2 |\nAfter\n![A window](pictures/a.png)\n# T\n#no";
        let expected = [
            "p Rows:",
            "table a|b/x|y|2",
            "p After",
            "picture A window: pictures/a.png",
            "h1 T",
            "p #no",
        ];
        assert_eq!(kinds(text), expected);
        for elsewhere in ["![a](../a.png)", "![a](https://b/a.png)", "![a]()"] {
            assert_eq!(kinds(elsewhere), [format!("p {elsewhere}")]);
        }
    }

    #[test]
    fn code_that_shows_fences_stands_between_longer_ones() {
        let text = "````\n```hint\nA\n```\n````\nend";
        assert_eq!(kinds(text), ["code ```hint\nA\n```\n", "p end"]);
        assert_eq!(kinds("```\nno end"), ["code no end\n"]);
    }
}
