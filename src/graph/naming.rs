//! Names that no other node has, numbered as Keras does.

use std::collections::BTreeSet;

use super::model::{Body, Content, Node};
use crate::layer::Value;
use crate::message;
use crate::text::Message;

/// The longest name that a layer may have, in characters.
pub(super) const MAX_NAME_CHARS: usize = 100;

/// The longest name that a layer inside of blocks may have once the names of the instances around it stand before it.
const MAX_FULL_NAME_CHARS: usize = 255;

/// `stem`, or `stem_1`, `stem_2` …, whichever comes first that `taken` does not hold.
#[must_use]
#[expect(
    clippy::maybe_infinite_iter,
    reason = "a finite set cannot hold every number"
)]
pub fn unique_name(stem: &str, taken: &BTreeSet<&str>) -> String {
    if !taken.contains(stem) {
        return stem.to_owned();
    }
    let stem = stem
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .strip_suffix('_')
        .unwrap_or(stem);
    (1_u64..)
        .map(|number| format!("{stem}_{number}"))
        .find(|name| !taken.contains(name.as_str()))
        .unwrap_or_default()
}

/// The argument after `value` for naming a block's layers: the next number, the next letter, the next suffix.
pub(super) fn next_name_argument(value: &Value) -> Value {
    match value {
        Value::Int(number) => Value::Int(number.saturating_add(1)),
        Value::Text(text) => Value::Text(next_text(text)),
        other => other.clone(),
    }
}

/// `b` after `a`, `aa` after `z`, `_1` after nothing, `x10` after `x9`, `x_1` after `x`.
fn next_text(text: &str) -> String {
    let digits = text.chars().rev().take_while(char::is_ascii_digit).count();
    let (stem, number) = text.split_at(text.len() - digits);
    if let Ok(number) = number.parse::<u64>() {
        return format!("{stem}{}", number.saturating_add(1));
    }
    let is_letters =
        !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_letters {
        next_letters(text)
    } else {
        format!("{text}_1")
    }
}

fn next_letters(letters: &str) -> String {
    let mut bytes = letters.as_bytes().to_vec();
    for byte in bytes.iter_mut().rev() {
        if *byte < b'z' {
            *byte += 1;
            return bytes.iter().copied().map(char::from).collect();
        }
        *byte = b'a';
    }
    format!("a{}", "a".repeat(letters.len()))
}

/// The names in a body.
pub(super) fn names(body: &Body) -> BTreeSet<&str> {
    body.nodes.values().map(|node| node.name.as_str()).collect()
}

/// What a new node is called before it is made unique.
pub(super) fn stem(content: &Content) -> &str {
    match content {
        Content::Layer(spec) => spec.kind.entry().stem,
        Content::Block(call) => &call.block,
        Content::Port(super::model::Port::Input) => "in",
        Content::Port(super::model::Port::Output) => "out",
    }
}

/// Whether nobody has given `node` its name: it is what new nodes of its kind are called, with a number or without.
pub(super) fn is_made_up(node: &Node) -> bool {
    let rest = node.name.strip_prefix(stem(&node.content));
    rest.is_some_and(|rest| {
        let number = rest.strip_prefix('_').unwrap_or("none");
        rest.is_empty() || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// Whether a layer can be called `name`.
///
/// # Errors
/// What is wrong with it, as a sentence.
pub(super) fn check_name(name: &str) -> Result<(), Message> {
    check_name_within(name, MAX_NAME_CHARS)
}

/// Whether a layer can be called `name`, into which arguments and the names of the instances around it were filled.
///
/// # Errors
/// What is wrong with it, as a sentence.
pub(super) fn check_full_name(name: &str) -> Result<(), Message> {
    check_name_within(name, MAX_FULL_NAME_CHARS)
}

fn check_name_within(name: &str, most_chars: usize) -> Result<(), Message> {
    if name.trim().is_empty() {
        Err(message!("name-empty"))
    } else if name.chars().nth(most_chars).is_some() {
        Err(message!("name-too-long", most_chars = %most_chars))
    } else if name.chars().any(|c| c == '/' || c.is_control()) {
        // Weight files name arrays `<layer>/kernel`; Keras refuses the slash too.
        Err(message!("name-of-wrong-characters", name = %name.escape_debug()))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_for_names_go_on_as_people_count() {
        for (one, next) in [
            ("a", "b"),
            ("z", "aa"),
            ("az", "ba"),
            ("", "_1"),
            ("_1", "_2"),
            ("x9", "x10"),
            ("stem", "stem_1"),
        ] {
            assert_eq!(next_name_argument(&Value::from(one)), Value::from(next));
        }
        assert_eq!(next_name_argument(&Value::Int(4)), Value::Int(5));
    }

    #[test]
    fn names_are_numbered_as_keras_does() {
        let taken = BTreeSet::from(["conv2d", "conv2d_1", "res2a"]);
        assert_eq!(unique_name("dense", &taken), "dense");
        assert_eq!(unique_name("conv2d", &taken), "conv2d_2");
        assert_eq!(unique_name("conv2d_1", &taken), "conv2d_2");
        assert_eq!(unique_name("res2a", &taken), "res2a_1");
    }
}
