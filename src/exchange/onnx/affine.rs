//! Add, Sub, Mul and Div with numbers that do not change: biases, factors, what is left of a normalization.

use super::builder::{Builder, Outcome, array, plain, refuse};
use super::live::{Axis, Live};
use super::node::Node;
use super::tensor::{Tensor, shown};
use crate::engine::weights::NamedArray;
use crate::layer::{Kind, LayerSpec, MOST_NUMBERS, Value};
use crate::message;

/// The epsilon of a batch normalization that only multiplies and adds; its variance and this make exactly 1.
const EPSILON: f32 = 1e-3;
const VARIANCE: f32 = 0.999;

/// What is done to every number of a channel.
enum Change {
    Times(Vec<f32>),
    Plus(Vec<f32>),
}

/// One operator with a value and numbers that do not change; `value` is the name of the former.
pub fn affine(
    builder: &mut Builder<'_>,
    node: Node<'_>,
    value: &str,
    numbers: &Tensor,
) -> Outcome<Live> {
    let live = builder.live(value)?;
    let is_first = node.input(0) == Some(value);
    let numbers = per_channel(builder, &live, numbers)?;
    let each = |change: fn(f32) -> f32| numbers.iter().map(|number| change(*number)).collect();
    let change = match (node.op().as_str(), is_first) {
        ("Add", _) => Change::Plus(numbers),
        ("Sub", true) => Change::Plus(each(|number| -number)),
        ("Mul", _) => Change::Times(numbers),
        ("Div", true) => Change::Times(each(f32::recip)),
        ("Sub", false) => {
            let spec = rescaling(&[-1.0], &numbers);
            return rescaled(builder, &live, spec);
        }
        _ => return refuse(message!("onnx-divided-by-value")),
    };
    if is_nothing(&change) {
        return Ok(live);
    }
    if let Some(live) = joined(builder, &live, &change) {
        return Ok(live);
    }
    made(builder, &live, change)
}

/// Whether it leaves every number as it is.
fn is_nothing(change: &Change) -> bool {
    match change {
        Change::Times(numbers) => numbers.iter().all(|number| *number == 1.0),
        Change::Plus(numbers) => numbers.iter().all(|number| *number == 0.0),
    }
}

/// One number, or one for each channel of the layer, of numbers that the file spreads over a value.
fn per_channel(builder: &Builder<'_>, live: &Live, tensor: &Tensor) -> Outcome<Vec<f32>> {
    let numbers = tensor.to_reals();
    if numbers.len() == 1 && tensor.shape.len() <= live.axes.len() {
        return Ok(numbers);
    }
    let dims = builder.dims(live);
    let unfit = || {
        refuse(message!(
            "onnx-not-per-channel",
            numbers = shown(&tensor.shape),
            shape = shown(&dims)
        ))
    };
    let Some(lacking) = live.axes.len().checked_sub(tensor.shape.len()) else {
        return unfit();
    };
    for (place, length) in tensor
        .shape
        .iter()
        .enumerate()
        .filter(|(_, length)| **length != 1)
    {
        let axis = lacking + place;
        if live.axes[axis] != Axis::Channel || dims[axis] != *length {
            return unfit();
        }
    }
    Ok(live.in_order_of_layer(&numbers))
}

/// The change as part of the layer before it, where that is the only one that it goes to.
fn joined(builder: &mut Builder<'_>, live: &Live, change: &Change) -> Option<Live> {
    if !builder.is_taken_once(live.layer) {
        return None;
    }
    let layer = live.layer;
    let channels = builder.shape(layer).channels();
    let before = &builder.layers[layer];
    let (spec, mut arrays) = (before.spec.clone(), before.arrays.clone());
    match (spec.kind, change) {
        (
            Kind::Conv2D | Kind::DepthwiseConv2D | Kind::Conv2DTranspose | Kind::Dense,
            Change::Plus(bias),
        ) if bias.len() == channels && spec.value("use_bias") == Some(Value::Bool(false)) => {
            let mut spec = spec;
            spec.settings.remove("use_bias");
            arrays.push(array("bias", [channels], bias.clone()));
            builder.replace(layer, spec, arrays);
        }
        (Kind::BatchNormalization, change) => {
            let arrays = normalized(&arrays, change, channels);
            let epsilon = spec
                .value("epsilon")
                .filter(|_| spec.settings.contains_key("epsilon"));
            let mut whole = LayerSpec::new(Kind::BatchNormalization);
            if let Some(epsilon) = epsilon {
                whole = whole.with("epsilon", epsilon);
            }
            if let Some(momentum) = spec.settings.get("momentum") {
                whole = whole.with("momentum", momentum.clone());
            }
            builder.replace(layer, whole, arrays);
            builder.translated(layer, message!("onnx-joined-normalization"));
        }
        (Kind::LayerScale, Change::Plus(_)) => {
            let gamma = arrays.pop()?.values;
            let arrays = normalized(&at_rest(gamma, channels), change, channels);
            builder.replace(layer, LayerSpec::new(Kind::BatchNormalization), arrays);
            builder.translated(layer, message!("onnx-affine-as-normalization"));
        }
        (Kind::Rescaling, Change::Plus(offset)) if !spec.settings.contains_key("offset") => {
            let spec = spec.with("offset", setting(offset));
            builder.replace(layer, spec, arrays);
        }
        _ => return None,
    }
    Some(live.clone())
}

