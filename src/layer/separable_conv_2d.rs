//! A depthwise convolution, then one of single pixels that mixes the channels.

use super::activation::Function;
use super::convolving;
use super::learned::{self, Learned};
use super::reader::Reader;
use super::setting::SettingSpec;
use super::sliding::{Padding, Sliding, times};
use super::{
    Fault, Initializer, LayerKind, Passes, Penalty, Quantity, Shape, Step, Weight, Window,
    explained,
};
use crate::message;
use crate::text::Message;

/// `SeparableConv2D`: kernels `[kernel height, kernel width, in, depth_multiplier]`, then `[1, 1, in · depth_multiplier, filters]`.
#[derive(Clone, Debug, PartialEq)]
pub struct SeparableConv2D {
    /// Output channels.
    pub filters: usize,
    /// How a depthwise kernel slides.
    pub sliding: Sliding,
    /// Channels between the two convolutions for each input channel.
    pub depth_multiplier: usize,
    /// What follows the sums.
    pub activation: Function,
    /// The depthwise kernel.
    pub depthwise: Learned,
    /// The pointwise kernel.
    pub pointwise: Learned,
    /// What is added per filter, where anything is.
    pub bias: Option<Learned>,
}

impl SeparableConv2D {
    /// Channels between the two convolutions.
    fn between(&self, input: Shape) -> usize {
        input.channels().saturating_mul(self.depth_multiplier)
    }
}

impl LayerKind for SeparableConv2D {
    const PASSES: Passes = Passes::Makes("filters");
    const SETTINGS: &'static [SettingSpec] = &[
        convolving::FILTERS,
        convolving::KERNEL_SIZE,
        convolving::STRIDES,
        convolving::PADDING,
        convolving::DEPTH_MULTIPLIER,
        convolving::DILATION_RATE,
        convolving::ACTIVATION,
        convolving::USE_BIAS,
        Initializer::of_kernel("depthwise_initializer", "setting-depthwise-initializer"),
        Initializer::of_kernel("pointwise_initializer", "setting-pointwise-initializer"),
        learned::BIAS[0],
        Penalty::L1,
        Penalty::L2,
        Penalty::setting_or_same("pointwise_regularizer", "setting-pointwise-regularizer"),
        learned::BIAS[1],
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        let depthwise = learned::read_kernel(settings, "depthwise_initializer")?;
        Ok(Self {
            filters: settings.size("filters")?,
            sliding: convolving::read_sliding(settings)?,
            depth_multiplier: settings.size("depth_multiplier")?,
            activation: settings.choice("activation")?,
            depthwise,
            pointwise: Learned {
                initializer: Initializer::read(settings, "pointwise_initializer")?,
                penalty: Penalty::read_or_same(
                    settings,
                    "pointwise_regularizer",
                    depthwise.penalty,
                )?,
            },
            bias: learned::read_bias(settings)?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let (_, [height, width]) = self.sliding.slide(inputs[0])?;
        Ok(Shape::map(height, width, self.filters))
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        let words = message!(
            "explains-separable-conv-2d",
            filters = self.filters,
            window = times(self.sliding.size),
            channels = inputs[0].channels(),
            between = self.between(inputs[0]),
            strides = times(self.sliding.strides),
            border = explained::border(&self.sliding, inputs[0])
        );
        let words = self.activation.told_after(words);
        let [_, bias] = learned::costs(self.depthwise, self.bias);
        let kernels = [
            ("depthwise_kernel", self.depthwise.penalty),
            ("pointwise_kernel", self.pointwise.penalty),
        ];
        Penalty::told(words, &[kernels[0], kernels[1], bias])
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        let mut steps = explained::slid(&self.sliding, inputs[0]);
        steps.push(explained::made(Quantity::Channels, self.filters));
        steps
    }

    fn headline(&self) -> String {
        let kernel = convolving::headline(&self.sliding, self.activation);
        format!("{} · {kernel}", self.filters)
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let [height, width] = self.sliding.size;
        let depthwise = [height, width, inputs[0].channels(), self.depth_multiplier];
        let pointwise = [1, 1, self.between(inputs[0]), self.filters];
        let weights = vec![
            Weight::trainable("depthwise_kernel", depthwise, self.depthwise),
            Weight::trainable("pointwise_kernel", pointwise, self.pointwise),
        ];
        learned::with_bias(weights, self.bias, self.filters)
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        let [height, width] = self.sliding.size;
        let between = format!("{}·{}", inputs[0].channels(), self.depth_multiplier);
        let bias = if self.bias.is_some() { " + 1" } else { "" };
        format!(
            "{height}·{width}·{between} + ({between}{bias})·{}",
            self.filters
        )
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        let [height, width] = self.sliding.size;
        match (height == width, self.bias.is_some()) {
            (true, true) => ("f·f·c·d+(c·d+1)·k", "letters-separable-bias"),
            (true, false) => ("f·f·c·d+c·d·k", "letters-separable"),
            (false, true) => ("f₁·f₂·c·d+(c·d+1)·k", "letters-separable-bias"),
            (false, false) => ("f₁·f₂·c·d+c·d·k", "letters-separable"),
        }
    }

    /// For each output pixel, the taps of every channel and then the sums of all filters.
    fn macs_factors(&self, inputs: &[Shape], output: Shape) -> Vec<usize> {
        let taps = self.sliding.size[0].saturating_mul(self.sliding.size[1]);
        let [height, width, filters] = output.as_map().unwrap_or([0; 3]);
        let sums = taps.saturating_add(filters);
        vec![height, width, self.between(inputs[0]), sums]
    }

    fn window(&self) -> Window {
        Window {
            extent: self.sliding.extent(),
            strides: self.sliding.strides,
            ..Window::POINT
        }
    }

    fn function(&self) -> Function {
        self.activation
    }

    fn padding(&self) -> Option<Padding> {
        Some(self.sliding.padding)
    }
}

#[cfg(test)]
mod tests {
    use crate::layer::{Kind, LayerSpec, Shape};

    // Xception's block2_sepconv1: 3·3·64 taps, then 64·128 products, no bias.
    #[test]
    fn a_separable_convolution_has_two_small_kernels() {
        let spec = LayerSpec::new(Kind::SeparableConv2D)
            .with("filters", 128)
            .with("use_bias", false);
        let params = spec.resolve().unwrap().params(&[Shape::map(109, 109, 64)]);
        assert_eq!(params.unwrap().trainable, 8_768);
    }
}
