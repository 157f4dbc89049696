//! A kind of layer, as palettes, files and searches know it.

use super::setting::SettingSpec;
use super::{Arity, Kind, Passes};
use crate::text::say;

/// What a layer is for; decides its color and its place in the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Where data enters.
    Input,
    /// Padding and flattening.
    Shape,
    /// Convolutions.
    Convolution,
    /// Batch normalization.
    Normalization,
    /// Activation functions.
    Activation,
    /// Pooling.
    Pooling,
    /// Fully connected layers.
    Dense,
    /// Several inputs into one.
    Merge,
    /// Against overfitting.
    Regularization,
}

/// How often a kind is wanted: lists begin with the usual ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// What most networks are made of.
    Usual,
    /// What some networks need.
    Seldom,
}

/// One kind of layer, as palettes, files and searches know it.
#[derive(Debug)]
pub struct Entry {
    /// The kind.
    pub kind: Kind,
    /// Keras's class name, and the type in files.
    pub name: &'static str,
    /// The class name in Keras's `summary()` where it differs from [`Entry::name`].
    pub keras_class: &'static str,
    /// The stem that Keras numbers: `conv2d`, `zero_padding2d`.
    pub stem: &'static str,
    /// What it is for.
    pub family: Family,
    /// How often it is wanted.
    pub rank: Rank,
    /// The message of one sentence.
    pub(super) summary: &'static str,
    /// Other words that find it: PyTorch's names, Chinese, short forms.
    pub aliases: &'static [&'static str],
    /// Its settings, in the order of a form.
    pub settings: &'static [SettingSpec],
    /// How many inputs it takes.
    pub arity: Arity,
    /// What it hands on of the numbers that reach it.
    pub passes: Passes,
}

impl Entry {
    /// What it does, in one sentence.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        say(self.summary)
    }

    /// The setting that says how many channels, or numbers, it makes.
    #[must_use]
    pub fn size_key(&self) -> Option<&'static str> {
        match self.passes {
            Passes::Makes(key) => Some(key),
            Passes::Numbers | Passes::Channels | Passes::Mixed => None,
        }
    }

    /// The setting of this key.
    #[must_use]
    pub fn setting(&self, key: &str) -> Option<&'static SettingSpec> {
        self.settings.iter().find(|setting| setting.key == key)
    }
}
