//! Functions that numbers go through one by one, and softmax.

use super::builder::{Builder, Outcome, array, plain, refuse};
use super::live::{Axis, Live};
use super::node::Node;
use super::tensor::Tensor;
use crate::engine::weights::NamedArray;
use crate::layer::{Function, Kind, LayerSpec};
use crate::message;

/// A function by its name in Keras.
pub fn named(builder: &mut Builder<'_>, node: Node<'_>, name: &str) -> Outcome<Live> {
    let live = builder.first(node)?;
    activation(builder, &live, name)
}

fn activation(builder: &mut Builder<'_>, live: &Live, name: &str) -> Outcome<Live> {
    through(
        builder,
        live,
        LayerSpec::new(Kind::Activation).with("activation", name),
    )
}

fn through(builder: &mut Builder<'_>, live: &Live, spec: LayerSpec) -> Outcome<Live> {
    let layer = builder.push(spec, &[live.layer], Vec::new())?;
    Ok(live.through(layer))
}

/// Softmax and LogSoftmax, which old files take over all axes from one on.
pub fn softmax(builder: &mut Builder<'_>, node: Node<'_>, name: &str) -> Outcome<Live> {
    let live = builder.first(node)?;
    let is_old = builder.opset < 13;
    let rank = live.axes.len();
    let Some(axis) = super::reshaped::place(node.int("axis", if is_old { 1 } else { -1 }), rank)
    else {
        return refuse(message!("onnx-softmax-axis"));
    };
    let dims = builder.dims(&live);
    let is_over_channels = if is_old {
        (axis..rank).all(|axis| live.axes[axis] == Axis::Channel || dims[axis] == 1)
    } else {
        live.axes[axis] == Axis::Channel
    };
    if is_over_channels {
        return activation(builder, &live, name);
    }
    match axis {
        1 if !is_old => {
            let live = builder.channels_first(live)?;
            activation(builder, &live, name)
        }
        _ if axis + 1 == rank => {
            let live = builder.channels_last(live)?;
            activation(builder, &live, name)
        }
        _ => refuse(message!("onnx-softmax-axis")),
    }
}

/// Numbers kept between two bounds: relu with or without a ceiling, moved where the lower one is not zero.
pub fn clip(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let bound = |builder: &Builder<'_>, index: usize, name: &str, default: f32| -> Outcome<f32> {
        let given = builder
            .constant(node, index)?
            .and_then(|bound| bound.scalar());
        Ok(given.unwrap_or_else(|| node.float(name, default)))
    };
    let (least, most) = (
        bound(builder, 1, "min", f32::MIN)?,
        bound(builder, 2, "max", f32::MAX)?,
    );
    match (least, most) {
        (f32::MIN | f32::NEG_INFINITY, f32::MAX | f32::INFINITY) => Ok(live),
        (f32::MIN | f32::NEG_INFINITY, most) => at_most(builder, &live, most),
        (0.0, f32::MAX | f32::INFINITY) => activation(builder, &live, "relu"),
        (least, f32::MAX | f32::INFINITY) => at_least(builder, &live, least),
        (0.0, most) if most > 0.0 => ceiled(builder, &live, most),
        (least, most) if most > least => {
            let moved = moved(builder, &live, (1.0, -least))?;
            let relu = ceiled(builder, &moved, most - least)?;
            moved_back(builder, &relu, (1.0, least))
        }
        _ => refuse(message!(
            "onnx-clip-bounds",
            least = least.to_string(),
            most = most.to_string()
        )),
    }
}

fn ceiled(builder: &mut Builder<'_>, live: &Live, most: f32) -> Outcome<Live> {
    let spec = LayerSpec::new(Kind::ReLU).with("max_value", plain(most));
    through(builder, live, spec)
}

/// `bound + relu(x − bound)`.
pub fn at_least(builder: &mut Builder<'_>, live: &Live, bound: f32) -> Outcome<Live> {
    let moved = moved(builder, live, (1.0, -bound))?;
    let relu = activation(builder, &moved, "relu")?;
    moved_back(builder, &relu, (1.0, bound))
}

/// `bound − relu(bound − x)`.
pub fn at_most(builder: &mut Builder<'_>, live: &Live, bound: f32) -> Outcome<Live> {
    let moved = moved(builder, live, (-1.0, bound))?;
    let relu = activation(builder, &moved, "relu")?;
    moved_back(builder, &relu, (-1.0, bound))
}

/// `x · factor + offset`, as a helper of a layer.
fn moved(builder: &mut Builder<'_>, live: &Live, change: (f32, f32)) -> Outcome<Live> {
    let layer = builder.push_aside("rescaling", rescaling(change), &[live.layer])?;
    Ok(live.through(layer))
}

fn moved_back(builder: &mut Builder<'_>, live: &Live, change: (f32, f32)) -> Outcome<Live> {
    let layer = builder.push_aside("rescaling_back", rescaling(change), &[live.layer])?;
    builder.translated(layer, message!("onnx-bounds-as-layers"));
    Ok(live.through(layer))
}

fn rescaling((factor, offset): (f32, f32)) -> LayerSpec {
    LayerSpec::new(Kind::Rescaling)
        .with("scale", plain(factor))
        .with("offset", plain(offset))
}

/// A layer that changes nothing.
pub fn identity(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    through(builder, &live, LayerSpec::new(Kind::Identity))
}

