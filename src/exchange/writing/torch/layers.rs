//! Each kind of layer as PyTorch has it.

use super::helpers::Helper;
use super::{Place, TorchLayer, beginning, dropping, merging, shaping, state};
use crate::exchange::writing::modules::Group;
use crate::layer::{Conv2DTranspose, Function, Layer, Padding, Sliding};

/// One layer in PyTorch's words, called `name`.
pub(super) fn written(mut place: Place<'_>, name: String) -> TorchLayer {
    let mut made = TorchLayer {
        name,
        ..TorchLayer::default()
    };
    beginning::written(&place, &mut made);
    match Group::of(&place.flat.layer) {
        Group::Input => "x".clone_into(&mut made.expression),
        Group::Kernel => weighted(&mut place, &mut made),
        Group::Arrays => state::with_statistics(&mut place, &mut made),
        Group::Noise => dropping::written(&mut place, &mut made),
        Group::Merging => made.expression = merging::expression(&place),
        Group::Shaping => made.expression = shaping::expression(&mut place),
        Group::Function => made.expression = of_each_number(&mut place),
    }
    made
}

/// A function of what `of` says.
pub(super) fn applied(function: Function, of: &str) -> String {
    match function {
        Function::Linear => of.to_owned(),
        Function::Relu => format!("F.relu({of})"),
        Function::Sigmoid => format!("torch.sigmoid({of})"),
        Function::Softmax => format!("torch.softmax({of}, 1)"),
        Function::Tanh => format!("torch.tanh({of})"),
        Function::LeakyRelu => format!("F.leaky_relu({of}, {:?})", Function::LEAKY_RELU_SLOPE),
        Function::Elu => format!("F.elu({of})"),
        Function::Gelu => format!("F.gelu({of})"),
        Function::Silu => format!("F.silu({of})"),
        Function::GeluApproximate => format!("F.gelu({of}, approximate=\"tanh\")"),
        Function::Relu6 => format!("F.relu6({of})"),
        Function::HardSigmoid => format!("F.hardsigmoid({of})"),
        Function::HardSilu => format!("F.hardswish({of})"),
        Function::Selu => format!("F.selu({of})"),
        Function::Softplus => format!("F.softplus({of})"),
        Function::Softsign => format!("F.softsign({of})"),
        Function::Mish => format!("F.mish({of})"),
        Function::Exponential => format!("torch.exp({of})"),
        Function::LogSoftmax => format!("torch.log_softmax({of}, 1)"),
    }
}

fn of_each_number(place: &mut Place<'_>) -> String {
    match &place.flat.layer {
        Layer::Activation(layer) => applied(layer.function, "{0}"),
        Layer::Softmax(_) => applied(Function::Softmax, "{0}"),
        Layer::LeakyReLU(layer) => format!("F.leaky_relu({{0}}, {:?})", layer.negative_slope),
        Layer::ELU(layer) => format!("F.elu({{0}}, {:?})", layer.alpha),
        // Keras divides by the root of no less than 1e-12.
        Layer::UnitNormalization(_) => "F.normalize({0}, dim=1, eps=1e-6)".to_owned(),
        Layer::Rescaling(layer) => {
            let is_map = place.output.as_map().is_some();
            let [scale, offset] = [&layer.scale, &layer.offset].map(|it| constant(it, is_map));
            format!("{{0}} * {scale} + {offset}")
        }
        Layer::ReLU(layer) => match (layer.max_value, layer.negative_slope, layer.threshold) {
            (None, 0.0, 0.0) => "F.relu({0})".to_owned(),
            (Some(most), 0.0, 0.0) => format!("torch.clamp({{0}}, 0.0, {most:?})"),
            (most, slope, threshold) => {
                place.helpers.insert(Helper::Clipped);
                let most = most.map_or_else(|| "None".to_owned(), |most| format!("{most:?}"));
                format!("clipped({{0}}, {most}, {slope:?}, {threshold:?})")
            }
        },
        _ => "{0}".to_owned(),
    }
}

/// One number, or one for each channel.
pub(super) fn constant(numbers: &[f64], is_map: bool) -> String {
    match numbers {
        [one] => format!("{one:?}"),
        all if is_map => format!("{{0}}.new_tensor({all:?}).view(-1, 1, 1)"),
        all => format!("{{0}}.new_tensor({all:?})"),
    }
}

/// `(3, 3)`
pub(super) fn pair([height, width]: [usize; 2]) -> String {
    format!("({height}, {width})")
}

/// What padding `same` adds before and after along both axes; nothing for `valid`.
pub(super) fn amounts(
    padding: Padding,
    input: [usize; 2],
    extent: [usize; 2],
    strides: [usize; 2],
) -> [(usize, usize); 2] {
    [0, 1].map(|axis| padding.amounts(input[axis], extent[axis], strides[axis]))
}

/// The argument of `F.pad`, where the sides differ.
pub(super) fn uneven([(top, bottom), (left, right)]: [(usize, usize); 2]) -> Option<String> {
    (top != bottom || left != right).then(|| format!("({left}, {right}, {top}, {bottom})"))
}

