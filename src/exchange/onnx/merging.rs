//! Operators with several values: sums, products, and channels side by side.

use super::affine::affine;
use super::arranged::reshape;
use super::builder::{Builder, Outcome, refuse};
use super::functions;
use super::live::{Axis, CHANNELS_FIRST, Live};
use super::node::Node;
use super::tensor::shown;
use crate::layer::{Kind, LayerSpec};
use crate::message;

/// Add, Sub, Mul and Div: of two values, or of one and numbers that do not change.
pub fn arithmetic(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let (Some(one), Some(other)) = (node.input(0), node.input(1)) else {
        return refuse(message!("onnx-input-lacks"));
    };
    if let Some(numbers) = builder.constants.get(other)? {
        return affine(builder, node, one, &numbers);
    }
    if let Some(numbers) = builder.constants.get(one)? {
        return affine(builder, node, other, &numbers);
    }
    match node.op().as_str() {
        "Add" => merged(builder, node, Kind::Add),
        "Sub" => merged(builder, node, Kind::Subtract),
        "Mul" => merged(builder, node, Kind::Multiply),
        _ => refuse(message!("onnx-divided-by-value")),
    }
}

/// The largest or smallest of values, or of one value and a number.
pub fn extreme(builder: &mut Builder<'_>, node: Node<'_>, kind: Kind) -> Outcome<Live> {
    let (values, numbers): (Vec<&str>, Vec<&str>) =
        node.inputs().partition(|name| !builder.constants.has(name));
    match (&values[..], &numbers[..]) {
        (_, []) => merged(builder, node, kind),
        ([value], [number]) => {
            let live = builder.live(value)?;
            match builder
                .constants
                .get(number)?
                .and_then(|number| number.scalar())
            {
                Some(bound) if kind == Kind::Maximum => functions::at_least(builder, &live, bound),
                Some(bound) => functions::at_most(builder, &live, bound),
                None => refuse(message!("onnx-constant-as-value", value = *number)),
            }
        }
        _ => refuse(message!("onnx-constant-as-value", value = numbers[0])),
    }
}

/// One layer of all inputs, number by number.
pub fn merged(builder: &mut Builder<'_>, node: Node<'_>, kind: Kind) -> Outcome<Live> {
    let values: Vec<Live> = node
        .inputs()
        .map(|name| builder.live(name))
        .collect::<Outcome<_>>()?;
    let Some(first) = values.first().cloned() else {
        return refuse(message!("onnx-input-lacks"));
    };
    if values.len() == 1 {
        return Ok(first);
    }
    let values = alike(builder, values)?;
    let layers: Vec<usize> = values.iter().map(|live| live.layer).collect();
    let shape = builder.shape(layers[0]);
    let is_equal = layers.iter().all(|layer| builder.shape(*layer) == shape);
    let largest = values
        .iter()
        .max_by_key(|live| builder.shape(live.layer).elements())
        .cloned()
        .unwrap_or(first);
    let spec = match kind {
        // A sum with one number for all pixels: Add wants equal shapes, this one does not.
        Kind::Add if !is_equal && layers.len() == 2 => {
            LayerSpec::new(Kind::CustomScaleLayer).with("scale", 1.0)
        }
        kind => LayerSpec::new(kind),
    };
    let layer = builder.push(spec, &layers, Vec::new())?;
    Ok(largest.through(layer))
}

/// The values with the same axes in the same order, so that layers can take them together.
fn alike(builder: &mut Builder<'_>, mut values: Vec<Live>) -> Outcome<Vec<Live>> {
    let rank = values[0].axes.len();
    let shapes = values.iter().map(|live| shown(&builder.dims(live)));
    let unfit = message!("onnx-not-alike", shapes = crate::text::all(shapes));
    if values.iter().any(|live| live.axes.len() != rank) {
        return refuse(unfit);
    }
    let is_map = |builder: &Builder<'_>, live: &Live| builder.shape(live.layer).as_map().is_some();
    let maps = values.iter().filter(|live| is_map(builder, live)).count();
    for live in &mut values {
        if maps > 0 && !is_map(builder, live) {
            let vector = builder.in_order_of_file(live.clone())?;
            let dims = builder.dims(&vector);
            let [_, channels, height, width] = dims[..] else {
                return refuse(unfit);
            };
            let layer = builder.push_aside(
                "reshape",
                reshape([height, width, channels]),
                &[vector.layer],
            )?;
            *live = Live::new(layer, &CHANNELS_FIRST);
        }
    }
    if values.iter().any(|live| live.flat != values[0].flat) {
        values = values
            .into_iter()
            .map(|live| builder.in_order_of_file(live))
            .collect::<Outcome<_>>()?;
    }
    let longer = |builder: &Builder<'_>, live: &Live| {
        let dims = builder.dims(live);
        live.axes
            .iter()
            .zip(dims)
            .map(|(axis, length)| (length > 1).then_some(*axis))
            .collect::<Vec<Option<Axis>>>()
    };
    let agree = |one: &[Option<Axis>], other: &[Option<Axis>]| {
        one.iter()
            .zip(other)
            .all(|(one, other)| one.is_none() || other.is_none() || one == other)
    };
    let axes: Vec<_> = values.iter().map(|live| longer(builder, live)).collect();
    let is_agreed = axes
        .iter()
        .enumerate()
        .all(|(index, one)| axes[index + 1..].iter().all(|other| agree(one, other)));
    if !is_agreed {
        values = values
            .into_iter()
            .map(|live| builder.channels_first(live))
            .collect::<Outcome<_>>()?;
    }
    Ok(values)
}

/// Channels side by side.
pub fn concat(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let values: Vec<Live> = node
        .inputs()
        .map(|name| builder.live(name))
        .collect::<Outcome<_>>()?;
    let Some(first) = values.first() else {
        return refuse(message!("onnx-input-lacks"));
    };
    let rank = first.axes.len();
    let Some(axis) = super::reshaped::place(node.int("axis", 1), rank) else {
        return refuse(message!("onnx-concat-axis", axis = node.int("axis", 1)));
    };
    let mut values = values
        .into_iter()
        .map(|live| builder.in_order_of_file(live))
        .collect::<Outcome<Vec<_>>>()?;
    if values
        .iter()
        .any(|live| live.axes.get(axis) != Some(&Axis::Channel) || live.axes != values[0].axes)
    {
        if axis != 1 {
            return refuse(message!("onnx-concat-axis", axis = axis));
        }
        values = values
            .into_iter()
            .map(|live| builder.channels_first(live))
            .collect::<Outcome<_>>()?;
    }
    if values.len() == 1 {
        return Ok(values.remove(0));
    }
    let layers: Vec<usize> = values.iter().map(|live| live.layer).collect();
    let layer = builder.push(LayerSpec::new(Kind::Concatenate), &layers, Vec::new())?;
    Ok(values[0].through(layer))
}
