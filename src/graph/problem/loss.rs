//! A loss that the user chose, against the end of the network.

use super::super::edit::Edit;
use super::super::infer::infer;
use super::super::model::Graph;
use super::head::{Head, give_probabilities, use_function};
use super::{Problem, Repair, Site};
use crate::layer::{Function, Kind, Value};
use crate::message;
use crate::recipe::{Described, Loss};
use crate::text::Message;

/// The loss to train a network with that was given another end: the one that was chosen, where it belongs to that end; else
/// `None`, the one that belongs to it by itself.
#[must_use]
pub fn loss_kept(graph: &Graph, chosen: Option<Loss>) -> Option<Loss> {
    let inference = infer(graph);
    let problem = find(&Site::new(graph, &inference), chosen);
    chosen.filter(|_| problem.is_none())
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::problem::tests::chain;
    use crate::layer::LayerSpec;

    #[test]
    fn a_loss_stays_as_long_as_it_belongs_to_the_end() {
        let network = |units: i64, activation: &str| {
            chain([
                LayerSpec::new(Kind::Input),
                LayerSpec::new(Kind::Flatten),
                LayerSpec::new(Kind::Dense)
                    .with("units", units)
                    .with("activation", activation),
            ])
        };
        let (one, six) = (network(1, "sigmoid"), network(6, "softmax"));
        let (binary, categorical, squared) = (
            Some(Loss::BinaryCrossentropy),
            Some(Loss::CategoricalCrossentropy),
            Some(Loss::MeanSquaredError),
        );
        assert_eq!(loss_kept(&one, binary), binary);
        assert_eq!(loss_kept(&six, binary), None);
        assert_eq!(loss_kept(&one, categorical), None);
        assert_eq!(loss_kept(&six, categorical), categorical);
        assert_eq!(loss_kept(&six, squared), squared);
        assert_eq!(loss_kept(&six, None), None);
    }
}
