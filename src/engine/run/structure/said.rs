//! How the value of a setting is written where a run's network is told from others.

use crate::layer::{
    Choice, Function, Initializer, Interpolation, NoiseShape, Padding, Penalty, Shape,
};

/// A value that is written the same way for ever: digests in users' folders are made of it.
pub(super) trait Said {
    fn said(&self) -> String;
}

/// Whole numbers and switches, which everybody writes alike.
macro_rules! plainly {
    ($($kind:ty),*) => {$(
        impl Said for $kind {
            fn said(&self) -> String {
                self.to_string()
            }
        }
    )*};
}

plainly!(usize, i64, bool, Shape);

impl Said for f64 {
    /// The fewest digits that say it, with a point or an exponent: `1.0`, `1e-5`.
    fn said(&self) -> String {
        format!("{self:?}")
    }
}

fn listed<T: Said>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(Said::said).collect();
    format!("[{}]", values.join(", "))
}

impl<T: Said, const N: usize> Said for [T; N] {
    fn said(&self) -> String {
        listed(self)
    }
}

impl<T: Said> Said for Vec<T> {
    fn said(&self) -> String {
        listed(self)
    }
}

impl<T: Said> Said for Option<T> {
    fn said(&self) -> String {
        match self {
            Some(value) => format!("Some({})", value.said()),
            None => "None".to_owned(),
        }
    }
}

/// `glorot_uniform` as `GlorotUniform`: digests are older than the words.
fn capitalized(word: &str) -> String {
    let part = |part: &str| match part.split_at_checked(1) {
        Some((first, rest)) => first.to_ascii_uppercase() + rest,
        None => String::new(),
    };
    word.split('_').map(part).collect()
}

macro_rules! by_word {
    ($($kind:ty),*) => {$(
        impl Said for $kind {
            fn said(&self) -> String {
                capitalized(self.word())
            }
        }
    )*};
}

by_word!(Function, Interpolation, Padding);

impl Said for Initializer {
    /// `GlorotUniform`; with what it is given in parentheses as it is written in files.
    fn said(&self) -> String {
        let call = self.call();
        if call.is_bare() {
            return capitalized(call.form.word);
        }
        self.text()
    }
}

impl Said for NoiseShape {
    fn said(&self) -> String {
        let word = match self {
            Self::Each => "Each",
            Self::Sample => "Sample",
            Self::Channel => "Channel",
            Self::Pixel => "Pixel",
        };
        word.to_owned()
    }
}

impl Said for Penalty {
    fn said(&self) -> String {
        let Self { l1, l2 } = self;
        format!("Penalty {{ l1: {}, l2: {} }}", l1.said(), l2.said())
    }
}
