//! A word with numbers in parentheses as the value of a setting: `truncated_normal(stddev=0.02)`, `l2(0.0001)`.
//! What may stand there is a closed list, which describes itself; nothing is ever evaluated.

use crate::message;
use crate::text::{Message, list};

/// A word, and what it takes in parentheses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Form {
    /// The word, as Keras spells it.
    pub word: &'static str,
    /// Keras's class.
    pub class: &'static str,
    /// What it takes, in Keras's order.
    pub arguments: &'static [Argument],
}

/// Something that a word takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Argument {
    /// Keras's name of it.
    pub key: &'static str,
    /// What it accepts, and what it is where nothing is said.
    pub kind: ArgumentKind,
}

/// What an argument accepts, with its default.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ArgumentKind {
    /// A real number no smaller than `least`.
    Real {
        /// The smallest number.
        least: f64,
        /// What it is where nothing is said.
        default: f64,
    },
    /// A number above zero.
    Positive {
        /// What it is where nothing is said.
        default: f64,
    },
    /// A whole number from 0, or nothing.
    Seed,
    /// One of these words, the first where nothing is said.
    Word(&'static [&'static str]),
}

/// The value of an argument.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Given {
    /// A real number.
    Real(f64),
    /// A whole number.
    Whole(u32),
    /// A word.
    Word(&'static str),
}

/// The most that a word takes.
const MOST_ARGUMENTS: usize = 4;

/// The largest number in parentheses: far beyond use, and small enough for float32.
const LARGEST: f64 = 1e6;

/// A word with what was given to it; what is as it would be anyway is not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Call {
    /// The word.
    pub form: &'static Form,
    given: [Option<Given>; MOST_ARGUMENTS],
}

impl Argument {
    /// A real number.
    pub(super) const fn real(key: &'static str, least: f64, default: f64) -> Self {
        let kind = ArgumentKind::Real { least, default };
        Self { key, kind }
    }

    /// Any real number.
    pub(super) const fn any(key: &'static str, default: f64) -> Self {
        Self::real(key, -LARGEST, default)
    }

    fn default(&self) -> Option<Given> {
        match self.kind {
            ArgumentKind::Real { default, .. } | ArgumentKind::Positive { default } => {
                Some(Given::Real(default))
            }
            ArgumentKind::Seed => None,
            ArgumentKind::Word(words) => words.first().copied().map(Given::Word),
        }
    }

    /// What `text` stands for here; otherwise what was expected.
    fn read(&self, text: &str) -> Result<Given, Message> {
        let number = text.parse::<f64>().unwrap_or(f64::NAN);
        match self.kind {
            ArgumentKind::Real { least, .. } if (least..=LARGEST).contains(&number) => {
                Ok(Given::Real(number))
            }
            ArgumentKind::Positive { .. } if number > 0.0 && number <= LARGEST => {
                Ok(Given::Real(number))
            }
            ArgumentKind::Real { least, .. } => Err(message!(
                "expected-number-between",
                min = least,
                max = LARGEST
            )),
            ArgumentKind::Positive { .. } => {
                Err(message!("expected-number-above-zero", max = LARGEST))
            }
            ArgumentKind::Seed => text.parse().map(Given::Whole).map_err(|_| {
                let (min, max) = (0, u32::MAX);
                message!("expected-whole-between", min = min, max = max)
            }),
            ArgumentKind::Word(words) => {
                let word = words.iter().find(|word| **word == text);
                let word = word.copied().map(Given::Word);
                word.ok_or_else(|| message!("expected-one-of", words = list(words.iter().copied())))
            }
        }
    }
}

impl Given {
    /// As it stands in parentheses.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Real(number) => {
                let (plain, short) = (number.to_string(), format!("{number:e}"));
                if plain.len() <= short.len() + 3 {
                    plain
                } else {
                    short
                }
            }
            Self::Whole(number) => number.to_string(),
            Self::Word(word) => word.to_owned(),
        }
    }
}

impl Call {
    /// A word with nothing given to it.
    pub(super) const fn bare(form: &'static Form) -> Self {
        Self {
            form,
            given: [None; MOST_ARGUMENTS],
        }
    }

