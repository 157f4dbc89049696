//! A fully connected layer.

use super::activation::Function;
use super::initializer::Initializer;
use super::reader::{Choice, Reader};
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Quantity, Shape, Step, Weight, explained};
use crate::message;
use crate::text::{Count, Message};

/// `Dense`: `activation(input · kernel + bias)` with a kernel `[in, units]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dense {
    /// Output features.
    pub units: usize,
    /// What follows the product.
    pub activation: Function,
    /// Whether a bias is added per unit.
    pub use_bias: bool,
    /// How the kernel starts.
    pub kernel_initializer: Initializer,
}

impl LayerKind for Dense {
    const PASSES: Passes = Passes::Makes("units");
    const SETTINGS: &'static [SettingSpec] = &[
        SettingSpec::size("units", "setting-units", 10, "setting-units-help"),
        SettingSpec::choice(
            "activation",
            "setting-activation",
            Function::WORDS,
            "linear",
            "setting-activation-help",
        ),
        SettingSpec::switch("use_bias", "setting-bias", true, "setting-bias-per-unit"),
        SettingSpec::choice(
            "kernel_initializer",
            "setting-initializer",
            Initializer::WORDS,
            "glorot_uniform",
            "setting-initializer-help",
        ),
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            units: settings.size("units")?,
            activation: settings.choice("activation")?,
            use_bias: settings.switch("use_bias")?,
            kernel_initializer: settings.choice("kernel_initializer")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        inputs[0]
            .as_vector()
            .ok_or_else(|| Fault::needs_vector(inputs[0]))?;
        Ok(Shape::vector(self.units))
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        message!(
            "explains-dense",
            units = Count(self.units),
            features = Count(inputs[0].channels()),
            told = self.activation.told()
        )
    }

    fn output_steps(&self, _inputs: &[Shape]) -> Vec<Step> {
        vec![explained::made(Quantity::Features, self.units)]
    }

    fn headline(&self) -> String {
        match self.activation {
            Function::Linear => self.units.to_string(),
            function => format!("{} · {}", self.units, function.word()),
        }
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let mut weights = vec![Weight::trainable(
            "kernel",
            [inputs[0].channels(), self.units],
        )];
        if self.use_bias {
            weights.push(Weight::trainable("bias", [self.units]));
        }
        weights
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        let features = inputs[0].channels();
        if self.use_bias {
            format!("({features} + 1)·{}", self.units)
        } else {
            format!("{features}·{}", self.units)
        }
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        if self.use_bias {
            ("(n + 1)·k", "letters-dense-bias")
        } else {
            ("n·k", "letters-dense")
        }
    }

    fn macs_factors(&self, inputs: &[Shape], _output: Shape) -> Vec<usize> {
        vec![inputs[0].channels(), self.units]
    }

    fn function(&self) -> Function {
        self.activation
    }
}
