//! Values of settings as a person reads and types them: `7 × 7`, `on`, `=filters[0]`.

use super::call::Call;
use super::number_text;
use super::setting::{MAX_SIZE, SettingKind};
use super::value::{MOST_NUMBERS, Value};
use crate::text::{Language, Message, say};
use crate::tr;

/// The messages that say strides of 0: how a field shows them, and the word for one of two.
const AS_WINDOW: [&str; 2] = ["as-the-window", "window-in-strides"];
/// The message that says −1 where a pair is found by the layer itself.
const AUTOMATIC: &str = "pair-automatic";

/// Every way to type one of `ids`, the longer ones first: whoever changes the language still reads what was typed before.
fn ways_to_say<const N: usize>(ids: [&'static str; N]) -> Vec<String> {
    let said = |id: &'static str| Language::ALL.map(|it| Message::new(id).in_language(it));
    ids.into_iter().flat_map(said).collect()
}

/// The value as a field shows it.
#[must_use]
pub fn to_text(value: &Value) -> String {
    match value {
        Value::List(numbers) if numbers.len() == 4 => joined(numbers, ", "),
        Value::List(numbers) => joined(numbers, " × "),
        Value::Numbers(numbers) => joined_numbers(numbers),
        other => other.to_string(),
    }
}

/// The value as the field of a setting of `kind` shows it: where 0 stands for the window's own size, it says so.
#[must_use]
pub fn setting_text(value: &Value, kind: SettingKind) -> String {
    match (value, kind) {
        (Value::List(numbers), SettingKind::Pair { min: 0, .. }) => {
            if numbers.iter().all(|number| *number == 0) {
                return say(AS_WINDOW[0]).to_owned();
            }
            let word = |number: &i64| match number {
                0 => say(AS_WINDOW[1]).to_owned(),
                number => number.to_string(),
            };
            let words: Vec<String> = numbers.iter().map(word).collect();
            words.join(" × ")
        }
        (Value::List(numbers), SettingKind::Pair { min: -1, .. }) if numbers[..] == [-1, -1] => {
            say(AUTOMATIC).to_owned()
        }
        (Value::List(numbers), SettingKind::Numbers) => joined(numbers, "; "),
        (value, _) => to_text(value),
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
        SettingKind::Margins => list(
            text,
            &[1, 2, 4],
            &tr!("expected-margins-typed"),
            (0, MAX_SIZE),
        ),
        SettingKind::Shape => list(text, &[1, 3], &tr!("expected-shape-typed"), (1, MAX_SIZE)),
        SettingKind::Reshaped => list(
            text,
            &[1, 3],
            &tr!("expected-reshaped-typed"),
            (-1, MAX_SIZE),
        ),
        SettingKind::Numbers => numbers(text),
        SettingKind::Bool => switch(text),
        SettingKind::Choice(words) => choice(text, words),
        SettingKind::Call(forms) => match Call::parse(text, forms) {
            Ok(call) => Ok(Value::Text(call.text())),
            Err(reason) => Err(tr!("call-refused-typed", reason = reason)),
        },
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
        Value::Int(_) => number_text::whole(text)
            .map(Value::Int)
            .map_err(|misread| misread.sentence(&tr!("expected-whole-typed"))),
        Value::Float(_) => number_text::real(text)
            .map(Value::Float)
            .map_err(|misread| misread.sentence(&tr!("expected-number-typed"))),
        Value::List(numbers) => {
            let count = numbers.len();
            list(
                text,
                &[count],
                &tr!("expected-whole-numbers", count = %count, example = %to_text(default)),
                (i64::MIN, i64::MAX),
            )
        }
        Value::Numbers(_) => numbers(text),
        Value::Text(_) => Ok(Value::Text(text.to_owned())),
    }
}

fn expression(text: &str, in_block: bool) -> Result<Value, String> {
    if in_block {
        Ok(Value::Text(text.to_owned()))
    } else {
        Err(tr!("expression-only-in-block"))
    }
}

fn whole(text: &str, min: i64, max: i64) -> Result<i64, String> {
    let expected = tr!("expected-whole-between-typed", min = %min, max = %max);
    let number = number_text::whole(text).map_err(|misread| misread.sentence(&expected))?;
    if (min..=max).contains(&number) {
        Ok(number)
    } else {
        Err(expected)
    }
}

fn real(text: &str, min: f64, below: f64) -> Result<f64, String> {
    let expected = tr!("expected-number-below-typed", min = %min, below = %below);
    let number = number_text::real(text).map_err(|misread| misread.sentence(&expected))?;
    if (min..below).contains(&number) {
        Ok(number)
    } else {
        Err(expected)
    }
}

/// Two numbers, or one for both. Below 1, `min` has words: 0 is the window's own size, −1 what a layer finds by itself.
fn pair(text: &str, min: i64, max: i64) -> Result<Value, String> {
    let (ways, expected) = match min {
        -1 => (
            ways_to_say([AUTOMATIC]),
            tr!(
                "expected-pair-or-automatic-typed",
                automatic = say(AUTOMATIC)
            ),
        ),
        0 => (
            ways_to_say(AS_WINDOW),
            tr!(
                "expected-pair-or-window",
                min = min,
                window = say(AS_WINDOW[0])
            ),
        ),
        _ => (Vec::new(), tr!("expected-pair-typed", min = min)),
    };
    if ways.iter().any(|way| text.eq_ignore_ascii_case(way)) {
        return Ok(Value::List(vec![min; 2]));
    }
    // A window may be one of the two.
    let words = ways.iter().filter(|_| min == 0);
    let text = words.fold(text.to_owned(), |text, way| text.replace(way, "0"));
    match list(&text, &[1, 2], &expected, (min.max(0), max))? {
        Value::List(numbers) if numbers.len() == 1 => Ok(Value::List(vec![numbers[0]; 2])),
        both => Ok(both),
    }
}

/// A list of as many numbers as one of `lengths` says. Where a comma or a space may both group the thousands of one number
/// and stand between two, the text is refused.
fn list(
    text: &str,
    lengths: &[usize],
    expected: &str,
    (min, max): (i64, i64),
) -> Result<Value, String> {
    let fits = |numbers: &Vec<i64>| {
        lengths.contains(&numbers.len())
            && numbers.iter().all(|number| (min..=max).contains(number))
    };
    let several = number_text::wholes(text).filter(fits);
    let one = number_text::whole(text).ok().map(|number| vec![number]);
    match (several, one.filter(fits)) {
        (Some(several), Some(one)) if several != one => Err(
            tr!("read-in-two-ways", text = %text, one = %one[0], several = %joined(&several, " × ")),
        ),
        (Some(numbers), _) | (None, Some(numbers)) => Ok(Value::List(numbers)),
        (None, None) => Err(tr!("expected-something", expected = %expected)),
    }
}

/// One real number, or several with semicolons between them, which no number holds in any language; empty for none.
fn numbers(text: &str) -> Result<Value, String> {
    let text = text.trim_start_matches(['[', '(']);
    let text = text.trim_end_matches([']', ')']).trim();
    if text.is_empty() {
        return Ok(Value::List(Vec::new()));
    }
    // `0.5, 0.25` and `0.5 0.25` are as clear: no number has a point and, apart from it, a comma or a space.
    let parts: Vec<&str> = if text.contains(';') {
        text.split(';').map(str::trim).collect()
    } else if text.contains(", ") {
        text.split(", ").map(str::trim).collect()
    } else {
        vec![text]
    };
    let expected = tr!("expected-numbers-typed");
    let read = |part: &&str| number_text::real(part).map_err(|misread| misread.sentence(&expected));
    let numbers: Vec<f64> = parts.iter().map(read).collect::<Result<_, _>>()?;
    if numbers.len() > MOST_NUMBERS {
        return Err(tr!("too-many-numbers", most = MOST_NUMBERS));
    }
    Ok(match numbers[..] {
        [number] => Value::Float(number),
        _ => Value::Numbers(numbers),
    })
}

fn joined_numbers(numbers: &[f64]) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    numbers.join("; ")
}

