//! A classifier ends in softmax, or in sigmoid for a single unit.

use super::super::edit::Edit;
use super::{Problem, Repair, Site};
use crate::layer::{Function, Kind, Layer, Value};

pub(super) fn find(site: &Site<'_>) -> Option<Problem> {
    let report = site.inference.layers.last()?;
    let units = report.output_shape?.as_vector()?;
    let function = match report.layer.as_ref()? {
        Layer::Dense(dense) => dense.activation,
        Layer::Activation(activation) => activation.function,
        _ => Function::Linear,
    };
    let (expected, message) = match (units, function) {
        (1, Function::Sigmoid) => return None,
        (1, Function::Softmax) => (
            "sigmoid",
            "is a softmax over one unit, which is always 1; use sigmoid".to_owned(),
        ),
        (1, _) => (
            "sigmoid",
            "is the only output unit but gives no probability; use sigmoid".to_owned(),
        ),
        (_, Function::Softmax | Function::Sigmoid) => return None,
        _ => (
            "softmax",
            "is the last layer but gives no probabilities; use softmax".to_owned(),
        ),
    };
    let problem = Problem::warning(&report.path, &report.name, message);
    Some(problem.with_repairs(set_activation(site, expected)))
}

fn set_activation(site: &Site<'_>, function: &str) -> Option<Repair> {
    let report = site.inference.layers.last()?;
    let (place, id) = site.locate(&report.path)?;
    matches!(report.kind, Kind::Dense | Kind::Activation).then(|| Repair {
        label: format!("Set activation to {function}"),
        edit: Edit::Set {
            place,
            nodes: vec![id],
            key: "activation".to_owned(),
            value: Some(Value::from(function)),
        },
    })
}

#[cfg(test)]
mod tests {
    use crate::graph::problem::tests::{assert_repair, chain};
    use crate::layer::{Kind, LayerSpec};

    #[test]
    fn a_head_without_probabilities_is_offered_softmax() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense),
        ]);
        assert_repair(
            &graph,
            "`dense` is the last layer but gives no probabilities; use softmax",
            "Set activation to softmax",
        );
    }

    #[test]
    fn softmax_over_one_unit_is_offered_sigmoid() {
        let head = LayerSpec::new(Kind::Dense)
            .with("activation", "softmax")
            .with("units", 1);
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
            head,
        ]);
        assert_repair(
            &graph,
            "`dense` is a softmax over one unit, which is always 1; use sigmoid",
            "Set activation to sigmoid",
        );
    }
}