    /// What `text` stands for among `forms`.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence that says what is known.
    pub fn parse(text: &str, forms: &'static [Form]) -> Result<Self, Message> {
        let text = text.trim();
        let (word, inside) = match text.split_once('(') {
            None => (text, ""),
            Some((word, rest)) => match rest.strip_suffix(')') {
                Some(inside) => (word.trim_end(), inside.trim()),
                None => return Err(message!("call-not-closed", text = text)),
            },
        };
        let form = forms.iter().find(|form| form.word == word).ok_or_else(|| {
            let known = list(forms.iter().map(|form| form.word));
            message!("call-unknown", word = word, known = known)
        })?;
        let mut call = Self::bare(form);
        let mut named = false;
        let parts = inside.split(',').map(str::trim);
        for (place, part) in parts.filter(|_| !inside.is_empty()).enumerate() {
            match part.split_once('=') {
                Some((key, value)) => {
                    named = true;
                    call = call.with_text(key.trim(), value.trim())?;
                }
                // As in Python, what has no name stands before what has one.
                None => match form.arguments.get(place).filter(|_| !named) {
                    Some(argument) => call = call.with_text(argument.key, part)?,
                    None => return Err(call.not_taken(part)),
                },
            }
        }
        Ok(call.plain())
    }

    /// The same with one argument given as text.
    fn with_text(mut self, key: &str, text: &str) -> Result<Self, Message> {
        let word = self.form.word;
        let mut arguments = self.form.arguments.iter();
        let Some(place) = arguments.position(|argument| argument.key == key) else {
            return Err(self.not_taken(key));
        };
        if self.given[place].is_some() {
            return Err(message!("call-argument-twice", word = word, key = key));
        }
        let value = self.form.arguments[place].read(text).map_err(|expected| {
            message!(
                "call-argument-refused",
                word = word,
                key = key,
                expected = expected,
                value = text
            )
        })?;
        self.given[place] = Some(value);
        Ok(self)
    }

    /// The same with a number given, as files of other programs have it; `None` where there is no such argument or it does
    /// not accept that.
    #[must_use]
    pub fn with(self, key: &str, value: Given) -> Option<Self> {
        self.with_text(key, &value.text()).ok().map(Self::plain)
    }

    /// Without what is as it would be anyway.
    fn plain(mut self) -> Self {
        for (given, argument) in self.given.iter_mut().zip(self.form.arguments) {
            if *given == argument.default() {
                *given = None;
            }
        }
        self
    }

    fn not_taken(&self, argument: &str) -> Message {
        let (word, arguments) = (self.form.word, self.form.arguments);
        if arguments.is_empty() {
            return message!("call-takes-nothing", word = word, argument = argument);
        }
        let known = list(arguments.iter().map(|argument| argument.key));
        message!(
            "call-argument-unknown",
            word = word,
            argument = argument,
            known = known
        )
    }

    /// What it takes, with the value of each; a seed that was not given has none.
    pub fn arguments(&self) -> impl Iterator<Item = (&'static Argument, Option<Given>)> {
        let given = self.given.iter();
        let with_value = |(argument, given): (&'static Argument, &Option<Given>)| {
            (argument, given.or_else(|| argument.default()))
        };
        self.form.arguments.iter().zip(given).map(with_value)
    }

    /// What was given to it, by Keras's names.
    pub fn given(&self) -> impl Iterator<Item = (&'static str, Given)> {
        let given = self.given.iter().zip(self.form.arguments);
        given.filter_map(|(given, argument)| Some((argument.key, (*given)?)))
    }

