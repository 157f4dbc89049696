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

/// The weights before a step and what the step's gradients come to.
#[derive(Debug, Default)]
pub struct WeightWatch {
    /// Each array that has a gradient.
    before: BTreeMap<String, LentArray>,
    /// The sum of squares of the gradient by each of them.
    squares: BTreeMap<String, f64>,
}

impl WeightWatch {
    /// Takes the gradients that the step goes by, and sets the weights aside. What the layers have given is no longer needed
    /// then, and its memory is used for that.
    pub fn see(&mut self, network: &Network, gradients: &FoundGradients) {
        let squares = &mut self.squares;
        each_gradient(network, gradients, &mut |name, gradient| {
            squares.insert(name, sum_of_squares(gradient));
        });
        network.visit(&mut Aside {
            path: ParameterPath::default(),
            moved: &self.squares,
            arrays: &mut self.before,
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
            let name = after.name();
            // Moving statistics have no gradient: no step moves them.
            let found = self.squares.get_key_value(&*name);
            let (Some((name, squares)), Some(before)) = (found, self.before.get(&*name)) else {
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

/// Sets the weights aside that a step moves.
struct Aside<'a> {
    path: ParameterPath,
    /// By what they are called.
    moved: &'a BTreeMap<String, f64>,
    arrays: &'a mut BTreeMap<String, LentArray>,
}

impl ModuleVisitor for Aside<'_> {
    fn enter_module(&mut self, name: &str, container_type: &str) {
        self.path.enter(name, container_type);
    }

    fn exit_module(&mut self, _name: &str, _container_type: &str) {
        self.path.exit();
    }

    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        let name = self.path.name();
        if self.moved.contains_key(&name) {
            let weights = parameter.val().inner();
            let weights = set_aside(&weights).unwrap_or(weights);
            self.arrays
                .insert(name.clone(), LentArray::of(name, weights));
        }
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
