//! What differs, in words.

use super::{Change, Difference};
use crate::layer::{Shape, thousands};

impl Difference {
    /// In words: "filters 32 → 64".
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Kind(before, after) => format!("{before} → {after}"),
            Self::Name(before, after) => format!("name {before} → {after}"),
            Self::Setting { key, before, after } => format!("{key} {before} → {after}"),
            Self::Inputs(before, after) => format!("input {} → {}", joined(before), joined(after)),
            Self::Shape(before, after) => {
                format!("{} → {}", shape_text(*before), shape_text(*after))
            }
            Self::Params(before, after) => {
                format!("{} → {} parameters", thousands(*before), thousands(*after))
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

fn joined(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(" and ")
    }
}

fn shape_text(shape: Option<Shape>) -> String {
    shape.map_or_else(|| "?".to_owned(), |shape| shape.to_string())
}
