//! What each layer of a network costs: time, for a profile of its steps, and what its weights add to the loss.

use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::Tensor;

use super::{Network, ParameterPath};
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
        let costly = |node: &&super::Node| !node.is_frozen && !node.penalties.is_empty();
        let mut sum = None;
        for node in self.nodes.iter().filter(costly) {
            node.module.visit(&mut Penalties {
                costs: &node.penalties,
                path: ParameterPath::default(),
                sum: &mut sum,
            });
        }
        sum
    }
}

/// Adds up what the arrays of one layer cost.
struct Penalties<'a> {
    costs: &'a [(&'static str, Penalty)],
    path: ParameterPath,
    sum: &'a mut Option<Tensor<1>>,
}

impl ModuleVisitor for Penalties<'_> {
    fn enter_module(&mut self, name: &str, container_type: &str) {
        self.path.enter(name, container_type);
    }

    fn exit_module(&mut self, _name: &str, _container_type: &str) {
        self.path.exit();
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let name = self.path.name();
        let Some((_, Penalty { l1, l2 })) = self.costs.iter().find(|(array, _)| *array == name)
        else {
            return;
        };
        let numbers = param.val();
        let cost = numbers.clone().abs().sum() * *l1 + (numbers.clone() * numbers).sum() * *l2;
        *self.sum = Some(match self.sum.take() {
            Some(sum) => sum + cost,
            None => cost,
        });
    }
}
