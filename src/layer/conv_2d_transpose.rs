//! Two-dimensional convolution backwards: a map becomes larger.

use super::activation::Function;
use super::convolving;
use super::learned::{self, Learned};
use super::reader::Reader;
use super::setting::{DefaultValue, MAX_SIZE, SettingKind, SettingSpec};
use super::sliding::{Padding, Sliding, times};
use super::{
    Fault, Initializer, LayerKind, Passes, Penalty, Quantity, Shape, Step, Weight, Window,
    explained,
};
use crate::message;
use crate::text::Message;

/// `Conv2DTranspose`: each pixel puts a kernel, `[kernel height, kernel width, filters, in]`, onto a larger map.
#[derive(Clone, Debug, PartialEq)]
pub struct Conv2DTranspose {
    /// Output channels.
    pub filters: usize,
    /// How kernels lie: strides are those on the larger map, which holds them all where padding is `valid`, and over which
    /// they may reach where it is `same`.
    pub sliding: Sliding,
    /// Pixels that the larger map has at its end beyond the fewest that it may have; `None` for as many as make it `strides`
    /// times as long, or longer where kernels need it.
    pub output_padding: Option<[usize; 2]>,
    /// What follows the sums.
    pub activation: Function,
    /// The kernel.
    pub kernel: Learned,
    /// What is added per filter, where anything is.
    pub bias: Option<Learned>,
}

const OUTPUT_PADDING: SettingSpec = SettingSpec::new(
    "output_padding",
    "setting-output-padding",
    SettingKind::Pair {
        min: -1,
        max: MAX_SIZE,
    },
    DefaultValue::List(&[-1, -1]),
    "setting-output-padding-help",
)
.in_pixels();

impl Conv2DTranspose {
    /// Pixels that a map of `length` pixels becomes along one axis; `None` beyond what can be counted.
    #[must_use]
    pub fn output_length(&self, length: usize, axis: usize) -> Option<usize> {
        let (stride, extent) = (self.sliding.strides[axis], self.sliding.extent()[axis]);
        let apart = length.checked_sub(1)?.checked_mul(stride)?;
        let more = self.output_padding.map(|padding| padding[axis]);
        let last = match (self.sliding.padding, more) {
            (Padding::Valid, None) => extent.max(stride),
            (Padding::Valid, Some(more)) => extent.checked_add(more)?,
            (Padding::Same, None) => stride,
            (Padding::Same, Some(more)) => extent % 2 + more,
        };
        apart.checked_add(last)
    }

    /// As Keras does, which knows no larger ones.
    fn check_output_padding(&self) -> Result<(), Fault> {
        let axes = self.output_padding.unwrap_or_default().into_iter();
        let mut axes = axes.zip(self.sliding.strides);
        match axes.find(|(more, stride)| more >= stride) {
            None => Ok(()),
            Some((more, stride)) => {
                let message =
                    message!("output-padding-not-below", padding = more, strides = stride);
                Err(Fault::setting(OUTPUT_PADDING.key, message))
            }
        }
    }
}

