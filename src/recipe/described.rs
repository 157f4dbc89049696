//! What can be chosen for a training, said once: an optimizer, a schedule, a loss, each with its numbers. Forms, the
//! command line, files and both languages are made of what stands here.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serializer};

use super::problem::{self, RecipeProblem};
use crate::message;
use crate::text::{Message, say};
use crate::tr;

/// What a number of a choice accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// Finite and above zero.
    Positive,
    /// Finite, zero or above.
    NotNegative,
    /// Zero or above, and below one.
    Fraction,
    /// A whole number from 1.
    Count,
    /// On (1) or off (0).
    Switch,
}

/// One number of a choice, as it describes itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumberSpec {
    /// Its name in files and on the command line, Keras's where Keras has it.
    pub key: &'static str,
    pub(super) label: &'static str,
    pub(super) help: &'static str,
    /// What it accepts.
    pub kind: NumberKind,
    /// Keras's default.
    pub default: f64,
}

impl NumberSpec {
    /// What stands beside it in a form.
    #[must_use]
    pub fn label(&self) -> &'static str {
        say(self.label)
    }

    /// What it does, in one sentence.
    #[must_use]
    pub fn help(&self) -> &'static str {
        say(self.help)
    }

    /// The message of its label, to be said inside of a sentence, too.
    #[must_use]
    pub fn name(&self) -> Message {
        Message::new(self.label)
    }

    fn problem(&self, value: f64) -> Option<RecipeProblem> {
        match self.kind {
            NumberKind::Positive => problem::positive(self.key, value),
            NumberKind::NotNegative => problem::not_negative(self.key, value),
            NumberKind::Fraction => problem::fraction(self.key, value),
            NumberKind::Count => problem::count(self.key, value as usize, usize::MAX),
            NumberKind::Switch => None,
        }
    }
}

/// Numbers that can be asked for and changed by their keys.
pub trait Numbers {
    /// What they are, in the order of a form.
    fn numbers(&self) -> &'static [NumberSpec];

    /// The number of this key; `None` where there is none.
    fn number(&self, key: &str) -> Option<f64>;

    /// Changes the number of this key; `false` where there is none.
    fn set_number(&mut self, key: &str, value: f64) -> bool;
}

/// A choice among several of a kind, each with a name and numbers of its own.
pub trait Described: Numbers + Clone + PartialEq + Sized + 'static {
    /// Every one with its defaults, in the order of a menu.
    fn all() -> Vec<Self>;

    /// The name in files and on the command line.
    fn name(&self) -> &'static str;

    /// The name in a form.
    fn label(&self) -> &'static str;

    /// What it does, in one sentence.
    fn help(&self) -> &'static str;

    /// The one of this name with its defaults.
    fn named(name: &str) -> Option<Self> {
        Self::all().into_iter().find(|choice| choice.name() == name)
    }

    /// What is wrong with its numbers.
    fn problems(&self) -> Vec<RecipeProblem> {
        let numbers = self.numbers().iter();
        numbers
            .filter_map(|spec| spec.problem(self.number(spec.key)?))
            .collect()
    }

    /// Reads what stands on a command line: `cosine`, or `sgd:momentum=0.9,nesterov=on`.
    ///
    /// # Errors
    /// A name that there is none of, a number that it does not have, a value that is none or that it does not accept.
    fn parse(text: &str) -> Result<Self, Message> {
        let (name, numbers) = text.split_once(':').unwrap_or((text, ""));
        let names = || Self::all().iter().map(Self::name).collect::<Vec<_>>();
        let mut choice = Self::named(name)
            .ok_or_else(|| message!("choice-unknown", found = name, known = names().join(", ")))?;
        for pair in numbers.split(',').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, "on"));
            let number = number_of(value)
                .ok_or_else(|| message!("choice-no-number", key = key, found = value))?;
            if !choice.set_number(key, number) {
                let keys = choice.numbers().iter().map(|spec| spec.key);
                let keys = keys.collect::<Vec<_>>().join(", ");
                return Err(message!(
                    "choice-without-number",
                    name = name,
                    found = key,
                    known = keys
                ));
            }
        }
        match choice.problems().into_iter().next() {
            None => Ok(choice),
            Some(problem) => Err(problem.message()),
        }
    }

    /// The same as [`Described::parse`] reads it, with the numbers that are not the defaults.
    fn written(&self) -> String {
        let numbers = self.numbers().iter().filter_map(|spec| {
            let value = self.number(spec.key)?;
            (value != spec.default).then(|| format!("{}={value}", spec.key))
        });
        let numbers: Vec<String> = numbers.collect();
        if numbers.is_empty() {
            self.name().to_owned()
        } else {
            format!("{}:{}", self.name(), numbers.join(","))
        }
    }
}

fn number_of(text: &str) -> Option<f64> {
    match text {
        "on" | "true" => Some(1.0),
        "off" | "false" => Some(0.0),
        _ => text.parse().ok().filter(|value: &f64| value.is_finite()),
    }
}

/// A type that a choice keeps its numbers in.
pub(super) trait Number: Copy {
    fn to_number(self) -> f64;
    fn from_number(value: f64) -> Self;
}

impl Number for f64 {
    fn to_number(self) -> f64 {
        self
    }
    fn from_number(value: f64) -> Self {
        value
    }
}

