//! Moving nodes along the chain of wires that they are in, composed of edits that there are anyway.

use std::collections::BTreeSet;

use super::super::model::{Body, Graph, Node, NodeId, Place};
use super::{Edit, EditError, apply, body, node, refuse};
use crate::message;

/// Which way along the wires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireDirection {
    /// Towards where data comes from.
    Earlier,
    /// Towards where it goes.
    Later,
}

/// The edit that lets each of `nodes` change places with its neighbor in the chain; nodes that follow each other go
/// together. Whatever used the one uses the other afterwards, and they change places on the canvas too.
///
/// # Errors
/// A sentence where a node has no neighbor on that side, or where one of the two takes other than one input.
pub fn move_along(
    graph: &Graph,
    place: &Place,
    nodes: &BTreeSet<NodeId>,
    way: WireDirection,
) -> Result<Edit, EditError> {
    let mut order = body(graph, place)?.in_order_of_wires();
    order.retain(|id| nodes.contains(id));
    if way == WireDirection::Later {
        order.reverse();
    }
    let mut edits = Vec::new();
    let mut now = graph.clone();
    for id in &order {
        let body = body(&now, place)?;
        let (first, second) = match way {
            WireDirection::Later => (*id, neighbor_behind(body, *id)?),
            WireDirection::Earlier => (neighbor_before(body, *id)?, *id),
        };
        for edit in swap(body, place, first, second)? {
            now = apply(&now, &edit)?;
            edits.push(edit);
        }
    }
    let label = match order[..] {
        [] => return refuse(message!("select-to-move")),
        [only] => {
            let name = &node(body(graph, place)?, only)?.name;
            match way {
                WireDirection::Earlier => message!("edit-move-earlier", name = name),
                WireDirection::Later => message!("edit-move-later", name = name),
            }
        }
        _ => match way {
            WireDirection::Earlier => message!("edit-move-earlier-many", count = order.len()),
            WireDirection::Later => message!("edit-move-later-many", count = order.len()),
        },
    };
    Ok(Edit::Many { label, edits })
}

fn neighbor_before(body: &Body, id: NodeId) -> Result<NodeId, EditError> {
    let node = node(body, id)?;
    match node.inputs.first() {
        Some(from) => Ok(*from),
        None => refuse(message!("nothing-before", name = %node.name)),
    }
}

/// Of what uses the node, that which can change places with it; else the first, for the refusal to be about it.
fn neighbor_behind(body: &Body, id: NodeId) -> Result<NodeId, EditError> {
    let users: Vec<NodeId> = body.users(id).map(|(to, _)| to).collect();
    let takes_only_this = |user: &&NodeId| body.node(**user).is_some_and(|it| it.inputs == [id]);
    match users.iter().find(takes_only_this).or(users.first()) {
        Some(user) => Ok(*user),
        None => refuse(message!("nothing-behind", name = %node(body, id)?.name)),
    }
}

/// The edits after which `second`, so far behind `first`, stands before it.
fn swap(body: &Body, place: &Place, first: NodeId, second: NodeId) -> Result<Vec<Edit>, EditError> {
    let (one, other) = (node(body, first)?, node(body, second)?);
    for moved in [one, other] {
        check_can_pass(moved)?;
    }
    let connect = |from, (to, port)| Edit::Connect {
        place: place.clone(),
        from,
        to,
        port: Some(port),
    };
    let mut edits = vec![
        connect(one.inputs[0], (second, 0)),
        connect(second, (first, 0)),
    ];
    let of_second = body.users(second).map(|user| connect(first, user));
    edits.extend(of_second);
    let of_first = body.users(first).filter(|(to, _)| *to != second);
    edits.extend(of_first.map(|user| connect(second, user)));
    edits.push(Edit::Move {
        place: place.clone(),
        positions: vec![(first, other.position), (second, one.position)],
    });
    Ok(edits)
}

fn check_can_pass(node: &Node) -> Result<(), EditError> {
    if node.inputs.len() == 1 && Graph::has_output(&node.content) {
        return Ok(());
    }
    refuse(message!("no-change-of-places", name = %node.name, count = %node.inputs.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::problem::tests::chain;
    use crate::layer::{Kind, LayerSpec};

    fn network() -> Graph {
        chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D),
            LayerSpec::new(Kind::BatchNormalization),
            LayerSpec::new(Kind::Activation),
            LayerSpec::new(Kind::Flatten),
        ])
    }

    fn moved(graph: &Graph, ids: &[u64], way: WireDirection) -> Result<Graph, EditError> {
        let nodes = ids.iter().copied().map(NodeId).collect();
        apply(graph, &move_along(graph, &Place::Root, &nodes, way)?)
    }

    fn order(graph: &Graph) -> Vec<u64> {
        let order = graph.body.in_order_of_wires();
        order.into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn a_layer_goes_behind_the_next_one_and_back() {
        let later = moved(&network(), &[2], WireDirection::Later).unwrap();
        assert_eq!(order(&later), [0, 1, 3, 2, 4]);
        let position = |graph: &Graph, id| graph.body.node(NodeId(id)).unwrap().position;
        assert_eq!(position(&later, 2), position(&network(), 3));
        assert_eq!(
            moved(&later, &[2], WireDirection::Earlier).unwrap(),
            network()
        );
    }

    #[test]
    fn layers_that_follow_each_other_go_together() {
        let later = moved(&network(), &[1, 2], WireDirection::Later).unwrap();
        assert_eq!(order(&later), [0, 3, 1, 2, 4]);
        assert_eq!(
            moved(&later, &[1, 2], WireDirection::Earlier).unwrap(),
            network()
        );
    }

    #[test]
    fn what_used_the_first_uses_the_one_that_takes_its_place() {
        let aside = Edit::Add {
            place: Place::Root,
            node: Node {
                name: "aside".to_owned(),
                position: [300.0, 0.0],
                content: crate::graph::Content::Layer(LayerSpec::new(Kind::Flatten)),
                inputs: vec![NodeId(1)],
            },
        };
        let graph = apply(&network(), &aside).unwrap();
        let later = moved(&graph, &[1], WireDirection::Later).unwrap();
        assert_eq!(later.body.node(NodeId(5)).unwrap().inputs, [NodeId(2)]);
        assert_eq!(later.body.node(NodeId(3)).unwrap().inputs, [NodeId(1)]);
    }

    #[test]
    fn the_ends_of_a_chain_stay() {
        for (id, way, part) in [
            (4, WireDirection::Later, "nothing comes behind `flatten`"),
            (0, WireDirection::Earlier, "nothing comes before"),
            (1, WireDirection::Earlier, "has 0 inputs"),
        ] {
            let refusal = moved(&network(), &[id], way).unwrap_err().to_string();
            assert!(refusal.contains(part), "{refusal}");
        }
    }
}
