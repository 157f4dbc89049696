//! How the weights of a kernel start.

use super::reader::Choice;

/// Keras's initializers, by its names. Biases always start at zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Initializer {
    /// Uniform in ±sqrt(6 / (fan_in + fan_out)) (Glorot and Bengio, 2010); Keras's default.
    GlorotUniform,
    /// Truncated normal with variance 2 / (fan_in + fan_out).
    GlorotNormal,
    /// Uniform in ±sqrt(6 / fan_in) (He et al., 2015).
    HeUniform,
    /// Truncated normal with variance 2 / fan_in.
    HeNormal,
    /// Normal with mean 0 and standard deviation 0.05.
    RandomNormal,
    /// Uniform in ±0.05.
    RandomUniform,
    /// All zero.
    Zeros,
    /// All one.
    Ones,
}

impl Choice for Initializer {
    const ALL: &'static [Self] = &[
        Self::GlorotUniform,
        Self::GlorotNormal,
        Self::HeUniform,
        Self::HeNormal,
        Self::RandomNormal,
        Self::RandomUniform,
        Self::Zeros,
        Self::Ones,
    ];

    fn word(&self) -> &'static str {
        match self {
            Self::GlorotUniform => "glorot_uniform",
            Self::GlorotNormal => "glorot_normal",
            Self::HeUniform => "he_uniform",
            Self::HeNormal => "he_normal",
            Self::RandomNormal => "random_normal",
            Self::RandomUniform => "random_uniform",
            Self::Zeros => "zeros",
            Self::Ones => "ones",
        }
    }
}

impl Initializer {
    /// The words for a form.
    pub(super) const WORDS: &'static [&'static str] = &[
        "glorot_uniform",
        "glorot_normal",
        "he_uniform",
        "he_normal",
        "random_normal",
        "random_uniform",
        "zeros",
        "ones",
    ];
}
