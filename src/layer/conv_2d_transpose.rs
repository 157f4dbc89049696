//! Two-dimensional convolution backwards: a map becomes larger.

use super::activation::Function;
use super::convolving;
use super::initializer::Initializer;
use super::reader::Reader;
use super::setting::SettingSpec;
use super::sliding::{Padding, Sliding, times};
use super::{Fault, LayerKind, Passes, Penalty, Quantity, Shape, Step, Weight, Window, explained};
use crate::message;
use crate::text::Message;

/// `Conv2DTranspose`: each pixel puts a kernel, `[kernel height, kernel width, filters, in]`, onto a larger map.
#[derive(Clone, Debug, PartialEq)]
pub struct Conv2DTranspose {
    /// Output channels.
    pub filters: usize,
    /// `[height, width]` of a kernel.
    pub kernel_size: [usize; 2],
    /// Distance of neighboring kernels on the larger map.
    pub strides: [usize; 2],
    /// Whether kernels may reach over the larger map (`same`) or it grows to hold them (`valid`).
    pub padding: Padding,
    /// Distance of neighboring taps inside a kernel.
    pub dilation_rate: [usize; 2],
    /// What follows the sums.
    pub activation: Function,
    /// Whether a bias is added per filter.
    pub use_bias: bool,
    /// How the kernel starts.
    pub kernel_initializer: Initializer,
    /// What large weights of the kernel cost.
    pub penalty: Penalty,
}

impl Conv2DTranspose {
    fn sliding(&self) -> Sliding {
        Sliding {
            key: convolving::KERNEL_SIZE.key,
            size: self.kernel_size,
            dilation: self.dilation_rate,
            strides: self.strides,
            padding: self.padding,
        }
    }

    /// Pixels that the map has beyond `n·s`, along one axis.
    fn excess(&self, axis: usize) -> usize {
        match self.padding {
            Padding::Same => 0,
            Padding::Valid => self.sliding().extent()[axis].saturating_sub(self.strides[axis]),
        }
    }

    /// Pixels that a map of `length` pixels becomes along one axis; `None` beyond what can be counted.
    #[must_use]
    pub fn output_length(&self, length: usize, axis: usize) -> Option<usize> {
        length
            .checked_mul(self.strides[axis])?
            .checked_add(self.excess(axis))
    }
}

impl LayerKind for Conv2DTranspose {
    const PASSES: Passes = Passes::Makes("filters");
    const SETTINGS: &'static [SettingSpec] = &[
        convolving::FILTERS,
        convolving::KERNEL_SIZE,
        convolving::STRIDES,
        convolving::PADDING,
        convolving::DILATION_RATE,
        convolving::ACTIVATION,
        convolving::USE_BIAS,
        convolving::initializer("kernel_initializer", "setting-initializer"),
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
            dilation_rate: sliding.dilation,
            activation: settings.choice("activation")?,
            use_bias: settings.switch("use_bias")?,
            kernel_initializer: settings.choice("kernel_initializer")?,
            penalty: Penalty::read(settings)?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let [height, width, _] = inputs[0]
            .as_map()
            .ok_or_else(|| Fault::needs_map(inputs[0]))?;
        match (self.output_length(height, 0), self.output_length(width, 1)) {
            (Some(height), Some(width)) => Ok(Shape::map(height, width, self.filters)),
            _ => Err(Fault::too_large(message!("padded-map-too-large"))),
        }
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        self.penalty.told_after(
            self.activation,
            message!(
                "explains-conv-2d-transpose",
                filters = self.filters,
                window = times(self.kernel_size),
                channels = inputs[0].channels(),
                strides = times(self.strides)
            ),
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        let Some([height, width, _]) = inputs[0].as_map() else {
            return Vec::new();
        };
        let extent = self.sliding().extent();
        let side = |quantity, length: usize, axis: usize| {
            let result = self.output_length(length, axis).unwrap_or(usize::MAX) as u64;
            let (stride, extent) = (self.strides[axis], extent[axis]);
            match self.padding {
                Padding::Same => {
                    let letters = ("n·s", "letters-transposed-same");
                    Step::new(quantity, letters, format!("{length}·{stride}"), result)
                }
                Padding::Valid => {
                    let letters = ("n·s+max(f−s, 0)", "letters-transposed");
                    let filled = format!("{length}·{stride} + max({extent} − {stride}, 0)");
                    Step::new(quantity, letters, filled, result)
                }
            }
        };
        let mut steps = explained::alike(vec![
            side(Quantity::Height, height, 0),
            side(Quantity::Width, width, 1),
        ]);
        steps.push(explained::made(Quantity::Channels, self.filters));
        steps
    }

    fn headline(&self) -> String {
        let mut text = format!("{} · {}", self.filters, times(self.kernel_size));
        if self.strides != [1, 1] {
            text += &format!(" · ×{}", self.strides[0]);
        }
        if self.padding == Padding::Same {
            text += " · same";
        }
        text + &self.activation.in_headline()
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let [height, width] = self.kernel_size;
        let kernel = [height, width, self.filters, inputs[0].channels()];
        let weights = vec![Weight::trainable("kernel", kernel)];
        convolving::with_bias(weights, self.use_bias, self.filters)
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        let [height, width] = self.kernel_size;
        let taps = format!("{height}·{width}·{}", inputs[0].channels());
        if self.use_bias {
            format!("({taps} + 1)·{}", self.filters)
        } else {
            format!("{taps}·{}", self.filters)
        }
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        let [height, width] = self.kernel_size;
        match (height == width, self.use_bias) {
            (true, true) => ("(f·f·c + 1)·k", "letters-conv-bias"),
            (true, false) => ("f·f·c·k", "letters-conv"),
            (false, true) => ("(f₁·f₂·c + 1)·k", "letters-conv-bias"),
            (false, false) => ("f₁·f₂·c·k", "letters-conv"),
        }
    }

    /// Every pixel that comes in is multiplied with a whole kernel.
    fn macs_factors(&self, inputs: &[Shape], _output: Shape) -> Vec<usize> {
        let mut factors = inputs[0].dims().to_vec();
        factors.extend(self.kernel_size);
        factors.push(self.filters);
        factors
    }

    /// An output pixel sees those pixels whose kernels reach it.
    fn window(&self) -> Window {
        let extent = self.sliding().extent();
        Window {
            extent: [0, 1].map(|axis| extent[axis].div_ceil(self.strides[axis])),
            strides: [1, 1],
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
}
