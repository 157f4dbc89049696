//! Settings of a layer as they are stored, and as they describe themselves to a form.

use std::collections::BTreeMap;
use std::fmt;

use super::call::Form;
use crate::message;
use crate::text::say;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// The largest size that any setting takes: far beyond use, small enough that sums never overflow.
pub const MAX_SIZE: i64 = 1_000_000;

/// One stored value. A text that begins with `=` is an expression over a block's parameters: `=filters[0]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A switch.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A real number.
    Float(f64),
    /// Several whole numbers: a pair `[height, width]`, the filters of a block.
    List(Vec<i64>),
    /// Several real numbers: one for each channel.
    Numbers(Vec<f64>),
    /// A choice by name, or an expression.
    Text(String),
}

impl Value {
    /// The expression that this value stands for, without its `=`.
    #[must_use]
    pub fn expression(&self) -> Option<&str> {
        match self {
            Self::Text(text) => text.strip_prefix('='),
            _ => None,
        }
    }
}

/// The most numbers that a list holds; a file may ask for millions.
pub const MOST_NUMBERS: usize = 100;

/// By hand: an untagged enum would keep a whole list of any length in memory before it looks at it.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a switch, a number, a list of numbers, or a text")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Int(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(i64::try_from(value).map_or(Value::Float(value as f64), Value::Int))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut numbers: Vec<Number> = Vec::new();
        while let Some(number) = elements.next_element()? {
            if numbers.len() == MOST_NUMBERS {
                return Err(A::Error::custom(message!(
                    "too-many-numbers",
                    most = MOST_NUMBERS
                )));
            }
            numbers.push(number);
        }
        let whole = |number: &Number| match number {
            Number::Whole(number) => Some(*number),
            Number::Real(_) => None,
        };
        let all_whole: Option<Vec<i64>> = numbers.iter().map(whole).collect();
        Ok(all_whole.map_or_else(
            || Value::Numbers(numbers.iter().map(|number| number.real()).collect()),
            Value::List,
        ))
    }
}

/// An element of a list, before it is known whether all of them are whole.
#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
enum Number {
    Whole(i64),
    Real(f64),
}

impl Number {
    fn real(self) -> f64 {
        match self {
            Self::Whole(number) => number as f64,
            Self::Real(number) => number,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value}"),
            Self::List(values) => {
                let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
                write!(f, "[{}]", texts.join(", "))
            }
            Self::Numbers(values) => {
                let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
                write!(f, "[{}]", texts.join(", "))
            }
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}
impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}
impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<[i64; 2]> for Value {
    fn from(value: [i64; 2]) -> Self {
        Self::List(value.to_vec())
    }
}

/// The settings that a layer was given; a setting that is missing has its default.
pub type Settings = BTreeMap<String, Value>;

/// What a setting accepts, and so which editor fits it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SettingKind {
    /// A whole number in a range, both ends included.
    Int {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
    },
    /// Height and width, one number or two, each in a range.
    Pair {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
    },
    /// Rows and columns of zeros: one number, `[height, width]`, or `[top, bottom, left, right]`.
    Margins,
    /// A shape: `[height, width, channels]`, or `[features]`.
    Shape,
    /// A shape in which one axis may be −1, for what the others leave over.
    Reshaped,
    /// One real number, or one for each channel.
    Numbers,
    /// A real number in a range, the upper end excluded.
    Float {
        /// Smallest value.
        min: f64,
        /// First value that is too large.
        below: f64,
    },
    /// On or off.
    Bool,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One of these words, with numbers in parentheses.
    Call(&'static [Form]),
}

/// The default of a setting, in a form that a constant can hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DefaultValue {
    /// A whole number.
    Int(i64),
    /// A real number.
    Float(f64),
    /// A switch.
    Bool(bool),
    /// A list of whole numbers.
    List(&'static [i64]),
    /// A choice.
    Text(&'static str),
}

impl From<DefaultValue> for Value {
    fn from(value: DefaultValue) -> Self {
        match value {
            DefaultValue::Int(value) => Self::Int(value),
            DefaultValue::Float(value) => Self::Float(value),
            DefaultValue::Bool(value) => Self::Bool(value),
            DefaultValue::List(values) => Self::List(values.to_vec()),
            DefaultValue::Text(text) => Self::Text(text.to_owned()),
        }
    }
}

/// A setting's description of itself: enough to paint an editor and to check a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SettingSpec {
    /// Keras's argument name, and the key in files.
    pub key: &'static str,
    /// The message of what a form calls it.
    pub(super) label: &'static str,
    /// The message of one sentence for a tooltip.
    pub(super) help: &'static str,
    /// The message of its unit, or empty.
    pub(super) unit: &'static str,
    /// What it accepts.
    pub kind: SettingKind,
    /// Its value where none was given.
    pub default: DefaultValue,
    /// Whether few networks need it, so that a form shows it last.
    pub is_seldom: bool,
}

