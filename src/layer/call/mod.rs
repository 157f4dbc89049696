//! A word with numbers in parentheses as the value of a setting: `truncated_normal(stddev=0.02)`, `l2(0.0001)`.
//! What may stand there is a closed list, which describes itself; nothing is ever evaluated. `parsing` reads it, `saying` writes
//! it.

mod parsing;
mod saying;

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
}

impl Call {
    /// A word with nothing given to it.
    pub(super) const fn bare(form: &'static Form) -> Self {
        Self {
            form,
            given: [None; MOST_ARGUMENTS],
        }
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
}
