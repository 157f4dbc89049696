//! Adding without saying where: behind a node, or where the network goes on.

use std::collections::BTreeSet;

use super::super::model::{Body, Content, Graph, Node, NodeId, Place, Port};
use super::Edit;

/// How far a node that stands alone is to the left of all others, in graph units.
const BESIDE: f32 = 300.0;

/// The edit that puts `node` behind `behind`; without one, behind the last node of the body. What takes no input, or
/// finds nothing to take it from, stands alone to the left of all others. `None` where there is no such body.
#[must_use]
pub fn add_behind(
    graph: &Graph,
    place: &Place,
    behind: Option<NodeId>,
    node: Node,
) -> Option<Edit> {
    let body = graph.body_of(place)?;
    let takes_input = graph.input_limits(&node.content).1 != Some(0);
    let before = behind.or_else(|| last_node(body));
    let before = before.filter(|_| takes_input);
    let place = place.clone();
    Some(match before.and_then(|before| source_at(body, before)) {
        Some(after) => Edit::InsertAfter {
            place,
            after,
            content: node.content,
            position: None,
        },
        None => {
            let position = beside_all(body);
            let node = Node { position, ..node };
            Edit::Add { place, node }
        }
    })
}

/// The node that nothing takes its input from and that has the highest id: where a network goes on.
fn last_node(body: &Body) -> Option<NodeId> {
    let used: BTreeSet<NodeId> = body.wires().map(|(from, _, _)| from).collect();
    let mut latest_first = body.nodes.keys().rev();
    latest_first.find(|id| !used.contains(id)).copied()
}

/// The node itself; for the output of a block, what the block gives out so far.
fn source_at(body: &Body, id: NodeId) -> Option<NodeId> {
    let node = body.node(id)?;
    match node.content {
        Content::Port(Port::Output) => node.inputs.first().copied(),
        _ => Some(id),
    }
}

/// A place to the left of all nodes, in graph units; the origin where there are none.
fn beside_all(body: &Body) -> [f32; 2] {
    let lefts = body.nodes.values().map(|node| node.position[0]);
    let left = lefts.fold(f32::INFINITY, f32::min);
    if left.is_finite() {
        [left - BESIDE, 0.0]
    } else {
        [0.0, 0.0]
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::library::{IDENTITY_BLOCK, with_block};
    use super::super::super::problem::tests::chain;
    use super::*;
    use crate::layer::{Kind, LayerSpec};

    fn node(kind: Kind) -> Node {
        Node {
            name: "new".to_owned(),
            position: [0.0; 2],
            content: Content::Layer(LayerSpec::new(kind)),
            inputs: Vec::new(),
        }
    }

    /// After which node an activation would go.
    fn after(graph: &Graph, place: &Place, behind: Option<NodeId>) -> Option<NodeId> {
        match add_behind(graph, place, behind, node(Kind::Activation))? {
            Edit::InsertAfter { after, .. } => Some(after),
            _ => None,
        }
    }

    #[test]
    fn a_layer_goes_behind_the_chosen_node_or_the_last() {
        let graph = chain([Kind::Input, Kind::Conv2D, Kind::Flatten].map(LayerSpec::new));
        assert_eq!(
            after(&graph, &Place::Root, Some(NodeId(1))),
            Some(NodeId(1))
        );
        assert_eq!(after(&graph, &Place::Root, None), Some(NodeId(2)));
    }

    #[test]
    fn inside_of_a_block_a_layer_goes_before_the_output() {
        let graph = with_block(&Graph::default(), IDENTITY_BLOCK);
        let body = &graph.blocks[IDENTITY_BLOCK].body;
        let is_output = |node: &Node| matches!(node.content, Content::Port(Port::Output));
        let output = body.nodes.values().find(|node| is_output(node)).unwrap();
        let place = Place::Block(IDENTITY_BLOCK.to_owned());
        assert_eq!(after(&graph, &place, None), Some(output.inputs[0]));
    }

    #[test]
    fn what_takes_no_input_stands_to_the_left_of_all_others() {
        let graph = chain([Kind::Input, Kind::Flatten].map(LayerSpec::new));
        let left = graph.body.node(NodeId(0)).unwrap().position[0];
        let edit = add_behind(&graph, &Place::Root, None, node(Kind::Input));
        let Some(Edit::Add { node: added, .. }) = edit else {
            panic!("{edit:?}");
        };
        assert!(added.position[0] < left);
        let first = add_behind(
            &Graph::default(),
            &Place::Root,
            None,
            node(Kind::Activation),
        );
        assert!(matches!(first, Some(Edit::Add { node, .. }) if node.position == [0.0, 0.0]));
    }
}
