//! A classifier ends in softmax, or in sigmoid for a single unit.

use super::super::edit::Edit;
use super::behind::Behind;
use super::{Problem, Repair, Site};
use crate::layer::{Function, Kind, LayerSpec, Value};
use crate::message;

/// The last layer of a network that ends in numbers.
pub(super) struct Head {
    /// Where it is.
    pub index: usize,
    /// How many numbers it gives.
    pub units: usize,
    /// What makes them.
    pub function: Function,
}

impl Head {
    /// Where the network ends in numbers.
    pub fn of(site: &Site<'_>) -> Option<Self> {
        if !site.is_whole() {
            return None;
        }
        let index = site.inference.layers.len().checked_sub(1)?;
        let report = site.layer(index);
        Some(Self {
            index,
            units: report.output_shape?.as_vector()?,
            function: report.layer.as_ref()?.function(),
        })
    }

    /// Whether the numbers are probabilities.
    pub fn gives_probabilities(&self) -> bool {
        matches!(self.function, Function::Sigmoid | Function::Softmax)
    }

    /// The function that makes probabilities of so many numbers.
    pub fn wanted(&self) -> &'static str {
        match self.units {
            1 => "sigmoid",
            _ => "softmax",
        }
    }
}

pub(super) fn find(site: &Site<'_>) -> Option<Problem> {
    let end = Head::of(site)?;
    let report = site.layer(end.index);
    if let Some(behind) = Behind::of(site, end.index) {
        let problem = Problem::unfinished(&report.path, &report.name, behind.message(site));
        return Some(problem.with_repairs(give_probabilities(site, &end)));
    }
    let problem = match (end.units, end.function) {
        (1, Function::Softmax) => {
            Problem::error(&report.path, &report.name, message!("softmax-of-one"))
        }
        (_, Function::Sigmoid | Function::Softmax) => return None,
        (1, _) => Problem::unfinished(
            &report.path,
            &report.name,
            message!("unit-without-probability"),
        ),
        _ => Problem::unfinished(
            &report.path,
            &report.name,
            message!("head-without-probabilities"),
        ),
    };
    Some(problem.with_repairs(use_function(site, &end, end.wanted())))
}

/// What makes the end one of probabilities: those that a layer farther up gives, or a function of its own.
pub(super) fn give_probabilities(site: &Site<'_>, end: &Head) -> Vec<Repair> {
    let behind = Behind::of(site, end.index);
    let repairs: Vec<Repair> = behind.iter().flat_map(|it| it.repairs(site)).collect();
    if repairs.is_empty() {
        return use_function(site, end, end.wanted()).into_iter().collect();
    }
    repairs
}

/// Sets the last activation; where the last layer has none, puts one behind it.
pub(super) fn use_function(site: &Site<'_>, end: &Head, function: &str) -> Option<Repair> {
    let report = site.layer(end.index);
    let (place, id) = site.locate(&report.path)?;
    let has_function = report.kind.entry().setting("activation").is_some();
    let edit = if has_function {
        Edit::Set {
            place,
            nodes: vec![id],
            key: "activation".to_owned(),
            value: Some(Value::from(function)),
        }
    } else {
        super::output::behind(
            place,
            id,
            LayerSpec::new(Kind::Activation).with("activation", function),
        )
    };
    let label = if has_function {
        message!("repair-set", key = "activation", value = function)
    } else {
        message!("repair-add-activation", function = function)
    };
    Some(Repair { label, edit })
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
