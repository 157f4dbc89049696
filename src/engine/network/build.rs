//! From a flattened graph to a network with its first weights.

use burn::module::{Param, ParamId};
use burn::tensor::{Device, Tensor, TensorData};
use rand_chacha::ChaCha8Rng;

use super::layers::{Convolution, FullyConnected, LayerModule, Normalization};
use super::plan::Plan;
use super::stateless::{Stateless, StatelessOperation};
use super::{Head, Network, Node, initializer};
use crate::engine::error::EngineError;
use crate::engine::guard::guard;
use crate::engine::ops::{ConvolutionOptions, Window};
use crate::engine::profile::Operation;
use crate::graph::{Flat, FlatLayer};
use crate::layer::{
    BatchNormalization, Conv2D, Dense, Function, Initializer, Layer, Padding, Shape,
};

impl Network {
    /// Builds the network that a graph describes, ready to be trained on `device`.
    ///
    /// Kernels start as their layer's initializer says, each layer drawing from a generator of its own
    /// seeded with `seed`; biases, beta and moving means start at 0, gamma and moving variances at 1.
    ///
    /// # Errors
    /// When the graph does not end in one number per class, or its layers are out of order.
    pub fn build(flat: &Flat, seed: u64, device: &Device) -> Result<Self, EngineError> {
        let class_layer = last_layer(flat)?;
        let unit_count =
            class_layer
                .output_shape
                .as_vector()
                .ok_or_else(|| EngineError::NoClasses {
                    layer: class_layer.name.clone(),
                })?;
        check_order(flat)?;
        let device = device.clone().autodiff();
        let nodes = guard("doing-first-weights", || Ok(nodes(flat, seed, &device)))?;
        let head = Head::of_last(&class_layer.layer);
        let input_shape = flat.layers[0].output_shape;
        Ok(Self {
            plan: Plan::fused(&nodes),
            nodes,
            input_shape,
            head,
            unit_count,
        })
    }
}

fn last_layer(flat: &Flat) -> Result<&FlatLayer, EngineError> {
    flat.layers.last().ok_or_else(|| EngineError::Disordered {
        layer: "(no layer)".to_owned(),
    })
}

/// Every layer but the input must read something, and only what ran before it.
fn check_order(flat: &Flat) -> Result<(), EngineError> {
    for (position, layer) in flat.layers.iter().enumerate() {
        let is_input = matches!(layer.layer, Layer::Input(_));
        let is_ordered = layer.inputs.iter().all(|&source| source < position);
        if is_input != (position == 0) || is_input != layer.inputs.is_empty() || !is_ordered {
            return Err(EngineError::Disordered {
                layer: layer.name.clone(),
            });
        }
    }
    Ok(())
}

fn nodes(flat: &Flat, seed: u64, device: &Device) -> Vec<Node> {
    let last = flat.layers.len() - 1;
    let node = |(position, layer): (usize, &FlatLayer)| {
        let weights = Weights {
            device,
            generator: initializer::generator(seed, position),
            is_frozen: layer.is_frozen,
        };
        Node {
            name: layer.name.clone(),
            module: weights.module(layer, input_shape(flat, layer), position == last),
            inputs: layer.inputs.clone(),
            shape: layer.output_shape,
            operation: Operation::of(&layer.layer),
            macs: macs(flat, layer),
            is_frozen: layer.is_frozen,
        }
    };
    flat.layers.iter().enumerate().map(node).collect()
}

fn input_shape(flat: &Flat, layer: &FlatLayer) -> Shape {
    layer.inputs.first().map_or(layer.output_shape, |&source| {
        flat.layers[source].output_shape
    })
}

/// Multiply-adds for one picture; too many to count are none, as only a profile asks.
fn macs(flat: &Flat, layer: &FlatLayer) -> u64 {
    let shape = |&source: &usize| flat.layers[source].output_shape;
    let inputs: Vec<Shape> = layer.inputs.iter().map(shape).collect();
    layer.layer.macs(&inputs, layer.output_shape).unwrap_or(0)
}

/// Makes the first weights of one layer.
struct Weights<'a> {
    device: &'a Device,
    generator: ChaCha8Rng,
    /// Whether no gradient is asked of them.
    is_frozen: bool,
}

