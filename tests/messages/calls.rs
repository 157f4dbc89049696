//! Finds what Rust code says: calls of `say(…)`, `tr!(…)` and `message!(…)`, and text literals.

use std::collections::BTreeSet;

/// A message that code says by its id, with the names of what it fills in.
pub struct Call {
    pub id: String,
    pub arguments: BTreeSet<String>,
}

/// A file's code down to its tests, which stand last.
pub fn without_tests_and_comments(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next();
    let lines = code
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Every plain text literal, as it is written.
pub fn literals_in(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(start) = rest.find(['"', '\'']) {
        let inside = &rest[start + 1..];
        if rest[start..].starts_with('\'') {
            rest = &inside[letter_length(inside)..];
            continue;
        }
        let Some(end) = end_of_literal(inside) else {
            break;
        };
        found.push(inside[..end].to_owned());
        rest = &inside[end + 1..];
    }
    found
}

/// How far a letter in quotes reaches behind its first quote; 0 for a lifetime.
fn letter_length(inside: &str) -> usize {
    let mut letters = inside.char_indices();
    let first = letters.next().map(|(_, letter)| letter);
    match first {
        Some('\\') => inside[1..]
            .char_indices()
            .skip(1)
            .find(|(_, letter)| *letter == '\'')
            .map_or(0, |(at, _)| at + 2),
        Some(_) => match letters.next() {
            Some((at, '\'')) => at + 1,
            _ => 0,
        },
        None => 0,
    }
}

fn end_of_literal(inside: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, letter) in inside.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return Some(at),
            _ => {}
        }
    }
    None
}

/// The calls whose id stands there as a literal.
pub fn calls_in(code: &str) -> Vec<Call> {
    let mut found = Vec::new();
    for start in ["say(", "tr!(", "message!("] {
        for (at, _) in code.match_indices(start) {
            let is_word = |letter: char| letter.is_alphanumeric() || "_.".contains(letter);
            if code[..at].ends_with(is_word) {
                continue;
            }
            let inside = code[at + start.len()..].trim_start();
            let Some(literal) = inside.strip_prefix('"') else {
                continue;
            };
            let Some(end) = end_of_literal(literal) else {
                continue;
            };
            found.push(Call {
                id: literal[..end].to_owned(),
                arguments: argument_names(&literal[end + 1..]),
            });
        }
    }
    found
}

/// The names before `=`, up to the bracket that closes the call.
fn argument_names(rest: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(letter) = rest[at..].chars().next() {
        match letter {
            '"' => {
                let Some(end) = end_of_literal(&rest[at + 1..]) else {
                    break;
                };
                at += end + 2;
                continue;
            }
            '\'' => {
                at += 1 + letter_length(&rest[at + 1..]);
                continue;
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                let next = rest[at + 1..].trim_start();
                let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
                let name = &next[..next.find(|letter| !is_word(letter)).unwrap_or(0)];
                let behind = next[name.len()..].trim_start();
                if !name.is_empty() && behind.starts_with('=') {
                    names.insert(name.to_owned());
                }
            }
            _ => {}
        }
        at += letter.len_utf8();
    }
    names
}
