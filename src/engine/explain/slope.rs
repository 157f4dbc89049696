//! How a class's score changes with the output of a layer: what Grad-CAM and the input gradients rest on.

use burn::module::Module;
use burn::tensor::Tensor;

use super::Subject;
use crate::engine::error::EngineError;
use crate::engine::guard::guard;
use crate::engine::image_tensor;
use crate::engine::network::Output;
use crate::engine::weights::NamedArray;

/// A layer's output for some pictures, and the gradient of a class's score by it, both `[batch, height, width, channels]`.
#[derive(Debug)]
pub(super) struct Slope {
    pub maps: NamedArray,
    pub gradient: NamedArray,
}

/// The slope of the score of `class` at `layer` for `count` pictures.
pub(super) fn slope(
    subject: &Subject<'_>,
    (values, count): (Vec<f32>, usize),
    layer: &str,
    class: usize,
) -> Result<Slope, EngineError> {
    let shape = subject.network.input_shape();
    let device = subject.device.clone().autodiff();
    let images = image_tensor(values, count, shape, &device)?;
    guard("doing-explaining", || {
        let network = subject.network.valid().train().no_grad();
        let mut looked_at = None;
        let output = network.forward_through(images, layer, &mut |maps| {
            // No weight asks for a gradient, so what lies before has none to remember: here the graph begins.
            let maps = maps.detach().require_grad();
            looked_at = Some(maps.clone());
            maps
        });
        let looked_at = looked_at.ok_or_else(|| EngineError::Disordered {
            layer: layer.to_owned(),
        })?;
        let found = score(&output, class).sum().backward();
        let gradient = match looked_at.grad(&found) {
            Some(gradient) => gradient,
            // The score does not depend on it.
            None => looked_at.clone().detach().zeros_like(),
        };
        let named = |tensor: Tensor<4>| NamedArray::of(layer.to_owned(), tensor);
        Ok(Slope {
            maps: named(looked_at.detach()),
            gradient: named(gradient),
        })
    })
}

/// What the network sums up for a class before its last sigmoid or softmax, one number a picture. A single sigmoid's sum
/// speaks for its second class and, turned round, for its first.
fn score(output: &Output, class: usize) -> Tensor<2> {
    let [_, units] = output.logits.dims();
    match (units, class) {
        (1, 0) => output.logits.clone().neg(),
        (1, _) => output.logits.clone(),
        _ => output.logits.clone().narrow(1, class, 1),
    }
}
