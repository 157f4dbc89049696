//! A depthwise convolution, then one of single pixels that mixes the channels.

use super::activation::Function;
use super::convolving;
use super::initializer::Initializer;
use super::reader::Reader;
use super::setting::SettingSpec;
use super::sliding::{Padding, Sliding, times};
use super::{Fault, LayerKind, Passes, Penalty, Quantity, Shape, Step, Weight, Window, explained};
use crate::message;
use crate::text::Message;

/// `SeparableConv2D`: kernels `[kernel height, kernel width, in, depth_multiplier]`, then `[1, 1, in · depth_multiplier, filters]`.
#[derive(Clone, Debug, PartialEq)]
pub struct SeparableConv2D {
    /// Output channels.
    pub filters: usize,
    /// `[height, width]` of a depthwise kernel.
    pub kernel_size: [usize; 2],
    /// Distance of neighboring windows.
    pub strides: [usize; 2],
    /// The border.
    pub padding: Padding,
    /// Channels between the two convolutions for each input channel.
    pub depth_multiplier: usize,
    /// Distance of neighboring taps inside a depthwise kernel.
    pub dilation_rate: [usize; 2],
    /// What follows the sums.
    pub activation: Function,
    /// Whether a bias is added per filter.
    pub use_bias: bool,
    /// How the depthwise kernel starts.
    pub depthwise_initializer: Initializer,
    /// How the pointwise kernel starts.
    pub pointwise_initializer: Initializer,
    /// What large weights of the kernel cost.
    pub penalty: Penalty,
}

impl SeparableConv2D {
    fn sliding(&self) -> Sliding {
        Sliding {
            key: convolving::KERNEL_SIZE.key,
            size: self.kernel_size,
            dilation: self.dilation_rate,
            strides: self.strides,
            padding: self.padding,
        }
    }

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
        convolving::initializer("depthwise_initializer", "setting-depthwise-initializer"),
        convolving::initializer("pointwise_initializer", "setting-pointwise-initializer"),
        Penalty::L1,
        Penalty::L2,
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        let sliding = convolving::read_sliding(settings)?;
        Ok(Self {
            filters: settings.size("filters")?,
            kernel_size: sliding.size,
            strides: sliding.strides,
            padding: sliding.padding,
            depth_multiplier: settings.size("depth_multiplier")?,
            dilation_rate: sliding.dilation,
            activation: settings.choice("activation")?,
            use_bias: settings.switch("use_bias")?,
            depthwise_initializer: settings.choice("depthwise_initializer")?,
            pointwise_initializer: settings.choice("pointwise_initializer")?,
            penalty: Penalty::read(settings)?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let (_, [height, width]) = self.sliding().slide(inputs[0])?;
        Ok(Shape::map(height, width, self.filters))
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        self.penalty.told_after(
            self.activation,
            message!(
                "explains-separable-conv-2d",
                filters = self.filters,
                window = times(self.kernel_size),
                channels = inputs[0].channels(),
                between = self.between(inputs[0]),
                strides = times(self.strides),
                border = explained::border(&self.sliding(), inputs[0])
            ),
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        let mut steps = explained::slid(&self.sliding(), inputs[0]);
        steps.push(explained::made(Quantity::Channels, self.filters));
        steps
    }

    fn headline(&self) -> String {
        let kernel = convolving::headline(&self.sliding(), self.activation);
        format!("{} · {kernel}", self.filters)
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let [height, width] = self.kernel_size;
        let depthwise = [height, width, inputs[0].channels(), self.depth_multiplier];
        let pointwise = [1, 1, self.between(inputs[0]), self.filters];
        let weights = vec![
            Weight::trainable("depthwise_kernel", depthwise),
            Weight::trainable("pointwise_kernel", pointwise),
        ];
        convolving::with_bias(weights, self.use_bias, self.filters)
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        let [height, width] = self.kernel_size;
        let between = format!("{}·{}", inputs[0].channels(), self.depth_multiplier);
        let bias = if self.use_bias { " + 1" } else { "" };
        format!(
            "{height}·{width}·{between} + ({between}{bias})·{}",
            self.filters
        )
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        let [height, width] = self.kernel_size;
        match (height == width, self.use_bias) {
            (true, true) => ("f·f·c·d+(c·d+1)·k", "letters-separable-bias"),
            (true, false) => ("f·f·c·d+c·d·k", "letters-separable"),
            (false, true) => ("f₁·f₂·c·d+(c·d+1)·k", "letters-separable-bias"),
            (false, false) => ("f₁·f₂·c·d+c·d·k", "letters-separable"),
        }
    }

    /// For each output pixel, the taps of every channel and then the sums of all filters.
    fn macs_factors(&self, inputs: &[Shape], output: Shape) -> Vec<usize> {
        let taps = self.kernel_size[0].saturating_mul(self.kernel_size[1]);
        let [height, width, filters] = output.as_map().unwrap_or([0; 3]);
        let sums = taps.saturating_add(filters);
        vec![height, width, self.between(inputs[0]), sums]
    }

    fn window(&self) -> Window {
        Window {
            extent: self.sliding().extent(),
            strides: self.strides,
        }
    }

    fn function(&self) -> Function {
        self.activation
    }

    fn penalty(&self) -> Penalty {
        self.penalty
    }

    fn padding(&self) -> Option<Padding> {
        Some(self.padding)
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
