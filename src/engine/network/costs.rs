//! What each layer of a network costs, for a profile of its steps.

use super::Network;
use super::layers::LayerModule;
use crate::engine::profile::LayerCost;

impl Network {
    /// The layers in the order in which they run.
    pub(in crate::engine) fn costs(&self) -> Vec<LayerCost> {
        let mut learns = Vec::with_capacity(self.nodes.len());
        let cost = |node: &super::Node| {
            // Gradients go back as far as the first layer that learns.
            let passes_gradient = node.inputs.iter().any(|&input| learns[input]);
            learns.push(passes_gradient || !matches!(node.module, LayerModule::Stateless(_)));
            LayerCost {
                name: node.name.clone(),
                operation: node.operation,
                macs: node.macs,
                passes_gradient,
            }
        };
        self.nodes.iter().map(cost).collect()
    }
}
