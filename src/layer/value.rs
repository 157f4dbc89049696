//! Values of settings as they are stored in files.

use std::collections::BTreeMap;
use std::fmt;

use crate::message;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

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
