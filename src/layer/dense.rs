//! A fully connected layer.

use super::activation::Function;
use super::learned::{self, Learned};
use super::reader::{Choice, Reader};
use super::setting::SettingSpec;
use super::{
    Fault, Initializer, LayerKind, Passes, Penalty, Quantity, Shape, Step, Weight, explained,
};
use crate::message;
use crate::text::{Count, Message};

/// `Dense`: `activation(input · kernel + bias)` with a kernel `[in, units]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dense {
    /// Output features.
    pub units: usize,
    /// Whether a map is worked on pixel by pixel; otherwise it is refused, for mostly a Flatten was forgotten.
    pub on_maps: bool,
    /// What follows the product.
    pub activation: Function,
    /// The kernel.
    pub kernel: Learned,
    /// What is added per unit, where anything is.
    pub bias: Option<Learned>,
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
        SettingSpec::switch("on_maps", "setting-on-maps", false, "setting-on-maps-help"),
        SettingSpec::switch("use_bias", "setting-bias", true, "setting-bias-per-unit"),
        Initializer::of_matrix("kernel_initializer", "setting-initializer"),
        learned::BIAS[0],
        Penalty::L1,
        Penalty::L2,
        learned::BIAS[1],
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            units: settings.size("units")?,
            on_maps: settings.switch("on_maps")?,
            activation: settings.choice("activation")?,
            kernel: learned::read_kernel(settings, "kernel_initializer")?,
            bias: learned::read_bias(settings)?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        if inputs[0].as_map().is_some() && !self.on_maps {
            return Err(Fault::needs_vector(inputs[0]));
        }
        Ok(inputs[0].with_channels(self.units))
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        let words = message!(
            "explains-dense",
            units = Count(self.units),
            features = Count(inputs[0].channels()),
            told = self.activation.told()
        );
        let words = match inputs[0].as_map() {
            Some(_) => message!("explains-dense-on-maps", words = words),
            None => words,
        };
        Penalty::told(words, &learned::costs(self.kernel, self.bias))
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        if inputs[0].as_map().is_none() {
            return vec![explained::made(Quantity::Features, self.units)];
        }
        let mut steps = explained::kept(inputs[0]);
        steps.pop();
        steps.push(explained::made(Quantity::Channels, self.units));
        steps
    }

    fn headline(&self) -> String {
        match self.activation {
            Function::Linear => self.units.to_string(),
            function => format!("{} · {}", self.units, function.word()),
        }
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let kernel = [inputs[0].channels(), self.units];
        let weights = vec![Weight::trainable("kernel", kernel, self.kernel)];
        learned::with_bias(weights, self.bias, self.units)
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        let features = inputs[0].channels();
        if self.bias.is_some() {
            format!("({features} + 1)·{}", self.units)
        } else {
            format!("{features}·{}", self.units)
        }
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        if self.bias.is_some() {
            ("(n + 1)·k", "letters-dense-bias")
        } else {
            ("n·k", "letters-dense")
        }
    }

    fn macs_factors(&self, inputs: &[Shape], output: Shape) -> Vec<usize> {
        let mut factors = output.dims().to_vec();
        factors.push(inputs[0].channels());
        factors
    }

    fn function(&self) -> Function {
        self.activation
    }
}

#[cfg(test)]
mod tests {
    use crate::layer::{Kind, LayerSpec, Shape};

    // ConvNeXtTiny's first pointwise layer: 96·384 weights and 384 biases, on each of 56·56 pixels.
    #[test]
    fn a_map_is_worked_on_pixel_by_pixel_where_that_is_asked_for() {
        let spec = LayerSpec::new(Kind::Dense).with("units", 384);
        let map = Shape::map(56, 56, 96);
        assert!(
            spec.clone()
                .resolve()
                .unwrap()
                .output_shape(&[map])
                .is_err()
        );
        let layer = spec.with("on_maps", true).resolve().unwrap();
        let output = layer.output_shape(&[map]).unwrap();
        assert_eq!(output, Shape::map(56, 56, 384));
        assert_eq!(layer.params(&[map]).unwrap().trainable, 37_248);
        assert_eq!(layer.macs(&[map], output).unwrap(), 56 * 56 * 96 * 384);
        assert_eq!(
            layer.output_shape(&[Shape::vector(96)]),
            Ok(Shape::vector(384))
        );
    }
}
