//! Changing what expressions and templates refer to: a parameter gets another name, or its value takes its place.

use super::expression::{Scope, element, evaluate, names_in, words};
use crate::layer::Value;
use crate::message;
use crate::text::Message;

/// `value` as it refers to the parameter `old` once that is called `new`.
pub(super) fn renamed(value: &Value, old: &str, new: &str) -> Value {
    match (value.expression(), value) {
        (Some(expression), _) => Value::Text(format!("={}", renamed_words(expression, old, new))),
        (None, Value::Text(text)) => Value::Text(renamed_template(text, old, new)),
        _ => value.clone(),
    }
}

/// `template` as it refers to the parameter `old` once that is called `new`.
pub(super) fn renamed_template(template: &str, old: &str, new: &str) -> String {
    let rename = |expression: &str| Ok(format!("{{{}}}", renamed_words(expression, old, new)));
    with_braces(template, rename).unwrap_or_else(|_| template.to_owned())
}

/// `value` with the value `by` in the place of the parameter `name`; calculated where nothing else is referred to.
///
/// # Errors
/// A sentence where `by` cannot stand there.
pub(super) fn filled_in(value: &Value, name: &str, by: &Value) -> Result<Value, Message> {
    if !names_in(value).contains(name) {
        return Ok(value.clone());
    }
    match (value.expression(), value) {
        (Some(expression), _) => expression_filled_in(expression, name, by),
        (None, Value::Text(text)) => template_filled_in(text, name, by).map(Value::Text),
        _ => Ok(value.clone()),
    }
}

/// `template` with the value `by` in the place of the parameter `name`.
///
/// # Errors
/// A sentence where `by` cannot stand there.
pub(super) fn template_filled_in(
    template: &str,
    name: &str,
    by: &Value,
) -> Result<String, Message> {
    with_braces(template, |expression| {
        if !words(expression).any(|word| word == name) {
            return Ok(format!("{{{expression}}}"));
        }
        let filled = expression_filled_in(expression, name, by)?;
        Ok(match filled.expression() {
            Some(rest) => format!("{{{rest}}}"),
            None => filled.to_string(),
        })
    })
}

/// `template` without what it refers to: what is outside of its braces.
pub(super) fn without_braces(template: &str) -> String {
    with_braces(template, |_| Ok(String::new())).unwrap_or_else(|_| template.to_owned())
}

fn expression_filled_in(expression: &str, name: &str, by: &Value) -> Result<Value, Message> {
    if expression.trim() == name {
        return plain(by);
    }
    let filled = substituted(expression, name, by)?;
    if words(&filled).next().is_none() {
        return evaluate(&filled, &Scope::new());
    }
    Ok(Value::Text(format!("={filled}")))
}

/// A value that stands for itself.
fn plain(value: &Value) -> Result<Value, Message> {
    match value {
        Value::Text(text) if text.starts_with('=') || text.contains(['{', '}']) => {
            Err(message!("formula-by-accident", text = %text))
        }
        other => Ok(other.clone()),
    }
}

fn renamed_words(expression: &str, old: &str, new: &str) -> String {
    pieces(expression)
        .map(|piece| if piece == old { new } else { piece })
        .collect()
}

/// `expression` with `by` written in the place of `name`.
fn substituted(expression: &str, name: &str, by: &Value) -> Result<String, Message> {
    let mut filled = String::new();
    let mut rest = expression;
    while let Some(piece) = pieces(rest).next() {
        rest = &rest[piece.len()..];
        if piece != name {
            filled.push_str(piece);
            continue;
        }
        let Some(inside) = rest.trim_start().strip_prefix('[') else {
            filled.push_str(&literal(name, by)?);
            continue;
        };
        let close = closing_bracket(inside)
            .ok_or_else(|| message!("expression-lacks-bracket", text = expression))?;
        let index = substituted(&inside[..close], name, by)?;
        if words(&index).next().is_some() {
            return Err(message!("element-by-parameter", name = %name, index = %index));
        }
        let index = evaluate(&index, &Scope::new())?;
        filled.push_str(&literal(name, &element(name, by, &index)?)?);
        rest = &inside[close + 1..];
    }
    Ok(filled)
}

/// A number as expressions can hold it; they know no minus sign before one.
fn literal(name: &str, value: &Value) -> Result<String, Message> {
    match value {
        Value::Int(number) if *number < 0 => Ok(format!("(0 - {})", number.unsigned_abs())),
        Value::Int(number) => Ok(number.to_string()),
        other => Err(message!("no-formula-with", name = %name, other = %other)),
    }
}

/// Where the bracket closes that was opened before `inside`.
fn closing_bracket(inside: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in inside.char_indices() {
        match letter {
            '[' => depth += 1,
            ']' if depth == 0 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The words of an expression and what stands between them, in order.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let first = rest.chars().next()?;
        let end = rest.find(|letter| is_word(letter) != is_word(first));
        let (piece, behind) = rest.split_at(end.unwrap_or(rest.len()));
        rest = behind;
        Some(piece)
    })
}

/// `template` with what `change` makes of each of its expressions, braces and all; what has no closing brace stays.
fn with_braces(
    template: &str,
    change: impl Fn(&str) -> Result<String, Message>,
) -> Result<String, Message> {
    let mut changed = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((expression, after)) = behind.split_once('}') else {
            break;
        };
        changed.push_str(before);
        changed.push_str(&change(expression)?);
        rest = after;
    }
    changed.push_str(rest);
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_renamed_wherever_it_is_a_word_of_its_own() {
        for (value, expected) in [
            ("=s", "=stride"),
            ("=s * ss + filters[s]", "=stride * ss + filters[stride]"),
            ("res{s}{block}_s", "res{stride}{block}_s"),
            ("same", "same"),
            ("{s", "{s"),
        ] {
            assert_eq!(
                renamed(&Value::from(value), "s", "stride"),
                Value::from(expected)
            );
        }
    }

    #[test]
    fn a_value_takes_the_place_of_a_parameter_and_is_calculated_with() {
        let filters = Value::List(vec![64, 64, 256]);
        let fill = |text: &str, name: &str, by: &Value| filled_in(&Value::from(text), name, by);
        assert_eq!(fill("=filters", "filters", &filters), Ok(filters.clone()));
        assert_eq!(
            fill("=filters[1 + 1] / 4", "filters", &filters),
            Ok(Value::Int(64))
        );
        assert_eq!(
            fill("=filters[0] * k", "filters", &filters),
            Ok(Value::from("=64 * k"))
        );
        assert_eq!(
            fill("=k - s", "s", &Value::Int(-2)),
            Ok(Value::from("=k - (0 - 2)"))
        );
        assert_eq!(
            fill("res{s}{block}", "block", &Value::from("a")),
            Ok(Value::from("res{s}a"))
        );
        assert!(fill("=filters[k]", "filters", &filters).is_err());
        assert!(fill("=filters + 1", "filters", &filters).is_err());
        assert!(fill("=s", "s", &Value::from("=k")).is_err());
        assert_eq!(fill("=k", "s", &filters), Ok(Value::from("=k")));
    }
}
