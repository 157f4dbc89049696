//! What large weights cost: Keras's regularizers of a kernel.

use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, Function};
use crate::message;
use crate::text::Message;

/// What a kernel adds to the loss: `l1 · Σ|w| + l2 · Σw²`, as Keras's L1, L2 and L1L2.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Penalty {
    /// What the sum of the weights' magnitudes counts.
    pub l1: f64,
    /// What the sum of their squares counts.
    pub l2: f64,
}

impl Penalty {
    pub(super) const L1: SettingSpec =
        SettingSpec::float("l1", "setting-l1", 0.0, (0.0, 1e6), "setting-l1-help");
    pub(super) const L2: SettingSpec =
        SettingSpec::float("l2", "setting-l2", 0.0, (0.0, 1e6), "setting-l2-help");

    pub(super) fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            l1: settings.float("l1")?,
            l2: settings.float("l2")?,
        })
    }

    /// Whether nothing is added.
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    /// `words` about a layer, what its sums go through, and what its kernel costs.
    pub(super) fn told_after(self, activation: Function, words: Message) -> Message {
        let words = activation.told_after(words);
        if self.is_none() {
            return words;
        }
        message!("explains-with-penalty", words = words, l1 = %self.l1, l2 = %self.l2)
    }
}
