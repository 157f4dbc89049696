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
use crate::layer::{Layer, Shape, Weight};

impl Network {
    /// Builds the network that a graph describes, ready to be trained on `device`.
    ///
    /// Weights start as their layer's initializers say, each layer drawing from a generator of its own seeded with `seed`;
    /// an initializer with a seed draws the same in every network.
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
    let shape = |source: &usize| flat.layers[*source].output_shape;
    let node = |(position, layer): (usize, &FlatLayer)| {
        let inputs: Vec<Shape> = layer.inputs.iter().map(shape).collect();
        let described = layer.layer.weights(&inputs);
        let costly = described
            .iter()
            .filter(|weight| !weight.learned.penalty.is_none());
        let penalties = costly.map(|weight| (weight.name, weight.learned.penalty));
        let penalties = penalties.collect();
        let weights = Weights {
            device,
            generator: initializer::generator(seed, position),
            described,
            is_frozen: layer.is_frozen,
        };
        Node {
            name: layer.name.clone(),
            module: weights.module(layer, input_shape(flat, layer), position == last),
            inputs: layer.inputs.clone(),
            shape: layer.output_shape,
            operation: operation_of(&layer.layer),
            macs: macs(flat, layer),
            penalties,
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
    /// The arrays that the layer says it has.
    described: Vec<Weight>,
    /// Whether no gradient is asked of them.
    pub is_frozen: bool,
}

impl Weights<'_> {
    /// The array of this name, where the layer has one, as it begins. Arrays are asked for in the layer's order, in which
    /// they are drawn.
    pub fn array<const D: usize>(&mut self, name: &str) -> Option<Param<Tensor<D>>> {
        let mut described = self.described.iter();
        let weight = described.find(|weight| weight.name == name)?;
        let shape: [usize; D] = weight.shape.clone().try_into().ok()?;
        let initializer = weight.learned.initializer;
        let is_learned = weight.trainable && !self.is_frozen;
        let values = match initializer.seed() {
            Some(seed) => {
                let mut own = initializer::generator(u64::from(seed), 0);
                initializer::values(initializer, &shape, &mut own)
            }
            None => initializer::values(initializer, &shape, &mut self.generator),
        };
        let data = TensorData::new(values, shape);
        Some(if is_learned {
            Param::from_data(data, self.device)
        } else {
            // No gradient is asked of it.
            Param::initialized(ParamId::new(), Tensor::from_data(data, self.device))
        })
    }

    /// The array of this name, which every layer of its kind has.
    pub fn needed<const D: usize>(&mut self, name: &str) -> Param<Tensor<D>> {
        self.array(name)
            .expect("a layer describes the arrays that it computes with")
    }
}
