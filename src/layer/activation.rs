//! Elementwise functions, and softmax.

use super::reader::{Choice, Reader};
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Shape};

/// Activation functions by Keras's names, with Keras's constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `x`.
    Linear,
    /// `max(x, 0)`.
    Relu,
    /// `1 / (1 + e^-x)`.
    Sigmoid,
    /// `e^x` over its sum along the channels.
    Softmax,
    /// Hyperbolic tangent.
    Tanh,
    /// `x` above zero, `0.2 x` below.
    LeakyRelu,
    /// `x` above zero, `e^x - 1` below.
    Elu,
    /// `x · Φ(x)`, exact (not the tanh approximation).
    Gelu,
    /// `x · sigmoid(x)`.
    Silu,
}

impl Function {
    /// The slope of `leaky_relu` below zero in Keras.
    pub const LEAKY_RELU_SLOPE: f64 = 0.2;

    /// Its name in Keras.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.word()
    }

    /// The words for a form.
    pub(super) const WORDS: &'static [&'static str] = &[
        "linear",
        "relu",
        "sigmoid",
        "softmax",
        "tanh",
        "leaky_relu",
        "elu",
        "gelu",
        "silu",
    ];
}

impl Choice for Function {
    const ALL: &'static [Self] = &[
        Self::Linear,
        Self::Relu,
        Self::Sigmoid,
        Self::Softmax,
        Self::Tanh,
        Self::LeakyRelu,
        Self::Elu,
        Self::Gelu,
        Self::Silu,
    ];

    fn word(&self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Relu => "relu",
            Self::Sigmoid => "sigmoid",
            Self::Softmax => "softmax",
            Self::Tanh => "tanh",
            Self::LeakyRelu => "leaky_relu",
            Self::Elu => "elu",
            Self::Gelu => "gelu",
            Self::Silu => "silu",
        }
    }
}

/// `Activation`.
#[derive(Clone, Debug, PartialEq)]
pub struct Activation {
    /// Which function.
    pub function: Function,
}

impl LayerKind for Activation {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[SettingSpec::choice(
        "activation",
        "setting-function",
        Function::WORDS,
        "relu",
        "setting-function-help",
    )];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            function: settings.choice("activation")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        Ok(inputs[0])
    }

    fn headline(&self) -> String {
        self.function.word().to_owned()
    }

    fn function(&self) -> Function {
        self.function
    }
}
