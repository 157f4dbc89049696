//! What was found, sorted into what a change concerns and what it does not.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::subject::canonical;
use crate::graph::edit::Edit;
use crate::graph::model::{Content, Graph, Node, NodeId, NodePath, Place};
use crate::layer::value_text::from_text;
use crate::layer::{LayerSpec, Value};
use crate::tr;

/// The nodes that change, by the body that holds them, and how many do not.
#[derive(Default)]
pub struct Sorted {
    /// The value of each, where the change sets one.
    pub nodes: BTreeMap<(Place, NodeId), Option<Value>>,
    /// The paths that show them.
    pub changed: Vec<NodePath>,
    pub unfit: usize,
    pub equal: usize,
    pub expressions: usize,
}

enum Interaction {
    /// To this value, where the change sets one.
    Change {
        value: Option<Value>,
        ends_expression: bool,
    },
    Equal,
    Unfit(Option<String>),
}

impl Sorted {
    /// Sorts `found`.
    ///
    /// # Errors
    /// Why nothing of it can change, as a sentence.
    pub fn new(graph: &Graph, found: &[NodePath], change: &Change) -> Result<Self, String> {
        let mut sorted = Self::default();
        let mut reason = None;
        for path in found {
            let Some((place, id)) = graph.locate(path) else {
                continue;
            };
            let Some(node) = graph.node(path) else {
                continue;
            };
            match interaction(node, &place, change) {
                Interaction::Change {
                    value,
                    ends_expression,
                } => {
                    let is_new = sorted.nodes.insert((place, id), value).is_none();
                    sorted.expressions += usize::from(is_new && ends_expression);
                    sorted.changed.push(path.clone());
                }
                Interaction::Equal => sorted.equal += 1,
                Interaction::Unfit(why) => {
                    reason = reason.or(why);
                    sorted.unfit += 1;
                }
            }
        }
        match (sorted.changed.is_empty(), reason, sorted.equal) {
            (false, _, _) => Ok(sorted),
            (true, Some(reason), _) => Err(reason),
            (true, None, 0) => Err(tr!("nothing-can-be-changed-so")),
            (true, None, _) => Err(tr!("everything-is-so-already")),
        }
    }

    /// One edit for each body and value.
    pub fn edits(&self, change: &Change) -> Vec<Edit> {
        match change {
            Change::Become(kind) => {
                let become_it = |(place, node): &(Place, NodeId)| Edit::Replace {
                    place: place.clone(),
                    node: *node,
                    content: Content::Layer(LayerSpec::new(*kind)),
                };
                self.nodes.keys().map(become_it).collect()
            }
            Change::Set { key, .. } => {
                let mut together: Vec<(Place, Value, Vec<NodeId>)> = Vec::new();
                for ((place, id), value) in &self.nodes {
                    let Some(value) = value else { continue };
                    let alike = together
                        .iter_mut()
                        .find(|(at, it, _)| at == place && it == value);
                    match alike {
                        Some((_, _, nodes)) => nodes.push(*id),
                        None => together.push((place.clone(), value.clone(), vec![*id])),
                    }
                }
                let set = |(place, value, nodes)| Edit::Set {
                    place,
                    nodes,
                    key: key.clone(),
                    value: Some(value),
                };
                together.into_iter().map(set).collect()
            }
        }
    }

    /// The definitions that change.
    pub fn blocks(&self) -> impl Iterator<Item = String> {
        let names: BTreeSet<String> = self
            .nodes
            .keys()
            .filter_map(|(place, _)| block(place))
            .collect();
        names.into_iter()
    }
}

fn block(place: &Place) -> Option<String> {
    match place {
        Place::Root => None,
        Place::Block(name) => Some(name.clone()),
    }
}

fn interaction(node: &Node, place: &Place, change: &Change) -> Interaction {
    let Some(spec) = node.layer() else {
        return Interaction::Unfit(None);
    };
    match change {
        Change::Become(kind) if *kind == spec.kind => Interaction::Equal,
        Change::Become(_) => Interaction::Change {
            value: None,
            ends_expression: false,
        },
        Change::Set { key, text } => {
            let Some(setting) = spec.kind.entry().setting(key) else {
                return Interaction::Unfit(None);
            };
            let in_block = matches!(place, Place::Block(_));
            match from_text(text, setting.kind, in_block) {
                Err(message) => Interaction::Unfit(Some(message)),
                Ok(value) => {
                    let (value, was) = (canonical(setting.kind, value), spec.value(key));
                    let ends_expression =
                        was.as_ref().is_some_and(|was| was.expression().is_some());
                    if was.is_some_and(|was| canonical(setting.kind, was) == value) {
                        return Interaction::Equal;
                    }
                    Interaction::Change {
                        value: Some(value),
                        ends_expression,
                    }
                }
            }
        }
    }
}