impl Weights<'_> {
    fn module(mut self, flat: &FlatLayer, input: Shape, is_last: bool) -> LayerModule {
        let operation =
            match &flat.layer {
                Layer::Conv2D(layer) => {
                    return LayerModule::Convolution(self.convolution(layer, input));
                }
                Layer::BatchNormalization(layer) => {
                    return LayerModule::Normalization(self.normalization(layer, input));
                }
                Layer::Dense(layer) => {
                    return LayerModule::FullyConnected(self.dense(layer, input, is_last));
                }
                Layer::Input(_) => StatelessOperation::Input,
                Layer::ZeroPadding2D(layer) => StatelessOperation::ZeroPadding([
                    (layer.top, layer.bottom),
                    (layer.left, layer.right),
                ]),
                Layer::Activation(layer) => {
                    StatelessOperation::Activation(without_head(layer.function, is_last))
                }
                Layer::MaxPooling2D(layer) => StatelessOperation::MaxPooling(pooling_window(
                    layer.pool_size,
                    layer.strides,
                    layer.padding,
                )),
                Layer::AveragePooling2D(layer) => StatelessOperation::AveragePooling(
                    pooling_window(layer.pool_size, layer.strides, layer.padding),
                ),
                Layer::GlobalMaxPooling2D(_) => StatelessOperation::GlobalMaxPooling,
                Layer::GlobalAveragePooling2D(_) => StatelessOperation::GlobalAveragePooling,
                Layer::Flatten(_) => StatelessOperation::Flatten,
                Layer::Dropout(layer) => StatelessOperation::Dropout(layer.rate),
                Layer::Add(_) => StatelessOperation::Add,
                Layer::Concatenate(_) => StatelessOperation::Concatenate,
            };
        LayerModule::Stateless(Stateless { operation })
    }

    fn convolution(&mut self, layer: &Conv2D, input: Shape) -> Convolution {
        let [height, width] = layer.kernel_size;
        let shape = [
            height,
            width,
            input.channels() / layer.groups,
            layer.filters,
        ];
        Convolution {
            kernel: self.kernel(layer.kernel_initializer, shape),
            bias: layer.use_bias.then(|| self.vector(layer.filters, 0.0)),
            options: ConvolutionOptions {
                window: Window {
                    size: layer.kernel_size,
                    strides: layer.strides,
                    dilation_rate: layer.dilation_rate,
                    padding: layer.padding,
                },
                groups: layer.groups,
            },
        }
    }

    fn normalization(&self, layer: &BatchNormalization, input: Shape) -> Normalization {
        let channels = input.channels();
        Normalization {
            gamma: self.vector(channels, 1.0),
            beta: self.vector(channels, 0.0),
            moving_mean: self.statistic(channels, 0.0),
            moving_variance: self.statistic(channels, 1.0),
            momentum: layer.momentum,
            epsilon: layer.epsilon,
        }
    }

    fn dense(&mut self, layer: &Dense, input: Shape, is_last: bool) -> FullyConnected {
        FullyConnected {
            kernel: self.kernel(layer.kernel_initializer, [input.channels(), layer.units]),
            bias: layer.use_bias.then(|| self.vector(layer.units, 0.0)),
            activation: without_head(layer.activation, is_last),
        }
    }

    fn kernel<const D: usize>(
        &mut self,
        initializer: Initializer,
        shape: [usize; D],
    ) -> Param<Tensor<D>> {
        let values = initializer::values(initializer, &shape, &mut self.generator);
        self.weight(TensorData::new(values, shape))
    }

    fn vector(&self, length: usize, value: f32) -> Param<Tensor<1>> {
        self.weight(TensorData::new(vec![value; length], [length]))
    }

    fn weight<const D: usize>(&self, data: TensorData) -> Param<Tensor<D>> {
        if self.is_frozen {
            return Param::initialized(ParamId::new(), Tensor::from_data(data, self.device));
        }
        Param::from_data(data, self.device)
    }

    /// A vector that the optimizer leaves alone.
    fn statistic(&self, length: usize, value: f32) -> Param<Tensor<1>> {
        let data = TensorData::new(vec![value; length], [length]);
        Param::initialized(ParamId::new(), Tensor::from_data(data, self.device))
    }
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
