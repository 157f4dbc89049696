//! From what a person types to conditions.

use super::shape::ShapePattern;
use super::term::{Condition, Relation, Term, Test};
use crate::graph::problem::Severity;
use crate::layer::number_text;
use crate::text::Message;
use crate::{message, shown_as_message};

/// What cannot be read in a search, as a sentence.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub struct QueryError(Message);

impl QueryError {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        self.0.clone()
    }
}

shown_as_message!(QueryError);

/// What may stand between a name and what is asked about it, the longer ones first.
const SIGNS: [(&str, Option<Relation>); 6] = [
    (">=", Some(Relation::AtLeast)),
    ("<=", Some(Relation::AtMost)),
    (">", Some(Relation::More)),
    ("<", Some(Relation::Less)),
    (":", None),
    ("=", None),
];

/// Reads all conditions of `text`.
pub fn conditions(text: &str) -> Result<Vec<Condition>, QueryError> {
    pieces(&narrow(text))?.iter().map(condition).collect()
}

/// Signs as a Chinese keyboard types them, made those of an English one.
fn narrow(text: &str) -> String {
    let sign = |letter: char| match letter {
        '：' => ':',
        '，' => ',',
        '（' => '(',
        '）' => ')',
        '＞' => '>',
        '＜' => '<',
        '＝' => '=',
        '“' | '”' => '"',
        '\u{3000}' => ' ',
        other => other,
    };
    text.chars().map(sign).collect()
}

/// A stretch of text without a gap, and whether it begins with a quote.
struct TextPiece {
    text: String,
    is_quoted: bool,
}

/// Splits at gaps, but not inside of quotes and brackets.
fn pieces(text: &str) -> Result<Vec<TextPiece>, QueryError> {
    let mut pieces: Vec<TextPiece> = Vec::new();
    let (mut depth, mut in_quotes, mut in_piece) = (0_usize, false, false);
    for letter in text.chars() {
        if letter.is_whitespace() && depth == 0 && !in_quotes {
            in_piece = false;
            continue;
        }
        if !in_piece {
            pieces.push(TextPiece {
                text: String::new(),
                is_quoted: letter == '"',
            });
            in_piece = true;
        }
        match letter {
            '"' => in_quotes = !in_quotes,
            '(' | '[' if !in_quotes => depth += 1,
            ')' | ']' if !in_quotes => depth = depth.saturating_sub(1),
            _ => {}
        }
        if let (Some(piece), true) = (pieces.last_mut(), letter != '"') {
            piece.text.push(letter);
        }
    }
    match (in_quotes, depth) {
        (true, _) => Err(QueryError(message!("quote-without-end"))),
        (_, 0) => Ok(pieces),
        _ => Err(QueryError(message!("bracket-without-end"))),
    }
}

fn condition(piece: &TextPiece) -> Result<Condition, QueryError> {
    let turned = piece.text.strip_prefix('-').filter(|rest| !rest.is_empty());
    let text = turned.unwrap_or(&piece.text);
    let term = match named(text).filter(|_| !piece.is_quoted) {
        Some((key, relation, value)) => about(&key, relation, value)?,
        None => free(text, piece.is_quoted),
    };
    Ok(Condition {
        is_negated: turned.is_some(),
        term,
    })
}

/// `key`, sign and value, where `text` names what it asks about.
fn named(text: &str) -> Option<(String, Option<Relation>, &str)> {
    let at = text.find([':', '=', '<', '>'])?;
    let (key, rest) = text.split_at(at);
    let is_word = !key.is_empty()
        && key
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == '_');
    let (sign, relation) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign))?;
    is_word.then(|| (key.to_lowercase(), *relation, &rest[sign.len()..]))
}

/// The term that `key` and `value` make.
fn about(key: &str, relation: Option<Relation>, value: &str) -> Result<Term, QueryError> {
    if value.is_empty() && key != "problem" {
        return Err(QueryError(message!(
            "key-without-value",
            key = key,
            example = example(key)
        )));
    }
    if let Some(relation) = relation {
        return Ok(Term::Figure(
            key.to_owned(),
            Test::Compares(relation, number(value)?),
        ));
    }
    let words = value.to_lowercase();
    Ok(match key {
        "name" => Term::Name(words),
        "kind" | "type" | "layer" => Term::Kind(words),
        "in" | "inside" => Term::Inside(words),
        "shape" | "output" => Term::Shape(pattern(value)?),
        "input" => Term::InputShape(pattern(value)?),
        "problem" => Term::Problem(None, words),
        _ => Term::Figure(key.to_owned(), Test::Is(words)),
    })
}

