//! What each kind of layer computes: the catalog's kinds, one arm for each, so that the compiler finds one that is missing.

use super::Head;
use super::build::Weights;
use super::layers::{Convolution, FullyConnected, LayerModule, Normalization};
use super::stateless::{Stateless, StatelessOperation as Operation};
use super::weighted::{
    MapSlopes, Scale, Separable, Standard, Transposed, VectorSlopes, WeightedLayer, WithinImage,
};
use crate::engine::ops::{self, ConvolutionOptions, Merge, Window};
use crate::graph::FlatLayer;
use crate::layer::{
    BatchNormalization, Conv2D, Conv2DTranspose, Dense, DepthwiseConv2D, Function, Interpolation,
    Layer, NoiseShape, PReLU, Padding, SeparableConv2D, Shape,
};

impl Weights<'_> {
    /// The layer with its first weights; `input` is the shape of its first input.
    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each kind, a call or two in each"
    )]
    pub fn module(mut self, flat: &FlatLayer, input: Shape, is_last: bool) -> LayerModule {
        let operation = match &flat.layer {
            Layer::Conv2D(layer) => {
                return LayerModule::Convolution(self.convolution(layer, input));
            }
            Layer::DepthwiseConv2D(layer) => {
                return LayerModule::Convolution(self.depthwise(layer, input));
            }
            Layer::BatchNormalization(layer) => {
                return LayerModule::Normalization(self.normalization(layer, input));
            }
            Layer::Dense(layer) => {
                return LayerModule::FullyConnected(self.dense(layer, input, is_last));
            }
            Layer::SeparableConv2D(layer) => {
                return weighted(WeightedLayer::Separable(self.separable(layer, input)));
            }
            Layer::Conv2DTranspose(layer) => {
                return weighted(WeightedLayer::Transposed(self.transposed(layer, input)));
            }
            Layer::LayerNormalization(layer) => {
                let affine = (layer.center, layer.scale);
                return weighted(self.within_image(input, affine, None, layer.epsilon));
            }
            Layer::GroupNormalization(layer) => {
                let (affine, groups) = (
                    (layer.center, layer.scale),
                    layer.groups_of(input.channels()),
                );
                return weighted(self.within_image(input, affine, Some(groups), layer.epsilon));
            }
            Layer::LayerScale(layer) => {
                let gamma = self.uniform([input.channels()], layer.init_values as f32);
                return weighted(WeightedLayer::Scale(Scale { gamma }));
            }
            Layer::PReLU(layer) => return weighted(self.slopes(layer, input)),
            Layer::Normalization(layer) if layer.mean.is_empty() => {
                return weighted(self.standard(input, layer.invert));
            }
            Layer::Normalization(layer) => given(layer),
            Layer::Input(_) | Layer::Identity(_) => Operation::Nothing,
            Layer::ZeroPadding2D(layer) => {
                Operation::ZeroPadding([(layer.top, layer.bottom), (layer.left, layer.right)])
            }
            Layer::Cropping2D(layer) => {
                let [top, bottom, left, right] = layer.cropping;
                let sides = [(top, bottom), (left, right)];
                Operation::of_one(move |maps| ops::cropping(maps, sides))
            }
            Layer::UpSampling2D(layer) => {
                let factors = layer.size;
                match layer.interpolation {
                    Interpolation::Nearest => {
                        Operation::of_one(move |maps| ops::nearest_up_sampling(maps, factors))
                    }
                    Interpolation::Bilinear => {
                        Operation::of_one(move |maps| ops::bilinear_up_sampling(maps, factors))
                    }
                }
            }
            Layer::Activation(layer) => {
                Operation::Activation(without_head(layer.function, is_last))
            }
            Layer::Softmax(_) => Operation::Activation(without_head(Function::Softmax, is_last)),
            Layer::ReLU(layer) => {
                let (most, slope, threshold) =
                    (layer.max_value, layer.negative_slope, layer.threshold);
                match flat.layer.function() {
                    Function::Relu => Operation::Activation(Function::Relu),
                    _ => Operation::of_one(move |maps| ops::clipped(maps, most, slope, threshold)),
                }
            }
            Layer::LeakyReLU(layer) => {
                let slope = layer.negative_slope;
                Operation::of_one(move |maps| ops::leaky(maps, slope))
            }
            Layer::ELU(layer) => {
                let alpha = layer.alpha;
                Operation::of_one(move |maps| ops::elu(maps, alpha))
            }
            Layer::MaxPooling2D(layer) => {
                let window = pooling_window(layer.pool_size, layer.strides, layer.padding);
                Operation::of_one(move |maps| ops::max_pooling(maps, &window))
            }
            Layer::AveragePooling2D(layer) => {
                let window = pooling_window(layer.pool_size, layer.strides, layer.padding);
                Operation::of_one(move |maps| ops::average_pooling(maps, &window))
            }
            Layer::GlobalMaxPooling2D(_) => Operation::of_one(ops::global_max_pooling),
            Layer::GlobalAveragePooling2D(_) => Operation::of_one(ops::global_average_pooling),
            Layer::Flatten(_) => Operation::of_one(ops::flatten),
            Layer::Reshape(_) => {
                let shape = flat.output_shape;
                let axes = shape.as_map().unwrap_or([1, 1, shape.channels()]);
                Operation::of_one(move |maps| ops::reshape(maps, axes))
            }
            Layer::Permute(layer) => {
                let dims = layer.dims;
                Operation::of_one(move |maps| ops::permute(maps, dims))
            }
            Layer::Rescaling(layer) => {
                let (factor, offset) = (floats(&layer.scale), floats(&layer.offset));
                Operation::of_one(move |maps| ops::constant_affine(maps, &factor, &offset))
            }
            Layer::UnitNormalization(_) => {
                Operation::of_one(|maps| ops::unit_normalization(maps, UNIT_EPSILON))
            }
            Layer::Dropout(layer) => dropout(layer.rate, layer.noise_shape),
            Layer::SpatialDropout2D(layer) => dropout(layer.rate, NoiseShape::Channel),
            Layer::GaussianDropout(layer) => {
                let deviation = layer.deviation();
                Operation::noise(move |maps, generator| {
                    ops::gaussian_dropout(maps, deviation, generator)
                })
            }
            Layer::GaussianNoise(layer) => {
                let deviation = layer.stddev;
                Operation::noise(move |maps, generator| {
                    ops::gaussian_noise(maps, deviation, generator)
                })
            }
            Layer::Add(_) => Operation::Add,
            Layer::Concatenate(_) => Operation::of_several(ops::concatenate),
            Layer::Multiply(_) => merging(Merge::Multiply),
            Layer::Subtract(_) => merging(Merge::Subtract),
            Layer::Average(_) => merging(Merge::Average),
            Layer::Maximum(_) => merging(Merge::Maximum),
            Layer::Minimum(_) => merging(Merge::Minimum),
            Layer::CustomScaleLayer(layer) => {
                let scale = layer.scale;
                Operation::of_several(move |first, others| ops::scaled_sum(first, others, scale))
            }
        };
        LayerModule::Stateless(Stateless { operation })
    }

    fn convolution(&mut self, layer: &Conv2D, input: Shape) -> Convolution {
        let [height, width] = layer.kernel_size;
        let channels = input.channels() / layer.groups;
        let shape = [height, width, channels, layer.filters];
        Convolution {
            kernel: self.kernel(layer.kernel_initializer, shape),
            bias: self.bias(layer.use_bias, layer.filters),
            is_depthwise: false,
            options: ConvolutionOptions {
                window: Window {
                    size: layer.kernel_size,
                    strides: layer.strides,
                    dilation_rate: layer.dilation_rate,
                    padding: layer.padding,
                },
                groups: layer.groups,
            },
            activation: layer.activation,
        }
    }

    fn depthwise(&mut self, layer: &DepthwiseConv2D, input: Shape) -> Convolution {
        let [height, width] = layer.kernel_size;
        let channels = input.channels();
        let shape = [height, width, channels, layer.depth_multiplier];
        Convolution {
            kernel: self.kernel(layer.depthwise_initializer, shape),
            bias: self.bias(layer.use_bias, channels * layer.depth_multiplier),
            is_depthwise: true,
            options: ConvolutionOptions {
                window: Window {
                    size: layer.kernel_size,
                    strides: layer.strides,
                    dilation_rate: layer.dilation_rate,
                    padding: layer.padding,
                },
                groups: channels,
            },
            activation: layer.activation,
        }
    }

    fn separable(&mut self, layer: &SeparableConv2D, input: Shape) -> Separable {
        let [height, width] = layer.kernel_size;
        let channels = input.channels();
        let depthwise = [height, width, channels, layer.depth_multiplier];
        let pointwise = [1, 1, channels * layer.depth_multiplier, layer.filters];
        Separable {
            depthwise_kernel: self.kernel(layer.depthwise_initializer, depthwise),
            pointwise_kernel: self.kernel(layer.pointwise_initializer, pointwise),
            bias: self.bias(layer.use_bias, layer.filters),
            options: ConvolutionOptions {
                window: Window {
                    size: layer.kernel_size,
                    strides: layer.strides,
                    dilation_rate: layer.dilation_rate,
                    padding: layer.padding,
                },
                groups: channels,
            },
            activation: layer.activation,
        }
    }

    fn transposed(&mut self, layer: &Conv2DTranspose, input: Shape) -> Transposed {
        let [height, width] = layer.kernel_size;
        let shape = [height, width, layer.filters, input.channels()];
        Transposed {
            kernel: self.kernel(layer.kernel_initializer, shape),
            bias: self.bias(layer.use_bias, layer.filters),
            window: Window {
                size: layer.kernel_size,
                strides: layer.strides,
                dilation_rate: layer.dilation_rate,
                padding: layer.padding,
            },
            activation: layer.activation,
        }
    }

    fn normalization(&self, layer: &BatchNormalization, input: Shape) -> Normalization {
        let channels = input.channels();
        Normalization {
            gamma: layer.scale.then(|| self.uniform([channels], 1.0)),
            beta: self.bias(layer.center, channels),
            moving_mean: self.statistic(channels, 0.0),
            moving_variance: self.statistic(channels, 1.0),
            momentum: layer.momentum,
            epsilon: layer.epsilon,
        }
    }

    fn within_image(
        &self,
        input: Shape,
        (center, scale): (bool, bool),
        groups: Option<usize>,
        epsilon: f64,
    ) -> WeightedLayer {
        let channels = input.channels();
        WeightedLayer::WithinImage(WithinImage {
            gamma: scale.then(|| self.uniform([channels], 1.0)),
            beta: self.bias(center, channels),
            groups,
            epsilon,
        })
    }

    fn slopes(&self, layer: &PReLU, input: Shape) -> WeightedLayer {
        match layer.slopes(input)[..] {
            [height, width, channels] => WeightedLayer::MapSlopes(MapSlopes {
                alpha: self.uniform([height, width, channels], 0.0),
            }),
            _ => WeightedLayer::VectorSlopes(VectorSlopes {
                alpha: self.uniform([layer.slopes(input)[0]], 0.0),
            }),
        }
    }

    fn standard(&self, input: Shape, invert: bool) -> WeightedLayer {
        let channels = input.channels();
        WeightedLayer::Standard(Standard {
            mean: self.statistic(channels, 0.0),
            variance: self.statistic(channels, 1.0),
            count: self.statistic(1, 0.0),
            invert,
        })
    }

    fn dense(&mut self, layer: &Dense, input: Shape, is_last: bool) -> FullyConnected {
        FullyConnected {
            kernel: self.kernel(layer.kernel_initializer, [input.channels(), layer.units]),
            bias: self.bias(layer.use_bias, layer.units),
            activation: without_head(layer.activation, is_last),
        }
    }
}

