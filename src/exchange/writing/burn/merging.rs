//! Several inputs made into one.

use super::Place;
use crate::layer::Layer;

/// What is made of all inputs.
pub(super) fn expression(place: &Place<'_>) -> String {
    let names: Vec<String> = (0..place.inputs.len())
        .map(|index| format!("{{{index}}}"))
        .collect();
    let folded = |method: &str| {
        let rest = names[1..].iter();
        rest.fold(names[0].clone(), |all, name| {
            format!("{all}.{method}({name})")
        })
    };
    match &place.flat.layer {
        Layer::Concatenate(_) => format!("Tensor::cat(vec![{}], 1)", names.join(", ")),
        Layer::Multiply(_) => names.join(" * "),
        Layer::Subtract(_) => names.join(" - "),
        Layer::Average(_) => format!("({}) / {}.0", names.join(" + "), names.len()),
        Layer::Maximum(_) => folded("max_pair"),
        Layer::Minimum(_) => folded("min_pair"),
        Layer::CustomScaleLayer(layer) => format!("{{0}} + {{1}} * {:?}", layer.scale),
        _ => names.join(" + "),
    }
}
