//! Gemm and MatMul: fully connected layers.

use super::builder::{Builder, Outcome, array, plain, refuse};
use super::interpolated;
use super::live::{Axis, Live, places_in_file};
use super::node::Node;
use super::tensor::{Tensor, shown};
use crate::engine::weights::NamedArray;
use crate::layer::{Kind, LayerSpec};
use crate::message;

/// A product with a matrix, and a bias.
pub fn gemm(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    if node.int("transA", 0) != 0 || live.axes.len() != 2 {
        return refuse(message!("onnx-gemm-first"));
    }
    let matrix = matrix(builder, node)?;
    let matrix = if node.int("transB", 0) == 0 {
        matrix
    } else {
        matrix.transposed(&[1, 0])
    };
    let units = matrix.shape[1];
    let alpha = node.float("alpha", 1.0);
    let matrix = scaled(matrix, alpha);
    let bias = match builder.constant(node, 2)? {
        None => None,
        Some(bias) => {
            let numbers =
                scaled(std::rc::Rc::unwrap_or_clone(bias), node.float("beta", 1.0)).to_reals();
            let numbers = if numbers.len() == 1 {
                vec![numbers[0]; units]
            } else {
                numbers
            };
            Some(array("bias", [units], numbers))
        }
    };
    dense(builder, live, matrix, bias)
}

/// A product with a matrix along the last axis, or one that makes a map larger.
pub fn mat_mul(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    if let Some(larger) = interpolated::mat_mul(builder, node)? {
        return Ok(larger);
    }
    let live = builder.first(node)?;
    if live.axes.first() != Some(&Axis::Batch) || live.axes.len() < 2 {
        return refuse(message!("onnx-gemm-first"));
    }
    let live = builder.channels_last(live)?;
    let matrix = matrix(builder, node)?;
    dense(builder, live, matrix, None)
}

fn matrix(builder: &Builder<'_>, node: Node<'_>) -> Outcome<Tensor> {
    match builder.constant(node, 1)? {
        Some(matrix) if matrix.shape.len() == 2 => Ok(std::rc::Rc::unwrap_or_clone(matrix)),
        Some(matrix) => refuse(message!("onnx-no-matrix", shape = shown(&matrix.shape))),
        None => refuse(message!("onnx-input-lacks")),
    }
}

fn scaled(tensor: Tensor, factor: f32) -> Tensor {
    if plain(factor) == 1.0 {
        return tensor;
    }
    let numbers = tensor
        .to_reals()
        .into_iter()
        .map(|number| number * factor)
        .collect();
    Tensor::reals(tensor.shape, numbers)
}

/// Rows of a kernel `[in, units]` follow the layer that it takes, whose numbers may stand in another order than in the file.
fn dense(
    builder: &mut Builder<'_>,
    live: Live,
    matrix: Tensor,
    bias: Option<NamedArray>,
) -> Outcome<Live> {
    let [rows, units] = [matrix.shape[0], matrix.shape[1]];
    let shape = builder.shape(live.layer);
    if rows != shape.channels() {
        return refuse(message!(
            "onnx-matrix-unfit",
            shape = shown(&matrix.shape),
            features = shape.channels()
        ));
    }
    let numbers = matrix.as_reals();
    let numbers: Vec<f32> = match live.flat {
        Some(map) => places_in_file(map)
            .flat_map(|row| numbers[row * units..(row + 1) * units].iter().copied())
            .collect(),
        None => numbers.into_owned(),
    };
    let mut spec = LayerSpec::new(Kind::Dense).with("units", units as i64);
    if shape.as_map().is_some() {
        spec = spec.with("on_maps", true);
    }
    if bias.is_none() {
        spec = spec.with("use_bias", false);
    }
    let kernel = array("kernel", [rows, units], numbers);
    let layer = builder.push(
        spec,
        &[live.layer],
        std::iter::once(kernel).chain(bias).collect(),
    )?;
    Ok(Live {
        flat: None,
        ..live.through(layer)
    })
}
