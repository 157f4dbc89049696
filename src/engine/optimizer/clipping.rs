//! Gradients that are too long are shortened before the step, as Keras's optimizers do.

use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::Tensor;

use crate::engine::gradient_checkpointing::FoundGradients;
use crate::engine::network::Network;
use crate::recipe::Clipping;

/// What all gradients are multiplied by, so that together they are no longer than is allowed; `None` where each is
/// looked at by itself.
pub(super) fn common_scale(
    clipping: Clipping,
    network: &Network,
    gradients: &FoundGradients,
) -> Option<f32> {
    let Clipping::GlobalNorm { norm } = clipping else {
        return None;
    };
    let mut sum = SumOfSquares {
        gradients,
        sum: 0.0,
    };
    network.visit(&mut sum);
    let length = sum.sum.sqrt();
    Some((norm / length.max(norm)) as f32)
}

struct SumOfSquares<'a> {
    gradients: &'a FoundGradients,
    sum: f64,
}

impl ModuleVisitor for SumOfSquares<'_> {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        if let Some(gradient) = self.gradients.of(&parameter.val()) {
            self.sum += squares(gradient.flatten(0, D - 1));
        }
    }
}

fn squares(gradient: Tensor<1>) -> f64 {
    f64::from(gradient.square().sum().into_scalar::<f32>())
}

/// One gradient, `[count]`, as it is stepped against.
pub(super) fn clipped(clipping: Clipping, scale: Option<f32>, gradient: Tensor<1>) -> Tensor<1> {
    match (clipping, scale) {
        (Clipping::Off, _) | (Clipping::GlobalNorm { .. }, None) => gradient,
        (Clipping::GlobalNorm { .. }, Some(scale)) => gradient * scale,
        (Clipping::Norm { norm }, _) => {
            let length = squares(gradient.clone()).sqrt();
            if length > norm {
                gradient * (norm / length)
            } else {
                gradient
            }
        }
        (Clipping::Value { limit }, _) => gradient.clamp(-limit, limit),
    }
}
