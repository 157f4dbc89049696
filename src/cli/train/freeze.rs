//! `--freeze` and `--freeze-up-to`: layers that a training leaves as they are.

use std::collections::BTreeSet;

use super::Arguments;
use crate::cli::failure::Failure;
use crate::graph::{Edit, Graph, NodeId, Place, apply, can_be_frozen};
use crate::layer::similar;
use crate::message;

/// The network with the layers and blocks frozen that the arguments name, beside those that it has frozen itself.
pub fn frozen(graph: Graph, arguments: &Arguments) -> Result<Graph, Failure> {
    let mut nodes = BTreeSet::new();
    for name in &arguments.freeze {
        nodes.insert(node(&graph, name)?);
    }
    if let Some(name) = &arguments.freeze_up_to {
        let last = node(&graph, name)?;
        nodes.extend(graph.body.upstream(last));
    }
    nodes.retain(|id| graph.body.node(*id).is_some_and(can_be_frozen));
    if nodes.is_empty() {
        return Ok(graph);
    }
    let edit = Edit::Freeze {
        place: Place::Root,
        nodes,
        is_on: true,
    };
    apply(&graph, &edit).map_err(Failure::from)
}

/// The node of this name at the top of the network.
fn node(graph: &Graph, name: &str) -> Result<NodeId, Failure> {
    let mut nodes = graph.body.nodes.iter();
    let found = nodes.find(|(_, node)| node.name == name);
    found.map(|(id, _)| *id).ok_or_else(|| {
        let names = graph.body.nodes.values().map(|node| node.name.as_str());
        Failure::Usage(match similar(name, names) {
            Some(near) => message!("freeze-unknown-similar", name = name, near = near),
            None => message!("freeze-unknown", name = name),
        })
    })
}
