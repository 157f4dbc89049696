//! Layers that came out of a file's operators one by one, where two of them are one of ours.

use crate::exchange::ForeignLayer;
use crate::layer::{Kind, Value};

/// The layers with each pair as one that is one layer of ours, and the places of the outputs. In a file of ours only what has
/// the same name is.
pub fn simplified(
    layers: Vec<ForeignLayer>,
    outputs: Vec<usize>,
    is_own: bool,
) -> (Vec<ForeignLayer>, Vec<usize>) {
    let mut uses = vec![0_usize; layers.len()];
    for used in layers
        .iter()
        .flat_map(|layer| &layer.inputs)
        .chain(&outputs)
    {
        uses[*used] += 1;
    }
    let mut made: Vec<ForeignLayer> = Vec::new();
    // How often what stands at each place of `made` is used, and where each of `layers` is now.
    let mut made_uses = Vec::new();
    let mut places = Vec::new();
    for (mut layer, uses) in layers.into_iter().zip(uses) {
        for input in &mut layer.inputs {
            *input = places[*input];
        }
        let before = layer
            .inputs
            .last()
            .copied()
            .filter(|before| made_uses[*before] == 1);
        let place = before.filter(|before| joined(&mut made[*before], &layer, is_own));
        match place {
            Some(place) => made_uses[place] = uses,
            None => {
                made.push(layer);
                made_uses.push(uses);
            }
        }
        places.push(place.unwrap_or(made.len() - 1));
    }
    let outputs = outputs.into_iter().map(|output| places[output]).collect();
    (made, outputs)
}

/// Makes `layer` part of the one before it, where the two are one layer of ours.
fn joined(before: &mut ForeignLayer, layer: &ForeignLayer, is_own: bool) -> bool {
    let is_same = before.name == layer.name;
    match (before.spec.kind, layer.spec.kind) {
        (Kind::GlobalAveragePooling2D | Kind::GlobalMaxPooling2D, Kind::Flatten) => {
            let is_pool = !is_own || is_same;
            is_pool && before.spec.settings.remove("keepdims").is_some()
        }
        _ if !is_own => false,
        (_, Kind::Activation | Kind::ReLU | Kind::LeakyReLU | Kind::ELU)
            if layer.name.strip_suffix("/activation") == Some(&before.name) =>
        {
            let function = function(layer);
            if let Some(function) = function.clone() {
                before
                    .spec
                    .settings
                    .insert("activation".to_owned(), function);
            }
            function.is_some()
        }
        (Kind::DepthwiseConv2D, Kind::Conv2D)
            if before.name.strip_suffix("/depthwise") == Some(&layer.name) =>
        {
            separable(before, layer);
            true
        }
        (Kind::UpSampling2D, Kind::UpSampling2D) if is_same => {
            let sizes = [&before.spec, &layer.spec].map(|spec| spec.value("size"));
            let [Some(Value::List(tall)), Some(Value::List(wide))] = &sizes else {
                return false;
            };
            let size = Value::List(vec![tall[0], wide[1]]);
            before.spec.settings.insert("size".to_owned(), size);
            true
        }
        _ => false,
    }
}

/// The function that a layer is, as a setting of the one before it.
fn function(layer: &ForeignLayer) -> Option<Value> {
    match layer.spec.kind {
        Kind::Activation => layer.spec.value("activation"),
        Kind::ReLU => Some("relu6".into()),
        Kind::LeakyReLU => Some("leaky_relu".into()),
        Kind::ELU => Some("elu".into()),
        _ => None,
    }
}

/// A convolution of each channel by itself and one of single pixels behind it.
fn separable(depthwise: &mut ForeignLayer, pointwise: &ForeignLayer) {
    depthwise.name.clone_from(&pointwise.name);
    depthwise.spec.kind = Kind::SeparableConv2D;
    let settings = &mut depthwise.spec.settings;
    settings.remove("use_bias");
    for key in ["filters", "use_bias", "activation"] {
        if let Some(value) = pointwise.spec.settings.get(key) {
            settings.insert(key.to_owned(), value.clone());
        }
    }
    let mut arrays = std::mem::take(&mut depthwise.arrays);
    arrays.extend(pointwise.arrays.iter().cloned());
    for (array, name) in arrays
        .iter_mut()
        .zip(["depthwise_kernel", "pointwise_kernel", "bias"])
    {
        name.clone_into(&mut array.name);
    }
    depthwise.arrays = arrays;
}