fn weighted(place: &mut Place<'_>, made: &mut TorchLayer) {
    let flat = place.flat;
    let name = made.name.clone();
    state::kernels(place, made);
    let call = match &flat.layer {
        Layer::SeparableConv2D(_) => {
            let padded = sliding(place, made, &format!("{name}_depthwise"));
            format!("self.{name}_pointwise({padded})")
        }
        Layer::Conv2DTranspose(layer) => transposed(layer, place, made),
        Layer::Dense(layer) => {
            let class = if place.output.as_map().is_some() {
                place.helpers.insert(Helper::MapLinear);
                "MapLinear"
            } else {
                "nn.Linear"
            };
            let inputs = place.inputs[0].channels();
            let bias = bias(layer.bias.is_some());
            let constructor = format!("{class}({inputs}, {}{bias})", layer.units);
            made.members.push((name.clone(), constructor));
            format!("self.{name}({{0}})")
        }
        _ => sliding(place, made, &name),
    };
    made.expression = applied(flat.layer.function(), &call);
}

fn bias(is_used: bool) -> &'static str {
    if is_used { "" } else { ", bias=False" }
}

/// A convolution of what is padded as it asks; its call.
fn sliding(place: &Place<'_>, made: &mut TorchLayer, member: &str) -> String {
    let channels = place.inputs[0].channels();
    let (filters, groups, sliding, has_bias) = match &place.flat.layer {
        Layer::Conv2D(it) => (it.filters, it.groups, it.sliding, it.bias.is_some()),
        Layer::DepthwiseConv2D(it) => {
            let made = channels * it.depth_multiplier;
            (made, channels, it.sliding, it.bias.is_some())
        }
        Layer::SeparableConv2D(it) => {
            let between = channels * it.depth_multiplier;
            let bias = bias(it.bias.is_some());
            let pointwise = format!("nn.Conv2d({between}, {}, 1{bias})", it.filters);
            made.members
                .push((format!("{}_pointwise", made.name), pointwise));
            (between, channels, it.sliding, false)
        }
        _ => return "{0}".to_owned(),
    };
    let (size, strides, dilation) = (sliding.size, sliding.strides, sliding.dilation);
    let mut arguments = format!("{channels}, {filters}, {}", pair(size));
    let [height, width, _] = place.inputs[0].as_map().unwrap_or([1, 1, channels]);
    let added = amounts(sliding.padding, [height, width], sliding.extent(), strides);
    let uneven = uneven(added);
    if strides != [1, 1] {
        arguments += &format!(", stride={}", pair(strides));
    }
    if uneven.is_none() && added != [(0, 0); 2] {
        arguments += &format!(", padding={}", pair(added.map(|(before, _)| before)));
    }
    if dilation != [1, 1] {
        arguments += &format!(", dilation={}", pair(dilation));
    }
    if groups != 1 {
        arguments += &format!(", groups={groups}");
    }
    let constructor = format!("nn.Conv2d({arguments}{})", bias(has_bias));
    made.members.insert(0, (member.to_owned(), constructor));
    match uneven {
        Some(added) => format!("self.{member}(F.pad({{0}}, {added}))"),
        None => format!("self.{member}({{0}})"),
    }
}

/// A convolution backwards, cut as TensorFlow divides it; its call.
fn transposed(layer: &Conv2DTranspose, place: &Place<'_>, made: &mut TorchLayer) -> String {
    let Sliding {
        size,
        strides,
        dilation,
        ..
    } = layer.sliding;
    let channels = place.inputs[0].channels();
    let mut arguments = format!("{channels}, {}, {}", layer.filters, pair(size));
    if strides != [1, 1] {
        arguments += &format!(", stride={}", pair(strides));
    }
    // PyTorch makes (n − 1)·s + f + what is added at the end; Keras cuts what is beyond its map as TensorFlow divides it.
    let [before, after] = [place.inputs[0], place.output].map(|it| it.as_map().unwrap_or([1; 3]));
    let extent = layer.sliding.extent();
    let all = [0, 1].map(|axis| (before[axis] - 1) * strides[axis] + extent[axis]);
    let lacking = [0, 1].map(|axis| after[axis].saturating_sub(all[axis]));
    if lacking != [0, 0] {
        arguments += &format!(", output_padding={}", pair(lacking));
    }
    if dilation != [1, 1] {
        arguments += &format!(", dilation={}", pair(dilation));
    }
    let name = made.name.clone();
    let constructor = format!(
        "nn.ConvTranspose2d({arguments}{})",
        bias(layer.bias.is_some())
    );
    made.members.push((name.clone(), constructor));
    let excess = [0, 1].map(|axis| all[axis].saturating_sub(after[axis]));
    if excess == [0, 0] {
        return format!("self.{name}({{0}})");
    }
    let [top, left] = excess.map(|excess| excess / 2);
    let [bottom, right] = [excess[0] - top, excess[1] - left];
    format!("F.pad(self.{name}({{0}}), (-{left}, -{right}, -{top}, -{bottom}))")
}
