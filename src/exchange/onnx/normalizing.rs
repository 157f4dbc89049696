//! BatchNormalization and LayerNormalization.

use super::builder::{Builder, Outcome, array, plain, refuse};
use super::live::{Axis, Live};
use super::node::Node;
use crate::engine::weights::NamedArray;
use crate::layer::{Kind, LayerSpec, Value};
use crate::message;

/// One of an operator's arrays, with as many numbers as there are channels.
fn numbers(
    builder: &Builder<'_>,
    node: Node<'_>,
    index: usize,
    name: &str,
    live: &Live,
) -> Outcome<Option<NamedArray>> {
    let Some(tensor) = builder.constant(node, index)? else {
        return Ok(None);
    };
    let channels = builder.shape(live.layer).channels();
    if tensor.len() != channels {
        return refuse(message!(
            "onnx-not-as-many",
            name = name,
            found = tensor.len(),
            channels = channels
        ));
    }
    Ok(Some(array(
        name,
        [channels],
        live.in_order_of_layer(&tensor.to_reals()),
    )))
}

/// Batch normalization with the statistics that the file holds.
pub fn batch(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    if node.int("spatial", 1) == 0 {
        return refuse(message!("onnx-not-spatial"));
    }
    let live = if live.axes.get(1) == Some(&Axis::Channel) {
        live
    } else {
        builder.channels_first(live)?
    };
    let mut arrays = Vec::new();
    for (index, name) in (1..).zip(["gamma", "beta", "moving_mean", "moving_variance"]) {
        match numbers(builder, node, index, name, &live)? {
            Some(array) => arrays.push(array),
            None => return refuse(message!("onnx-input-lacks")),
        }
    }
    let spec = LayerSpec::new(Kind::BatchNormalization)
        .with("momentum", plain(node.float("momentum", 0.9)))
        .with("epsilon", plain(node.float("epsilon", 1e-5)));
    let layer = builder.push(spec, &[live.layer], arrays)?;
    Ok(live.through(layer))
}

/// Layer normalization over the channels.
pub fn layer(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let axis = super::reshaped::place(node.int("axis", -1), live.axes.len());
    if axis.map(|axis| axis + 1) != Some(live.axes.len()) {
        return refuse(message!("onnx-normalized-axes"));
    }
    let live = builder.channels_last(live)?;
    let gamma = numbers(builder, node, 1, "gamma", &live)?;
    let beta = numbers(builder, node, 2, "beta", &live)?;
    let mut spec = LayerSpec::new(Kind::LayerNormalization)
        .with("epsilon", plain(node.float("epsilon", 1e-5)));
    for (key, array) in [("scale", &gamma), ("center", &beta)] {
        if array.is_none() {
            spec = spec.with(key, Value::Bool(false));
        }
    }
    let layer = builder.push(spec, &[live.layer], gamma.into_iter().chain(beta).collect())?;
    Ok(live.through(layer))
}

/// Normalization of groups of channels, and of each channel by itself, within an image.
pub fn group(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let live = builder.channels_first(live)?;
    let (Some(gamma), Some(beta)) = (
        numbers(builder, node, 1, "gamma", &live)?,
        numbers(builder, node, 2, "beta", &live)?,
    ) else {
        return refuse(message!("onnx-input-lacks"));
    };
    let groups = if node.op() == "InstanceNormalization" {
        -1
    } else {
        node.int("num_groups", 1)
    };
    let spec = LayerSpec::new(Kind::GroupNormalization)
        .with("groups", groups)
        .with("epsilon", plain(node.float("epsilon", 1e-5)));
    let layer = builder.push(spec, &[live.layer], vec![gamma, beta])?;
    Ok(live.through(layer))
}

/// Each pixel's channels brought to length 1.
pub fn unit(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let axis = super::reshaped::place(node.int("axis", -1), live.axes.len());
    let is_of_channels = axis.is_some_and(|axis| live.axes[axis] == Axis::Channel);
    if node.int("p", 2) != 2 || !is_of_channels {
        return refuse(message!("onnx-normalized-axes"));
    }
    let spec = LayerSpec::new(Kind::UnitNormalization);
    let layer = builder.push(spec, &[live.layer], Vec::new())?;
    Ok(live.through(layer))
}
