//! Every change that a user can make to a network, as data, and the one function that makes it.
//! Never changes a graph in place, and never leaves one that breaks an invariant.

mod add_behind;
mod along;
mod blocks;
mod bring;
mod bypass;
mod drawing;
mod insert;
mod label;
mod make_block;
mod nodes;
mod notes;
mod own_names;
mod parameterize;
mod part;
mod paste;
mod repeat;
mod settings;
#[cfg(test)]
mod tests;
mod wires;

use std::collections::BTreeSet;

use super::drawing::{Direction, tidy};
use super::invariants::broken_invariants;
use super::model::{BlockDefinition, Body, Content, Graph, Node, NodeId, Place};
use super::note::{Note, NoteId};
use crate::layer::Value;

pub use add_behind::add_behind;
pub use along::{Way, move_along};
pub(super) use blocks::id_after_ungroup;
pub use bypass::can_be_bypassed;
pub use make_block::{BlockSuggestion, NewParameter, repeat_count, setting_value, suggest_block};
pub use notes::NoteChange;
pub use parameterize::{parameterize, plain_settings};
pub use paste::{IncomingWire, block_alone, fragment, fragment_with_notes, incoming_wires};
pub use repeat::MOST_COPIES;

/// One change to a network.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Adds a node; its name is made unique, its id is the body's next free one.
    Add {
        /// Where.
        place: Place,
        /// The node.
        node: Node,
    },
    /// Puts a new node behind `after`: whatever used `after` uses the new node instead.
    InsertAfter {
        /// Where.
        place: Place,
        /// The node before the new one.
        after: NodeId,
        /// What the new one is.
        content: Content,
        /// Where on the canvas; `None` puts it next to `after`, and what stands there makes room.
        position: Option<[f32; 2]>,
    },
    /// Puts a new node on the wire that enters `to` at `port`.
    InsertOnWire {
        /// Where.
        place: Place,
        /// The node that the wire enters.
        to: NodeId,
        /// Its input port.
        port: usize,
        /// What the new one is.
        content: Content,
        /// Where on the canvas; `None` puts it halfway.
        position: Option<[f32; 2]>,
    },
    /// Removes nodes and their wires.
    Remove {
        /// Where.
        place: Place,
        /// Which.
        nodes: BTreeSet<NodeId>,
        /// Whether what used a removed node uses its first input instead.
        rejoin: bool,
    },
    /// Draws a wire. A port that has one already gets the new one instead; `None` takes the next free port.
    Connect {
        /// Where.
        place: Place,
        /// The node that the wire leaves.
        from: NodeId,
        /// The node that it enters.
        to: NodeId,
        /// The input port.
        port: Option<usize>,
    },
    /// Removes a wire; later ports of the node move up.
    Disconnect {
        /// Where.
        place: Place,
        /// The node that the wire enters.
        to: NodeId,
        /// The input port.
        port: usize,
    },
    /// Moves nodes on the canvas.
    Move {
        /// Where.
        place: Place,
        /// New upper left corners.
        positions: Vec<(NodeId, [f32; 2])>,
    },
    /// Gives a node another name.
    Rename {
        /// Where.
        place: Place,
        /// Which.
        node: NodeId,
        /// The new name.
        name: String,
    },
    /// Sets a setting of one or several layers; `None` goes back to the default.
    Set {
        /// Where.
        place: Place,
        /// Which; those without such a setting are left alone.
        nodes: Vec<NodeId>,
        /// The setting's key.
        key: String,
        /// Its value.
        value: Option<Value>,
    },
    /// Sets an argument of a block instance; `None` goes back to the parameter's default.
    SetArgument {
        /// Where.
        place: Place,
        /// Which.
        node: NodeId,
        /// The parameter's name.
        parameter: String,
        /// Its value.
        value: Option<Value>,
    },
    /// Makes a node something else and keeps its name, place and wires, and of its settings or arguments those
    /// that fit and that `content` does not name.
    Replace {
        /// Where.
        place: Place,
        /// Which.
        node: NodeId,
        /// What it becomes.
        content: Content,
    },
    /// Adds copies of all nodes of a fragment, and the block definitions that they need.
    Paste {
        /// Where.
        place: Place,
        /// What: see [`fragment`].
        fragment: Graph,
        /// Added to each position.
        offset: [f32; 2],
        /// Wires from what is there already into the copies.
        incoming: Vec<IncomingWire>,
    },
    /// Makes nodes a block, and an instance of it of them and of each part of the body that is wired alike.
    MakeBlock {
        /// Where.
        place: Place,
        /// Which.
        nodes: BTreeSet<NodeId>,
        /// The block's name.
        name: String,
        /// What an instance may set; see [`suggest_block`].
        parameters: Vec<NewParameter>,
        /// Whether parts that are wired alike and agree in everything but the parameters become instances too.
        with_repeats: bool,
    },
    /// Makes a chain of nodes with one way in and one way out, and copies of them.
    Repeat {
        /// Where.
        place: Place,
        /// Which.
        nodes: BTreeSet<NodeId>,
        /// How often they stand there afterwards.
        count: usize,
    },
    /// Adds a block definition, or replaces it in every instance.
    Define {
        /// Its name.
        name: String,
        /// The block.
        definition: BlockDefinition,
    },
    /// Removes a block definition that nothing uses.
    Undefine {
        /// Its name.
        name: String,
    },
    /// Replaces a block instance by copies of what is inside.
    Ungroup {
        /// Where.
        place: Place,
        /// The instance.
        node: NodeId,
    },
    /// Lets nodes' inputs through as if the nodes were not there, or puts them to work again.
    Bypass {
        /// Where.
        place: Place,
        /// Which.
        nodes: BTreeSet<NodeId>,
        /// Whether they are let through.
        is_on: bool,
    },
    /// Leads a wire through points; without any, it finds its own way again.
    Bend {
        /// Where.
        place: Place,
        /// The node that the wire leaves.
        from: NodeId,
        /// The node that it enters.
        to: NodeId,
        /// In graph units, from where it leaves to where it enters.
        points: Vec<[f32; 2]>,
    },
    /// Lets the wires of a body run another way.
    Turn {
        /// Where.
        place: Place,
        /// Which way.
        direction: Direction,
    },
    /// Gives instances of one block a definition of their own, equal to the one that they had.
    Detach {
        /// Where.
        place: Place,
        /// The instances.
        nodes: BTreeSet<NodeId>,
    },
    /// Gives a block another name, in every instance.
    RenameBlock {
        /// Its name so far.
        block: String,
        /// Its new name.
        name: String,
    },
    /// Adds a comment or a frame; its id is the body's next free one.
    AddNote {
        /// Where.
        place: Place,
        /// The note.
        note: Note,
    },
    /// Changes a comment or a frame.
    ChangeNote {
        /// Where.
        place: Place,
        /// Which.
        note: NoteId,
        /// What becomes of it.
        change: NoteChange,
    },
    /// Moves comments and frames.
    MoveNotes {
        /// Where.
        place: Place,
        /// New upper left corners.
        positions: Vec<(NoteId, [f32; 2])>,
    },
    /// Removes comments and frames; what stands in a frame stays.
    RemoveNotes {
        /// Where.
        place: Place,
        /// Which.
        notes: BTreeSet<NoteId>,
    },
    /// Several edits as one step.
    Many {
        /// What the step is called.
        label: String,
        /// The edits, in order.
        edits: Vec<Edit>,
    },
}