/// The arrays of a batch normalization whose results are changed once more.
fn normalized(arrays: &[NamedArray], change: &Change, channels: usize) -> Vec<NamedArray> {
    let found = |name: &str, default: f32| {
        let found = arrays.iter().find(|array| array.name == name);
        found.map_or_else(|| vec![default; channels], |array| array.values.clone())
    };
    let (mut gamma, mut beta) = (found("gamma", 1.0), found("beta", 0.0));
    let at =
        |numbers: &[f32], channel: usize| numbers[if numbers.len() == 1 { 0 } else { channel }];
    for channel in 0..channels {
        match change {
            Change::Times(factor) => {
                gamma[channel] *= at(factor, channel);
                beta[channel] *= at(factor, channel);
            }
            Change::Plus(offset) => beta[channel] += at(offset, channel),
        }
    }
    let mut made = vec![
        array("gamma", [channels], gamma),
        array("beta", [channels], beta),
    ];
    made.push(array("moving_mean", [channels], found("moving_mean", 0.0)));
    made.push(array(
        "moving_variance",
        [channels],
        found("moving_variance", VARIANCE),
    ));
    made
}

/// A batch normalization that changes nothing but for `gamma`.
fn at_rest(gamma: Vec<f32>, channels: usize) -> Vec<NamedArray> {
    vec![array("gamma", [channels], gamma)]
}

/// A layer of its own for it.
fn made(builder: &mut Builder<'_>, live: &Live, change: Change) -> Outcome<Live> {
    let channels = builder.shape(live.layer).channels();
    let (numbers, is_factor) = match &change {
        Change::Times(numbers) => (numbers, true),
        Change::Plus(numbers) => (numbers, false),
    };
    if numbers.len() == 1 || is_of_input(builder, live.layer) && channels <= MOST_NUMBERS {
        let spec = if is_factor {
            rescaling(numbers, &[0.0])
        } else {
            rescaling(&[1.0], numbers)
        };
        return rescaled(builder, live, spec);
    }
    if is_factor {
        let gamma = array("gamma", [channels], numbers.clone());
        let layer = builder.push(LayerSpec::new(Kind::LayerScale), &[live.layer], vec![gamma])?;
        return Ok(live.through(layer));
    }
    let arrays = vec![
        array("beta", [channels], numbers.clone()),
        array("moving_mean", [channels], vec![0.0; channels]),
        array("moving_variance", [channels], vec![VARIANCE; channels]),
    ];
    let spec = LayerSpec::new(Kind::BatchNormalization)
        .with("scale", false)
        .with("epsilon", plain(EPSILON));
    let layer = builder.push(spec, &[live.layer], arrays)?;
    builder.translated(layer, message!("onnx-affine-as-normalization"));
    Ok(live.through(layer))
}

/// Whether a layer's numbers are those of the input but for factors and offsets.
fn is_of_input(builder: &Builder<'_>, layer: usize) -> bool {
    let mut layer = layer;
    while builder.kind(layer) == Kind::Rescaling {
        layer = builder.layers[layer].inputs[0];
    }
    builder.kind(layer) == Kind::Input
}

fn rescaled(builder: &mut Builder<'_>, live: &Live, spec: LayerSpec) -> Outcome<Live> {
    let layer = builder.push(spec, &[live.layer], Vec::new())?;
    Ok(live.through(layer))
}

fn rescaling(scale: &[f32], offset: &[f32]) -> LayerSpec {
    let spec = LayerSpec::new(Kind::Rescaling).with("scale", setting(scale));
    if offset.iter().all(|number| *number == 0.0) {
        spec
    } else {
        spec.with("offset", setting(offset))
    }
}

fn setting(numbers: &[f32]) -> Value {
    match numbers {
        [one] => Value::Float(plain(*one)),
        numbers => Value::Numbers(numbers.iter().map(|number| plain(*number)).collect()),
    }
}
