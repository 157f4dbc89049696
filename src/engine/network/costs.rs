//! What each layer of a network costs: time, for a profile of its steps, and what its weights add to the loss.

use burn::tensor::Tensor;

use super::Network;
use crate::engine::profile::LayerCost;
use crate::layer::Penalty;

impl Network {
    /// The layers in the order in which they run.
    pub(in crate::engine) fn costs(&self) -> Vec<LayerCost> {
        let mut learns = Vec::with_capacity(self.nodes.len());
        let cost = |node: &super::Node| {
            // Gradients go back as far as the first layer that learns.
            let passes_gradient = node.inputs.iter().any(|&input| learns[input]);
            learns.push(passes_gradient || node.module.learns());
            LayerCost {
                name: node.name.clone(),
                operation: node.operation,
                macs: node.macs,
                passes_gradient,
            }
        };
        self.nodes.iter().map(cost).collect()
    }

    /// What large weights add to the loss, `[1]`: of frozen layers nothing, as in Keras. `None` where no layer asks for it.
    pub(in crate::engine) fn penalty(&self) -> Option<Tensor<1>> {
        let counts = |node: &&super::Node| !node.is_frozen && !node.penalty.is_none();
        let of_kernel = |(penalty, kernel): (Penalty, Tensor<1>)| {
            kernel.clone().abs().sum() * penalty.l1 + (kernel.clone() * kernel).sum() * penalty.l2
        };
        let nodes = self.nodes.iter().filter(counts);
        let kernels = nodes.flat_map(|node| {
            let kernels = node.module.kernels().into_iter();
            kernels.map(|kernel| (node.penalty, kernel))
        });
        kernels.map(of_kernel).reduce(|sum, next| sum + next)
    }
}
