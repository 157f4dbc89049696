//! Nodes that wait for each other.

use std::collections::BTreeSet;

use super::super::circle;
use super::super::edit::Edit;
use super::super::model::{Body, Node, NodeId, NodePath, Place};
use super::{Problem, Repair, Site};
use crate::message;

/// `stuck` are the nodes of circles in one body, and those behind them.
pub(super) fn problem(site: &Site<'_>, stuck: &[NodePath]) -> Problem {
    let first = stuck.first();
    let found = first.and_then(|first| Some((first, site.locate(first)?.0)));
    let around = found.and_then(|(first, place)| {
        let body = site.graph.body_of(&place)?;
        let ids: BTreeSet<NodeId> = stuck.iter().filter_map(NodePath::leaf).collect();
        let circle = body.circle_behind(first.leaf()?, &ids);
        let (index, to) = weak_spot(site, body, &circle)?;
        Some((place, body, circle, index, to, first.sibling(to)))
    });
    let Some((place, body, circle, index, to, path)) = around else {
        return Problem::of_network(message!("circle"));
    };
    let name = |id: NodeId| body.node(id).map_or("", |node| node.name.as_str());
    let from_weak_spot = circle[index..].iter().chain(&circle[..index]);
    let message = message!(
        "part-of-circle",
        circle = circle::words(from_weak_spot.map(|id| name(*id)))
    );
    let before = circle[(index + circle.len() - 1) % circle.len()];
    let names = (name(before), name(to));
    // A sum of one branch is none.
    let is_spare = body.node(to).is_some_and(|node| node.inputs.len() > 1);
    let label = message!("repair-delete-rejoin", node = name(to));
    Problem::error(&path, name(to), message)
        .with_repairs(open((&place, body), before, to, names))
        .with_repairs(site.deletion(&path, label, true).filter(|_| is_spare))
}

/// The node of a circle that can do without the wire of the circle; else the one that stands first.
fn weak_spot(site: &Site<'_>, body: &Body, circle: &[NodeId]) -> Option<(usize, NodeId)> {
    let can_spare = |id: &NodeId| {
        let spare = |node: &Node| node.inputs.len() > site.graph.input_limits(&node.content).0;
        body.node(*id).is_some_and(spare)
    };
    let is_fed = |id: &NodeId| {
        let is_outside = |input: &NodeId| !circle.contains(input);
        let mut inputs = body.node(*id).into_iter().flat_map(|node| &node.inputs);
        inputs.any(is_outside)
    };
    let index = circle.iter().position(can_spare);
    let index = index
        .or_else(|| circle.iter().position(is_fed))
        .unwrap_or(0);
    Some((index, *circle.get(index)?))
}

/// The wire of the circle into `to` goes; or it comes from the only node that leads nowhere.
fn open(
    (place, body): (&Place, &Body),
    before: NodeId,
    to: NodeId,
    (source, target): (&str, &str),
) -> Vec<Repair> {
    let inputs = body
        .node(to)
        .map(|node| &node.inputs[..])
        .unwrap_or_default();
    let Some(port) = inputs.iter().position(|from| *from == before) else {
        return Vec::new();
    };
    let remove = Repair {
        label: message!("repair-remove-wire", from = source, to = target),
        edit: Edit::Disconnect {
            place: place.clone(),
            to,
            port,
        },
    };
    let others = body
        .loose_ends()
        .filter(|id| !body.upstream(*id).any(|above| above == to));
    let other = others.map(|from| {
        let name = body.node(from).map_or("", |node| node.name.as_str());
        Repair {
            label: message!(
                "repair-connect-instead",
                from = name,
                to = target,
                before = source
            ),
            edit: Edit::Connect {
                place: place.clone(),
                from,
                to,
                port: Some(port),
            },
        }
    });
    std::iter::once(remove).chain(other.take(2)).collect()
}

#[cfg(test)]
mod tests {
    use crate::graph::problem::tests::{assert_repair, chain};
    use crate::graph::{Graph, Node, NodeId, infer};
    use crate::layer::{Kind, LayerSpec, Value};

    /// A network whose node `to` also takes what comes out of `from`, farther down.
    fn with_wire(kind: Kind, from: u64, to: u64, port: usize) -> Graph {
        let mut graph = chain([
            LayerSpec::new(Kind::Input).with("shape", Value::List(vec![8, 8, 3])),
            LayerSpec::new(kind),
            LayerSpec::new(Kind::BatchNormalization),
            LayerSpec::new(Kind::GlobalAveragePooling2D),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        let mut node: Node = graph.body.node(NodeId(to)).unwrap().clone();
        node.inputs.truncate(port);
        node.inputs.push(NodeId(from));
        graph.body.nodes.insert(NodeId(to), node.into());
        graph
    }

    #[test]
    fn the_wire_that_closes_a_circle_is_removed_where_its_end_can_do_without() {
        assert_repair(
            &with_wire(Kind::Concatenate, 2, 1, 1),
            "`concatenate` is part of a circle of wires (`concatenate` → `batch_normalization` → `concatenate`), but \
             data flows one way only; remove one of them",
            "Delete concatenate and join its wires",
        );
        let mut graph = with_wire(Kind::Concatenate, 2, 1, 1);
        let mut node: Node = graph.body.node(NodeId(1)).unwrap().clone();
        node.inputs = vec![NodeId(0), NodeId(0), NodeId(2)];
        graph.body.nodes.insert(NodeId(1), node.into());
        assert_repair(
            &graph,
            "`concatenate` is part of a circle of wires (`concatenate` → `batch_normalization` → `concatenate`), but \
             data flows one way only; remove one of them",
            "Remove the wire from batch_normalization to concatenate",
        );
    }

    #[test]
    fn a_circle_that_nothing_enters_is_opened_for_the_only_loose_end() {
        assert_repair(
            &with_wire(Kind::Conv2D, 2, 1, 0),
            "`conv2d` is part of a circle of wires (`conv2d` → `batch_normalization` → `conv2d`), but data flows one way \
             only; remove one of them",
            "Connect input_layer with conv2d instead of batch_normalization",
        );
    }

    #[test]
    fn what_is_behind_a_circle_is_not_called_part_of_it() {
        let problems = infer(&with_wire(Kind::Conv2D, 2, 1, 0)).problems;
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(!problems[0].message.to_string().contains("dense"));
    }
}
