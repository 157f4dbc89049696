//! What can take the output of a node: ports that are there, without a circle and with shapes that fit, and what could
//! be added behind it.

use std::collections::BTreeSet;

use super::model::{Body, Content, Graph, Node, NodeId, NodePath};
use super::report::Inference;
use crate::layer::{LayerSpec, Shape};

/// A port that a wire may go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FittingPort {
    /// The node.
    pub to: NodeId,
    /// Its input port.
    pub port: usize,
    /// The node whose wire would have to go.
    pub instead_of: Option<NodeId>,
}

/// The ports that a wire from the node at `path` may go to, free ones first, each in the order of the wires. A layer
/// whose shapes would not fit is left out as far as shapes are known; a block is taken at its word.
#[must_use]
pub fn fitting_ports(graph: &Graph, inference: &Inference, path: &NodePath) -> Vec<FittingPort> {
    let Some((body, from)) = body_around(graph, path) else {
        return Vec::new();
    };
    let mut ports: Vec<FittingPort> = ports_behind(graph, body, from)
        .filter(|port| port.instead_of != Some(from))
        .filter(|port| shapes_fit(body, inference, path, port))
        .collect();
    ports.sort_by_key(|port| port.instead_of.is_some());
    ports
}

/// The ports without a wire that one from the node at `path` may go to without closing a circle, whatever their shapes.
pub fn free_ports<'a>(
    graph: &'a Graph,
    path: &NodePath,
) -> impl Iterator<Item = FittingPort> + use<'a> {
    let around = body_around(graph, path).into_iter();
    let ports = around.flat_map(move |(body, from)| ports_behind(graph, body, from));
    ports.filter(|port| port.instead_of.is_none())
}

/// Every port that is not before `from`; none where `from` gives nothing out.
fn ports_behind<'a>(
    graph: &'a Graph,
    body: &'a Body,
    from: NodeId,
) -> impl Iterator<Item = FittingPort> + use<'a> {
    let source = body.node(from);
    let has_output = source.is_some_and(|node| Graph::has_output(&node.content));
    let before: BTreeSet<NodeId> = body.upstream(from).collect();
    let order = body.in_order_of_wires().into_iter();
    order
        .filter(move |id| has_output && !before.contains(id))
        .filter_map(move |id| Some((id, body.node(id)?)))
        .flat_map(move |(id, node)| ports_of(graph, id, node))
}

/// Whether something like `content` could take data of this shape; where the shape is unknown, whether it takes any.
#[must_use]
pub fn takes(graph: &Graph, content: &Content, shape: Option<Shape>) -> bool {
    let (least, most) = graph.input_limits(content);
    if most == Some(0) {
        return false;
    }
    let Some(shape) = shape else { return true };
    match content {
        Content::Layer(spec) => takes_shape(spec, shape, least),
        // Blocks here are made of convolutions: what has no map to convolve would not pass.
        Content::Block(_) => shape.as_map().is_some(),
        Content::Port(_) => false,
    }
}

fn takes_shape(spec: &LayerSpec, shape: Shape, least: usize) -> bool {
    let inputs = vec![shape; least.max(1)];
    let layer = spec.resolve();
    layer.is_ok_and(|layer| layer.output_shape(&inputs).is_ok())
}

fn body_around<'a>(graph: &'a Graph, path: &NodePath) -> Option<(&'a Body, NodeId)> {
    let (place, id) = graph.locate(path)?;
    Some((graph.body_of(&place)?, id))
}

/// Every port with a wire, and the next one where there may be more.
fn ports_of(graph: &Graph, to: NodeId, node: &Node) -> Vec<FittingPort> {
    let next = node.inputs.len();
    let has_room = graph
        .input_limits(&node.content)
        .1
        .is_none_or(|most| next < most);
    let taken = node.inputs.iter().copied().map(Some);
    let sources = taken.chain(has_room.then_some(None)).enumerate();
    sources
        .map(|(port, instead_of)| FittingPort {
            to,
            port,
            instead_of,
        })
        .collect()
}

fn shapes_fit(body: &Body, inference: &Inference, path: &NodePath, port: &FittingPort) -> bool {
    let Some(node) = body.node(port.to) else {
        return false;
    };
    let Content::Layer(spec) = &node.content else {
        return true;
    };
    let from = path.leaf();
    let mut sources: Vec<Option<NodeId>> = node.inputs.iter().copied().map(Some).collect();
    match sources.get_mut(port.port) {
        Some(source) => *source = from,
        None => sources.push(from),
    }
    let shapes: Option<Vec<Shape>> = sources
        .into_iter()
        .map(|source| inference.output_shape(&path.sibling(source?)))
        .collect();
    let report = inference.layer(&path.sibling(port.to));
    match (shapes, report.and_then(|report| report.layer.as_ref())) {
        (Some(shapes), Some(layer)) if shapes.len() >= spec.kind.entry().arity.least() => {
            layer.output_shape(&shapes).is_ok()
        }
        // Unknown, or inputs are still to come.
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::problem::tests::chain;
    use crate::graph::{Edit, Place, apply, infer};
    use crate::layer::Kind;

    /// input → conv → flatten, and a sum without wires.
    fn network() -> Graph {
        let chain = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D).with("padding", "same"),
            LayerSpec::new(Kind::Flatten),
        ]);
        let sum = Edit::Add {
            place: Place::Root,
            node: Node {
                name: "sum".to_owned(),
                position: [0.0, 400.0],
                content: Content::Layer(LayerSpec::new(Kind::Add)),
                inputs: vec![NodeId(1)],
            },
        };
        apply(&chain, &sum).unwrap()
    }

    fn ports(graph: &Graph, id: u64) -> Vec<(u64, usize, bool)> {
        let found = fitting_ports(graph, &infer(graph), &NodePath::root(NodeId(id)));
        let short = found
            .iter()
            .map(|it| (it.to.0, it.port, it.instead_of.is_none()));
        short.collect()
    }

    #[test]
    fn free_ports_come_before_those_whose_wire_would_go() {
        assert_eq!(ports(&network(), 1), [(3, 1, true)]);
        assert_eq!(
            ports(&network(), 0),
            [(2, 0, false), (3, 0, false)],
            "an image of 3 channels cannot be added to one of 32"
        );
    }

    #[test]
    fn free_ports_are_told_whatever_their_shapes() {
        let graph = network();
        let found = free_ports(&graph, &NodePath::root(NodeId(0)));
        let found: Vec<_> = found.map(|port| (port.to.0, port.port)).collect();
        assert_eq!(found, [(3, 1)]);
        assert_eq!(free_ports(&graph, &NodePath::root(NodeId(3))).count(), 0);
    }

    #[test]
    fn what_is_offered_behind_a_vector_takes_no_map() {
        let graph = network();
        let fits = |kind: Kind, shape: Shape| {
            let content = Content::Layer(LayerSpec::new(kind));
            takes(&graph, &content, Some(shape))
        };
        let (vector, map) = (Shape::vector(10), Shape::map(8, 8, 3));
        assert!(fits(Kind::Conv2D, map) && !fits(Kind::Conv2D, vector));
        assert!(fits(Kind::Dense, vector));
        assert!(!fits(Kind::Input, map), "an input takes nothing");
    }

    #[test]
    fn nothing_that_would_close_a_circle_is_offered() {
        assert!(ports(&network(), 3).iter().all(|(to, _, _)| *to == 2));
        assert!(ports(&network(), 2).iter().all(|(to, _, _)| *to == 3));
    }
}
