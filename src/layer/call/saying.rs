//! Writing a word with what is given to it, in one way.

use super::{Argument, ArgumentKind, Call, Given};

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
