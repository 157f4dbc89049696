//! How the weights of a kernel start.

use super::reader::Choice;

/// The name and the word of each.
macro_rules! initializers {
    ($($(#[$words:meta])* $name:ident, $word:literal;)*) => {
        /// Keras's initializers, by its names. Biases always start at zero.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Initializer {
            $($(#[$words])* $name,)*
        }

        impl Choice for Initializer {
            const ALL: &'static [Self] = &[$(Self::$name),*];

            fn word(&self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }

        impl Initializer {
            /// The words for a form.
            pub(super) const WORDS: &'static [&'static str] = &[$($word),*];
        }
    };
}

initializers! {
    /// Uniform in ±sqrt(6 / (fan_in + fan_out)) (Glorot and Bengio, 2010); Keras's default.
    GlorotUniform, "glorot_uniform";
    /// Truncated normal with variance 2 / (fan_in + fan_out).
    GlorotNormal, "glorot_normal";
    /// Uniform in ±sqrt(6 / fan_in) (He et al., 2015).
    HeUniform, "he_uniform";
    /// Truncated normal with variance 2 / fan_in.
    HeNormal, "he_normal";
    /// Normal with mean 0 and standard deviation 0.05.
    RandomNormal, "random_normal";
    /// Uniform in ±0.05.
    RandomUniform, "random_uniform";
    /// All zero.
    Zeros, "zeros";
    /// All one.
    Ones, "ones";
    /// Uniform in ±sqrt(3 / fan_in) (LeCun et al., 1998).
    LecunUniform, "lecun_uniform";
    /// Truncated normal with variance 1 / fan_in.
    LecunNormal, "lecun_normal";
    /// Normal with mean 0 and standard deviation 0.05, drawn again beyond two of them.
    TruncatedNormal, "truncated_normal";
    /// Columns of length 1 at right angles to each other (Saxe et al., 2014).
    Orthogonal, "orthogonal";
}
