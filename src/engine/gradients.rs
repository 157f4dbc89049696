//! Loss and gradients of a batch without a step: for comparing with other frameworks and for looking
//! into a training.

use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::{Gradients, Tensor};

use super::error::EngineError;
use super::guard::guard;
use super::loss::{loss, targets};
use super::metric::Predictions;
use super::network::{Mode, Network, ParameterPath};
use super::weights::NamedArray;
use crate::recipe::Loss;

/// What a batch says about the network's weights.
#[derive(Debug, Clone, PartialEq)]
pub struct GradientReport {
    /// The batch's mean loss.
    pub loss: f64,
    /// What the network said.
    pub predictions: Predictions,
    /// The loss's gradient by each trainable parameter, in the parameters' order and layouts.
    pub gradients: Vec<NamedArray>,
}

impl Network {
    /// The loss on a batch, `[batch, height, width, channels]`, and its gradient by every parameter. In
    /// training mode the moving statistics follow the batch as in a step.
    ///
    /// # Errors
    /// Labels without a class; a network without gradients, such as a snapshot.
    pub fn gradients(
        &mut self,
        images: Tensor<4>,
        labels: &[usize],
        kind: Loss,
        mode: Mode<'_>,
    ) -> Result<GradientReport, EngineError> {
        let targets = targets(labels, self, &images.device())?;
        guard("doing-gradients", || {
            let output = self.forward_in(images, mode);
            let predictions = Predictions::of(&output);
            let loss = loss(kind.into(), &output, targets);
            let gradients = self.gradient_arrays(loss.backward());
            let loss = loss.into_scalar::<f32>().into();
            Ok(GradientReport {
                loss,
                predictions,
                gradients,
            })
        })
    }

    /// What a backward pass found for each parameter of this network, in the parameters' order and
    /// layouts.
    pub fn gradient_arrays(&self, found: Gradients) -> Vec<NamedArray> {
        let mut reader = Reader {
            path: ParameterPath::default(),
            found,
            arrays: Vec::new(),
        };
        self.visit(&mut reader);
        reader.arrays
    }
}

struct Reader {
    path: ParameterPath,
    found: Gradients,
    arrays: Vec<NamedArray>,
}

impl ModuleVisitor for Reader {
    fn enter_module(&mut self, name: &str, container_type: &str) {
        self.path.enter(name, container_type);
    }

    fn exit_module(&mut self, _name: &str, _container_type: &str) {
        self.path.exit();
    }

    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        let gradient = parameter.val().grad_remove(&mut self.found);
        self.arrays
            .extend(gradient.map(|gradient| NamedArray::of(self.path.name(), gradient)));
    }
}