    /// Whether nothing stands in its parentheses.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.given.iter().all(Option::is_none)
    }

    fn value(&self, key: &str) -> Option<Given> {
        let mut arguments = self.arguments();
        arguments.find(|(argument, _)| argument.key == key)?.1
    }

    /// A real number that it takes; 0 where it takes no such number.
    pub(super) fn real(&self, key: &str) -> f64 {
        match self.value(key) {
            Some(Given::Real(number)) => number,
            Some(Given::Whole(_) | Given::Word(_)) | None => 0.0,
        }
    }

    /// The seed, where one is given.
    pub(super) fn seed(&self) -> Option<u32> {
        match self.value("seed") {
            Some(Given::Whole(number)) => Some(number),
            Some(Given::Real(_) | Given::Word(_)) | None => None,
        }
    }

    /// A word that it takes; empty where it takes no such word.
    pub(super) fn word(&self, key: &str) -> &'static str {
        match self.value(key) {
            Some(Given::Word(word)) => word,
            Some(Given::Real(_) | Given::Whole(_)) | None => "",
        }
    }

    /// With all that it takes, whatever it is, so that it can be changed; `None` where it takes nothing.
    #[must_use]
    pub fn written_out(&self) -> Option<String> {
        let part = |(argument, value): (&Argument, Option<Given>)| {
            let value = value.unwrap_or(Given::Whole(0));
            format!("{}={}", argument.key, value.text())
        };
        let parts: Vec<String> = self.arguments().map(part).collect();
        (!parts.is_empty()).then(|| format!("{}({})", self.form.word, parts.join(", ")))
    }

    /// As it is stored and shown, in one way: the first number without its name where it is the only one that there can be.
    #[must_use]
    pub fn text(&self) -> String {
        let is_seed = |argument: &&Argument| argument.kind == ArgumentKind::Seed;
        let arguments = self.form.arguments.iter();
        let is_alone = arguments.filter(|argument| !is_seed(argument)).count() == 1;
        let given = self.given.iter().zip(self.form.arguments);
        let parts = given.enumerate().filter_map(|(place, (given, argument))| {
            let value = (*given)?.text();
            Some(if place == 0 && is_alone {
                value
            } else {
                format!("{}={value}", argument.key)
            })
        });
        let parts: Vec<String> = parts.collect();
        if parts.is_empty() {
            return self.form.word.to_owned();
        }
        format!("{}({})", self.form.word, parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMS: &[Form] = &[
        Form {
            word: "zeros",
            class: "Zeros",
            arguments: &[],
        },
        Form {
            word: "normal",
            class: "Normal",
            arguments: &[
                Argument::any("mean", 0.0),
                Argument::real("stddev", 0.0, 0.05),
                Argument {
                    key: "seed",
                    kind: ArgumentKind::Seed,
                },
            ],
        },
        Form {
            word: "constant",
            class: "Constant",
            arguments: &[Argument::any("value", 0.0)],
        },
    ];

    fn read(text: &str) -> Result<String, String> {
        let call = Call::parse(text, FORMS);
        call.map(|call| call.text()).map_err(|it| it.to_string())
    }

    #[test]
    fn what_is_written_in_several_ways_is_kept_in_one() {
        for (text, kept) in [
            ("zeros", "zeros"),
            ("zeros()", "zeros"),
            (" normal ( stddev = 0.02 ) ", "normal(stddev=0.02)"),
            ("normal(0, 0.02)", "normal(stddev=0.02)"),
            ("normal(mean=0.0, stddev=5e-2)", "normal"),
            ("normal(seed=7)", "normal(seed=7)"),
            ("normal(-1, seed=7)", "normal(mean=-1, seed=7)"),
            ("constant(value=0.1)", "constant(0.1)"),
            ("constant(0.0000001)", "constant(1e-7)"),
        ] {
            assert_eq!(read(text), Ok(kept.to_owned()));
            assert_eq!(read(kept), Ok(kept.to_owned()));
        }
    }

    #[test]
    fn mistakes_are_told_with_what_is_known() {
        for (text, sentence) in [
            (
                "one",
                "there is no `one` here; known are: zeros, normal, constant",
            ),
            (
                "normal(0.1",
                "`normal(0.1` has no closing parenthesis at its end",
            ),
            (
                "zeros(1)",
                "`zeros` takes nothing in parentheses, but is given `1`",
            ),
            (
                "normal(std=1)",
                "`normal` takes no `std`; it takes: mean, stddev, seed",
            ),
            (
                "normal(stddev=1, 2)",
                "`normal` takes no `2`; it takes: mean, stddev, seed",
            ),
            ("normal(1, mean=1)", "`normal` is given `mean` twice"),
            (
                "normal(stddev=-1)",
                "`stddev` of `normal` must be a number from 0 to 1000000, but is `-1`",
            ),
            (
                "normal(mean=nan)",
                "`mean` of `normal` must be a number from -1000000 to 1000000, but is `nan`",
            ),
            (
                "normal(seed=1.5)",
                "`seed` of `normal` must be a whole number from 0 to 4294967295, but is `1.5`",
            ),
        ] {
            assert_eq!(read(text), Err(sentence.to_owned()));
        }
    }
}
