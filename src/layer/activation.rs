//! Elementwise functions, and softmax.

use super::reader::{Choice, Reader};
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Shape, Step, explained};
use crate::message;
use crate::text::Message;

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

    /// What it makes of a number `x`.
    #[must_use]
    pub fn formula(self) -> &'static str {
        match self {
            Self::Linear => "x",
            Self::Relu => "max(x, 0)",
            Self::Sigmoid => "1 / (1 + exp(−x))",
            Self::Softmax => "exp(x)/Σexp(x)",
            Self::Tanh => "tanh(x)",
            Self::LeakyRelu => "max(x, 0.2·x)",
            Self::Elu => "x > 0 ? x : exp(x) − 1",
            Self::Gelu => "x·Φ(x)",
            Self::Silu => "x / (1 + exp(−x))",
        }
    }

    /// What it is good for, as a sentence; `None` for the one that changes nothing.
    fn purpose(self) -> Option<Message> {
        Some(match self {
            Self::Linear => return None,
            Self::Relu => message!("purpose-relu"),
            Self::Sigmoid => message!("purpose-sigmoid"),
            Self::Softmax => message!("purpose-softmax"),
            Self::Tanh => message!("purpose-tanh"),
            Self::LeakyRelu => message!("purpose-leaky-relu"),
            Self::Elu => message!("purpose-elu"),
            Self::Gelu => message!("purpose-gelu"),
            Self::Silu => message!("purpose-silu"),
        })
    }

    /// How it is told behind a product: with its formula and what it is good for.
    pub(super) fn told(self) -> Message {
        let Some(purpose) = self.purpose() else {
            return message!("function-told-linear");
        };
        message!(
            "function-told",
            function = self.word(),
            formula = self.formula(),
            purpose = purpose
        )
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

    fn explained(&self, inputs: &[Shape]) -> Message {
        message!(
            "explains-activation",
            told = self.function.told(),
            shape = %inputs[0]
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn headline(&self) -> String {
        self.function.word().to_owned()
    }

    fn function(&self) -> Function {
        self.function
    }
}
