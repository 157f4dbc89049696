//! Weights under PyTorch's names, and the layers that have more of them than kernels.

use super::arrays::{Layout, Tensor};
use super::helpers::Helper;
use super::layers::constant;
use super::{Place, TorchLayer};
use crate::exchange::outgoing::WeightView;
use crate::layer::{Affine, Layer, Normalization};

/// The kernels and biases of a layer that computes with them.
pub(super) fn kernels(place: &Place<'_>, made: &mut TorchLayer) {
    let name = made.name.clone();
    for array in place.arrays {
        let layer = &place.flat.layer;
        let layout = match (layer, array.name) {
            (_, "bias") => Layout::kept(array),
            (Layer::SeparableConv2D(_), "depthwise_kernel") | (Layer::DepthwiseConv2D(_), _) => {
                by_channel(array)
            }
            (Layer::Dense(_), _) => Layout::turned(array, &[1, 0]),
            // Both kinds of convolution have what they give first in PyTorch, and last or third here.
            _ => Layout::turned(array, &[3, 2, 0, 1]),
        };
        made.keep(key(layer, &name, array.name), array, layout);
    }
}

/// What PyTorch calls the array of this name in the layer: `name_pointwise.weight`.
pub(super) fn key(layer: &Layer, name: &str, array: &str) -> String {
    let key = match (layer, array) {
        (Layer::SeparableConv2D(_), "depthwise_kernel") => "_depthwise.weight",
        (Layer::SeparableConv2D(_), "pointwise_kernel") => "_pointwise.weight",
        (Layer::SeparableConv2D(_), _) => "_pointwise.bias",
        (Layer::LayerScale(_), "gamma") => ".gamma",
        (_, "kernel" | "gamma" | "alpha") => ".weight",
        (_, "bias" | "beta") => ".bias",
        (_, "moving_mean") => ".running_mean",
        (_, "moving_variance") => ".running_var",
        (_, other) => return format!("{name}.{other}"),
    };
    format!("{name}{key}")
}

/// `[height, width, channels, multiplier]` as `[channels · multiplier, 1, height, width]`.
fn by_channel(array: &WeightView<'_>) -> Layout {
    let [height, width, channels, multiplier] = array.shape[..] else {
        return Layout::kept(array);
    };
    Layout::turned(array, &[2, 3, 0, 1]).shaped(vec![channels * multiplier, 1, height, width])
}

/// Whether there are β and γ.
fn ends_of(Affine { gamma, beta }: Affine) -> (bool, bool) {
    (beta.is_some(), gamma.is_some())
}

/// A layer that normalizes, scales or bends by numbers of its own.
pub(super) fn with_statistics(place: &mut Place<'_>, made: &mut TorchLayer) {
    let channels = place.output.channels();
    let is_map = place.output.as_map().is_some();
    let ends = match &place.flat.layer {
        Layer::BatchNormalization(it) => Some(ends_of(it.affine)),
        Layer::LayerNormalization(it) => Some(ends_of(it.affine)),
        Layer::GroupNormalization(it) => Some(ends_of(it.affine)),
        _ => None,
    };
    let constructor = match &place.flat.layer {
        Layer::BatchNormalization(it) => {
            let class = if is_map { "BatchNorm2d" } else { "BatchNorm1d" };
            let momentum = ((1.0 - it.momentum) * 1e12).round() / 1e12;
            format!(
                "nn.{class}({channels}, eps={:?}, momentum={momentum:?}",
                it.epsilon
            )
        }
        Layer::LayerNormalization(it) if is_map => {
            place.helpers.insert(Helper::MapLayerNorm);
            format!("MapLayerNorm({channels}, eps={:?}", it.epsilon)
        }
        Layer::LayerNormalization(it) => format!("nn.LayerNorm({channels}, eps={:?}", it.epsilon),
        Layer::GroupNormalization(it) => {
            let groups = it.groups_of(channels);
            format!("nn.GroupNorm({groups}, {channels}, eps={:?}", it.epsilon)
        }
        Layer::Normalization(it) => return normalization(it, place, made),
        Layer::LayerScale(it) => {
            place.helpers.insert(Helper::LayerScale);
            format!("LayerScale({channels}, {:?}", it.init_values)
        }
        Layer::PReLU(it) => slopes(&it.slopes(place.inputs[0]), place),
        _ => return,
    };
    let name = made.name.clone();
    let without = match (ends, &place.flat.layer) {
        (Some((false, false)), Layer::LayerNormalization(_)) => ", elementwise_affine=False",
        (Some((false, false)), _) => ", affine=False",
        _ => "",
    };
    made.members
        .push((name.clone(), format!("{constructor}{without})")));
    made.expression = format!("self.{name}({{0}})");
    statistics(place, made, &name);
    if let Some((center, scale)) = ends.filter(|(center, scale)| center != scale) {
        one_end(place, made, (center, scale));
    }
}

