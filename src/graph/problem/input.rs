//! A network has exactly one input.

use super::super::edit::Edit;
use super::super::model::{Content, Node, Place};
use super::{Problem, Repair, Site};
use crate::layer::{Kind, LayerSpec};

pub(super) fn find(site: &Site<'_>) -> Vec<Problem> {
    let inputs: Vec<_> = site
        .inference
        .layers
        .iter()
        .filter(|layer| layer.kind == Kind::Input)
        .collect();
    match inputs[..] {
        [] => vec![none(site)],
        [_] => Vec::new(),
        [first, ref more @ ..] => more
            .iter()
            .map(|layer| {
                let message = format!(
                    "is a second input beside `{}`; a classifier has one, so delete either",
                    first.name
                );
                Problem::error(&layer.path, &layer.name, message)
            })
            .collect(),
    }
}

fn none(site: &Site<'_>) -> Problem {
    let node = Node {
        name: Kind::Input.entry().stem.to_owned(),
        position: top_left(site),
        content: Content::Layer(LayerSpec::new(Kind::Input)),
        inputs: Vec::new(),
    };
    let repair = Repair {
        label: "Add an Input layer".to_owned(),
        edit: Edit::Add {
            place: Place::Root,
            node,
        },
    };
    Problem::of_network(
        "The network has no Input layer; add one and connect it with the first layer",
    )
    .with_repairs([repair])
}

/// Above the node that stands highest.
fn top_left(site: &Site<'_>) -> [f32; 2] {
    let highest = site
        .graph
        .body
        .nodes
        .values()
        .min_by(|a, b| a.position[1].total_cmp(&b.position[1]));
    highest.map_or([0.0, 0.0], |node| {
        [node.position[0], node.position[1] - 100.0]
    })
}

#[cfg(test)]
mod tests {
    use crate::graph::problem::tests::{assert_repair, chain};
    use crate::layer::{Kind, LayerSpec};

    #[test]
    fn a_network_without_input_is_offered_one() {
        let graph = chain([LayerSpec::new(Kind::Flatten)]);
        assert_repair(
            &graph,
            "The network has no Input layer; add one and connect it with the first layer",
            "Add an Input layer",
        );
    }
}
