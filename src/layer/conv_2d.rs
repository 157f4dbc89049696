//! Two-dimensional convolution.

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

/// `Conv2D`: kernels `[kernel height, kernel width, in / groups, filters]` slide over the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Conv2D {
    /// Output channels.
    pub filters: usize,
    /// How a kernel slides.
    pub sliding: Sliding,
    /// Into how many groups the channels are divided; each sees only its own.
    pub groups: usize,
    /// What follows the sums.
    pub activation: Function,
    /// The kernel.
    pub kernel: Learned,
    /// What is added per filter, where anything is.
    pub bias: Option<Learned>,
}

impl LayerKind for Conv2D {
    const PASSES: Passes = Passes::Makes("filters");
    const SETTINGS: &'static [SettingSpec] = &[
        convolving::FILTERS,
        convolving::KERNEL_SIZE,
        convolving::STRIDES,
        convolving::PADDING,
        convolving::DILATION_RATE,
        SettingSpec::size("groups", "setting-groups", 1, "setting-groups-help"),
        convolving::ACTIVATION,
        convolving::USE_BIAS,
        Initializer::of_kernel("kernel_initializer", "setting-initializer"),
        learned::BIAS[0],
        Penalty::L1,
        Penalty::L2,
        learned::BIAS[1],
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        let layer = Self {
            filters: settings.size("filters")?,
            sliding: convolving::read_sliding(settings)?,
            groups: settings.size("groups")?,
            activation: settings.choice("activation")?,
            kernel: learned::read_kernel(settings, "kernel_initializer")?,
            bias: learned::read_bias(settings)?,
        };
        if layer.filters.is_multiple_of(layer.groups) {
            Ok(layer)
        } else {
            let message = message!(
                "groups-do-not-divide-filters",
                filters = layer.filters,
                groups = layer.groups
            );
            Err(Fault::setting("groups", message))
        }
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let ([_, _, channels], [height, width]) = self.sliding.slide(inputs[0])?;
        if channels.is_multiple_of(self.groups) {
            Ok(Shape::map(height, width, self.filters))
        } else {
            let message = message!(
                "groups-do-not-divide-channels",
                channels = channels,
                groups = self.groups
            );
            Err(Fault::setting("groups", message))
        }
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        let words = message!(
            "explains-conv-2d",
            filters = self.filters,
            window = times(self.sliding.size),
            channels = inputs[0].channels() / self.groups,
            strides = times(self.sliding.strides),
            border = explained::border(&self.sliding, inputs[0])
        );
        let words = self.activation.told_after(words);
        Penalty::told(words, &learned::costs(self.kernel, self.bias))
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
        let kernel = [
            height,
            width,
            inputs[0].channels() / self.groups,
            self.filters,
        ];
        let weights = vec![Weight::trainable("kernel", kernel, self.kernel)];
        learned::with_bias(weights, self.bias, self.filters)
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        let [height, width] = self.sliding.size;
        let taps = format!("{height}·{width}·{}", inputs[0].channels() / self.groups);
        if self.bias.is_some() {
            format!("({taps} + 1)·{}", self.filters)
        } else {
            format!("{taps}·{}", self.filters)
        }
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        let [height, width] = self.sliding.size;
        match (height == width, self.groups == 1, self.bias.is_some()) {
            (true, true, true) => ("(f·f·c + 1)·k", "letters-conv-bias"),
            (true, true, false) => ("f·f·c·k", "letters-conv"),
            (true, false, true) => ("(f·f·c/g + 1)·k", "letters-conv-groups-bias"),
            (true, false, false) => ("f·f·c/g·k", "letters-conv-groups"),
            (false, true, true) => ("(f₁·f₂·c + 1)·k", "letters-conv-bias"),
            (false, true, false) => ("f₁·f₂·c·k", "letters-conv"),
            (false, false, true) => ("(f₁·f₂·c/g + 1)·k", "letters-conv-groups-bias"),
            (false, false, false) => ("f₁·f₂·c/g·k", "letters-conv-groups"),
        }
    }

    fn macs_factors(&self, inputs: &[Shape], output: Shape) -> Vec<usize> {
        let mut factors = output.dims().to_vec();
        factors.extend(self.sliding.size);
        factors.push(inputs[0].channels() / self.groups);
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
    use crate::layer::{Kind, LayerSpec, Shape, Value};

    fn conv(settings: &[(&str, Value)]) -> LayerSpec {
        settings
            .iter()
            .fold(LayerSpec::new(Kind::Conv2D), |spec, (key, value)| {
                spec.with(key, value.clone())
            })
    }

    #[test]
    fn the_first_convolution_of_happy_model_has_4736_parameters() {
        let layer = conv(&[("kernel_size", [7, 7].into())]).resolve().unwrap();
        let inputs = [Shape::map(70, 70, 3)];
        assert_eq!(layer.output_shape(&inputs).unwrap(), Shape::map(64, 64, 32));
        assert_eq!(layer.params(&inputs).unwrap().trainable, 4_736);
        assert_eq!(layer.params_formula(&inputs), "(7·7·3 + 1)·32");
        // 64·64 positions, 32 filters, 7·7·3 taps each.
        assert_eq!(
            layer.macs(&inputs, Shape::map(64, 64, 32)).unwrap(),
            64 * 64 * 32 * 147
        );
    }

    #[test]
    fn a_kernel_larger_than_its_input_says_what_to_do() {
        let layer = conv(&[("kernel_size", [7, 7].into())]).resolve().unwrap();
        let fault = layer.output_shape(&[Shape::map(4, 9, 3)]).unwrap_err();
        assert_eq!(
            fault.message,
            "the window is 7×7 but its input has only 4×9 pixels; use padding 'same' or a smaller `kernel_size`"
        );
    }

    #[test]
    fn groups_must_divide_filters_and_channels() {
        assert!(
            conv(&[("filters", 32.into()), ("groups", 5.into())])
                .resolve()
                .is_err()
        );
        let layer = conv(&[("filters", 32.into()), ("groups", 4.into())])
            .resolve()
            .unwrap();
        assert!(layer.output_shape(&[Shape::map(8, 8, 6)]).is_err());
        let inputs = [Shape::map(8, 8, 8)];
        // 3·3·2 taps and a bias for each of 32 filters.
        assert_eq!(
            layer.params(&inputs).unwrap().trainable,
            (3 * 3 * 2 + 1) * 32
        );
    }

    #[test]
    fn a_setting_of_zero_or_less_is_refused_in_words() {
        let fault = conv(&[("filters", 0.into())]).resolve().unwrap_err();
        assert_eq!(
            fault.message,
            "`filters` must be a whole number from 1 to 1,000,000, but is `0`"
        );
        assert!(conv(&[("strides", [0, 1].into())]).resolve().is_err());
        assert!(conv(&[("filters", i64::MAX.into())]).resolve().is_err());
    }
}
