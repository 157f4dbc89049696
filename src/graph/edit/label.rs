//! What an edit is called in menus and in the history.

use super::Edit;
use super::block_parameters::ParameterChange;
use super::notes::NoteChange;
use crate::graph::drawing::Direction;
use crate::graph::model::{Content, Graph, NodeId, Place};
use crate::graph::note::NoteId;

impl Edit {
    /// Several edits as one step of undo called `label`; a single one keeps its own name, and none is no edit.
    #[must_use]
    pub fn joined(label: String, edits: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut edits: Vec<Self> = edits.into_iter().collect();
        match edits.len() {
            0 | 1 => edits.pop(),
            _ => Some(Self::Many { label, edits }),
        }
    }

    /// The same edit, called `label` in the history.
    #[must_use]
    pub fn called(self, label: String) -> Self {
        let edits = vec![self];
        Self::Many { label, edits }
    }

    /// What the edit does, for the undo menu: "set filters of conv1". `graph` is the one before the edit.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of edit")]
    pub fn label(&self, graph: &Graph) -> String {
        let name = |place: &Place, id: &NodeId| {
            graph
                .body_of(place)
                .and_then(|body| body.node(*id))
                .map_or("a layer", |node| &node.name)
                .to_owned()
        };
        match self {
            Self::Add { node, .. } => format!("add {}", describe(&node.content)),
            Self::InsertAfter { content, .. } | Self::InsertOnWire { content, .. } => {
                format!("insert {}", describe(content))
            }
            Self::Splice { place, node, .. } => format!("insert {}", name(place, node)),
            Self::Remove { place, nodes, .. } => match nodes.first() {
                Some(only) if nodes.len() == 1 => format!("delete {}", name(place, only)),
                _ => format!("delete {} layers", nodes.len()),
            },
            Self::Connect {
                place, from, to, ..
            } => format!("connect {} with {}", name(place, from), name(place, to)),
            Self::Disconnect { place, to, .. } => format!("disconnect {}", name(place, to)),
            Self::Move { place, positions } => match positions[..] {
                [(only, _)] => format!("move {}", name(place, &only)),
                _ => format!("move {} layers", positions.len()),
            },
            Self::Rename { place, node, .. } => format!("rename {}", name(place, node)),
            Self::Set {
                place, nodes, key, ..
            } => match nodes[..] {
                [only] => format!("set {key} of {}", name(place, &only)),
                _ => format!("set {key} of {} layers", nodes.len()),
            },
            Self::SetArgument {
                place,
                node,
                parameter,
                ..
            } => format!("set {parameter} of {}", name(place, node)),
            Self::Replace {
                place,
                node,
                content,
            } => {
                format!("turn {} into {}", name(place, node), describe(content))
            }
            Self::Paste { fragment, .. } => match fragment.body.nodes.len() {
                0 => "paste notes".to_owned(),
                1 => "paste a layer".to_owned(),
                count => format!("paste {count} layers"),
            },
            Self::Define { name, .. } => format!("define block {name}"),
            Self::Undefine { name } => format!("remove block {name}"),
            Self::MakeBlock { name, .. } => format!("make block {name}"),
            Self::Repeat {
                place,
                nodes,
                count,
            } => match nodes.first() {
                Some(only) if nodes.len() == 1 => format!("repeat {} × {count}", name(place, only)),
                _ => format!("repeat {} layers × {count}", nodes.len()),
            },
            Self::Ungroup { place, node } => format!("ungroup {}", name(place, node)),
            Self::Detach { place, nodes } => match nodes.first() {
                Some(only) if nodes.len() == 1 => format!("detach {}", name(place, only)),
                _ => format!("detach {} blocks", nodes.len()),
            },
            Self::RenameBlock { block, name } => format!("rename block {block} to {name}"),
            Self::ChangeParameter {
                block,
                parameter,
                change,
            } => match change {
                ParameterChange::Name(_) => format!("rename parameter {parameter} of {block}"),
                ParameterChange::Place(_) => format!("move parameter {parameter} of {block}"),
                ParameterChange::Default(_) => format!("set default of {parameter} of {block}"),
                ParameterChange::Remove => format!("remove parameter {parameter} of {block}"),
            },
            Self::Bypass {
                place,
                nodes,
                is_on,
            } => {
                let verb = if *is_on { "bypass" } else { "bring back" };
                match nodes.first() {
                    Some(only) if nodes.len() == 1 => format!("{verb} {}", name(place, only)),
                    _ => format!("{verb} {} layers", nodes.len()),
                }
            }
            Self::Bend {
                place,
                from,
                to,
                points,
            } => {
                let verb = if points.is_empty() {
                    "straighten"
                } else {
                    "lead"
                };
                format!(
                    "{verb} the wire from {} to {}",
                    name(place, from),
                    name(place, to)
                )
            }
            Self::Lay { .. } => "lead the wires".to_owned(),
            Self::Turn { direction, .. } => match direction {
                Direction::TopToBottom => "flow from top to bottom".to_owned(),
                Direction::LeftToRight => "flow from left to right".to_owned(),
            },
            Self::AddNote { note, .. } => format!("add {}", note.words()),
            Self::ChangeNote {
                place,
                note,
                change,
            } => {
                let name = note_name(graph, place, *note);
                match change {
                    NoteChange::Text(_) => format!("write {name}"),
                    NoteChange::Tint(tint) => format!("color {name} {}", tint.word()),
                    NoteChange::Bounds(..) => format!("resize {name}"),
                }
            }
            Self::MoveNotes { place, positions } => match positions[..] {
                [(only, _)] => format!("move {}", note_name(graph, place, only)),
                _ => format!("move {} notes", positions.len()),
            },
            Self::RemoveNotes { place, notes } => match notes.first() {
                Some(only) if notes.len() == 1 => {
                    format!("delete {}", note_name(graph, place, *only))
                }
                _ => format!("delete {} notes", notes.len()),
            },
            Self::Many { label, .. } => label.clone(),
        }
    }
}

fn note_name(graph: &Graph, place: &Place, id: NoteId) -> String {
    let body = graph.body_of(place);
    let note = body.and_then(|body| body.drawing.notes.get(&id));
    note.map_or_else(|| "a note".to_owned(), |note| note.words())
}

fn describe(content: &Content) -> String {
    match content {
        Content::Layer(spec) => spec.kind.to_string(),
        Content::Block(call) => call.block.clone(),
        Content::Port(_) => "a port".to_owned(),
    }
}
