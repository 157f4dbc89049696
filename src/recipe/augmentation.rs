//! How pictures are varied while a network trains on them, so that it cannot learn them by heart.

use serde::{Deserialize, Serialize};

/// The variations on offer. What they do to pixels lives in `data`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Augmentation {
    /// None at all.
    #[default]
    None,
    /// Half of the pictures mirrored left to right, as Keras's `RandomFlip("horizontal")`. Not for digits or letters.
    Flip,
}

impl Augmentation {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 2] = [Self::None, Self::Flip];

    /// The name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Flip => "flip",
        }
    }

    /// The augmentation of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|augmentation| augmentation.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_augmentation_is_found_by_the_word_in_files() {
        for augmentation in Augmentation::ALL {
            assert_eq!(Augmentation::named(augmentation.name()), Some(augmentation));
            let text = serde_json::to_string(&augmentation).unwrap();
            assert_eq!(text, format!("\"{}\"", augmentation.name()));
        }
    }
}
