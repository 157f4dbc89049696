//! Several inputs made into one.

use super::Place;
use crate::layer::Layer;

/// What is made of all inputs.
pub(super) fn expression(place: &Place<'_>) -> String {
    let names: Vec<String> = (0..place.inputs.len())
        .map(|index| format!("{{{index}}}"))
        .collect();
    let folded = |function: &str| {
        let rest = names[1..].iter();
        rest.fold(names[0].clone(), |all, name| {
            format!("{function}({all}, {name})")
        })
    };
    match &place.flat.layer {
        Layer::Concatenate(_) => format!("torch.cat(({}), 1)", names.join(", ")),
        Layer::Multiply(_) => names.join(" * "),
        Layer::Subtract(_) => names.join(" - "),
        Layer::Average(_) => format!("({}) / {}", names.join(" + "), names.len()),
        Layer::Maximum(_) => folded("torch.maximum"),
        Layer::Minimum(_) => folded("torch.minimum"),
        Layer::CustomScaleLayer(layer) => format!("{{0}} + {{1}} * {:?}", layer.scale),
        _ => names.join(" + "),
    }
}
