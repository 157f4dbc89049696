//! Two-dimensional convolution of each channel by itself.

use super::activation::Function;
use super::convolving;
use super::learned::{self, Learned};
use super::reader::Reader;
use super::setting::SettingSpec;
use super::sliding::{Padding, Sliding, times};
use super::{
    Fault, Initializer, LayerKind, Passes, Penalty, Shape, Step, Weight, Window, explained,
};
use crate::message;
use crate::text::Message;

/// `DepthwiseConv2D`: `depth_multiplier` kernels for each channel, `[kernel height, kernel width, in, depth_multiplier]`.
#[derive(Clone, Debug, PartialEq)]
pub struct DepthwiseConv2D {
    /// How a kernel slides.
    pub sliding: Sliding,
    /// Output channels for each input channel.
    pub depth_multiplier: usize,
    /// What follows the sums.
    pub activation: Function,
    /// The kernel.
    pub kernel: Learned,
    /// What is added per output channel, where anything is.
    pub bias: Option<Learned>,
}

impl DepthwiseConv2D {
    fn channels_made(&self, input: Shape) -> usize {
        input.channels().saturating_mul(self.depth_multiplier)
    }
}

impl LayerKind for DepthwiseConv2D {
    const PASSES: Passes = Passes::Channels;
    const SETTINGS: &'static [SettingSpec] = &[
        convolving::KERNEL_SIZE,
        convolving::STRIDES,
        convolving::PADDING,
        convolving::DEPTH_MULTIPLIER,
        convolving::DILATION_RATE,
        convolving::ACTIVATION,
        convolving::USE_BIAS,
        Initializer::of_kernel("depthwise_initializer", "setting-initializer"),
        learned::BIAS[0],
        Penalty::L1,
        Penalty::L2,
        learned::BIAS[1],
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            sliding: convolving::read_sliding(settings)?,
            depth_multiplier: settings.size("depth_multiplier")?,
            activation: settings.choice("activation")?,
            kernel: learned::read_kernel(settings, "depthwise_initializer")?,
            bias: learned::read_bias(settings)?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let ([_, _, channels], [height, width]) = self.sliding.slide(inputs[0])?;
        let channels = channels
            .checked_mul(self.depth_multiplier)
            .ok_or_else(|| Fault::too_large(message!("channels-too-many")))?;
        Ok(Shape::map(height, width, channels))
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        let words = message!(
            "explains-depthwise-conv-2d",
            window = times(self.sliding.size),
            channels = inputs[0].channels(),
            multiplier = self.depth_multiplier,
            strides = times(self.sliding.strides),
            border = explained::border(&self.sliding, inputs[0])
        );
        let words = self.activation.told_after(words);
        Penalty::told(words, &learned::costs(self.kernel, self.bias))
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        let mut steps = explained::slid(&self.sliding, inputs[0]);
        steps.push(explained::multiplied_channels(
            inputs[0],
            self.depth_multiplier,
        ));
        steps
    }

    fn headline(&self) -> String {
        let kernel = convolving::headline(&self.sliding, self.activation);
        match self.depth_multiplier {
            1 => kernel,
            multiplier => format!("×{multiplier} · {kernel}"),
        }
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let [height, width] = self.sliding.size;
        let kernel = [height, width, inputs[0].channels(), self.depth_multiplier];
        let weights = vec![Weight::trainable("kernel", kernel, self.kernel)];
        learned::with_bias(weights, self.bias, self.channels_made(inputs[0]))
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        let [height, width] = self.sliding.size;
        let (channels, multiplier) = (inputs[0].channels(), self.depth_multiplier);
        let taps = format!("{height}·{width}");
        if self.bias.is_some() {
            format!("({taps} + 1)·{channels}·{multiplier}")
        } else {
            format!("{taps}·{channels}·{multiplier}")
        }
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        let [height, width] = self.sliding.size;
        match (height == width, self.bias.is_some()) {
            (true, true) => ("(f·f+1)·c·d", "letters-depthwise-bias"),
            (true, false) => ("f·f·c·d", "letters-depthwise"),
            (false, true) => ("(f₁·f₂+1)·c·d", "letters-depthwise-bias"),
            (false, false) => ("f₁·f₂·c·d", "letters-depthwise"),
        }
    }

    fn macs_factors(&self, _inputs: &[Shape], output: Shape) -> Vec<usize> {
        let mut factors = output.dims().to_vec();
        factors.extend(self.sliding.size);
        factors
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

    // MobileNet's conv_dw_1: 3·3 taps for each of 32 channels, no bias.
    #[test]
    fn a_depthwise_convolution_has_one_kernel_for_each_channel() {
        let spec = LayerSpec::new(Kind::DepthwiseConv2D)
            .with("padding", "same")
            .with("use_bias", false);
        let inputs = [Shape::map(112, 112, 32)];
        let layer = spec.resolve().unwrap();
        assert_eq!(layer.params(&inputs).unwrap().trainable, 288);
        let output = layer.output_shape(&inputs).unwrap();
        assert_eq!(output, inputs[0]);
        assert_eq!(layer.macs(&inputs, output).unwrap(), 112 * 112 * 32 * 9);
    }

    #[test]
    fn a_multiplier_makes_as_many_channels_of_each() {
        let layer = LayerSpec::new(Kind::DepthwiseConv2D).with("depth_multiplier", 3);
        let output = layer
            .resolve()
            .unwrap()
            .output_shape(&[Shape::map(8, 8, 4)]);
        assert_eq!(output, Ok(Shape::map(6, 6, 12)));
    }
}
