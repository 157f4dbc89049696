//! Every change that a user can make to a network, as data, and the one function that makes it.
//! Never changes a graph in place, and never leaves one that breaks an invariant.

mod add_behind;
mod alone;
mod along;
mod block_parameters;
mod blocks;
mod bring;
mod bypass;
mod drawing;
mod freeze;
mod insert;
mod kinds;
mod label;
mod make_block;
mod new_head;
mod nodes;
mod notes;
mod own_names;
mod parameterize;
mod paste;
mod repeat;
mod room;
mod settings;
mod subgraph;
#[cfg(test)]
mod tests;
mod wires;

use super::drawing::tidy;
use super::invariants::broken_invariants;
use super::model::{Body, Graph, Node, NodeId, Place};
use crate::text::Message;
use crate::{message, shown_as_message};

pub use add_behind::add_behind;
pub use along::{WireDirection, move_along};
pub use block_parameters::{ParameterChange, value_put_back};
pub(super) use blocks::id_after_ungroup;
pub use bypass::can_be_bypassed;
pub use freeze::can_be_frozen;
pub use kinds::Edit;
pub use make_block::{BlockSuggestion, NewParameter, repeat_count, setting_value, suggest_block};
pub use new_head::{NewHead, OldHead, freeze_base, new_head};
pub use notes::NoteChange;
pub use parameterize::{parameterize, plain_settings};
pub use paste::{IncomingWire, block_alone, fragment, fragment_with_notes, incoming_wires};
pub use repeat::MOST_COPIES;
pub use room::room_edits;

/// Why an edit was refused, as a sentence; the graph is as it was.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub struct EditError(pub(super) Message);

impl EditError {
    /// Why, for whoever says it later.
    #[must_use]
    pub fn message(&self) -> &Message {
        &self.0
    }
}

shown_as_message!(EditError);

/// The graph after `edit`.
///
/// # Errors
/// A sentence where the edit makes no sense on this graph.
pub fn apply(graph: &Graph, edit: &Edit) -> Result<Graph, EditError> {
    let changed = tidied(change(graph, edit)?);
    match broken_invariants(&changed).into_iter().next() {
        Some(fault) => Err(EditError(fault)),
        None => Ok(changed),
    }
}

/// `graph` without what was said about wires and nodes that are gone.
fn tidied(graph: Graph) -> Graph {
    let needs_care = |body: &Body| {
        let drawing = &body.drawing;
        let marks_none = body.bypassed.is_empty() && body.frozen.is_empty();
        !(marks_none && drawing.bends.is_empty() && drawing.ways.is_empty())
    };
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
        Edit::Splice {
            place,
            node,
            to,
            port,
        } => insert::splice(graph, place, *node, (*to, *port)),
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
        Edit::ChangeParameter {
            block,
            parameter,
            change,
        } => block_parameters::change(graph, block, parameter, change),
        Edit::Bypass {
            place,
            nodes,
            is_on,
        } => bypass::bypass(graph, place, nodes, *is_on),
        Edit::Freeze {
            place,
            nodes,
            is_on,
        } => freeze::freeze(graph, place, nodes, *is_on),
        Edit::Bend {
            place,
            from,
            to,
            points,
        } => drawing::bend(graph, place, (*from, *to), points),
        Edit::Lay { place, ways } => drawing::lay(graph, place, ways),
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

fn refuse<T>(message: Message) -> Result<T, EditError> {
    Err(EditError(message))
}

fn body<'a>(graph: &'a Graph, place: &Place) -> Result<&'a Body, EditError> {
    graph.body_of(place).ok_or_else(|| match place {
        Place::Block(name) => EditError(message!("no-such-block", block = name)),
        Place::Root => EditError(message!("network-missing")),
    })
}

fn node(body: &Body, id: NodeId) -> Result<&Node, EditError> {
    body.node(id)
        .ok_or_else(|| EditError(message!("no-such-node", id = %id.0)))
}
