//! Copied nodes as text, in the form of project files.

use crate::graph::edit::{IncomingWire, fragment_with_notes, incoming_wires};
use crate::graph::{Body, Graph, NodeId, NoteId, Place};
use crate::message;
use crate::text::Message;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Copied nodes, and where wires came into them from outside.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Copied {
    /// The nodes, with every block that they need.
    pub graph: Graph,
    incoming: Vec<WireFromOutside>,
}

/// A wire that was not copied because only one of its ends was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct WireFromOutside {
    from: NodeId,
    /// The name of the node that it came from, so that it is not taken for another one.
    name: String,
    to: NodeId,
    port: usize,
}

/// A graph as text, and what else the clipboard knows. Whoever reads only graphs passes over that.
#[derive(Serialize)]
struct Written<'a> {
    #[serde(flatten)]
    graph: &'a Graph,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    incoming: &'a [WireFromOutside],
}

#[derive(Default, Deserialize)]
struct Read {
    #[serde(default)]
    incoming: Vec<WireFromOutside>,
}

impl Copied {
    /// The nodes `ids` and the notes `notes` of a place.
    pub fn of(
        graph: &Graph,
        place: &Place,
        ids: &BTreeSet<NodeId>,
        notes: &BTreeSet<NoteId>,
    ) -> Self {
        let body = graph.body_of(place);
        let name = |id: NodeId| Some(body?.node(id)?.name.clone());
        let wires = incoming_wires(graph, place, ids).into_iter();
        let incoming = wires.filter_map(|wire| {
            Some(WireFromOutside {
                from: wire.from,
                name: name(wire.from)?,
                to: wire.to,
                port: wire.port,
            })
        });
        Self {
            graph: fragment_with_notes(graph, place, ids, notes),
            incoming: incoming.collect(),
        }
    }

    /// The text for the clipboard.
    pub fn to_text(&self) -> String {
        let written = Written {
            graph: &self.graph,
            incoming: &self.incoming,
        };
        serde_json::to_string_pretty(&written).unwrap_or_else(|_| self.graph.to_json())
    }

    /// The nodes in `text`.
    ///
    /// # Errors
    /// A sentence where the text holds none.
    pub fn from_text(text: &str) -> Result<Self, Message> {
        let nothing = || message!("clipboard-without-layers");
        let graph = Graph::from_json(text).map_err(|_| nothing())?;
        if graph.body.nodes.is_empty() && graph.body.drawing.notes.is_empty() {
            return Err(nothing());
        }
        // Text of another program may have anything under this name.
        let read: Read = serde_json::from_str(text).unwrap_or_default();
        Ok(Self {
            graph,
            incoming: read.incoming,
        })
    }

    /// The wires that can come in again in `body`: those from a node that is there under the name that it had.
    pub fn wires_in(&self, body: &Body) -> Vec<IncomingWire> {
        let is_there = |wire: &&WireFromOutside| {
            let source = body.node(wire.from);
            source.is_some_and(|source| source.name == wire.name)
        };
        let wires = self.incoming.iter().filter(is_there);
        wires
            .map(|wire| IncomingWire {
                from: wire.from,
                to: wire.to,
                port: wire.port,
            })
            .collect()
    }
}