/// Why an edit was refused, as a sentence; the graph is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct EditError(pub(super) String);

/// The graph after `edit`.
///
/// # Errors
/// A sentence where the edit makes no sense on this graph.
pub fn apply(graph: &Graph, edit: &Edit) -> Result<Graph, EditError> {
    let changed = tidied(change(graph, edit)?);
    match broken_invariants(&changed).into_iter().next() {
        Some(sentence) => Err(EditError(sentence)),
        None => Ok(changed),
    }
}

/// `graph` without what was said about wires and nodes that are gone.
fn tidied(graph: Graph) -> Graph {
    let needs_care = |body: &Body| !(body.bypassed.is_empty() && body.drawing.bends.is_empty());
    let blocks = graph.blocks.iter();
    let drawn = blocks.filter(|(_, block)| needs_care(&block.body));
    let places: Vec<Place> = drawn.map(|(name, _)| Place::Block(name.clone())).collect();
    let root = needs_care(&graph.body).then_some(Place::Root);
    places.into_iter().chain(root).fold(graph, |graph, place| {
        let Some(mut body) = graph.body_of(&place).cloned() else {
            return graph;
        };
        tidy(&mut body, |node| can_be_bypassed(&graph, &node.content));
        graph.with_body(&place, body)
    })
}

