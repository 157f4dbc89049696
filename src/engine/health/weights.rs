//! The look at weights around a step: how long their gradients are, and how far the step moved them.

use std::collections::BTreeMap;

use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::Tensor;
use netsmith_kernels::lengths;

use super::LayerHealth;
use crate::engine::error::EngineError;
use crate::engine::gradient_checkpointing::FoundGradients;
use crate::engine::network::{Network, ParameterPath};
use crate::engine::weights::{Array, LentArray};
use crate::graph::HealthMeasure;

/// The weights before a step and what the step's gradients come to.
#[derive(Debug)]
pub struct WeightWatch {
    before: Vec<LentArray>,
    /// The sum of squares of the gradient by each array that has one.
    squares: BTreeMap<String, f64>,
}

impl WeightWatch {
    /// Remembers the weights of `network` as they are before a step.
    ///
    /// # Errors
    /// When the device cannot hand them over.
    pub fn begin(network: &Network) -> Result<Self, EngineError> {
        Ok(Self {
            before: network.valid().lent_weights()?,
            squares: BTreeMap::new(),
        })
    }

    /// Takes the gradients that the step goes by.
    pub fn see(&mut self, network: &Network, gradients: &FoundGradients) {
        let squares = &mut self.squares;
        each_gradient(network, gradients, &mut |name, gradient| {
            squares.insert(name, sum_of_squares(gradient));
        });
    }

    /// Notes in `layers` what the step did, of which `network` is the outcome.
    ///
    /// # Errors
    /// When the device cannot hand the weights over.
    pub fn finish(self, network: &Network, layers: &mut [LayerHealth]) -> Result<(), EngineError> {
        let after = network.valid().lent_weights()?;
        let mut of_layers: BTreeMap<&str, Moved> = BTreeMap::new();
        for (before, after) in self.before.iter().zip(&after) {
            let name = before.name();
            // Moving statistics have no gradient: no step moves them.
            let Some((name, squares)) = self.squares.get_key_value(&*name) else {
                continue;
            };
            let layer = name.rsplit_once('/').map_or(name.as_str(), |parts| parts.0);
            let moved = of_layers.entry(layer).or_default();
            moved.gradient += squares;
            let [length, way] = before
                .with_values(|before| after.with_values(|after| lengths(before, after)))??;
            moved.weights += length;
            moved.way += way;
        }
        for layer in layers {
            if let Some(moved) = of_layers.get(&*layer.name) {
                layer.set(HealthMeasure::GradientNorm, moved.gradient.sqrt());
                layer.set(
                    HealthMeasure::UpdateRatio,
                    (moved.way / moved.weights).sqrt(),
                );
            }
        }
        Ok(())
    }
}

/// Sums of squares over the weights of one layer.
#[derive(Debug, Default)]
struct Moved {
    gradient: f64,
    weights: f64,
    way: f64,
}

/// The array whose gradient is the first to be NaN or infinite on the way back from the loss. One sum over all of them tells
/// whether there is one, so that a device is asked once a step; a sum of finite numbers may be too large to be one.
pub fn first_broken_gradient(network: &Network, gradients: &FoundGradients) -> Option<String> {
    let mut sum: Option<Tensor<1>> = None;
    each_gradient(network, gradients, &mut |_, gradient| {
        let own = gradient.sum();
        sum = Some(match sum.take() {
            Some(others) => others + own,
            None => own,
        });
    });
    if sum?.into_scalar::<f32>().is_finite() {
        return None;
    }
    let mut broken = None;
    each_gradient(network, gradients, &mut |name, gradient| {
        if !is_finite(gradient) {
            // What comes later in the network comes earlier on the way back.
            broken = Some(name);
        }
    });
    broken
}

fn is_finite(gradient: Tensor<1>) -> bool {
    gradient.into_data().iter::<f32>().all(f32::is_finite)
}

fn sum_of_squares(gradient: Tensor<1>) -> f64 {
    let data = gradient.into_data();
    let squares = |numbers: &[f32]| lengths(numbers, numbers)[0];
    match data.as_slice::<f32>() {
        Ok(numbers) => squares(numbers),
        // Some devices compute with other numbers.
        Err(_) => squares(&data.iter::<f32>().collect::<Vec<f32>>()),
    }
}

/// Shows the gradient by each array that has one, flat, in the order of the layers.
fn each_gradient(
    network: &Network,
    gradients: &FoundGradients,
    show: &mut dyn FnMut(String, Tensor<1>),
) {
    network.visit(&mut Walk {
        path: ParameterPath::default(),
        gradients,
        show,
    });
}

struct Walk<'a> {
    path: ParameterPath,
    gradients: &'a FoundGradients,
    show: &'a mut dyn FnMut(String, Tensor<1>),
}

impl ModuleVisitor for Walk<'_> {
    fn enter_module(&mut self, name: &str, container_type: &str) {
        self.path.enter(name, container_type);
    }

    fn exit_module(&mut self, _name: &str, _container_type: &str) {
        self.path.exit();
    }

    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        if let Some(gradient) = self.gradients.of(&parameter.val()) {
            (self.show)(self.path.name(), gradient.flatten(0, D - 1));
        }
    }
}
