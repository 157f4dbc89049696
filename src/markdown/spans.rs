//! Words inside of a line: bold, code, links.

/// Words of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// How they are set.
    pub style: Style,
}

/// How words are set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// As the others.
    Plain,
    /// Bold.
    Strong,
    /// A name or a value.
    Code,
    /// They lead to the page of this name: `training` for `[Training](training.md)`.
    Link(String),
}

/// Words with bold ones, code and links to pages among them. A mark without its end is a letter like others, and so is
/// every letter of a link that leads elsewhere.
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
    while let Some(at) = rest[begin..].find(['`', '*', '[']).map(|at| at + begin) {
        match marked(&rest[at..]) {
            Some((words, style, length)) => {
                push(&rest[..at], Style::Plain);
                push(words, style);
                (rest, begin) = (&rest[at + length..], 0);
            }
            None => begin = at + 1,
        }
    }
    push(rest, Style::Plain);
    spans
}

/// The marked words that `text` begins with, how they are set, and how many bytes they take with their marks.
fn marked(text: &str) -> Option<(&str, Style, usize)> {
    if text.starts_with('[') {
        return link(text);
    }
    let (mark, style) = match text.strip_prefix('`') {
        Some(_) => ("`", Style::Code),
        None => ("**", Style::Strong),
    };
    let inside = text.strip_prefix(mark)?;
    let end = inside.find(mark).filter(|end| *end > 0)?;
    Some((&inside[..end], style, end + 2 * mark.len()))
}

fn link(text: &str) -> Option<(&str, Style, usize)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (target, _) = rest.split_once(')')?;
    let page = target.strip_suffix(".md")?;
    let is_page = !page.is_empty() && !page.contains(['/', '\\', ':', ' ']);
    let length = words.len() + target.len() + "[]()".len();
    (is_page && !words.is_empty() && !words.contains(['[', ']']))
        .then(|| (words, Style::Link(page.to_owned()), length))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for text in [
            "2 * 3", "a ` b", "** bold", "卷积*`", "****", "``", "[a", "[a](",
        ] {
            assert_eq!(texts(text), [(text.to_owned(), Style::Plain)], "{text}");
        }
    }

    #[test]
    fn links_lead_to_pages_and_nowhere_else() {
        let link = ("Training".to_owned(), Style::Link("training".to_owned()));
        assert_eq!(
            texts("[Training](training.md)"),
            std::slice::from_ref(&link)
        );
        assert_eq!(texts("见[Training](training.md)。")[1], link);
        for text in [
            "[a](https://example.org/a.md)",
            "[a](../a.md)",
            "[a](a.exe)",
            "[](a.md)",
            "(16, 16)[0](1)",
        ] {
            assert_eq!(texts(text), [(text.to_owned(), Style::Plain)], "{text}");
        }
    }
}
