//! Each kind of layer as Burn has it.

use super::helpers::Helper;
use super::names::field;
use super::values::list;
use super::{BurnLayer, Field, Place, convolutions, merging, norms, shaping};
use crate::exchange::writing::modules::Group;
use crate::layer::{Function, Layer, NoiseShape};

/// One layer in Burn's words, whose weights are called `name` in the file, and whether that is all of it.
pub(super) fn written(mut place: Place<'_>, name: String) -> (BurnLayer, bool) {
    let mut made = BurnLayer {
        name,
        ..BurnLayer::default()
    };
    let mut is_whole = true;
    match Group::of(&place.flat.layer) {
        Group::Input => "x".clone_into(&mut made.expression),
        Group::Kernel => convolutions::written(&mut place, &mut made),
        Group::Arrays => norms::written(&mut place, &mut made),
        Group::Noise => is_whole = dropping(&place, &mut made),
        Group::Merging => made.expression = merging::expression(&place),
        Group::Shaping => made.expression = shaping::expression(&mut place),
        Group::Function => made.expression = of_each_number(&mut place),
    }
    (made, is_whole)
}

/// A function of what `of` says.
pub(super) fn applied(function: Function, of: &str) -> String {
    match function {
        Function::Linear => of.to_owned(),
        Function::Relu => format!("activation::relu({of})"),
        Function::Sigmoid => format!("activation::sigmoid({of})"),
        Function::Softmax => format!("activation::softmax({of}, 1)"),
        Function::Tanh => format!("activation::tanh({of})"),
        Function::LeakyRelu => {
            format!(
                "activation::leaky_relu({of}, {:?})",
                Function::LEAKY_RELU_SLOPE
            )
        }
        Function::Elu => format!("activation::elu({of}, 1.0)"),
        Function::Gelu => format!("activation::gelu({of})"),
        Function::Silu => format!("activation::silu({of})"),
        Function::GeluApproximate => format!("activation::gelu_approximate({of})"),
        Function::Relu6 => format!("activation::relu6({of})"),
        Function::HardSigmoid => format!("activation::hard_sigmoid({of}, 1.0 / 6.0, 0.5)"),
        Function::HardSilu => format!("activation::hard_swish({of})"),
        Function::Selu => format!("activation::selu({of})"),
        Function::Softplus => format!("activation::softplus({of}, 1.0)"),
        Function::Softsign => format!("activation::softsign({of})"),
        Function::Mish => format!("activation::mish({of})"),
        Function::Exponential => format!("Tensor::exp({of})"),
        Function::LogSoftmax => format!("activation::log_softmax({of}, 1)"),
    }
}

fn of_each_number(place: &mut Place<'_>) -> String {
    match &place.flat.layer {
        Layer::Activation(layer) => applied(layer.function, "{0}"),
        Layer::Softmax(_) => applied(Function::Softmax, "{0}"),
        Layer::LeakyReLU(layer) => {
            format!("activation::leaky_relu({{0}}, {:?})", layer.negative_slope)
        }
        Layer::ELU(layer) => format!("activation::elu({{0}}, {:?})", layer.alpha),
        Layer::UnitNormalization(_) => {
            place.helpers.insert(Helper::Unit);
            "unit({0})".to_owned()
        }
        Layer::Rescaling(layer) => match (&layer.scale[..], &layer.offset[..]) {
            ([scale], [offset]) => format!("{{0}} * {scale:?} + {offset:?}"),
            (scale, offset) => {
                place.helpers.insert(Helper::Rescaled);
                place.helpers.insert(Helper::ByChannel);
                format!("rescaled({{0}}, &{}, &{})", list(scale), list(offset))
            }
        },
        Layer::ReLU(layer) => match (layer.max_value, layer.negative_slope, layer.threshold) {
            (None, 0.0, 0.0) => "activation::relu({0})".to_owned(),
            (Some(most), 0.0, 0.0) => format!("{{0}}.clamp(0.0, {most:?})"),
            (most, slope, threshold) => {
                place.helpers.insert(Helper::Clipped);
                format!("clipped({{0}}, {most:?}, {slope:?}, {threshold:?})")
            }
        },
        _ => "{0}".to_owned(),
    }
}

/// A layer that drops numbers or adds noise to them; Burn has two of these. They act while training alone.
fn dropping(place: &Place<'_>, made: &mut BurnLayer) -> bool {
    let (kind, constructor) = match &place.flat.layer {
        Layer::Dropout(layer) if layer.noise_shape == NoiseShape::Each => (
            "nn::Dropout",
            format!("nn::DropoutConfig::new({:?}).init()", layer.rate),
        ),
        Layer::GaussianNoise(layer) => {
            let constructor = format!("nn::GaussianNoiseConfig::new({:?}).init()", layer.stddev);
            ("nn::GaussianNoise", constructor)
        }
        _ => {
            "{0}".clone_into(&mut made.expression);
            return false;
        }
    };
    let name = field(&made.name);
    made.expression = format!("self.{name}.forward({{0}})");
    made.fields.push(Field {
        name,
        kind,
        constructor,
        weights: Vec::new(),
    });
    true
}
