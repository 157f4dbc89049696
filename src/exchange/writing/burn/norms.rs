//! Layers that normalize, scale or bend by numbers of their own.

use super::helpers::Helper;
use super::names::field;
use super::values::list;
use super::{BurnLayer, Field, Place};
use crate::layer::{Affine, Layer, Normalization, PReLU};

/// A layer with statistics, or with a number for each channel.
pub(super) fn written(place: &mut Place<'_>, made: &mut BurnLayer) {
    match &place.flat.layer {
        Layer::BatchNormalization(_)
        | Layer::LayerNormalization(_)
        | Layer::GroupNormalization(_) => normalizing(place, made),
        Layer::Normalization(layer) => normalization(layer, place, made),
        Layer::LayerScale(layer) => {
            place.helpers.insert(Helper::ByChannel);
            let rank = if place.is_map() { 4 } else { 2 };
            let start = format!("[{}], {:?}", place.output.channels(), layer.init_values);
            let name = numbers(made, "gamma", "Param<Tensor<1>>", &start);
            made.expression = format!("{{0}} * by_channel::<{rank}>(self.{name}.val())");
        }
        Layer::PReLU(layer) => slopes(layer, place, made),
        _ => "{0}".clone_into(&mut made.expression),
    }
}

/// A field of numbers that are learned, all the same at first; what it is called.
fn numbers(made: &mut BurnLayer, weight: &str, kind: &'static str, start: &str) -> String {
    let name = field(&made.name);
    made.fields.push(Field {
        name: name.clone(),
        kind,
        constructor: format!("Param::from_tensor(Tensor::full({start}, device))"),
        weights: vec![(
            "",
            format!("weights.param(\"{}.{weight}\")?", made.name),
            false,
        )],
    });
    name
}

/// Whether there are γ and β.
fn ends_of(Affine { gamma, beta }: Affine) -> [bool; 2] {
    [gamma.is_some(), beta.is_some()]
}

fn normalizing(place: &Place<'_>, made: &mut BurnLayer) {
    let channels = place.output.channels();
    let (kind, constructor, ends) = match &place.flat.layer {
        Layer::BatchNormalization(it) => {
            let momentum = ((1.0 - it.momentum) * 1e12).round() / 1e12;
            let epsilon = it.epsilon;
            let constructor = format!(
                "nn::BatchNormConfig::new({channels}).with_epsilon({epsilon:?}).with_momentum({momentum:?})"
            );
            ("nn::BatchNorm", constructor, ends_of(it.affine))
        }
        Layer::LayerNormalization(it) => {
            let epsilon = it.epsilon;
            let constructor =
                format!("nn::LayerNormConfig::new({channels}).with_epsilon({epsilon:?})");
            ("nn::LayerNorm", constructor, ends_of(it.affine))
        }
        Layer::GroupNormalization(it) => {
            let (groups, epsilon) = (it.groups_of(channels), it.epsilon);
            let constructor =
                format!("nn::GroupNormConfig::new({groups}, {channels}).with_epsilon({epsilon:?})");
            ("nn::GroupNorm", constructor, ends_of(it.affine))
        }
        _ => return,
    };
    let read = |method: &str, key: &str| format!("weights.{method}(\"{}.{key}\")?", made.name);
    // Burn's layer has γ and β either way; without them they stay what changes nothing.
    let [has_gamma, has_beta] = match kind {
        "nn::GroupNorm" => [true, true],
        "nn::LayerNorm" => [false, true],
        _ => [false, false],
    };
    let mut weights = Vec::new();
    if ends != [false, false] {
        weights.push(("gamma", read("param", "weight"), has_gamma));
        weights.push(("beta", read("param", "bias"), has_beta));
    }
    if kind == "nn::BatchNorm" {
        weights.push(("running_mean", read("state", "running_mean"), false));
        weights.push(("running_var", read("state", "running_var"), false));
    }
    let name = field(&made.name);
    let is_of_channels_last = kind == "nn::LayerNorm" && place.is_map();
    made.expression = if is_of_channels_last {
        format!("self.{name}.forward({{0}}.permute([0, 2, 3, 1])).permute([0, 3, 1, 2])")
    } else {
        format!("self.{name}.forward({{0}})")
    };
    made.fields.push(Field {
        name,
        kind,
        constructor: format!("{constructor}.init(device)"),
        weights,
    });
}

fn normalization(layer: &Normalization, place: &mut Place<'_>, made: &mut BurnLayer) {
    place.helpers.insert(Helper::ByChannel);
    if layer.mean.is_empty() {
        place.helpers.insert(Helper::Statistics);
        let name = field(&made.name);
        let read = |part: &str| format!("weights.param(\"{}.{part}\")?", made.name);
        let weights = vec![
            ("mean", read("mean"), false),
            ("variance", read("variance"), false),
        ];
        let call = if layer.invert { "inverted" } else { "forward" };
        made.expression = format!("self.{name}.{call}({{0}})");
        made.fields.push(Field {
            name,
            kind: "Statistics",
            constructor: format!("Statistics::new({}, device)", place.output.channels()),
            weights,
        });
        return;
    }
    let least = Normalization::LEAST_DEVIATION;
    let deviations = layer.variance.iter().map(|it| it.sqrt().max(least));
    let deviations: Vec<f64> = deviations.collect();
    let (mean, deviations) = (list(&layer.mean), list(&deviations));
    made.expression = if layer.invert {
        place.helpers.insert(Helper::Rescaled);
        format!("rescaled({{0}}, &{deviations}, &{mean})")
    } else {
        place.helpers.insert(Helper::Standardized);
        format!("standardized({{0}}, &{mean}, &{deviations})")
    };
}

/// Slopes below zero, one for all, one for each channel, or one for each place.
fn slopes(layer: &PReLU, place: &mut Place<'_>, made: &mut BurnLayer) {
    place.helpers.insert(Helper::Bent);
    let shape = layer.slopes(place.inputs[0]);
    if let [height, width, channels] = shape[..]
        && [height, width] != [1, 1]
    {
        let start = format!("[{channels}, {height}, {width}], 0.0");
        let name = numbers(made, "weight", "Param<Tensor<3>>", &start);
        made.expression = format!("bent({{0}}, self.{name}.val().unsqueeze::<4>())");
        return;
    }
    place.helpers.insert(Helper::ByChannel);
    let count: usize = shape.iter().product();
    let name = numbers(
        made,
        "weight",
        "Param<Tensor<1>>",
        &format!("[{count}], 0.0"),
    );
    let rank = if place.is_map() { 4 } else { 2 };
    made.expression = format!("bent({{0}}, by_channel::<{rank}>(self.{name}.val()))");
}