impl Number for usize {
    fn to_number(self) -> f64 {
        self as f64
    }
    fn from_number(value: f64) -> Self {
        value as Self
    }
}

impl Number for bool {
    fn to_number(self) -> f64 {
        f64::from(u8::from(self))
    }
    fn from_number(value: f64) -> Self {
        value != 0.0
    }
}

/// Declares a choice: `Variant = "name", "label-message", "help-message" { key: type = default, Kind, "label", "help"; }`.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        $choice:ident {
            $(
                $(#[$doc:meta])*
                $variant:ident = $name:literal, $label:literal, $help:literal
                $({ $(
                    $(#[$number_doc:meta])*
                    $key:ident: $type:ty = $default:tt, $kind:ident, $number_label:literal, $number_help:literal;
                )* })?
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub enum $choice {
            $( $(#[$doc])* $variant $({ $( $(#[$number_doc])* $key: $type, )* })?, )*
        }

        impl $crate::recipe::Described for $choice {
            fn all() -> Vec<Self> {
                vec![$( Self::$variant $({ $($key: $default),* })?, )*]
            }

            fn name(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $name, )* }
            }

            fn label(&self) -> &'static str {
                $crate::text::say(match self { $( Self::$variant { .. } => $label, )* })
            }

            fn help(&self) -> &'static str {
                $crate::text::say(match self { $( Self::$variant { .. } => $help, )* })
            }

        }

        #[allow(
            unused_variables,
            clippy::cast_lossless,
            reason = "a choice may have no numbers at all, and a default is a literal of any type"
        )]
        impl $crate::recipe::Numbers for $choice {
            fn numbers(&self) -> &'static [$crate::recipe::NumberSpec] {
                match self { $(
                    Self::$variant { .. } => &[$($( $crate::recipe::NumberSpec {
                        key: stringify!($key),
                        label: $number_label,
                        help: $number_help,
                        kind: $crate::recipe::NumberKind::$kind,
                        default: $crate::recipe::described::as_number!($default),
                    }, )*)?],
                )* }
            }

            fn number(&self, wanted: &str) -> Option<f64> {
                match self { $(
                    Self::$variant $({ $($key),* })? => {
                        $($( if wanted == stringify!($key) {
                            return Some($crate::recipe::described::Number::to_number(*$key));
                        } )*)?
                        None
                    }
                )* }
            }

            fn set_number(&mut self, wanted: &str, value: f64) -> bool {
                match self { $(
                    Self::$variant $({ $($key),* })? => {
                        $($( if wanted == stringify!($key) {
                            *$key = $crate::recipe::described::Number::from_number(value);
                            return true;
                        } )*)?
                        false
                    }
                )* }
            }
        }

        impl serde::Serialize for $choice {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::recipe::described::write(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $choice {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::recipe::described::read(deserializer)
            }
        }
    };
}
pub(super) use choice;

/// A default as a number; constants know no traits.
macro_rules! as_number {
    (true) => {
        1.0
    };
    (false) => {
        0.0
    };
    ($default:tt) => {
        $default as f64
    };
}
pub(super) use as_number;

/// Writes a choice without numbers as its name, one with numbers as an object.
pub(super) fn write<T: Described, S: Serializer>(
    choice: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let numbers = choice.numbers();
    if numbers.is_empty() {
        return serializer.serialize_str(choice.name());
    }
    let mut map = serializer.serialize_map(Some(1 + numbers.len()))?;
    map.serialize_entry("name", choice.name())?;
    for spec in numbers {
        let value = choice.number(spec.key).unwrap_or(spec.default);
        match spec.kind {
            NumberKind::Switch => map.serialize_entry(spec.key, &(value != 0.0))?,
            NumberKind::Count => map.serialize_entry(spec.key, &(value as u64))?,
            _ => map.serialize_entry(spec.key, &value)?,
        }
    }
    map.end()
}

/// Reads a name alone, or an object with a name; numbers that are left out have their defaults.
pub(super) fn read<'de, T: Described, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(ChoiceVisitor(PhantomData))
}

struct ChoiceVisitor<T>(PhantomData<T>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Switch(bool),
    Number(f64),
    Text(String),
}

impl<'de, T: Described> Visitor<'de> for ChoiceVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = T::all().iter().map(T::name).collect();
        f.write_str(&tr!("expected-one-of", words = names.join(", ")))
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<T, E> {
        T::named(name).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(name), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<T, A::Error> {
        let (mut name, mut numbers) = (None, Vec::new());
        while let Some(key) = entries.next_key::<String>()? {
            match (key.as_str(), entries.next_value()?) {
                ("name", Scalar::Text(text)) => name = Some(text),
                (_, Scalar::Number(value)) => numbers.push((key, value)),
                (_, Scalar::Switch(is_on)) => numbers.push((key, is_on.to_number())),
                (_, Scalar::Text(_)) => {
                    return Err(A::Error::custom(message!(
                        "choice-no-number-in-file",
                        key = key
                    )));
                }
            }
        }
        let name = name.ok_or_else(|| A::Error::missing_field("name"))?;
        let mut choice = self.visit_str::<A::Error>(&name)?;
        for (key, value) in numbers {
            if !choice.set_number(&key, value) {
                return Err(A::Error::custom(message!(
                    "choice-unknown-number",
                    name = name,
                    key = key
                )));
            }
        }
        Ok(choice)
    }
}
