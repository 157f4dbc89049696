//! Pools: over windows, and over the whole map.

use super::builder::{Builder, Outcome, refuse};
use super::live::{Axis, Live};
use super::node::Node;
use super::sliding::{Sliding, pair, value};
use crate::layer::{Kind, LayerSpec};
use crate::message;

/// The largest number of each window. A border of zeros stands for the file's, which never wins, where no number is below zero.
pub fn max_pool(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let (live, sliding) = window(builder, node)?;
    if sliding.is_inside() {
        return pooled(builder, Kind::MaxPooling2D, &live, &sliding, "valid");
    }
    if sliding.is_same() {
        return pooled(builder, Kind::MaxPooling2D, &live, &sliding, "same");
    }
    if !builder.is_positive(live.layer) {
        return refuse(message!("onnx-max-pool-border"));
    }
    let live = builder.zeros_around(&live, sliding.reach)?;
    pooled(builder, Kind::MaxPooling2D, &live, &sliding, "valid")
}

/// The mean of each window, with what the file adds around the map counted or not.
pub fn average_pool(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let (live, sliding) = window(builder, node)?;
    let counts_border = node.int("count_include_pad", 0) != 0;
    let given = [0, 1].map(|axis| (sliding.reach[axis].0, sliding.given_after[axis]));
    let is_given = [0, 1]
        .iter()
        .all(|axis| sliding.reach[*axis].1 <= given[*axis].1);
    if sliding.is_inside() {
        pooled(builder, Kind::AveragePooling2D, &live, &sliding, "valid")
    } else if sliding.is_same() && (!counts_border || given == [(0, 0); 2]) {
        pooled(builder, Kind::AveragePooling2D, &live, &sliding, "same")
    } else if counts_border && is_given {
        let live = builder.zeros_around(&live, sliding.reach)?;
        pooled(builder, Kind::AveragePooling2D, &live, &sliding, "valid")
    } else {
        refuse(message!("onnx-average-pool-border"))
    }
}

fn window(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<(Live, Sliding)> {
    let live = builder.first(node)?;
    let live = builder.channels_first(live)?;
    let sliding = Sliding::read(node, pair(node, "kernel_shape")?, builder.sides(&live))?;
    if sliding.dilation != [1, 1] || node.int("storage_order", 0) != 0 {
        return refuse(message!("onnx-pool-dilated"));
    }
    Ok((live, sliding))
}

fn pooled(
    builder: &mut Builder<'_>,
    kind: Kind,
    live: &Live,
    sliding: &Sliding,
    padding: &'static str,
) -> Outcome<Live> {
    let mut spec = LayerSpec::new(kind)
        .with("pool_size", value(sliding.size))
        .with("strides", value(sliding.strides));
    if padding != "valid" {
        spec = spec.with("padding", padding);
    }
    let layer = builder.push(spec, &[live.layer], Vec::new())?;
    Ok(live.through(layer))
}

/// One number of each channel of a map.
pub fn global(builder: &mut Builder<'_>, node: Node<'_>, kind: Kind) -> Outcome<Live> {
    let live = builder.first(node)?;
    let live = builder.channels_first(live)?;
    let layer = builder.push(
        LayerSpec::new(kind).with("keepdims", true),
        &[live.layer],
        Vec::new(),
    )?;
    Ok(live.through(layer))
}

/// One number of each channel, asked for by the axes that go.
pub fn reduce(builder: &mut Builder<'_>, node: Node<'_>, kind: Kind) -> Outcome<Live> {
    let live = builder.first(node)?;
    let given = builder.constant(node, 1)?;
    let axes = given
        .as_ref()
        .and_then(|axes| axes.as_wholes())
        .or_else(|| node.ints("axes"));
    let rank = live.axes.len();
    let axes: Option<Vec<usize>> = axes.and_then(|axes| {
        axes.iter()
            .map(|axis| super::reshaped::place(*axis, rank))
            .collect()
    });
    let dims = builder.dims(&live);
    let is_map = |axis: &usize| {
        matches!(live.axes[*axis], Axis::Height | Axis::Width) || dims[*axis] == 1 && *axis > 0
    };
    let Some(axes) = axes.filter(|axes| axes.iter().all(is_map)) else {
        return refuse(message!(
            "onnx-reduced-axes",
            shape = super::tensor::shown(&dims)
        ));
    };
    let goes = |axis: &Axis| axes.iter().any(|place| live.axes[*place] == *axis);
    let map = builder.shape(live.layer).as_map();
    let [height, width, _] = map.unwrap_or([1; 3]);
    if height > 1 && !goes(&Axis::Height) || width > 1 && !goes(&Axis::Width) {
        return refuse(message!(
            "onnx-reduced-axes",
            shape = super::tensor::shown(&dims)
        ));
    }
    let live = if map.is_some() {
        let layer = builder.push(
            LayerSpec::new(kind).with("keepdims", true),
            &[live.layer],
            Vec::new(),
        )?;
        live.through(layer)
    } else {
        live
    };
    if node.int("keepdims", 1) != 0 {
        return Ok(live);
    }
    let kept = (0..rank)
        .filter(|place| !axes.contains(place))
        .map(|place| live.axes[place])
        .collect();
    super::shaping::with_axes(builder, live, kept)
}