fn example(key: &str) -> &'static str {
    match key {
        "name" => "name:branch2a",
        "kind" | "type" | "layer" => "kind:conv2d",
        "in" | "inside" => "in:stage4",
        "shape" | "output" | "input" => "shape:(16, 16, 256)",
        "kernel" | "kernel_size" => "kernel:3x3",
        _ => "filters:64",
    }
}

fn pattern(value: &str) -> Result<ShapePattern, QueryError> {
    ShapePattern::parse(value)
        .ok_or_else(|| QueryError(message!("expected-shape-searched", value = value)))
}

/// A number, with k, M or G behind it for thousands, millions and milliards.
fn number(text: &str) -> Result<f64, QueryError> {
    let lower = text.to_lowercase();
    let units = [("k", 1e3), ("m", 1e6), ("g", 1e9)];
    let unit = units
        .iter()
        .find_map(|(unit, factor)| Some((lower.strip_suffix(unit)?, *factor)));
    let (digits, factor) = unit.unwrap_or((&lower, 1.0));
    let expected = message!("expected-number-searched", text = text);
    match number_text::real(digits) {
        Ok(number) => Ok(number * factor),
        Err(misread) => Err(QueryError(misread.message(expected))),
    }
}

/// The term of a word that does not say what it asks about.
fn free(text: &str, is_quoted: bool) -> Term {
    let word = text.to_lowercase();
    if is_quoted {
        return Term::Word(word);
    }
    match word.as_str() {
        "problem" | "problems" | "问题" => return Term::Problem(None, String::new()),
        "error" | "errors" | "错误" => {
            return Term::Problem(Some(Severity::Error), String::new());
        }
        "warning" | "warnings" | "警告" => {
            return Term::Problem(Some(Severity::Warning), String::new());
        }
        "unfinished" | "未完成" => {
            return Term::Problem(Some(Severity::Unfinished), String::new());
        }
        "bypassed" => return Term::Bypassed,
        "frozen" => return Term::Frozen,
        _ => {}
    }
    let is_bracketed = word.starts_with(['(', '[']);
    let pattern = ShapePattern::parse(&word);
    match pattern {
        Some(pattern) if pattern.rank() == 3 || word == "?" => Term::Shape(pattern),
        Some(pattern) => match pattern.as_window() {
            Some(size) => Term::Window(size),
            None if is_bracketed => Term::Shape(pattern),
            None => Term::Word(word),
        },
        None => Term::Word(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        conditions(text).unwrap_err().to_string()
    }

    #[test]
    fn what_is_unfinished_says_what_is_missing() {
        assert!(refusal("(16, 16").contains("`)`"));
        assert!(refusal("\"conv").contains("closes it"));
        assert!(refusal("kind:").contains("kind:conv2d"));
        assert!(refusal("filters>x").contains("expected a number"));
        assert!(refusal("shape:ab").contains("(16, 16, 256)"));
    }

    #[test]
    fn quotes_and_brackets_hold_gaps() {
        assert_eq!(
            conditions("\"3x3 conv\"").unwrap()[0].term,
            Term::Word("3x3 conv".to_owned())
        );
        assert_eq!(conditions("( 16, 16, 256 ) conv").unwrap().len(), 2);
    }

    #[test]
    fn a_full_width_sign_is_read_like_its_narrow_one() {
        assert_eq!(conditions("kind：卷积"), conditions("kind:卷积"));
        assert_eq!(conditions("（16，16，256）"), conditions("(16,16,256)"));
    }

    #[test]
    fn large_numbers_may_be_short() {
        let Term::Figure(_, Test::Compares(_, limit)) = conditions("params>1.5M").unwrap()[0].term
        else {
            panic!("no comparison");
        };
        assert_eq!(limit, 1_500_000.0);
    }
}
