//! Values of settings as a person reads and types them: `7 × 7`, `on`, `=filters[0]`.

use super::setting::{MAX_SIZE, SettingKind, Value};

/// The value as a field shows it.
#[must_use]
pub fn to_text(value: &Value) -> String {
    match value {
        Value::List(numbers) => {
            let separator = if numbers.len() == 4 { ", " } else { " × " };
            numbers
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(separator)
        }
        other => other.to_string(),
    }
}

/// The value that `text` stands for in a setting of `kind`. A text that begins with `=` is an expression
/// where `in_block` says that there are parameters to refer to.
///
/// # Errors
/// What was expected, as a sentence.
pub fn from_text(text: &str, kind: SettingKind, in_block: bool) -> Result<Value, String> {
    let text = text.trim();
    if text.starts_with('=') {
        return expression(text, in_block);
    }
    match kind {
        SettingKind::Int { min, max } => whole(text, min, max).map(Value::Int),
        SettingKind::Float { min, below } => real(text, min, below).map(Value::Float),
        SettingKind::Pair { min, max } => pair(text, min, max),
        SettingKind::Margins => list(text, &[1, 2, 4], "1, 2 or 4 whole numbers from 0", 0),
        SettingKind::Shape => list(
            text,
            &[1, 3],
            "a shape such as 64 × 64 × 3, or a number of features",
            1,
        ),
        SettingKind::Bool => switch(text),
        SettingKind::Choice(words) => choice(text, words),
    }
}

/// The value of a block's argument, which describes itself only by its `default`.
///
/// # Errors
/// What was expected, as a sentence.
pub fn argument_from_text(text: &str, default: &Value, in_block: bool) -> Result<Value, String> {
    let text = text.trim();
    if text.starts_with('=') {
        return expression(text, in_block);
    }
    match default {
        Value::Bool(_) => switch(text),
        Value::Int(_) => text
            .parse()
            .map(Value::Int)
            .map_err(|_| "Expected a whole number".to_owned()),
        Value::Float(_) => text
            .parse()
            .map(Value::Float)
            .map_err(|_| "Expected a number".to_owned()),
        Value::List(numbers) => {
            let count = numbers.len();
            list(
                text,
                &[count],
                &format!("{count} whole numbers such as {}", to_text(default)),
                i64::MIN,
            )
        }
        Value::Text(_) => Ok(Value::Text(text.to_owned())),
    }
}

fn expression(text: &str, in_block: bool) -> Result<Value, String> {
    if in_block {
        Ok(Value::Text(text.to_owned()))
    } else {
        Err(
            "Expressions work only inside a block, where there are parameters to refer to"
                .to_owned(),
        )
    }
}

fn whole(text: &str, min: i64, max: i64) -> Result<i64, String> {
    let number = text.replace([',', ' '], "").parse::<i64>().ok();
    number
        .filter(|number| (min..=max).contains(number))
        .ok_or_else(|| format!("Expected a whole number from {min} to {max}"))
}

fn real(text: &str, min: f64, below: f64) -> Result<f64, String> {
    let number = text.replace(',', ".").parse::<f64>().ok();
    number
        .filter(|number| (min..below).contains(number))
        .ok_or_else(|| format!("Expected a number from {min} to less than {below}"))
}

fn pair(text: &str, min: i64, max: i64) -> Result<Value, String> {
    let expected = || format!("Expected one or two whole numbers from {min}, such as 3 or 3 × 3");
    let numbers = numbers(text).ok_or_else(expected)?;
    match numbers[..] {
        [both] if (min..=max).contains(&both) => Ok(Value::List(vec![both, both])),
        [height, width] if (min..=max).contains(&height) && (min..=max).contains(&width) => {
            Ok(Value::List(vec![height, width]))
        }
        _ => Err(expected()),
    }
}

