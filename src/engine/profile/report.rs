//! What became of the time, as plain numbers.

use super::Operation;
use std::collections::BTreeMap;

/// Where the time of a training step goes, as a mean over steps. The times of operations add up to nearly the whole
/// step; what is missing lies between two looks at the clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// Steps in the mean.
    pub steps: usize,
    /// Pictures in a step; a mean, as an epoch's last batch may be short.
    pub images: f64,
    /// Seconds of a step.
    pub step_seconds: f64,
    /// Each layer, in the order in which they run.
    pub layers: Vec<LayerTime>,
    /// Each kind of operation that took time, of layers and of the network as a whole.
    pub operations: Vec<OperationTime>,
}

/// The time of one layer in a step.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerTime {
    /// Its name.
    pub name: String,
    /// What it does.
    pub operation: Operation,
    /// Seconds of its forward pass.
    pub forward_seconds: f64,
    /// Seconds of its gradients.
    pub backward_seconds: f64,
    /// Floating-point operations of its forward pass, those of convolutions and dense layers only.
    pub forward_flops: f64,
    /// Floating-point operations of its gradients.
    pub backward_flops: f64,
}

/// The time of one kind of operation in a step.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationTime {
    /// The kind.
    pub operation: Operation,
    /// Seconds of forward passes.
    pub forward_seconds: f64,
    /// Seconds of gradients.
    pub backward_seconds: f64,
    /// Seconds of moving the weights.
    pub update_seconds: f64,
    /// Floating-point operations of forward passes.
    pub forward_flops: f64,
    /// Floating-point operations of gradients.
    pub backward_flops: f64,
}

impl Profile {
    /// Seconds of each layer in a step, forward and backward, by name.
    pub fn layer_seconds(&self) -> BTreeMap<String, f64> {
        let layers = self.layers.iter();
        layers
            .map(|layer| (layer.name.clone(), layer.seconds()))
            .collect()
    }
}

impl LayerTime {
    /// Forward and backward together.
    pub fn seconds(&self) -> f64 {
        self.forward_seconds + self.backward_seconds
    }
}

impl OperationTime {
    /// Forward, backward and update together.
    pub fn seconds(&self) -> f64 {
        self.forward_seconds + self.backward_seconds + self.update_seconds
    }
}

/// Thousand millions of operations in a second; `None` where there are no operations or no time.
pub fn gflops_per_second(flops: f64, seconds: f64) -> Option<f64> {
    (flops > 0.0 && seconds > 0.0).then(|| flops / seconds / 1e9)
}
