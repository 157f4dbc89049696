//! Elementwise functions, and softmax.

use super::reader::{Choice, Reader};
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Shape, Step, explained};
use crate::message;
use crate::text::Message;

/// Each function's name, formula and the message of what it is good for; empty for the one that changes nothing.
macro_rules! functions {
    ($($(#[$words:meta])* $name:ident, $word:literal, $formula:literal, $purpose:literal;)*) => {
        /// Activation functions by Keras's names, with Keras's constants.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Function {
            $($(#[$words])* $name,)*
        }

        impl Function {
            /// The words for a form.
            pub(super) const WORDS: &'static [&'static str] = &[$($word),*];

            /// What it makes of a number `x`.
            #[must_use]
            pub fn formula(self) -> &'static str {
                match self {
                    $(Self::$name => $formula,)*
                }
            }

            fn purpose_id(self) -> &'static str {
                match self {
                    $(Self::$name => $purpose,)*
                }
            }
        }

        impl Choice for Function {
            const ALL: &'static [Self] = &[$(Self::$name),*];

            fn word(&self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

functions! {
    /// `x`.
    Linear, "linear", "x", "";
    /// `max(x, 0)`.
    Relu, "relu", "max(x, 0)", "purpose-relu";
    /// `1 / (1 + e^-x)`.
    Sigmoid, "sigmoid", "1 / (1 + exp(−x))", "purpose-sigmoid";
    /// `e^x` over its sum along the channels.
    Softmax, "softmax", "exp(x)/Σexp(x)", "purpose-softmax";
    /// Hyperbolic tangent.
    Tanh, "tanh", "tanh(x)", "purpose-tanh";
    /// `x` above zero, `0.2 x` below.
    LeakyRelu, "leaky_relu", "max(x, 0.2·x)", "purpose-leaky-relu";
    /// `x` above zero, `e^x - 1` below.
    Elu, "elu", "x > 0 ? x : exp(x) − 1", "purpose-elu";
    /// `x · Φ(x)`, exact (not the tanh approximation).
    Gelu, "gelu", "x·Φ(x)", "purpose-gelu";
    /// `x · sigmoid(x)`.
    Silu, "silu", "x / (1 + exp(−x))", "purpose-silu";
    /// `x · Φ(x)` by way of tanh, as Keras computes it where it is told to approximate.
    GeluApproximate, "gelu_approximate", "x·(1 + tanh(0.7979·(x + 0.044715·x³))) / 2", "purpose-gelu-approximate";
    /// `min(max(x, 0), 6)`.
    Relu6, "relu6", "min(max(x, 0), 6)", "purpose-relu6";
    /// `min(max(x / 6 + 1/2, 0), 1)`.
    HardSigmoid, "hard_sigmoid", "min(max(x/6 + 1/2, 0), 1)", "purpose-hard-sigmoid";
    /// `x · hard_sigmoid(x)`.
    HardSilu, "hard_silu", "x·min(max(x/6 + 1/2, 0), 1)", "purpose-hard-silu";
    /// `elu` with constants that keep mean 0 and variance 1 from layer to layer (Klambauer et al., 2017).
    Selu, "selu", "1.0507·(x > 0 ? x : 1.6733·(exp(x) − 1))", "purpose-selu";
    /// `ln(1 + e^x)`.
    Softplus, "softplus", "ln(1+exp(x))", "purpose-softplus";
    /// `x / (1 + |x|)`.
    Softsign, "softsign", "x / (1 + |x|)", "purpose-softsign";
    /// `x · tanh(softplus(x))`.
    Mish, "mish", "x·tanh(ln(1+exp(x)))", "purpose-mish";
    /// `e^x`.
    Exponential, "exponential", "exp(x)", "purpose-exponential";
    /// The logarithm of softmax.
    LogSoftmax, "log_softmax", "x − ln(Σexp(x))", "purpose-log-softmax";
}

impl Function {
    /// The slope of `leaky_relu` below zero in Keras.
    pub const LEAKY_RELU_SLOPE: f64 = 0.2;
    /// What `selu` multiplies its exponential by.
    pub const SELU_ALPHA: f64 = 1.673_263_242_354_377_2;
    /// What `selu` multiplies everything by.
    pub const SELU_SCALE: f64 = 1.050_700_987_355_480_5;

    /// Its name in Keras.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.word()
    }

    /// What it is good for, as a sentence; `None` for the one that changes nothing.
    fn purpose(self) -> Option<Message> {
        Some(self.purpose_id())
            .filter(|id| !id.is_empty())
            .map(Message::new)
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

    /// `words` about a layer, and that its sums go through this function; nothing more for the one that changes nothing.
    pub(super) fn told_after(self, words: Message) -> Message {
        match self {
            Self::Linear => words,
            function => message!(
                "explains-with-function",
                words = words,
                told = function.told()
            ),
        }
    }

    /// The end of a headline that says so: ` · relu`.
    pub(super) fn in_headline(self) -> String {
        match self {
            Self::Linear => String::new(),
            function => format!(" · {}", function.word()),
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