impl LayerKind for Conv2DTranspose {
    const PASSES: Passes = Passes::Makes("filters");
    const SETTINGS: &'static [SettingSpec] = &[
        convolving::FILTERS,
        convolving::KERNEL_SIZE,
        convolving::STRIDES,
        convolving::PADDING,
        OUTPUT_PADDING,
        convolving::DILATION_RATE,
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
            output_padding: settings.pair_if_given(OUTPUT_PADDING.key)?,
            activation: settings.choice("activation")?,
            kernel: learned::read_kernel(settings, "kernel_initializer")?,
            bias: learned::read_bias(settings)?,
        };
        layer.check_output_padding()?;
        Ok(layer)
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let [height, width, _] = inputs[0]
            .as_map()
            .ok_or_else(|| Fault::needs_map(inputs[0]))?;
        match (self.output_length(height, 0), self.output_length(width, 1)) {
            (Some(0), _) | (_, Some(0)) => {
                let message = message!("output-padding-leaves-nothing");
                Err(Fault::setting(OUTPUT_PADDING.key, message))
            }
            (Some(height), Some(width)) => Ok(Shape::map(height, width, self.filters)),
            _ => Err(Fault::too_large(message!("padded-map-too-large"))),
        }
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        let words = message!(
            "explains-conv-2d-transpose",
            filters = self.filters,
            window = times(self.sliding.size),
            channels = inputs[0].channels(),
            strides = times(self.sliding.strides)
        );
        let words = self.activation.told_after(words);
        Penalty::told(words, &learned::costs(self.kernel, self.bias))
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        let Some([height, width, _]) = inputs[0].as_map() else {
            return Vec::new();
        };
        let extent = self.sliding.extent();
        let side = |quantity, length: usize, axis: usize| {
            let result = self.output_length(length, axis).unwrap_or(usize::MAX) as u64;
            let (stride, extent) = (self.sliding.strides[axis], extent[axis]);
            let apart = format!("({length} − 1)·{stride}");
            let more = self.output_padding.map(|padding| padding[axis]);
            let (letters, filled) = match (self.sliding.padding, more) {
                (Padding::Same, None) => (
                    ("n·s", "letters-transposed-same"),
                    format!("{length}·{stride}"),
                ),
                (Padding::Valid, None) => (
                    ("n·s+max(f−s, 0)", "letters-transposed"),
                    format!("{length}·{stride} + max({extent} − {stride}, 0)"),
                ),
                (Padding::Same, Some(more)) => (
                    ("(n−1)·s+o+p", "letters-transposed-same-padded"),
                    format!("{apart} + {} + {more}", extent % 2),
                ),
                (Padding::Valid, Some(more)) => (
                    ("(n−1)·s+f+p", "letters-transposed-padded"),
                    format!("{apart} + {extent} + {more}"),
                ),
            };
            Step::new(quantity, letters, filled, result)
        };
        let mut steps = explained::alike(vec![
            side(Quantity::Height, height, 0),
            side(Quantity::Width, width, 1),
        ]);
        steps.push(explained::made(Quantity::Channels, self.filters));
        steps
    }

    fn headline(&self) -> String {
        let mut text = format!("{} · {}", self.filters, times(self.sliding.size));
        if self.sliding.strides != [1, 1] {
            text += &format!(" · ×{}", self.sliding.strides[0]);
        }
        if self.sliding.padding == Padding::Same {
            text += " · same";
        }
        text + &self.activation.in_headline()
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let [height, width] = self.sliding.size;
        let kernel = [height, width, self.filters, inputs[0].channels()];
        let weights = vec![Weight::trainable("kernel", kernel, self.kernel)];
        learned::with_bias(weights, self.bias, self.filters)
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        let [height, width] = self.sliding.size;
        let taps = format!("{height}·{width}·{}", inputs[0].channels());
        if self.bias.is_some() {
            format!("({taps} + 1)·{}", self.filters)
        } else {
            format!("{taps}·{}", self.filters)
        }
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        let [height, width] = self.sliding.size;
        match (height == width, self.bias.is_some()) {
            (true, true) => ("(f·f·c + 1)·k", "letters-conv-bias"),
            (true, false) => ("f·f·c·k", "letters-conv"),
            (false, true) => ("(f₁·f₂·c + 1)·k", "letters-conv-bias"),
            (false, false) => ("f₁·f₂·c·k", "letters-conv"),
        }
    }

    /// Every pixel that comes in is multiplied with a whole kernel.
    fn macs_factors(&self, inputs: &[Shape], _output: Shape) -> Vec<usize> {
        let mut factors = inputs[0].dims().to_vec();
        factors.extend(self.sliding.size);
        factors.push(self.filters);
        factors
    }

    /// An output pixel sees those pixels whose kernels reach it.
    fn window(&self) -> Window {
        let extent = self.sliding.extent();
        Window {
            extent: [0, 1].map(|axis| extent[axis].div_ceil(self.sliding.strides[axis])),
            strides: [1, 1],
            grows: self.sliding.strides,
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

    // Keras: valid makes n·s + max(f − s, 0) pixels, same n·s.
    #[test]
    fn maps_grow_by_the_strides() {
        let made = |padding: &str, strides: [i64; 2]| {
            let spec = LayerSpec::new(Kind::Conv2DTranspose)
                .with("padding", padding)
                .with("strides", strides);
            spec.resolve().unwrap().output_shape(&[Shape::map(5, 4, 3)])
        };
        assert_eq!(made("valid", [2, 2]), Ok(Shape::map(11, 9, 32)));
        assert_eq!(made("same", [2, 2]), Ok(Shape::map(10, 8, 32)));
        assert_eq!(made("valid", [1, 5]), Ok(Shape::map(7, 20, 32)));
    }

    // Keras 3.15.1: valid makes (n − 1)·s + f + p pixels, same (n − 1)·s + f mod 2 + p; p ≥ s is refused.
    #[test]
    fn what_is_added_at_the_end_is_said_by_output_padding() {
        let made = |padding: &str, output_padding: [i64; 2]| {
            let spec = LayerSpec::new(Kind::Conv2DTranspose)
                .with("padding", padding)
                .with("strides", [2, 3])
                .with("output_padding", output_padding);
            spec.resolve()?.output_shape(&[Shape::map(5, 4, 3)])
        };
        assert_eq!(made("valid", [1, 0]), Ok(Shape::map(12, 12, 32)));
        assert_eq!(made("same", [0, 2]), Ok(Shape::map(9, 12, 32)));
        assert!(made("same", [-1, 1]).is_err());
        let refused = made("same", [0, 3]).unwrap_err();
        assert_eq!(
            refused.message,
            "`output_padding` must be smaller than the strides, but is 3 where these are 3"
        );
    }
}
