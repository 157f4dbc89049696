//! What an edit is called in menus and in the history.

use super::Edit;
use super::block_parameters::ParameterChange;
use super::notes::NoteChange;
use crate::graph::drawing::Direction;
use crate::graph::model::{Content, Graph, NodeId, Place};
use crate::graph::note::NoteId;
use crate::message;
use crate::text::{Argument, Message};

impl Edit {
    /// Several edits as one step of undo called `label`; a single one keeps its own name, and none is no edit.
    #[must_use]
    pub fn joined(
        label: impl Into<Message>,
        edits: impl IntoIterator<Item = Self>,
    ) -> Option<Self> {
        let mut edits: Vec<Self> = edits.into_iter().collect();
        match edits.len() {
            0 | 1 => edits.pop(),
            _ => Some(Self::Many {
                label: label.into(),
                edits,
            }),
        }
    }

    /// The same edit, called `label` in the history.
    #[must_use]
    pub fn called(self, label: impl Into<Message>) -> Self {
        Self::Many {
            label: label.into(),
            edits: vec![self],
        }
    }

    /// What the edit does, for the undo menu: "set filters of conv1". `graph` is the one before the edit.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of edit")]
    pub fn label(&self, graph: &Graph) -> Message {
        let name = |place: &Place, id: &NodeId| -> Argument {
            graph
                .body_of(place)
                .and_then(|body| body.node(*id))
                .map_or_else(
                    || message!("edit-a-layer").into(),
                    |node| (&node.name).into(),
                )
        };
        match self {
            Self::Add { node, .. } => message!("edit-add", what = describe(&node.content)),
            Self::InsertAfter { content, .. } | Self::InsertOnWire { content, .. } => {
                message!("edit-insert", what = describe(content))
            }
            Self::Splice { place, node, .. } => message!("edit-insert", what = name(place, node)),
            Self::Remove { place, nodes, .. } => match nodes.first() {
                Some(only) if nodes.len() == 1 => message!("edit-delete", name = name(place, only)),
                _ => message!("edit-delete-layers", count = nodes.len()),
            },
            Self::Connect {
                place, from, to, ..
            } => message!(
                "edit-connect",
                from = name(place, from),
                to = name(place, to)
            ),
            Self::Disconnect { place, to, .. } => {
                message!("edit-disconnect", name = name(place, to))
            }
            Self::Move { place, positions } => match positions[..] {
                [(only, _)] => message!("edit-move", name = name(place, &only)),
                _ => message!("edit-move-layers", count = positions.len()),
            },
            Self::Rename { place, node, .. } => message!("edit-rename", name = name(place, node)),
            Self::Set {
                place, nodes, key, ..
            } => match nodes[..] {
                [only] => message!("edit-set", key = %key, name = name(place, &only)),
                _ => message!("edit-set-many", key = %key, count = nodes.len()),
            },
            Self::SetArgument {
                place,
                node,
                parameter,
                ..
            } => message!("edit-set", key = %parameter, name = name(place, node)),
            Self::Replace {
                place,
                node,
                content,
            } => {
                message!(
                    "edit-turn-into",
                    name = name(place, node),
                    what = describe(content)
                )
            }
            Self::Paste { fragment, .. } => match fragment.body.nodes.len() {
                0 => message!("edit-paste-notes"),
                1 => message!("edit-paste-layer"),
                count => message!("edit-paste-layers", count = count),
            },
            Self::Define { name, .. } => message!("edit-define-block", name = name),
            Self::Undefine { name } => message!("edit-remove-block", name = name),
            Self::MakeBlock { name, .. } => message!("edit-make-block", name = name),
            Self::Repeat {
                place,
                nodes,
                count,
            } => match nodes.first() {
                Some(only) if nodes.len() == 1 => {
                    message!("edit-repeat", name = name(place, only), count = *count)
                }
                _ => message!("edit-repeat-many", layers = nodes.len(), count = *count),
            },
            Self::Ungroup { place, node } => message!("edit-ungroup", name = name(place, node)),
            Self::Detach { place, nodes } => match nodes.first() {
                Some(only) if nodes.len() == 1 => message!("edit-detach", name = name(place, only)),
                _ => message!("edit-detach-many", count = nodes.len()),
            },
            Self::RenameBlock { block, name } => {
                message!("edit-rename-block", block = %block, name = name)
            }
            Self::ChangeParameter {
                block,
                parameter,
                change,
            } => match change {
                ParameterChange::Name(_) => {
                    message!("edit-rename-parameter", parameter = %parameter, block = %block)
                }
                ParameterChange::Place(_) => {
                    message!("edit-move-parameter", parameter = %parameter, block = %block)
                }
                ParameterChange::Default(_) => {
                    message!("edit-set-default", parameter = %parameter, block = %block)
                }
                ParameterChange::Remove => {
                    message!("edit-remove-parameter", parameter = %parameter, block = %block)
                }
            },
            Self::Bypass {
                place,
                nodes,
                is_on,
            } => {
                let count = nodes.len();
                match (nodes.first(), *is_on) {
                    (Some(only), true) if count == 1 => {
                        message!("edit-bypass", name = name(place, only))
                    }
                    (Some(only), false) if count == 1 => {
                        message!("edit-bring-back", name = name(place, only))
                    }
                    (_, true) => message!("edit-bypass-many", count = count),
                    (_, false) => message!("edit-bring-back-many", count = count),
                }
            }
            Self::Freeze {
                place,
                nodes,
                is_on,
            } => {
                let count = nodes.len();
                match (nodes.first(), *is_on) {
                    (Some(only), true) if count == 1 => {
                        message!("edit-freeze", name = name(place, only))
                    }
                    (Some(only), false) if count == 1 => {
                        message!("edit-unfreeze", name = name(place, only))
                    }
                    (_, true) => message!("edit-freeze-many", count = count),
                    (_, false) => message!("edit-unfreeze-many", count = count),
                }
            }
            Self::Bend {
                place,
                from,
                to,
                points,
            } => {
                let code = if points.is_empty() {
                    "edit-straighten-wire"
                } else {
                    "edit-lead-wire"
                };
                message!(code, from = name(place, from), to = name(place, to))
            }
            Self::Lay { .. } => message!("edit-lead-wires"),
            Self::Turn { direction, .. } => match direction {
                Direction::TopToBottom => message!("edit-flow-down"),
                Direction::LeftToRight => message!("edit-flow-right"),
            },
            Self::AddNote { note, .. } => message!("edit-add", what = note.message()),
            Self::ChangeNote {
                place,
                note,
                change,
            } => {
                let name = note_name(graph, place, *note);
                match change {
                    NoteChange::Text(_) => message!("edit-write-note", name = name),
                    NoteChange::Tint(tint) => {
                        message!("edit-color-note", name = %name, tint = tint.message())
                    }
                    NoteChange::Bounds(..) => message!("edit-resize-note", name = name),
                }
            }
            Self::MoveNotes { place, positions } => match positions[..] {
                [(only, _)] => message!("edit-move", name = note_name(graph, place, only)),
                _ => message!("edit-move-notes", count = positions.len()),
            },
            Self::RemoveNotes { place, notes } => match notes.first() {
                Some(only) if notes.len() == 1 => {
                    message!("edit-delete", name = note_name(graph, place, *only))
                }
                _ => message!("edit-delete-notes", count = notes.len()),
            },
            Self::Many { label, .. } => label.clone(),
        }
    }
}

fn note_name(graph: &Graph, place: &Place, id: NoteId) -> Message {
    let body = graph.body_of(place);
    let note = body.and_then(|body| body.drawing.notes.get(&id));
    note.map_or_else(|| message!("edit-a-note"), |note| note.message())
}

fn describe(content: &Content) -> Argument {
    match content {
        Content::Layer(spec) => spec.kind.to_string().into(),
        Content::Block(call) => (&call.block).into(),
        Content::Port(_) => message!("edit-a-port").into(),
    }
}