/// What Keras's `UnitNormalization` never divides by less than.
const UNIT_EPSILON: f64 = 1e-12;

fn weighted(layer: WeightedLayer) -> LayerModule {
    LayerModule::Weighted(layer)
}

/// A normalization by statistics that stand in its settings.
fn given(layer: &crate::layer::Normalization) -> Operation {
    let count = layer.mean.len().max(layer.variance.len());
    let each =
        |numbers: &[f64]| -> Vec<f64> { numbers.iter().copied().cycle().take(count).collect() };
    let least = crate::layer::Normalization::LEAST_DEVIATION;
    let deviations = each(&layer.variance)
        .into_iter()
        .map(|variance| variance.sqrt().max(least));
    let pairs = each(&layer.mean).into_iter().zip(deviations);
    let (factor, offset): (Vec<f64>, Vec<f64>) = pairs
        .map(|(mean, deviation)| {
            if layer.invert {
                (deviation, mean)
            } else {
                (1.0 / deviation, -mean / deviation)
            }
        })
        .unzip();
    let (factor, offset) = (floats(&factor), floats(&offset));
    Operation::of_one(move |maps| ops::constant_affine(maps, &factor, &offset))
}

fn dropout(rate: f64, shape: NoiseShape) -> Operation {
    Operation::noise(move |maps, generator| ops::dropout(maps, rate, shape, generator))
}

fn merging(merge: Merge) -> Operation {
    Operation::of_several(move |first, others| ops::merged(merge, first, others))
}

fn floats(numbers: &[f64]) -> Vec<f32> {
    numbers.iter().map(|number| *number as f32).collect()
}

/// The function as it runs: a last softmax or sigmoid is the head's work.
fn without_head(function: Function, is_last: bool) -> Function {
    if is_last && Head::of(function).is_some() {
        Function::Linear
    } else {
        function
    }
}

/// Pooling windows have no gaps.
fn pooling_window(size: [usize; 2], strides: [usize; 2], padding: Padding) -> Window {
    Window {
        size,
        strides,
        dilation_rate: [1, 1],
        padding,
    }
}