impl SettingSpec {
    /// The same as what few networks need.
    pub(super) const fn seldom(self) -> Self {
        Self {
            is_seldom: true,
            ..self
        }
    }

    /// What a form calls it.
    #[must_use]
    pub fn label(&self) -> &'static str {
        say(self.label)
    }

    /// One sentence for a tooltip.
    #[must_use]
    pub fn help(&self) -> &'static str {
        say(self.help)
    }

    /// Its unit, where it has one.
    #[must_use]
    pub fn unit(&self) -> Option<&'static str> {
        (!self.unit.is_empty()).then(|| say(self.unit))
    }

    /// A count of at least 1.
    pub(super) const fn size(
        key: &'static str,
        label: &'static str,
        default: i64,
        help: &'static str,
    ) -> Self {
        let kind = SettingKind::Int {
            min: 1,
            max: MAX_SIZE,
        };
        Self {
            key,
            label,
            help,
            unit: "",
            kind,
            default: DefaultValue::Int(default),
            is_seldom: false,
        }
    }

    /// Height and width of at least 1 pixel.
    pub(super) const fn pair(
        key: &'static str,
        label: &'static str,
        default: &'static [i64],
        help: &'static str,
    ) -> Self {
        let kind = SettingKind::Pair {
            min: 1,
            max: MAX_SIZE,
        };
        Self {
            key,
            label,
            help,
            unit: "unit-pixels",
            kind,
            default: DefaultValue::List(default),
            is_seldom: false,
        }
    }

    /// A real number from `min` to just below `below`.
    pub(super) const fn float(
        key: &'static str,
        label: &'static str,
        default: f64,
        (min, below): (f64, f64),
        help: &'static str,
    ) -> Self {
        let kind = SettingKind::Float { min, below };
        Self {
            key,
            label,
            help,
            unit: "",
            kind,
            default: DefaultValue::Float(default),
            is_seldom: false,
        }
    }

    /// One real number, or one for each channel.
    pub(super) const fn numbers(
        key: &'static str,
        label: &'static str,
        default: DefaultValue,
        help: &'static str,
    ) -> Self {
        Self {
            key,
            label,
            help,
            unit: "",
            kind: SettingKind::Numbers,
            default,
            is_seldom: false,
        }
    }

    /// On or off.
    pub(super) const fn switch(
        key: &'static str,
        label: &'static str,
        default: bool,
        help: &'static str,
    ) -> Self {
        Self {
            key,
            label,
            help,
            unit: "",
            kind: SettingKind::Bool,
            default: DefaultValue::Bool(default),
            is_seldom: false,
        }
    }

    /// One word out of several.
    pub(super) const fn choice(
        key: &'static str,
        label: &'static str,
        options: &'static [&'static str],
        default: &'static str,
        help: &'static str,
    ) -> Self {
        Self {
            key,
            label,
            help,
            unit: "",
            kind: SettingKind::Choice(options),
            default: DefaultValue::Text(default),
            is_seldom: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_from_json_as_a_person_writes_them() {
        let settings: Settings = serde_json::from_str(
            r#"{"filters": 32, "kernel_size": [7, 7], "padding": "same", "use_bias": true, "rate": 0.5}"#,
        )
        .unwrap();
        assert_eq!(settings["filters"], Value::Int(32));
        assert_eq!(settings["kernel_size"], Value::List(vec![7, 7]));
        assert_eq!(settings["padding"], Value::from("same"));
        assert_eq!(settings["use_bias"], Value::Bool(true));
        assert_eq!(settings["rate"], Value::Float(0.5));
    }

    #[test]
    fn a_text_with_an_equals_sign_is_an_expression() {
        assert_eq!(Value::from("=filters[0]").expression(), Some("filters[0]"));
        assert_eq!(Value::from("same").expression(), None);
    }
}
