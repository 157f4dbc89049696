//! The look at weights around a step: how long their gradients are, and how far the step moved them.

use std::collections::BTreeMap;

use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::Tensor;
use netsmith_kernels::{lengths, set_aside};

use super::LayerHealth;
use crate::engine::error::EngineError;
use crate::engine::gradient_checkpointing::FoundGradients;
use crate::engine::network::{Network, ParameterPath};
use crate::engine::weights::{Array, LentArray};
use crate::graph::HealthMeasure;

/// The weights before a step and what the step's gradients come to, array by array. Moving statistics have no gradient: no
/// step moves them.
#[derive(Debug, Default)]
pub struct WeightWatch(BTreeMap<String, BeforeStep>);

/// An array that a step is about to move.
#[derive(Debug)]
struct BeforeStep {
    weights: LentArray,
    /// The sum of squares of the gradient by it.
    squares: f64,
}

impl WeightWatch {
    /// Takes the gradients that the step goes by, and sets the weights aside. What the layers have given is no longer needed
    /// then, and its memory is used for that.
    pub fn see(&mut self, network: &Network, gradients: &FoundGradients) {
        each_gradient(network, gradients, &mut |name, weights, gradient| {
            let squares = sum_of_squares(gradient);
            let weights = set_aside(&weights).unwrap_or(weights);
            let weights = LentArray::of(name.clone(), weights);
            self.0.insert(name, BeforeStep { weights, squares });
        });
    }

    /// Notes in `layers` what the step did, of which `network` is the outcome.
    ///
    /// # Errors
    /// When the device cannot hand the weights over.
    pub fn finish(self, network: &Network, layers: &mut [LayerHealth]) -> Result<(), EngineError> {
        let after = network.valid().lent_weights()?;
        let mut of_layers: BTreeMap<&str, Moved> = BTreeMap::new();
        for after in &after {
            let Some((name, before)) = self.0.get_key_value(&*after.name()) else {
                continue;
            };
            let layer = name.rsplit_once('/').map_or(name.as_str(), |parts| parts.0);
            let moved = of_layers.entry(layer).or_default();
            moved.gradient += before.squares;
            let [length, way] = before
                .weights
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
    each_gradient(network, gradients, &mut |_, _, gradient| {
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
    each_gradient(network, gradients, &mut |name, _, gradient| {
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

/// Is shown an array by its name, its weights and the gradient by them, both flat.
type Show<'a> = dyn FnMut(String, Tensor<1>, Tensor<1>) + 'a;

/// Shows each array that has a gradient, in the order of the layers.
fn each_gradient(network: &Network, gradients: &FoundGradients, show: &mut Show<'_>) {
    network.visit(&mut Walk {
        path: ParameterPath::default(),
        gradients,
        show,
    });
}

struct Walk<'a, 'b> {
    path: ParameterPath,
    gradients: &'a FoundGradients,
    show: &'a mut Show<'b>,
}

impl ModuleVisitor for Walk<'_, '_> {
    fn enter_module(&mut self, name: &str, container_type: &str) {
        self.path.enter(name, container_type);
    }

    fn exit_module(&mut self, _name: &str, _container_type: &str) {
        self.path.exit();
    }

    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        let weights = parameter.val();
        if let Some(gradient) = self.gradients.of(&weights) {
            let weights = weights.inner().flatten(0, D - 1);
            (self.show)(self.path.name(), weights, gradient.flatten(0, D - 1));
        }
    }
}
