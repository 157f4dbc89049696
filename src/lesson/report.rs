//! What a student hands in: which steps were done and when, and the network as it stands.

use super::model::Lesson;
use super::progress::Progress;
use crate::tr;

/// A report in the making.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// The lesson.
    pub lesson: &'a Lesson,
    /// How far the student is.
    pub progress: &'a Progress,
    /// The network's name.
    pub network: &'a str,
    /// The network as Keras's summary shows it.
    pub summary: String,
    /// What hands it in and when, in words.
    pub written: String,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportForm {
    /// A page for a browser.
    Html,
    /// Markdown.
    Markdown,
}

impl Report<'_> {
    /// The report as the text of a file.
    #[must_use]
    pub fn text(&self, form: ReportForm) -> String {
        match form {
            ReportForm::Html => self.html(),
            ReportForm::Markdown => self.markdown(),
        }
    }

    fn title(&self) -> String {
        tr!("lesson-report-title", lesson = &self.lesson.title)
    }

    fn student(&self) -> String {
        let name = self.progress.student.trim();
        if name.is_empty() {
            tr!("lesson-report-nameless")
        } else {
            tr!("lesson-report-student", name = name)
        }
    }

    fn count(&self) -> String {
        tr!(
            "lesson-steps-done",
            done = self.progress.done_count(self.lesson),
            all = self.lesson.parts.len()
        )
    }

    /// Each step with when it was done, and how many hints were opened.
    fn rows(&self) -> impl Iterator<Item = [String; 3]> + '_ {
        self.lesson.parts.iter().enumerate().map(|(at, part)| {
            let done = self.progress.done.get(&part.id);
            let when = done.cloned().unwrap_or_else(|| tr!("lesson-report-open"));
            let hints = self.progress.hints.get(&part.id).copied().unwrap_or(0);
            [
                format!("{}. {}", at + 1, part.title),
                when,
                format!("{} / {}", hints.min(part.hints.len()), part.hints.len()),
            ]
        })
    }

    fn head() -> [String; 3] {
        [
            tr!("lesson-report-step"),
            tr!("lesson-report-done"),
            tr!("lesson-report-hints"),
        ]
    }

    fn markdown(&self) -> String {
        let mut text = format!("# {}\n\n", escaped_markdown(&self.title()));
        for line in [self.student(), self.written.clone(), self.count()] {
            text += &format!("{}\n\n", escaped_markdown(&line));
        }
        let row = |cells: [String; 3]| {
            let cells = cells.map(|cell| escaped_markdown(&cell).replace('|', "\\|"));
            format!("| {} |\n", cells.join(" | "))
        };
        text += &row(Self::head());
        text += "|---|---|---|\n";
        for cells in self.rows() {
            text += &row(cells);
        }
        let network = tr!("lesson-report-network", network = self.network);
        text += &format!("\n## {}\n\n", escaped_markdown(&network));
        // Indented: no name in it can end the block.
        for line in self.summary.lines() {
            text += &format!("    {line}\n");
        }
        text
    }

    fn html(&self) -> String {
        let row = |cells: [String; 3], tag: &str| {
            let cells = cells.map(|cell| format!("<{tag}>{}</{tag}>", escaped_html(&cell)));
            format!("<tr>{}</tr>\n", cells.concat())
        };
        let title = escaped_html(&self.title());
        let mut rows = row(Self::head(), "th");
        for cells in self.rows() {
            rows += &row(cells, "td");
        }
        let network = tr!("lesson-report-network", network = self.network);
        format!(
            "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
             <body>\n<h1>{title}</h1>\n<p>{}</p>\n<p>{}</p>\n<p>{}</p>\n<table>\n{rows}</table>\n<h2>{}</h2>\n\
             <pre>{}</pre>\n</body>\n</html>\n",
            escaped_html(&self.student()),
            escaped_html(&self.written),
            escaped_html(&self.count()),
            escaped_html(&network),
            escaped_html(&self.summary),
        )
    }
}

const STYLE: &str = "body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1b1e24}\
    table{border-collapse:collapse}th,td{border:1px solid #d6dae1;padding:.3em .7em;text-align:left}\
    pre{font-size:.8em;overflow-x:auto;line-height:1.15}";

fn escaped_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Letters that mean something in Markdown as letters; lines as one.
fn escaped_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' => escaped.extend(['\\', letter]),
            letter => escaped.push(letter),
        }
    }
    escaped
}
