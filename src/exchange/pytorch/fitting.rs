//! Which tensor of PyTorch's a weight of ours can be, and how it is turned for that.

use super::turning::Turn;
use crate::graph::Flat;
use crate::layer::{Layer, Weight};

/// What PyTorch calls what a weight is.
pub(in crate::exchange) fn roles(weight: &str) -> &'static [&'static str] {
    match weight {
        "bias" | "beta" => &["bias", "beta"],
        "moving_mean" => &["running_mean"],
        "moving_variance" => &["running_var"],
        "mean" => &["mean"],
        "variance" => &["variance", "var"],
        "count" => &[],
        _ => &["weight", "gamma", "alpha"],
    }
}

/// How tensors may be turned for a weight.
pub(in crate::exchange) fn turns(
    is_own: bool,
    flat: &Flat,
    index: usize,
    weight: &Weight,
) -> Vec<Turn> {
    match (&flat.layers[index].layer, weight.name) {
        (Layer::Dense(_), "kernel") => match flattened(flat, index).filter(|_| !is_own) {
            Some(map) => vec![Turn::DenseOfMap { map }],
            None => vec![Turn::Dense],
        },
        (Layer::PReLU(_), _) => vec![Turn::Slopes, Turn::SlopesOfMap, Turn::AsItIs],
        (Layer::DepthwiseConv2D(layer), "kernel") => vec![Turn::Depthwise {
            multiplier: layer.depth_multiplier,
        }],
        (Layer::SeparableConv2D(layer), "depthwise_kernel") => vec![Turn::Depthwise {
            multiplier: layer.depth_multiplier,
        }],
        (_, "kernel" | "pointwise_kernel") => vec![Turn::Convolution],
        _ => vec![Turn::AsItIs],
    }
}

/// The map whose pixels a dense layer gets one after the other; `None` where no Flatten stands before it.
fn flattened(flat: &Flat, index: usize) -> Option<[usize; 3]> {
    let mut at = *flat.layers[index].inputs.first()?;
    loop {
        let layer = &flat.layers[at];
        let input = *layer.inputs.first()?;
        match &layer.layer {
            Layer::Flatten(_) => {
                let map = flat.layers[input].output_shape.as_map()?;
                return (map[0] * map[1] > 1).then_some(map);
            }
            Layer::Dropout(_) | Layer::Activation(_) | Layer::ReLU(_) | Layer::Identity(_) => {
                at = input;
            }
            _ => return None,
        }
    }
}
