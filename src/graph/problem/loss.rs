//! A loss that the user chose, against the end of the network.

use super::super::edit::Edit;
use super::head::{End, give_probabilities, use_function};
use super::{Problem, Repair, Site};
use crate::layer::{Function, Kind, Value};
use crate::recipe::Loss;

pub(super) fn find(site: &Site<'_>, loss: Option<Loss>) -> Option<Problem> {
    let (loss, end) = (loss?, End::of(site)?);
    let report = site.layer(end.index);
    let error = |message: String| Problem::error(&report.path, &report.name, message);
    let warning = |message: String| Problem::warning(&report.path, &report.name, message);
    let name = loss.name();
    let problem = match (loss, end.function, end.units) {
        (_, Function::Softmax, 1) => return None,
        (Loss::CategoricalCrossentropy, Function::Sigmoid, 1) => error(format!(
            "gives 1 number, over which {name} is always 0, so that nothing is learned; use binary_crossentropy, or 2 \
             units with softmax"
        ))
        .with_repairs(two_units(site, &end)),
        (Loss::CategoricalCrossentropy, Function::Sigmoid, _) => warning(format!(
            "ends in sigmoid, but {name} belongs to softmax; as in Keras with TensorFlow, the loss is computed as if it \
             were softmax"
        ))
        .with_repairs(use_function(site, &end, "softmax")),
        (Loss::BinaryCrossentropy, Function::Softmax, _) => warning(format!(
            "ends in softmax, but {name} belongs to sigmoid; as in Keras with TensorFlow, the loss is computed as if it \
             were sigmoid"
        ))
        .with_repairs(use_function(site, &end, "sigmoid")),
        (_, Function::Sigmoid | Function::Softmax, _) => return None,
        (Loss::MeanSquaredError, _, _) => warning(
            "is the last layer but gives no probabilities; mean squared error can be learned from, but what comes out \
             is no per cent"
                .to_owned(),
        )
        .with_repairs(give_probabilities(site, &end)),
        _ => error(format!(
            "is the last layer but gives no probabilities, which {name} needs; use {}",
            end.wanted()
        ))
        .with_repairs(give_probabilities(site, &end)),
    };
    Some(problem)
}

/// One number that tells two classes apart becomes two that share one probability.
fn two_units(site: &Site<'_>, end: &End) -> Option<Repair> {
    let report = site.layer(end.index);
    let (place, id) = site.locate(&report.path)?;
    let set = |key: &str, value: Value| Edit::Set {
        place: place.clone(),
        nodes: vec![id],
        key: key.to_owned(),
        value: Some(value),
    };
    (report.kind == Kind::Dense).then(|| Repair {
        label: "Set units to 2 and activation to softmax".to_owned(),
        edit: Edit::Many {
            label: format!("make {} a softmax of 2 units", report.name),
            edits: vec![
                set("units", Value::Int(2)),
                set("activation", Value::from("softmax")),
            ],
        },
    })
}
