//! What each kind of layer computes: the catalog's kinds, one arm for each, so that the compiler finds one that is missing.

use super::Head;
use super::build::Weights;
use super::layers::{Convolution, FullyConnected, LayerModule, Normalization};
use super::stateless::{Stateless, StatelessOperation as Operation};
use super::weighted::{
    MapSlopes, Scale, Separable, Standard, Transposed, VectorSlopes, WeightedLayer, WithinImage,
};
use crate::engine::ops::{self, ConvolutionOptions, Falloff, Merge, Window};
use crate::graph::FlatLayer;
use crate::layer::{
    BatchNormalization, Conv2D, Conv2DTranspose, Dense, DepthwiseConv2D, Function, Layer,
    NoiseShape, Padding, SeparableConv2D, Shape,
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
                return LayerModule::Convolution(self.convolution(layer));
            }
            Layer::DepthwiseConv2D(layer) => {
                return LayerModule::Convolution(self.depthwise(layer, input));
            }
            Layer::BatchNormalization(layer) => {
                return LayerModule::Normalization(self.normalization(layer));
            }
            Layer::Dense(layer) => {
                return LayerModule::FullyConnected(self.dense(layer, is_last));
            }
            Layer::SeparableConv2D(layer) => {
                return weighted(WeightedLayer::Separable(self.separable(layer, input)));
            }
            Layer::Conv2DTranspose(layer) => {
                return weighted(WeightedLayer::Transposed(
                    self.transposed(layer, flat.output_shape),
                ));
            }
            Layer::LayerNormalization(layer) => {
                return weighted(self.within_image(None, layer.epsilon));
            }
            Layer::GroupNormalization(layer) => {
                let groups = layer.groups_of(input.channels());
                return weighted(self.within_image(Some(groups), layer.epsilon));
            }
            Layer::LayerScale(_) => {
                let gamma = self.needed("gamma");
                return weighted(WeightedLayer::Scale(Scale { gamma }));
            }
            Layer::PReLU(_) => return weighted(self.slopes(input)),
            Layer::Normalization(layer) if layer.mean.is_empty() => {
                return weighted(self.standard(layer.invert));
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
                let falloff = Falloff::of(layer.interpolation);
                Operation::of_one(move |maps| match falloff {
                    None => ops::nearest_up_sampling(maps, factors),
                    Some(falloff) => ops::interpolating_up_sampling(maps, factors, falloff),
                })
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

    fn convolution(&mut self, layer: &Conv2D) -> Convolution {
        Convolution {
            kernel: self.needed("kernel"),
            bias: self.array("bias"),
            is_depthwise: false,
            options: ConvolutionOptions {
                window: layer.sliding.into(),
                groups: layer.groups,
            },
            activation: layer.activation,
        }
    }

    fn depthwise(&mut self, layer: &DepthwiseConv2D, input: Shape) -> Convolution {
        Convolution {
            kernel: self.needed("kernel"),
            bias: self.array("bias"),
            is_depthwise: true,
            options: ConvolutionOptions {
                window: layer.sliding.into(),
                groups: input.channels(),
            },
            activation: layer.activation,
        }
    }

    fn separable(&mut self, layer: &SeparableConv2D, input: Shape) -> Separable {
        Separable {
            depthwise_kernel: self.needed("depthwise_kernel"),
            pointwise_kernel: self.needed("pointwise_kernel"),
            bias: self.array("bias"),
            options: ConvolutionOptions {
                window: layer.sliding.into(),
                groups: input.channels(),
            },
            activation: layer.activation,
        }
    }

    fn transposed(&mut self, layer: &Conv2DTranspose, output: Shape) -> Transposed {
        let [height, width, _] = output.as_map().unwrap_or([1, 1, 1]);
        Transposed {
            kernel: self.needed("kernel"),
            bias: self.array("bias"),
            window: layer.sliding.into(),
            size: [height, width],
            activation: layer.activation,
        }
    }

    fn normalization(&mut self, layer: &BatchNormalization) -> Normalization {
        Normalization {
            gamma: self.array("gamma"),
            beta: self.array("beta"),
            moving_mean: self.needed("moving_mean"),
            moving_variance: self.needed("moving_variance"),
            momentum: layer.momentum,
            epsilon: layer.epsilon,
        }
    }

    fn within_image(&mut self, groups: Option<usize>, epsilon: f64) -> WeightedLayer {
        WeightedLayer::WithinImage(WithinImage {
            gamma: self.array("gamma"),
            beta: self.array("beta"),
            groups,
            epsilon,
        })
    }

    fn slopes(&mut self, input: Shape) -> WeightedLayer {
        match input.as_map() {
            Some(_) => WeightedLayer::MapSlopes(MapSlopes {
                alpha: self.needed("alpha"),
            }),
            None => WeightedLayer::VectorSlopes(VectorSlopes {
                alpha: self.needed("alpha"),
            }),
        }
    }

    fn standard(&mut self, invert: bool) -> WeightedLayer {
        WeightedLayer::Standard(Standard {
            mean: self.needed("mean"),
            variance: self.needed("variance"),
            count: self.needed("count"),
            invert,
        })
    }

    fn dense(&mut self, layer: &Dense, is_last: bool) -> FullyConnected {
        FullyConnected {
            kernel: self.needed("kernel"),
            bias: self.array("bias"),
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