fn joined(numbers: &[i64], separator: &str) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    numbers.join(separator)
}

fn switch(text: &str) -> Result<Value, String> {
    match text {
        "on" | "true" => Ok(Value::Bool(true)),
        "off" | "false" => Ok(Value::Bool(false)),
        _ => Err(tr!("expected-on-or-off")),
    }
}

fn choice(text: &str, words: &[&str]) -> Result<Value, String> {
    if words.contains(&text) {
        Ok(Value::Text(text.to_owned()))
    } else {
        Err(tr!("expected-one-of-typed", words = %words.join(", ")))
    }
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
    fn strides_that_are_the_windows_own_say_so_and_can_be_typed_in_these_words() {
        let strides = SettingKind::Pair {
            min: 0,
            max: MAX_SIZE,
        };
        for (value, text) in [
            (vec![0, 0], "as the window"),
            (vec![0, 2], "window × 2"),
            (vec![2, 2], "2 × 2"),
        ] {
            let value = Value::List(value);
            assert_eq!(setting_text(&value, strides), text);
            assert_eq!(from_text(text, strides, false), Ok(value));
        }
        for text in ["0", "Window", "As the window"] {
            let read = from_text(text, strides, false);
            assert_eq!(read, Ok(Value::List(vec![0, 0])), "{text}");
        }
        assert_eq!(setting_text(&Value::List(vec![3, 3]), PAIR), "3 × 3");
        assert!(from_text("window", PAIR, false).is_err());
    }

    #[test]
    fn a_padding_that_is_found_by_itself_says_so_and_can_be_typed_in_this_word() {
        let padding = SettingKind::Pair {
            min: -1,
            max: MAX_SIZE,
        };
        let automatic = Value::List(vec![-1, -1]);
        assert_eq!(setting_text(&automatic, padding), "automatic");
        assert_eq!(from_text("Automatic", padding, false), Ok(automatic));
        assert_eq!(from_text("1", padding, false), Ok(Value::List(vec![1, 1])));
        assert!(from_text("-1", padding, false).is_err());
    }

    #[test]
    fn numbers_are_never_taken_for_others() {
        let count = SettingKind::Int {
            min: 1,
            max: MAX_SIZE,
        };
        assert_eq!(from_text("4,736", count, false), Ok(Value::Int(4736)));
        assert_eq!(from_text("1e3", count, false), Ok(Value::Int(1000)));
        for text in ["1,5", "1.5", "1,50", "1 00", "1.000"] {
            assert!(from_text(text, count, false).is_err(), "{text}");
        }
        let rate = SettingKind::Float {
            min: 0.0,
            below: 1e6,
        };
        assert_eq!(from_text("0,5", rate, false), Ok(Value::Float(0.5)));
        assert_eq!(from_text("5e-1", rate, false), Ok(Value::Float(0.5)));
        let refusal = from_text("1,000", rate, false).unwrap_err();
        assert!(
            refusal.contains("can be read as 1000 and as 1.0"),
            "{refusal}"
        );
        let kernel = from_text("1,128", PAIR, false);
        assert_eq!(
            kernel,
            Ok(Value::List(vec![1, 128])),
            "1128 is out of range"
        );
        let refusal = from_text("1,128", SettingKind::Margins, false).unwrap_err();
        assert!(refusal.contains("1128 and as 1 × 128"), "{refusal}");
        let shape = from_text("64,128,256", SettingKind::Shape, false);
        assert_eq!(shape, Ok(Value::List(vec![64, 128, 256])));
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
