//! The look at weights around a step: how long their gradients are, and how far the step moved them.

use std::collections::BTreeMap;

use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::{Gradients, Tensor};

use rayon::prelude::*;

use super::LayerHealth;
use crate::engine::error::EngineError;
use crate::engine::kernel::vectorized;
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
    pub fn see(&mut self, network: &Network, gradients: &Gradients) {
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

/// Numbers of a piece, which fits into the second cache.
const PIECE: usize = 16 * 1024;
/// Sums side by side: as many as a vector of the machine holds, twice.
const LANES: usize = 8;

/// The sums of squares of the weights, and of what a step added to them: in pieces on all threads, for a dense layer of
/// millions of weights takes few operations in a step. Pieces are added in their order, so that threads change no digit.
fn lengths(before: &[f32], after: &[f32]) -> [f64; 2] {
    let pieces = before.par_chunks(PIECE).zip(after.par_chunks(PIECE));
    let sums: Vec<[f64; 2]> = pieces
        .map(|(before, after)| {
            vectorized(
                #[inline(always)]
                || lengths_of_piece(before, after),
            )
        })
        .collect();
    let add = |[one, other]: [f64; 2], sums: &[f64; 2]| [one + sums[0], other + sums[1]];
    sums.iter().fold([0.0; 2], add)
}

#[expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the machine's instructions"
)]
#[inline(always)]
fn lengths_of_piece(before: &[f32], after: &[f32]) -> [f64; 2] {
    let mut lanes = [[0.0_f64; LANES]; 2];
    let mut add = |before: &[f32], after: &[f32]| {
        for (lane, (before, after)) in before.iter().zip(after).enumerate() {
            let (before, after) = (f64::from(*before), f64::from(*after));
            lanes[0][lane] += before * before;
            lanes[1][lane] += (after - before) * (after - before);
        }
    };
    let (mut befores, mut afters) = (before.chunks_exact(LANES), after.chunks_exact(LANES));
    for (before, after) in befores.by_ref().zip(afters.by_ref()) {
        add(before, after);
    }
    add(befores.remainder(), afters.remainder());
    lanes.map(|lanes| lanes.iter().sum())
}

/// The array whose gradient is the first to be NaN or infinite on the way back from the loss. One sum over all of them tells
/// whether there is one, so that a device is asked once a step; a sum of finite numbers may be too large to be one.
pub fn first_broken_gradient(network: &Network, gradients: &Gradients) -> Option<String> {
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
    gradients: &Gradients,
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
    gradients: &'a Gradients,
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
        if let Some(gradient) = parameter.val().grad(self.gradients) {
            (self.show)(self.path.name(), gradient.flatten(0, D - 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_those_of_the_definition_however_many_numbers_there_are() {
        for count in [
            0,
            1,
            LANES - 1,
            LANES,
            3 * LANES + 5,
            PIECE + 1,
            3 * PIECE + 7,
        ] {
            let before: Vec<f32> = (0..count)
                .map(|i| ((i * 37) % 101) as f32 / 50.0 - 1.0)
                .collect();
            let after: Vec<f32> = before.iter().map(|x| x * 0.75 + 0.01).collect();
            let pairs = || {
                before
                    .iter()
                    .zip(&after)
                    .map(|(b, a)| (f64::from(*b), f64::from(*a)))
            };
            let slow = [
                pairs().map(|(b, _)| b * b).sum::<f64>(),
                pairs().map(|(b, a)| (a - b) * (a - b)).sum::<f64>(),
            ];
            for (found, expected) in lengths(&before, &after).into_iter().zip(slow) {
                // Another order of adding moves the last of 53 bits.
                assert!(
                    (found - expected).abs() <= 1e-12 * expected,
                    "{count}: {found} {expected}"
                );
            }
        }
    }
}