#[expect(clippy::too_many_lines, reason = "one call for each kind of edit")]
fn change(graph: &Graph, edit: &Edit) -> Result<Graph, EditError> {
    match edit {
        Edit::Add { place, node } => nodes::add(graph, place, node),
        Edit::InsertAfter {
            place,
            after,
            content,
            position,
        } => insert::after(graph, place, *after, content, *position),
        Edit::InsertOnWire {
            place,
            to,
            port,
            content,
            position,
        } => insert::on_wire(graph, place, (*to, *port), content, *position),
        Edit::Remove {
            place,
            nodes,
            rejoin,
        } => nodes::remove(graph, place, nodes, *rejoin),
        Edit::Connect {
            place,
            from,
            to,
            port,
        } => wires::connect(graph, place, *from, *to, *port),
        Edit::Disconnect { place, to, port } => wires::disconnect(graph, place, *to, *port),
        Edit::Move { place, positions } => nodes::relocate(graph, place, positions),
        Edit::Rename { place, node, name } => nodes::rename(graph, place, *node, name),
        Edit::Set {
            place,
            nodes,
            key,
            value,
        } => settings::set(graph, place, nodes, key, value.as_ref()),
        Edit::SetArgument {
            place,
            node,
            parameter,
            value,
        } => settings::set_argument(graph, place, *node, parameter, value.as_ref()),
        Edit::Replace {
            place,
            node,
            content,
        } => nodes::replace(graph, place, *node, content),
        Edit::Paste {
            place,
            fragment,
            offset,
            incoming,
        } => paste::paste(graph, place, fragment, *offset, incoming),
        Edit::MakeBlock {
            place,
            nodes,
            name,
            parameters,
            with_repeats,
        } => make_block::make(graph, (place, nodes), name, parameters, *with_repeats),
        Edit::Repeat {
            place,
            nodes,
            count,
        } => repeat::repeat(graph, place, nodes, *count),
        Edit::Define { name, definition } => blocks::define(graph, name, definition),
        Edit::Undefine { name } => blocks::undefine(graph, name),
        Edit::Ungroup { place, node } => blocks::ungroup(graph, place, *node),
        Edit::Detach { place, nodes } => blocks::detach(graph, place, nodes),
        Edit::RenameBlock { block, name } => blocks::rename(graph, block, name),
        Edit::Bypass {
            place,
            nodes,
            is_on,
        } => bypass::bypass(graph, place, nodes, *is_on),
        Edit::Bend {
            place,
            from,
            to,
            points,
        } => drawing::bend(graph, place, (*from, *to), points),
        Edit::Turn { place, direction } => drawing::turn(graph, place, *direction),
        Edit::AddNote { place, note } => notes::add(graph, place, note),
        Edit::ChangeNote {
            place,
            note,
            change,
        } => notes::change(graph, place, *note, change),
        Edit::MoveNotes { place, positions } => notes::relocate(graph, place, positions),
        Edit::RemoveNotes { place, notes } => notes::remove(graph, place, notes),
        Edit::Many { edits, .. } => edits
            .iter()
            .try_fold(graph.clone(), |graph, edit| apply(&graph, edit)),
    }
}

fn refuse<T>(message: impl Into<String>) -> Result<T, EditError> {
    Err(EditError(message.into()))
}

fn body<'a>(graph: &'a Graph, place: &Place) -> Result<&'a Body, EditError> {
    graph.body_of(place).ok_or_else(|| match place {
        Place::Block(name) => EditError(format!("there is no block called `{name}`")),
        Place::Root => EditError("the network is missing".to_owned()),
    })
}

fn node(body: &Body, id: NodeId) -> Result<&Node, EditError> {
    body.node(id)
        .ok_or_else(|| EditError(format!("there is no node {} here any more", id.0)))
}
