//! How the weights of a layer begin in PyTorch, and what they cost.

use super::state::key;
use super::{Place, TorchLayer};
use crate::layer::{Distribution, Fan, Initializer, Law, Layer, Penalty, Weight};

/// The lines that let a layer's weights begin as it says, and what large ones cost.
pub(super) fn written(place: &Place<'_>, made: &mut TorchLayer) {
    let layer = &place.flat.layer;
    for weight in layer.weights(&place.inputs) {
        let name = key(layer, &made.name, weight.name);
        let Penalty { l1, l2 } = weight.learned.penalty;
        if !weight.learned.penalty.is_none() {
            made.penalties.push((name.clone(), l1, l2));
        }
        if !begins_by_itself(layer, &weight) {
            let line = seeded(&weight, begin(layer, &weight, &format!("self.{name}")));
            made.afterwards.push(line);
        }
    }
}

/// Whether PyTorch, or the module itself, begins the array so.
fn begins_by_itself(layer: &Layer, weight: &Weight) -> bool {
    let usual = match weight.name {
        "gamma" if matches!(layer, Layer::LayerScale(_)) => return true,
        "gamma" | "moving_variance" => Initializer::ONES,
        "bias" | "beta" | "moving_mean" => Initializer::ZEROS,
        // Those of Normalization.
        "mean" | "variance" | "count" => return true,
        _ => return false,
    };
    weight.learned.initializer.law() == usual.law()
}

/// The line with a seed of its own around it, which leaves all other random numbers as they are.
fn seeded(weight: &Weight, line: String) -> String {
    match weight.learned.initializer.seed() {
        Some(seed) => format!(
            "with torch.random.fork_rng():\n            torch.manual_seed({seed})\n            {line}"
        ),
        None => line,
    }
}

/// The line that fills `weight`, which PyTorch calls `name`.
fn begin(layer: &Layer, weight: &Weight, name: &str) -> String {
    match weight.learned.initializer.law() {
        Law::Constant(0.0) => format!("nn.init.zeros_({name})"),
        Law::Constant(1.0) => format!("nn.init.ones_({name})"),
        Law::Constant(value) => format!("nn.init.constant_({name}, {value:?})"),
        Law::Normal { mean, deviation } => {
            let mean = given("mean", mean);
            format!("nn.init.normal_({name}{mean}, std={deviation:?})")
        }
        Law::TruncatedNormal { mean, deviation } => truncated(name, mean, deviation),
        Law::Uniform { least, most } => format!("nn.init.uniform_({name}, {least:?}, {most:?})"),
        Law::Scaled { scale, fan, shape } => {
            let own = named(scale, fan, shape).filter(|_| counts_alike(layer, weight));
            own.map_or_else(
                || scaled(name, (scale / fan.of(&weight.shape).max(1.0)).sqrt(), shape),
                |(function, more)| format!("nn.init.{function}({name}{more})"),
            )
        }
        Law::Orthogonal(gain) => {
            let gain = if gain == 1.0 {
                String::new()
            } else {
                format!(", gain={gain:?}")
            };
            format!("nn.init.orthogonal_({name}{gain})")
        }
        Law::Diagonal(1.0) => format!("nn.init.eye_({name})"),
        Law::Diagonal(gain) => format!("nn.init.eye_({name}).data.mul_({gain:?})"),
    }
}

fn given(key: &str, value: f64) -> String {
    if value == 0.0 {
        String::new()
    } else {
        format!(", {key}={value:?}")
    }
}

fn truncated(name: &str, mean: f64, deviation: f64) -> String {
    let [least, most] = [mean - 2.0 * deviation, mean + 2.0 * deviation];
    let mean = given("mean", mean);
    format!("nn.init.trunc_normal_({name}{mean}, std={deviation:?}, a={least:?}, b={most:?})")
}

/// Numbers of this standard deviation, where PyTorch has no name for it.
fn scaled(name: &str, deviation: f64, shape: Distribution) -> String {
    /// The standard deviation of a normal distribution cut off at ±2, by which Keras divides.
    const LEFT: f64 = 0.879_625_661_034_239_8;
    match shape {
        Distribution::Uniform => {
            let limit = 3.0_f64.sqrt() * deviation;
            format!("nn.init.uniform_({name}, {:?}, {limit:?})", -limit)
        }
        Distribution::Normal => format!("nn.init.normal_({name}, std={deviation:?})"),
        Distribution::TruncatedNormal => truncated(name, 0.0, deviation / LEFT),
    }
}

/// PyTorch's own function for a scaled variance, with what it takes besides the weight.
fn named(scale: f64, fan: Fan, shape: Distribution) -> Option<(&'static str, &'static str)> {
    const RELU: &str = ", nonlinearity=\"relu\"";
    const LINEAR: &str = ", nonlinearity=\"linear\"";
    Some(match (scale, fan, shape) {
        (1.0, Fan::Average, Distribution::Uniform) => ("xavier_uniform_", ""),
        (1.0, Fan::Average, Distribution::TruncatedNormal) => ("xavier_normal_", ""),
        (2.0, Fan::In, Distribution::Uniform) => ("kaiming_uniform_", RELU),
        (2.0, Fan::In, Distribution::TruncatedNormal) => ("kaiming_normal_", RELU),
        (1.0, Fan::In, Distribution::Uniform) => ("kaiming_uniform_", LINEAR),
        (1.0, Fan::In, Distribution::TruncatedNormal) => ("kaiming_normal_", LINEAR),
        _ => return None,
    })
}

/// Whether PyTorch counts what feeds an output as Keras does: not where each channel has a kernel of its own.
fn counts_alike(layer: &Layer, weight: &Weight) -> bool {
    let is_apart = weight.name == "depthwise_kernel" || matches!(layer, Layer::DepthwiseConv2D(_));
    weight.shape.len() > 1 && weight.name != "alpha" && !is_apart
}
