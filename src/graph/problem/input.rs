//! A network has exactly one input.

use std::collections::BTreeSet;

use super::super::edit::Edit;
use super::super::model::{Content, Node, NodeId, Place};
use super::super::naming::{names, unique_name};
use super::super::report::LayerReport;
use super::{FirstProblems, Problem, Repair, Severity, Site};
use crate::layer::{Kind, LayerSpec};
use crate::message;

pub(super) fn find(site: &Site<'_>, most: usize) -> FirstProblems {
    let inputs: Vec<_> = site
        .inference
        .layers
        .iter()
        .filter(|layer| layer.kind == Kind::Input)
        .collect();
    let [first, ref more @ ..] = inputs[..] else {
        return FirstProblems {
            listed: vec![none(site)],
            unlisted: 0,
        };
    };
    let problem = |layer: &&LayerReport| {
        let message = message!("second-input", first = %first.name);
        Problem::error(&layer.path, &layer.name, message)
            .with_repairs(use_first(site, first, layer))
    };
    FirstProblems {
        listed: more.iter().take(most).map(problem).collect(),
        unlisted: more.len().saturating_sub(most),
    }
}

/// What the second input feeds is fed by the first one, and the second one goes.
fn use_first(site: &Site<'_>, first: &LayerReport, second: &LayerReport) -> Option<Repair> {
    let (place, from) = site.locate(&first.path)?;
    let (other_place, id) = site.locate(&second.path)?;
    if place != other_place {
        return None;
    }
    let users = site.graph.body_of(&place)?.users(id);
    let connect = |(to, port)| Edit::Connect {
        place: place.clone(),
        from,
        to,
        port: Some(port),
    };
    let mut edits: Vec<Edit> = users.map(connect).collect();
    let label = if edits.is_empty() {
        message!("repair-delete", node = %second.name)
    } else {
        message!("repair-use-input", first = %first.name, second = %second.name)
    };
    edits.push(Edit::Remove {
        place: place.clone(),
        nodes: BTreeSet::from([id]),
        rejoin: false,
    });
    Some(Repair {
        edit: Edit::joined(label.inside(), edits)?,
        label,
    })
}

fn none(site: &Site<'_>) -> Problem {
    let node = Node {
        name: unique_name(Kind::Input.entry().stem, &names(&site.graph.body)),
        position: top_left(site),
        content: Content::Layer(LayerSpec::new(Kind::Input)),
        inputs: Vec::new(),
    };
    let add = Edit::Add {
        place: Place::Root,
        node,
    };
    let connect = first_layer(site).map(|to| Edit::Connect {
        place: Place::Root,
        from: site.graph.body.free_id(),
        to,
        port: None,
    });
    let label = message!("repair-add-input");
    let edits = [Some(add), connect].into_iter().flatten();
    let step = label.inside();
    let repair = Edit::joined(step, edits).map(|edit| Repair { label, edit });
    let problem = Problem::of_network(message!("no-input"));
    // Nothing was built yet that could be wrong.
    let severity = if site.inference.layers.is_empty() {
        Severity::Unfinished
    } else {
        Severity::Error
    };
    Problem {
        severity,
        ..problem.with_repairs(repair)
    }
}

/// The only node that takes something and has nothing.
fn first_layer(site: &Site<'_>) -> Option<NodeId> {
    let takes_one = |node: &Node| site.graph.input_limits(&node.content).0 > 0;
    let nodes = site.graph.body.nodes.iter();
    let mut waiting = nodes.filter(|(_, node)| node.inputs.is_empty() && takes_one(node));
    let (first, _) = waiting.next()?;
    waiting.next().is_none().then_some(*first)
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