/// The numbers themselves.
fn statistics(place: &Place<'_>, made: &mut TorchLayer, name: &str) {
    for array in place.arrays {
        let layout = match array.name {
            "alpha" => slopes_of(array),
            _ => Layout::kept(array),
        };
        made.keep(key(&place.flat.layer, name, array.name), array, layout);
    }
    if matches!(place.flat.layer, Layer::BatchNormalization(_)) && !place.arrays.is_empty() {
        made.tensors
            .push((format!("{name}.num_batches_tracked"), Tensor::Count(0)));
    }
}

/// PyTorch has γ and β both or neither: the one that is not there begins as what changes nothing, and stays it.
fn one_end(place: &Place<'_>, made: &mut TorchLayer, (center, _): (bool, bool)) {
    let (key, value) = if center {
        ("weight", 1.0)
    } else {
        ("bias", 0.0)
    };
    let name = &made.name;
    made.afterwards
        .push(format!("self.{name}.{key}.requires_grad_(False)"));
    if !place.arrays.is_empty() {
        let channels = place.output.channels();
        let tensor = Tensor::Floats(vec![channels], vec![value; channels]);
        made.tensors.push((format!("{name}.{key}"), tensor));
    }
}

/// The call that makes slopes below zero, its last bracket left open.
fn slopes(shape: &[usize], place: &mut Place<'_>) -> String {
    match *shape {
        [channels] | [1, 1, channels] => format!("nn.PReLU({channels}"),
        [height, width, channels] => {
            place.helpers.insert(Helper::PReLU);
            format!("PReLU(({channels}, {height}, {width})")
        }
        _ => "nn.PReLU(1".to_owned(),
    }
}

fn slopes_of(array: &WeightView<'_>) -> Layout {
    match array.shape[..] {
        [1, 1, channels] => Layout::kept(array).shaped(vec![channels]),
        [_, _, _] => Layout::turned(array, &[2, 0, 1]),
        _ => Layout::kept(array),
    }
}

fn normalization(layer: &Normalization, place: &mut Place<'_>, made: &mut TorchLayer) {
    let is_map = place.output.as_map().is_some();
    let name = made.name.clone();
    if layer.mean.is_empty() {
        place.helpers.insert(Helper::Normalization);
        let invert = if layer.invert { ", invert=True" } else { "" };
        let constructor = format!("Normalization({}{invert})", place.output.channels());
        made.members.push((name.clone(), constructor));
        made.expression = format!("self.{name}({{0}})");
        for array in place.arrays.iter().filter(|array| array.name != "count") {
            let tensor = format!("{name}.{}", array.name);
            made.keep(tensor, array, Layout::kept(array));
        }
        return;
    }
    let least = Normalization::LEAST_DEVIATION;
    let deviations: Vec<f64> = layer
        .variance
        .iter()
        .map(|it| it.sqrt().max(least))
        .collect();
    let [mean, deviation] = [&layer.mean, &deviations].map(|it| constant(it, is_map));
    made.expression = if layer.invert {
        format!("{{0}} * {deviation} + {mean}")
    } else {
        format!("({{0}} - {mean}) / {deviation}")
    };
}
