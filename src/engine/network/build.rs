//! From a flattened graph to a network with its first weights.

use burn::module::{Param, ParamId};
use burn::tensor::{Device, Tensor, TensorData};
use rand_chacha::ChaCha8Rng;

use super::plan::Plan;
use super::{Head, Network, Node, initializer};
use crate::engine::error::EngineError;
use crate::engine::guard::guard;
use crate::engine::profile::operation_of;
use crate::graph::{Flat, FlatLayer};
use crate::layer::{Initializer, Layer, Shape};

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
            operation: operation_of(&layer.layer),
            macs: macs(flat, layer),
            penalty: layer.layer.penalty(),
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
pub(super) struct Weights<'a> {
    pub device: &'a Device,
    pub generator: ChaCha8Rng,
    /// Whether no gradient is asked of them.
    pub is_frozen: bool,
}

impl Weights<'_> {
    pub fn kernel<const D: usize>(
        &mut self,
        initializer: Initializer,
        shape: [usize; D],
    ) -> Param<Tensor<D>> {
        let values = initializer::values(initializer, &shape, &mut self.generator);
        self.weight(TensorData::new(values, shape))
    }

    /// A weight that begins with one value everywhere.
    pub fn uniform<const D: usize>(&self, shape: [usize; D], value: f32) -> Param<Tensor<D>> {
        let count = shape.iter().product();
        self.weight(TensorData::new(vec![value; count], shape))
    }

    /// Zeros, one for each output, where they are used.
    pub fn bias(&self, is_used: bool, length: usize) -> Option<Param<Tensor<1>>> {
        is_used.then(|| self.uniform([length], 0.0))
    }

    fn weight<const D: usize>(&self, data: TensorData) -> Param<Tensor<D>> {
        if self.is_frozen {
            return Param::initialized(ParamId::new(), Tensor::from_data(data, self.device));
        }
        Param::from_data(data, self.device)
    }

    /// A vector that the optimizer leaves alone.
    pub fn statistic(&self, length: usize, value: f32) -> Param<Tensor<1>> {
        let data = TensorData::new(vec![value; length], [length]);
        Param::initialized(ParamId::new(), Tensor::from_data(data, self.device))
    }
}