/// The other sign.
pub fn negative(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    through(
        builder,
        &live,
        LayerSpec::new(Kind::Rescaling).with("scale", -1.0),
    )
}

/// A slope below zero.
pub fn leaky_relu(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let slope = plain(node.float("alpha", 0.01));
    through(
        builder,
        &live,
        LayerSpec::new(Kind::LeakyReLU).with("negative_slope", slope),
    )
}

/// Zero up to a threshold.
pub fn thresholded(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let threshold = plain(node.float("alpha", 1.0));
    through(
        builder,
        &live,
        LayerSpec::new(Kind::ReLU).with("threshold", threshold),
    )
}

/// An exponential below zero.
pub fn elu(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let alpha = plain(node.float("alpha", 1.0));
    through(
        builder,
        &live,
        LayerSpec::new(Kind::ELU).with("alpha", alpha),
    )
}

/// Constants are compared as far as a file keeps them.
fn is_near(number: f32, expected: f64) -> bool {
    (f64::from(number) - expected).abs() < 1e-6
}

/// `elu` with constants that keep mean and variance, and no others.
pub fn selu(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let alpha = node.float("alpha", Function::SELU_ALPHA as f32);
    let gamma = node.float("gamma", Function::SELU_SCALE as f32);
    if is_near(alpha, Function::SELU_ALPHA) && is_near(gamma, Function::SELU_SCALE) {
        return named(builder, node, "selu");
    }
    refuse(message!(
        "onnx-function-constants",
        alpha = alpha.to_string(),
        other = gamma.to_string()
    ))
}

/// `min(max(alpha · x + beta, 0), 1)`: Keras's where alpha is 1/6, else what comes to the same.
pub fn hard_sigmoid(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let (alpha, beta) = (node.float("alpha", 0.2), node.float("beta", 0.5));
    if is_near(alpha, 1.0 / 6.0) && beta == 0.5 {
        return named(builder, node, "hard_sigmoid");
    }
    let live = builder.first(node)?;
    let spec = LayerSpec::new(Kind::Rescaling)
        .with("scale", plain(alpha))
        .with("offset", plain(beta));
    let layer = builder.push_aside("rescaling", spec, &[live.layer])?;
    through(
        builder,
        &live.through(layer),
        LayerSpec::new(Kind::ReLU).with("max_value", 1.0),
    )
}

/// `x · Φ(x)`, exactly or by way of tanh.
pub fn gelu(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let is_approximate = node.word("approximate") == Some("tanh");
    named(
        builder,
        node,
        if is_approximate {
            "gelu_approximate"
        } else {
            "gelu"
        },
    )
}

/// A slope below zero that is learned: one for all numbers, for each channel, or for each place.
pub fn prelu(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let Some(slopes) = builder.constant(node, 1)? else {
        return refuse(message!("onnx-input-lacks"));
    };
    let shape = builder.shape(live.layer);
    let is_map = shape.as_map().is_some();
    let live = if is_map {
        builder.channels_first(live)?
    } else {
        live
    };
    let alpha = match shape.as_map() {
        Some(map) => slopes_of_map(&slopes, map),
        None if slopes.len() == 1 || slopes.len() == shape.channels() => {
            let numbers = live.in_order_of_layer(&slopes.to_reals());
            Some(array("alpha", [slopes.len()], numbers))
        }
        None => None,
    };
    let Some(alpha) = alpha else {
        let shape = super::tensor::shown(&slopes.shape);
        return refuse(message!("onnx-slopes", shape = shape));
    };
    let is_shared: Vec<bool> = alpha.shape.iter().map(|length| *length == 1).collect();
    let shared = match is_shared[..] {
        [true, true, true] => "1, 2, 3",
        [true, true, false] => "1, 2",
        [true, false, true] => "1, 3",
        [false, true, true] => "2, 3",
        [true] | [true, false, false] => "1",
        [false, true, false] => "2",
        [false, false, true] => "3",
        _ => "none",
    };
    let spec = LayerSpec::new(Kind::PReLU).with("shared_axes", shared);
    let layer = builder.push(spec, &[live.layer], vec![alpha])?;
    Ok(live.through(layer))
}

/// Slopes that the file has channels first, lined up with the last axes of a map; old files also have one for each channel alone.
fn slopes_of_map(slopes: &Tensor, [height, width, channels]: [usize; 3]) -> Option<NamedArray> {
    let axes = match slopes.shape[..] {
        [] => vec![1, 1, 1],
        [own] if own == 1 || own == channels => vec![own, 1, 1],
        [1, first, second, third] | [first, second, third] => vec![first, second, third],
        _ => return None,
    };
    let mut lengths = axes.iter().zip([channels, height, width]);
    if !lengths.all(|(own, length)| *own == 1 || *own == length) {
        return None;
    }
    let alpha = Tensor::reals(axes, slopes.to_reals()).transposed(&[1, 2, 0]);
    Some(array("alpha", alpha.shape.clone(), alpha.to_reals()))
}

/// A layer that does nothing when the network answers.
pub fn dropout(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let given = builder.constant(node, 1)?.and_then(|ratio| ratio.scalar());
    let ratio = given.unwrap_or_else(|| node.float("ratio", 0.5));
    if !(0.0..1.0).contains(&ratio) {
        return Ok(live);
    }
    through(
        builder,
        &live,
        LayerSpec::new(Kind::Dropout).with("rate", plain(ratio)),
    )
}
