//! A loss that the user chose, against the end of the network.

use super::super::edit::Edit;
use super::head::{Head, give_probabilities, use_function};
use super::{Problem, Repair, Site};
use crate::layer::{Function, Kind, Value};
use crate::message;
use crate::recipe::{Described, Loss};
use crate::text::Message;

pub(super) fn find(site: &Site<'_>, loss: Option<Loss>) -> Option<Problem> {
    let (loss, end) = (loss?, Head::of(site)?);
    let report = site.layer(end.index);
    let error = |message: Message| Problem::error(&report.path, &report.name, message);
    let warning = |message: Message| Problem::warning(&report.path, &report.name, message);
    let name = loss.name();
    let problem = match (loss, end.function, end.units) {
        (_, Function::Softmax, 1) => return None,
        (Loss::CategoricalCrossentropy, Function::Sigmoid, 1) => {
            error(message!("loss-over-one-number", loss = name)).with_repairs(two_units(site, &end))
        }
        (Loss::CategoricalCrossentropy, Function::Sigmoid, _) => {
            warning(message!("loss-belongs-to-softmax", loss = name))
                .with_repairs(use_function(site, &end, "softmax"))
        }
        (Loss::BinaryCrossentropy, Function::Softmax, _) => {
            warning(message!("loss-belongs-to-sigmoid", loss = name))
                .with_repairs(use_function(site, &end, "sigmoid"))
        }
        (_, Function::Sigmoid | Function::Softmax, _) => return None,
        _ if loss.takes_any_numbers() => warning(message!("loss-of-no-probabilities"))
            .with_repairs(give_probabilities(site, &end)),
        _ => error(message!(
            "loss-needs-probabilities",
            loss = name,
            function = end.wanted()
        ))
        .with_repairs(give_probabilities(site, &end)),
    };
    Some(problem)
}

/// One number that tells two classes apart becomes two that share one probability.
fn two_units(site: &Site<'_>, end: &Head) -> Option<Repair> {
    let report = site.layer(end.index);
    let (place, id) = site.locate(&report.path)?;
    let set = |key: &str, value: Value| Edit::Set {
        place: place.clone(),
        nodes: vec![id],
        key: key.to_owned(),
        value: Some(value),
    };
    (report.kind == Kind::Dense).then(|| Repair {
        label: message!("repair-set-and-softmax", key = "units", value = 2),
        edit: Edit::Many {
            label: message!("step-two-units", node = %report.name),
            edits: vec![
                set("units", Value::Int(2)),
                set("activation", Value::from("softmax")),
            ],
        },
    })
}
