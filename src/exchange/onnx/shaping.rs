//! Operators that move numbers or name their axes anew.

use super::arranged::reshape;
use super::builder::{Builder, Outcome, refuse};
use super::live::{Axis, CHANNELS_FIRST, CHANNELS_LAST, Live, VECTOR};
use super::node::Node;
use super::tensor::shown;
use crate::message;

/// Other names for the same axes.
pub fn transpose(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let rank = live.axes.len();
    let order: Vec<usize> = match node.ints("perm") {
        None => (0..rank).rev().collect(),
        Some(order) => order
            .iter()
            .filter_map(|axis| super::reshaped::place(*axis, rank))
            .collect(),
    };
    let mut sorted = order.clone();
    sorted.sort_unstable();
    if !sorted.into_iter().eq(0..rank) || order.first() != Some(&0) {
        return refuse(message!(
            "onnx-transposed-batch",
            order = format!("{order:?}")
        ));
    }
    if builder.is_own && node.is_named_as_layer() {
        return builder.permuted_by_layer(live, &order);
    }
    let live = builder.in_order_of_file(live)?;
    Ok(Live {
        axes: order.iter().map(|axis| live.axes[*axis]).collect(),
        ..live
    })
}

/// Reshape, Flatten, Squeeze and Unsqueeze.
pub fn reshaped(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let dims = builder.dims(&live);
    let given = builder.constant(node, 1)?;
    let given = given.as_ref().and_then(|numbers| numbers.as_wholes());
    let unfit = || message!("onnx-reshaped", from = shown(&dims));
    let Some(target) = super::reshaped::target(node, &dims, given) else {
        return refuse(unfit());
    };
    if target.first() != dims.first() || live.axes.first() != Some(&Axis::Batch) {
        return refuse(message!(
            "onnx-reshaped-to",
            from = shown(&dims),
            to = shown(&target)
        ));
    }
    // Axes of length 1 come and go without moving a number.
    let longer = |lengths: &[usize]| {
        lengths[1..]
            .iter()
            .copied()
            .filter(|length| *length > 1)
            .collect::<Vec<_>>()
    };
    if longer(&dims) == longer(&target) {
        let mut old = live.axes[1..]
            .iter()
            .zip(&dims[1..])
            .filter(|(_, length)| **length > 1)
            .map(|(axis, _)| *axis);
        let named = target[1..].iter().map(|length| {
            if *length > 1 {
                old.next().unwrap_or(Axis::One)
            } else {
                Axis::One
            }
        });
        let axes: Vec<Axis> = std::iter::once(Axis::Batch).chain(named).collect();
        return with_axes(builder, live, axes);
    }
    to_target(builder, live, &dims, &target)
}

/// The numbers of a value under a shape that none of its axes goes with.
fn to_target(
    builder: &mut Builder<'_>,
    live: Live,
    dims: &[usize],
    target: &[usize],
) -> Outcome<Live> {
    match (live.flat, &target[1..]) {
        (_, [_]) => {
            let live = builder.in_order_of_file(live)?;
            builder.flattened(live)
        }
        (Some([height, width, channels]), [first, second, third])
            if [*first, *second, *third] == [channels, height, width] =>
        {
            let spec = reshape([height, width, channels]);
            let layer = builder.push(spec, &[live.layer], Vec::new())?;
            Ok(Live::new(layer, &CHANNELS_FIRST))
        }
        (_, [height, width, channels]) => {
            let live = if builder.is_pixel_by_pixel(&live) {
                live
            } else {
                let live = builder.flattened(live)?;
                builder.in_order_of_file(live)?
            };
            let spec = reshape([*height, *width, *channels]);
            let layer = builder.push(spec, &[live.layer], Vec::new())?;
            Ok(Live::new(layer, &CHANNELS_LAST))
        }
        _ => refuse(message!(
            "onnx-reshaped-to",
            from = shown(dims),
            to = shown(target)
        )),
    }
}

/// The value with other names for its axes, of which only those of length 1 may be new or gone.
pub fn with_axes(builder: &mut Builder<'_>, live: Live, axes: Vec<Axis>) -> Outcome<Live> {
    let axes = named(builder, &live, axes);
    if axes.len() > 2 {
        return Ok(Live { axes, ..live });
    }
    if builder.shape(live.layer).as_map().is_none() {
        return Ok(Live {
            axes: VECTOR.to_vec(),
            ..live
        });
    }
    builder.flattened(Live { axes, ..live })
}

/// Axes of length 1 get the names of those of the layer that nobody has, so that a map of one pixel stays one.
fn named(builder: &Builder<'_>, live: &Live, mut axes: Vec<Axis>) -> Vec<Axis> {
    let all: &[Axis] = match builder.shape(live.layer).as_map() {
        Some(_) => &CHANNELS_FIRST,
        None => &VECTOR,
    };
    for place in 0..axes.len() {
        if axes[place] == Axis::One {
            let lacks = all.iter().find(|axis| !axes.contains(axis));
            axes[place] = lacks.copied().unwrap_or(Axis::One);
        }
    }
    axes
}
