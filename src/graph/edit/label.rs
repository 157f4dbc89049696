//! What an edit is called in menus and in the history.

use super::Edit;
use crate::graph::drawing::Direction;
use crate::graph::model::{Content, Graph, NodeId, Place};

impl Edit {
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
            Self::Turn { direction, .. } => match direction {
                Direction::TopToBottom => "run from top to bottom".to_owned(),
                Direction::LeftToRight => "run from left to right".to_owned(),
            },
            Self::Many { label, .. } => label.clone(),
        }
    }
}

fn describe(content: &Content) -> String {
    match content {
        Content::Layer(spec) => spec.kind.to_string(),
        Content::Block(call) => call.block.clone(),
        Content::Port(_) => "a port".to_owned(),
    }
}
