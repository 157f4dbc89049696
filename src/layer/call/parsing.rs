//! Reading a word with what is given to it.

use super::{Argument, ArgumentKind, Call, Form, Given, LARGEST};
use crate::message;
use crate::text::{Message, list};

impl Argument {
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

impl Call {
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
    pub(super) fn with_text(mut self, key: &str, text: &str) -> Result<Self, Message> {
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