fn list(text: &str, lengths: &[usize], expected: &str, min: i64) -> Result<Value, String> {
    let numbers = numbers(text).filter(|numbers| {
        lengths.contains(&numbers.len())
            && numbers
                .iter()
                .all(|number| (min..=MAX_SIZE).contains(number))
    });
    numbers
        .map(Value::List)
        .ok_or_else(|| format!("Expected {expected}"))
}

fn switch(text: &str) -> Result<Value, String> {
    match text {
        "on" | "true" => Ok(Value::Bool(true)),
        "off" | "false" => Ok(Value::Bool(false)),
        _ => Err("Expected on or off".to_owned()),
    }
}

fn choice(text: &str, words: &[&str]) -> Result<Value, String> {
    if words.contains(&text) {
        Ok(Value::Text(text.to_owned()))
    } else {
        Err(format!("Expected one of {}", words.join(", ")))
    }
}

/// Whole numbers between `×`, `x`, `*`, commas, spaces, brackets; `None` where anything else stands.
fn numbers(text: &str) -> Option<Vec<i64>> {
    let separators = |letter: char| letter.is_whitespace() || "×xX*,;()[]".contains(letter);
    text.split(separators)
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIR: SettingKind = SettingKind::Pair { min: 1, max: 1000 };

    #[test]
    fn a_pair_can_be_typed_in_the_ways_people_write_it() {
        for text in ["7", "7x7", "7 × 7", "7, 7", "(7, 7)", "[7,7]", " 7 7 "] {
            assert_eq!(
                from_text(text, PAIR, false),
                Ok(Value::List(vec![7, 7])),
                "{text}"
            );
        }
        assert_eq!(from_text("3 × 5", PAIR, false), Ok(Value::List(vec![3, 5])));
        for text in ["", "0", "7 × 0", "a", "1 2 3"] {
            assert!(from_text(text, PAIR, false).is_err(), "{text}");
        }
    }

    #[test]
    fn what_a_field_shows_can_be_typed_back() {
        let cases = [
            (
                SettingKind::Int {
                    min: 1,
                    max: 100_000,
                },
                Value::Int(4096),
            ),
            (PAIR, Value::List(vec![3, 5])),
            (SettingKind::Margins, Value::List(vec![1, 2, 3, 4])),
            (SettingKind::Margins, Value::List(vec![3, 3])),
            (SettingKind::Shape, Value::List(vec![64, 64, 3])),
            (
                SettingKind::Float {
                    min: 0.0,
                    below: 1.0,
                },
                Value::Float(0.5),
            ),
            (SettingKind::Bool, Value::Bool(true)),
            (SettingKind::Choice(&["same", "valid"]), Value::from("same")),
        ];
        for (kind, value) in cases {
            assert_eq!(from_text(&to_text(&value), kind, false), Ok(value));
        }
    }

    #[test]
    fn expressions_need_a_block_around_them() {
        let kind = SettingKind::Int { min: 1, max: 9 };
        assert_eq!(
            from_text("=filters[0]", kind, true),
            Ok(Value::from("=filters[0]"))
        );
        assert!(
            from_text("=filters[0]", kind, false)
                .unwrap_err()
                .contains("inside a block")
        );
    }

    #[test]
    fn numbers_out_of_range_say_the_range() {
        let kind = SettingKind::Int { min: 1, max: 9 };
        assert_eq!(
            from_text("10", kind, false),
            Err("Expected a whole number from 1 to 9".to_owned())
        );
        assert_eq!(
            from_text("99999999999999999999", kind, false),
            from_text("x", kind, false)
        );
    }

    #[test]
    fn arguments_follow_their_default() {
        let filters = Value::List(vec![64, 64, 256]);
        assert_eq!(
            argument_from_text("1, 2, 3", &filters, false),
            Ok(Value::List(vec![1, 2, 3]))
        );
        assert!(argument_from_text("1, 2", &filters, false).is_err());
        assert_eq!(
            argument_from_text("b", &Value::from("a"), false),
            Ok(Value::from("b"))
        );
    }
}
