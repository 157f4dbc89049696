//! Layers with weights that no plan joins with others: each with its forward pass.

use burn::module::{Module, Param};
use burn::tensor::Tensor;

use super::layers::value_of;
use crate::engine::ops::{self, ConvolutionOptions, Window};
use crate::layer::{Function, Normalization};

/// Such a layer, as a part of a Burn module.
#[derive(Module, Debug)]
pub(super) enum WeightedLayer {
    Separable(Separable),
    Transposed(Transposed),
    WithinImage(WithinImage),
    Scale(Scale),
    MapSlopes(MapSlopes),
    VectorSlopes(VectorSlopes),
    Standard(Standard),
}

impl WeightedLayer {
    pub fn forward(&self, maps: Tensor<4>) -> Tensor<4> {
        match self {
            Self::Separable(layer) => layer.forward(maps),
            Self::Transposed(layer) => layer.forward(maps),
            Self::WithinImage(layer) => layer.forward(maps),
            Self::Scale(layer) => ops::gamma_and_beta(maps, Some(layer.gamma.val()), None),
            Self::MapSlopes(layer) => ops::sloped(maps, layer.alpha.val().unsqueeze()),
            Self::VectorSlopes(layer) => ops::sloped(maps, layer.alpha.val().unsqueeze()),
            Self::Standard(layer) => layer.forward(maps),
        }
    }

    /// Whether an optimizer moves any of its weights.
    pub fn learns(&self) -> bool {
        !matches!(self, Self::Standard(_))
    }

    /// Whether it looks for patterns, as convolutions do.
    pub fn is_convolution(&self) -> bool {
        matches!(self, Self::Separable(_) | Self::Transposed(_))
    }

    /// What it looks for patterns with, as convolutions do: `[kernel_height, kernel_width, channels / groups, filters]`.
    pub fn kernel(&self) -> Option<Tensor<4>> {
        match self {
            Self::Separable(layer) => Some(ops::depthwise_kernel(layer.depthwise_kernel.val())),
            Self::Transposed(layer) => Some(layer.kernel.val().permute([0, 1, 3, 2])),
            Self::WithinImage(_)
            | Self::Scale(_)
            | Self::MapSlopes(_)
            | Self::VectorSlopes(_)
            | Self::Standard(_) => None,
        }
    }

    /// What its numbers go through at the end.
    pub fn activation(&self) -> Function {
        match self {
            Self::Separable(layer) => layer.activation,
            Self::Transposed(layer) => layer.activation,
            Self::WithinImage(_)
            | Self::Scale(_)
            | Self::MapSlopes(_)
            | Self::VectorSlopes(_)
            | Self::Standard(_) => Function::Linear,
        }
    }
}

/// `SeparableConv2D` with its weights.
#[derive(Module, Debug)]
pub(super) struct Separable {
    /// `[kernel_height, kernel_width, channels, depth_multiplier]`
    pub depthwise_kernel: Param<Tensor<4>>,
    /// `[1, 1, channels * depth_multiplier, filters]`
    pub pointwise_kernel: Param<Tensor<4>>,
    /// `[filters]`
    pub bias: Option<Param<Tensor<1>>>,
    /// Of the depthwise convolution.
    #[module(skip)]
    pub options: ConvolutionOptions,
    #[module(skip)]
    pub activation: Function,
}

impl Separable {
    fn forward(&self, maps: Tensor<4>) -> Tensor<4> {
        let kernel = ops::depthwise_kernel(self.depthwise_kernel.val());
        let between = ops::conv2d(maps, kernel, None, &self.options, [(0, 0); 2]);
        let sums = ops::conv2d(
            between,
            self.pointwise_kernel.val(),
            value_of(self.bias.as_ref()),
            &ConvolutionOptions::POINTWISE,
            [(0, 0); 2],
        );
        ops::activation(self.activation, sums)
    }
}

/// `Conv2DTranspose` with its weights.
#[derive(Module, Debug)]
pub(super) struct Transposed {
    /// `[kernel_height, kernel_width, filters, channels]`
    pub kernel: Param<Tensor<4>>,
    /// `[filters]`
    pub bias: Option<Param<Tensor<1>>>,
    #[module(skip)]
    pub window: Window,
    /// `[height, width]` of what it makes.
    #[module(skip)]
    pub size: [usize; 2],
    #[module(skip)]
    pub activation: Function,
}

impl Transposed {
    fn forward(&self, maps: Tensor<4>) -> Tensor<4> {
        let bias = value_of(self.bias.as_ref());
        let kernel = self.kernel.val();
        let sums = ops::conv2d_transpose(maps, kernel, bias, &self.window, self.size);
        ops::activation(self.activation, sums)
    }
}

/// `LayerNormalization` and `GroupNormalization`, which look at each image alone, with their weights, `[channels]`.
#[derive(Module, Debug)]
pub(super) struct WithinImage {
    pub gamma: Option<Param<Tensor<1>>>,
    pub beta: Option<Param<Tensor<1>>>,
    /// Into how many groups the channels are divided; `None` where each pixel is by itself.
    #[module(skip)]
    pub groups: Option<usize>,
    #[module(skip)]
    pub epsilon: f64,
}

impl WithinImage {
    fn forward(&self, maps: Tensor<4>) -> Tensor<4> {
        let normalized = match self.groups {
            None => ops::layer_normalization(maps, self.epsilon),
            Some(groups) => ops::group_normalization(maps, groups, self.epsilon),
        };
        let [gamma, beta] = [&self.gamma, &self.beta].map(|it| value_of(it.as_ref()));
        ops::gamma_and_beta(normalized, gamma, beta)
    }
}

/// `LayerScale` with its weights.
#[derive(Module, Debug)]
pub(super) struct Scale {
    /// `[channels]`
    pub gamma: Param<Tensor<1>>,
}

/// `PReLU` of maps.
#[derive(Module, Debug)]
pub(super) struct MapSlopes {
    /// `[height, width, channels]`, 1 long where an axis shares its slopes.
    pub alpha: Param<Tensor<3>>,
}

/// `PReLU` of vectors.
#[derive(Module, Debug)]
pub(super) struct VectorSlopes {
    /// `[features]`, or 1 for all.
    pub alpha: Param<Tensor<1>>,
}

/// `Normalization` by statistics that came with the weights, `[channels]`.
#[derive(Module, Debug)]
pub(super) struct Standard {
    pub mean: Param<Tensor<1>>,
    pub variance: Param<Tensor<1>>,
    /// How many numbers they were found in, `[1]`; Keras keeps it.
    pub count: Param<Tensor<1>>,
    #[module(skip)]
    pub invert: bool,
}

impl Standard {
    fn forward(&self, maps: Tensor<4>) -> Tensor<4> {
        let deviation = self.variance.val().sqrt();
        let deviation = deviation.clamp_min(Normalization::LEAST_DEVIATION);
        let mean = self.mean.val();
        let (factor, offset) = if self.invert {
            (deviation, mean)
        } else {
            (deviation.clone().recip(), -mean / deviation)
        };
        ops::gamma_and_beta(maps, Some(factor), Some(offset))
    }
}
