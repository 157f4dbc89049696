//! What an edit is called in menus and in the history.

use super::Edit;
use super::block_parameters::ParameterChange;
use super::notes::NoteChange;
use crate::graph::drawing::Direction;
use crate::graph::model::{Content, Graph, NodeId, Place};
use crate::graph::note::NoteId;
use crate::tr;

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
                .map_or_else(|| tr!("edit-a-layer"), |node| node.name.clone())
        };
        match self {
            Self::Add { node, .. } => tr!("edit-add", what = %describe(&node.content)),
            Self::InsertAfter { content, .. } | Self::InsertOnWire { content, .. } => {
                tr!("edit-insert", what = %describe(content))
            }
            Self::Splice { place, node, .. } => tr!("edit-insert", what = %name(place, node)),
            Self::Remove { place, nodes, .. } => match nodes.first() {
                Some(only) if nodes.len() == 1 => tr!("edit-delete", name = %name(place, only)),
                _ => tr!("edit-delete-layers", count = %nodes.len()),
            },
            Self::Connect {
                place, from, to, ..
            } => tr!("edit-connect", from = %name(place, from), to = %name(place, to)),
            Self::Disconnect { place, to, .. } => tr!("edit-disconnect", name = %name(place, to)),
            Self::Move { place, positions } => match positions[..] {
                [(only, _)] => tr!("edit-move", name = %name(place, &only)),
                _ => tr!("edit-move-layers", count = %positions.len()),
            },
            Self::Rename { place, node, .. } => tr!("edit-rename", name = %name(place, node)),
            Self::Set {
                place, nodes, key, ..
            } => match nodes[..] {
                [only] => tr!("edit-set", key = %key, name = %name(place, &only)),
                _ => tr!("edit-set-many", key = %key, count = %nodes.len()),
            },
            Self::SetArgument {
                place,
                node,
                parameter,
                ..
            } => tr!("edit-set", key = %parameter, name = %name(place, node)),
            Self::Replace {
                place,
                node,
                content,
            } => {
                tr!("edit-turn-into", name = %name(place, node), what = %describe(content))
            }
            Self::Paste { fragment, .. } => match fragment.body.nodes.len() {
                0 => tr!("edit-paste-notes"),
                1 => tr!("edit-paste-layer"),
                count => tr!("edit-paste-layers", count = %count),
            },
            Self::Define { name, .. } => tr!("edit-define-block", name = %name),
            Self::Undefine { name } => tr!("edit-remove-block", name = %name),
            Self::MakeBlock { name, .. } => tr!("edit-make-block", name = %name),
            Self::Repeat {
                place,
                nodes,
                count,
            } => match nodes.first() {
                Some(only) if nodes.len() == 1 => {
                    tr!("edit-repeat", name = %name(place, only), count = %count)
                }
                _ => tr!("edit-repeat-many", layers = %nodes.len(), count = %count),
            },
            Self::Ungroup { place, node } => tr!("edit-ungroup", name = %name(place, node)),
            Self::Detach { place, nodes } => match nodes.first() {
                Some(only) if nodes.len() == 1 => tr!("edit-detach", name = %name(place, only)),
                _ => tr!("edit-detach-many", count = %nodes.len()),
            },
            Self::RenameBlock { block, name } => {
                tr!("edit-rename-block", block = %block, name = %name)
            }
            Self::ChangeParameter {
                block,
                parameter,
                change,
            } => match change {
                ParameterChange::Name(_) => {
                    tr!("edit-rename-parameter", parameter = %parameter, block = %block)
                }
                ParameterChange::Place(_) => {
                    tr!("edit-move-parameter", parameter = %parameter, block = %block)
                }
                ParameterChange::Default(_) => {
                    tr!("edit-set-default", parameter = %parameter, block = %block)
                }
                ParameterChange::Remove => {
                    tr!("edit-remove-parameter", parameter = %parameter, block = %block)
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
                        tr!("edit-bypass", name = name(place, only))
                    }
                    (Some(only), false) if count == 1 => {
                        tr!("edit-bring-back", name = name(place, only))
                    }
                    (_, true) => tr!("edit-bypass-many", count = count),
                    (_, false) => tr!("edit-bring-back-many", count = count),
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
                tr!(code, from = name(place, from), to = name(place, to))
            }
            Self::Lay { .. } => tr!("edit-lead-wires"),
            Self::Turn { direction, .. } => match direction {
                Direction::TopToBottom => tr!("edit-flow-down"),
                Direction::LeftToRight => tr!("edit-flow-right"),
            },
            Self::AddNote { note, .. } => tr!("edit-add", what = %note.words()),
            Self::ChangeNote {
                place,
                note,
                change,
            } => {
                let name = note_name(graph, place, *note);
                match change {
                    NoteChange::Text(_) => tr!("edit-write-note", name = %name),
                    NoteChange::Tint(tint) => {
                        tr!("edit-color-note", name = %name, tint = %tint.word())
                    }
                    NoteChange::Bounds(..) => tr!("edit-resize-note", name = %name),
                }
            }
            Self::MoveNotes { place, positions } => match positions[..] {
                [(only, _)] => tr!("edit-move", name = %note_name(graph, place, only)),
                _ => tr!("edit-move-notes", count = %positions.len()),
            },
            Self::RemoveNotes { place, notes } => match notes.first() {
                Some(only) if notes.len() == 1 => {
                    tr!("edit-delete", name = %note_name(graph, place, *only))
                }
                _ => tr!("edit-delete-notes", count = %notes.len()),
            },
            Self::Many { label, .. } => label.clone(),
        }
    }
}

fn note_name(graph: &Graph, place: &Place, id: NoteId) -> String {
    let body = graph.body_of(place);
    let note = body.and_then(|body| body.drawing.notes.get(&id));
    note.map_or_else(|| tr!("edit-a-note"), |note| note.words())
}

fn describe(content: &Content) -> String {
    match content {
        Content::Layer(spec) => spec.kind.to_string(),
        Content::Block(call) => call.block.clone(),
        Content::Port(_) => tr!("edit-a-port"),
    }
}
