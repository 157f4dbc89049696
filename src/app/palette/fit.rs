//! Which layers and blocks could come behind what is there.

use crate::graph::{Content, Graph, Inference};
use crate::layer::{LayerSpec, Shape};

/// Whether something like `content` could take data of this shape; where the shape is unknown, whether it takes any.
pub fn takes(
    graph: &Graph,
    inference: &Inference,
    content: &Content,
    shape: Option<Shape>,
) -> bool {
    let (least, most) = graph.input_limits(content);
    if most == Some(0) {
        return false;
    }
    let Some(shape) = shape else { return true };
    match content {
        Content::Layer(spec) => takes_shape(spec, shape, least),
        // Blocks here are made of convolutions: what has no map to convolve would not pass.
        Content::Block(_) => shape.as_map().is_some() && !inference.layers.is_empty(),
        Content::Port(_) => false,
    }
}

fn takes_shape(spec: &LayerSpec, shape: Shape, least: usize) -> bool {
    let inputs = vec![shape; least.max(1)];
    let layer = spec.resolve();
    layer.is_ok_and(|layer| layer.output_shape(&inputs).is_ok())
}
