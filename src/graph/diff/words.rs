//! What differs, in words.

use super::{Change, Difference};
use crate::layer::{Shape, thousands};
use crate::text::{Argument, all};
use crate::{message, tr};

impl Difference {
    /// In words: "filters 32 → 64".
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Kind(before, after) => format!("{before} → {after}"),
            Self::Name(before, after) => tr!("differs-name", before = before, after = after),
            Self::Setting { key, before, after } => format!("{key} {before} → {after}"),
            Self::Inputs(before, after) => {
                tr!(
                    "differs-input",
                    before = joined(before),
                    after = joined(after)
                )
            }
            Self::Shape(before, after) => {
                format!("{} → {}", shape_text(*before), shape_text(*after))
            }
            Self::Params(before, after) => {
                tr!(
                    "differs-parameters",
                    before = thousands(*before),
                    after = thousands(*after)
                )
            }
        }
    }
}

impl Change {
    /// Everything that differs, in words: "filters 32 → 64, (64, 64, 32) → (64, 64, 64)".
    #[must_use]
    pub fn words(&self) -> String {
        let words: Vec<String> = self.differences.iter().map(Difference::words).collect();
        words.join(", ")
    }
}

fn joined(names: &[String]) -> Argument {
    if names.is_empty() {
        message!("no-inputs").into()
    } else {
        all(names)
    }
}

fn shape_text(shape: Option<Shape>) -> String {
    shape.map_or_else(|| "?".to_owned(), |shape| shape.to_string())
}
