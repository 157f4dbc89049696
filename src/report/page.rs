//! An HTML page that is written piece by piece: one file that needs nothing else, no script, no other page, no net.

use std::fmt::Write as _;

use super::paper::{Captioned, Pairs, Paper};
use crate::diagram::Escaped;
use crate::text::{Language, spoken};

/// How it looks on a screen and on paper.
const STYLE: &str = include_str!("page.css");

/// A page that grows. Every text is escaped here, and nowhere else.
#[derive(Debug)]
pub struct Page {
    html: String,
}

impl Page {
    /// A page called `title`, in the language of now.
    pub fn new(title: &str) -> Self {
        let language = match spoken() {
            Language::English => "en",
            Language::Chinese => "zh-Hans",
        };
        let title = Escaped(title);
        let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        );
        Self { html }
    }

    /// The whole page, with `words` below it.
    pub fn finish(mut self, words: &str) -> String {
        let words = Escaped(words);
        let _ = writeln!(
            self.html,
            "<footer>{words}</footer>\n</main>\n</body>\n</html>"
        );
        self.html
    }
}

impl Paper for Page {
    fn title(&mut self, words: &str) {
        let _ = writeln!(self.html, "<h1>{}</h1>", Escaped(words));
    }

    fn section(&mut self, words: &str) {
        let _ = writeln!(self.html, "<h2>{}</h2>", Escaped(words));
    }

    fn part(&mut self, words: &str) {
        let _ = writeln!(self.html, "<h3>{}</h3>", Escaped(words));
    }

    fn paragraph(&mut self, words: &str) {
        let _ = writeln!(self.html, "<p>{}</p>", Escaped(words));
    }

    fn small(&mut self, words: &str) {
        let _ = writeln!(self.html, "<p class=\"small\">{}</p>", Escaped(words));
    }

    fn note(&mut self, words: &str) {
        let lines: Vec<String> = words.lines().map(|it| Escaped(it).to_string()).collect();
        let _ = writeln!(self.html, "<p class=\"note\">{}</p>", lines.join("<br>"));
    }

    fn figures(&mut self, figures: &Pairs) {
        self.html.push_str("<dl class=\"figures\">\n");
        for (name, value) in figures {
            let (name, value) = (Escaped(name), Escaped(value));
            let _ = writeln!(self.html, "<div><dt>{name}</dt><dd>{value}</dd></div>");
        }
        self.html.push_str("</dl>\n");
    }

    fn pairs(&mut self, pairs: &Pairs) {
        self.html.push_str("<table class=\"pairs\">\n");
        for (name, value) in pairs {
            let (name, value) = (Escaped(name), Escaped(value));
            let _ = writeln!(self.html, "<tr><th>{name}</th><td>{value}</td></tr>");
        }
        self.html.push_str("</table>\n");
    }

    fn table(&mut self, head: &[String], rows: &[Vec<String>], texts: usize) {
        self.html.push_str("<table>\n<thead><tr>");
        let class = |column: usize| if column < texts { "" } else { " class=\"n\"" };
        for (column, words) in head.iter().enumerate() {
            let _ = write!(self.html, "<th{}>{}</th>", class(column), Escaped(words));
        }
        self.html.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.html.push_str("<tr>");
            for (column, cell) in row.iter().enumerate() {
                let _ = write!(self.html, "<td{}>{}</td>", class(column), Escaped(cell));
            }
            self.html.push_str("</tr>\n");
        }
        self.html.push_str("</tbody>\n</table>\n");
    }

    fn drawings(&mut self, drawings: &[String]) {
        self.html.push_str("<div class=\"drawings\">\n");
        for svg in drawings {
            let _ = writeln!(self.html, "<figure>{svg}</figure>");
        }
        self.html.push_str("</div>\n");
    }

    fn pictures(&mut self, pictures: &[Captioned]) {
        self.html.push_str("<div class=\"pictures\">\n");
        for (png, [first, second]) in pictures {
            let (first, second) = (Escaped(first), Escaped(second));
            let _ = writeln!(
                self.html,
                "<figure><img src=\"data:image/png;base64,{}\" alt=\"{first}\">\
                 <figcaption>{first}<br><span>{second}</span></figcaption></figure>",
                base64(png)
            );
        }
        self.html.push_str("</div>\n");
    }
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            if place > three.len() {
                text.push('=');
            } else {
                let letter = LETTERS[(bits >> (18 - 6 * place)) as usize & 63];
                text.push(char::from(letter));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 4648, section 10.
    #[test]
    fn base64_is_that_of_the_standard() {
        for (text, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[test]
    fn nothing_that_somebody_wrote_becomes_markup() {
        let bad = "</title><script>alert('1')</script>\" onload=\"x".to_owned();
        let mut page = Page::new(&bad);
        page.title(&bad);
        page.section(&bad);
        page.part(&bad);
        page.paragraph(&bad);
        page.small(&bad);
        page.note(&bad);
        page.figures(&[(bad.clone(), bad.clone())]);
        page.pairs(&[(bad.clone(), bad.clone())]);
        page.table(std::slice::from_ref(&bad), &[vec![bad.clone()]], 1);
        page.pictures(&[(vec![1, 2, 3], [bad.clone(), bad.clone()])]);
        let html = page.finish(&bad);
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("\" onload"), "{html}");
        assert_eq!(html.matches("</title>").count(), 1);
        assert!(html.contains("&lt;script&gt;"));
    }
}
