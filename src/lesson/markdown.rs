//! The little of Markdown that lessons are written in: paragraphs, lists, headings, code, bold words.

/// A part of a text that stands by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Words in a row.
    Paragraph(Vec<Span>),
    /// A heading inside of a step.
    Heading(Vec<Span>),
    /// One item of a list, with what stands before it: `•` or `1.`.
    Item(String, Vec<Span>),
    /// Lines of code as they are.
    Code(String),
}

/// Words of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// How they are set.
    pub style: Style,
}

/// How words are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As the others.
    Plain,
    /// Bold.
    Strong,
    /// A name or a value.
    Code,
}

/// Reads lines of text.
pub(super) fn blocks<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut words = String::new();
    let mut item: Option<String> = None;
    let mut code: Option<String> = None;
    for line in lines {
        if let Some(text) = &mut code {
            if line.trim_start().starts_with("```") {
                blocks.extend(code.take().map(Block::Code));
            } else {
                text.push_str(line);
                text.push('\n');
            }
            continue;
        }
        let trimmed = line.trim();
        let marker = marker_of(trimmed);
        let heading = trimmed.strip_prefix("### ");
        let ends = trimmed.is_empty() || marker.is_some() || heading.is_some();
        let opens_code = trimmed.starts_with("```");
        if ends || opens_code {
            finish(&mut blocks, &mut words, &mut item);
        }
        if opens_code {
            code = Some(String::new());
        } else if let Some(heading) = heading {
            blocks.push(Block::Heading(spans(heading)));
        } else if let Some((mark, rest)) = marker {
            item = Some(mark);
            words.push_str(rest);
        } else if !trimmed.is_empty() {
            join(&mut words, trimmed);
        }
    }
    finish(&mut blocks, &mut words, &mut item);
    blocks.extend(code.map(Block::Code));
    blocks
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

fn finish(blocks: &mut Vec<Block>, words: &mut String, item: &mut Option<String>) {
    let text = std::mem::take(words);
    match item.take() {
        Some(mark) => blocks.push(Block::Item(mark, spans(&text))),
        None if text.is_empty() => {}
        None => blocks.push(Block::Paragraph(spans(&text))),
    }
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

/// Words with bold ones and code among them. A mark without its end is a letter like others.
#[must_use]
pub fn spans(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut push = |text: &str, style| {
        if !text.is_empty() {
            let text = text.to_owned();
            spans.push(Span { text, style });
        }
    };
    let (mut rest, mut begin) = (text, 0);
    while let Some(at) = rest[begin..].find(['`', '*']).map(|at| at + begin) {
        let (mark, style) = if rest[at..].starts_with('`') {
            ("`", Style::Code)
        } else {
            ("**", Style::Strong)
        };
        let inside = rest[at..].strip_prefix(mark);
        let end = inside.and_then(|inside| inside.find(mark).filter(|end| *end > 0));
        match (inside, end) {
            (Some(inside), Some(end)) => {
                push(&rest[..at], Style::Plain);
                push(&inside[..end], style);
                (rest, begin) = (&inside[end + mark.len()..], 0);
            }
            _ => begin = at + 1,
        }
    }
    push(rest, Style::Plain);
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(spans: &[Span]) -> String {
        spans.iter().map(|span| span.text.as_str()).collect()
    }

    fn texts(text: &str) -> Vec<(String, Style)> {
        let spans = spans(text).into_iter();
        spans.map(|span| (span.text, span.style)).collect()
    }

    #[test]
    fn bold_words_and_code_are_told_from_others() {
        let expected = [
            ("Set ", Style::Plain),
            ("padding", Style::Code),
            (" to ", Style::Plain),
            ("same", Style::Strong),
            (".", Style::Plain),
        ];
        let expected = expected.map(|(text, style)| (text.to_owned(), style));
        assert_eq!(texts("Set `padding` to **same**."), expected);
    }

    #[test]
    fn marks_without_an_end_are_letters() {
        for text in ["2 * 3", "a ` b", "** bold", "卷积*`", "****", "``"] {
            assert_eq!(texts(text), [(text.to_owned(), Style::Plain)], "{text}");
        }
    }

    #[test]
    fn paragraphs_lists_headings_and_code_are_blocks_of_their_own() {
        let text = "One\ntwo\n\n- a\n  b\n- c\n1. d\n### H\n```\nx = 1\n```\n第一\n行";
        let blocks = blocks(text.lines());
        let kinds: Vec<String> = blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(spans) => format!("p {}", plain(spans)),
                Block::Heading(spans) => format!("h {}", plain(spans)),
                Block::Item(mark, spans) => format!("{mark} {}", plain(spans)),
                Block::Code(code) => format!("code {code}"),
            })
            .collect();
        let expected = [
            "p One two",
            "• a b",
            "• c",
            "1. d",
            "h H",
            "code x = 1\n",
            "p 第一行",
        ];
        assert_eq!(kinds, expected);
    }
}
