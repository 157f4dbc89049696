//! The form in which graphs are written to files, the clipboard and presets.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use serde::{Deserialize, Serialize};

use super::drawing::{Bends, Direction, Drawing, Way, Ways};
use super::invariants::broken_invariants;
use super::model::{
    BlockCall, BlockDefinition, Body, Content, Graph, Node, NodeId, Parameter, Port,
};
use super::note::{Note, NoteId, NoteKind, Notes, Tint};
use crate::layer::LayerSpec;
use crate::text::Message;
use crate::{message, shown_as_message};

/// Why a file's network was refused, as a sentence.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub struct FormError(Message);

impl FormError {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        self.0.clone()
    }
}

shown_as_message!(FormError);

#[derive(Serialize, Deserialize)]
struct GraphForm {
    #[serde(default, skip_serializing_if = "Direction::is_default")]
    direction: Direction,
    nodes: Vec<NodeForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<NoteForm>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    blocks: BTreeMap<String, BlockForm>,
}

#[derive(Serialize, Deserialize)]
struct NodeForm {
    id: NodeId,
    name: String,
    // Three fields and no flattened enum, which would keep every unknown field in memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    layer: Option<LayerSpec>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    block: Option<BlockCall>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    port: Option<Port>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    inputs: Vec<NodeId>,
    #[serde(default)]
    position: [f32; 2],
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    bypassed: bool,
    /// Keras's word; what says nothing is trained.
    #[serde(default = "is_trained", skip_serializing_if = "Clone::clone")]
    trainable: bool,
    /// Where wires that enter the node bend.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    bends: Vec<BendForm>,
    /// Where a layout led wires that enter the node.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ways: Vec<WayForm>,
}

fn is_trained() -> bool {
    true
}

#[derive(Serialize, Deserialize)]
struct BendForm {
    from: NodeId,
    through: Vec<[f32; 2]>,
}

#[derive(Serialize, Deserialize)]
struct WayForm {
    from: NodeId,
    way: Way,
}

#[derive(Serialize, Deserialize)]
struct NoteForm {
    id: NoteId,
    kind: NoteKind,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
    position: [f32; 2],
    size: [f32; 2],
    #[serde(default, skip_serializing_if = "Tint::is_default")]
    tint: Tint,
}

#[derive(Serialize, Deserialize)]
struct BlockForm {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    summary: String,
    #[serde(default)]
    parameters: Vec<Parameter>,
    #[serde(default, skip_serializing_if = "Direction::is_default")]
    direction: Direction,
    nodes: Vec<NodeForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<NoteForm>,
}

impl Serialize for Graph {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let block = |(name, definition): (&String, &Arc<BlockDefinition>)| {
            let form = BlockForm {
                summary: definition.summary.clone(),
                parameters: definition.parameters.clone(),
                direction: definition.body.drawing.direction,
                nodes: to_forms(&definition.body),
                notes: to_note_forms(&definition.body),
            };
            (name.clone(), form)
        };
        let blocks = self.blocks.iter().map(block).collect();
        GraphForm {
            direction: self.body.drawing.direction,
            nodes: to_forms(&self.body),
            notes: to_note_forms(&self.body),
            blocks,
        }
        .serialize(serializer)
    }
}

/// A graph as it stands in a file, before anybody has looked whether it is sound.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct GraphDraft(GraphForm);

impl GraphDraft {
    /// The graph, unless it breaks an invariant.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the network, wherever in the file it stands.
    pub fn checked(self) -> Result<Graph, FormError> {
        from_form(self.0)
    }
}

impl<'de> Deserialize<'de> for Graph {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let draft = GraphDraft::deserialize(deserializer)?;
        draft.checked().map_err(serde::de::Error::custom)
    }
}

impl Graph {
    /// Reads a graph from JSON, and refuses one that breaks an invariant.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the text or with the network in it.
    pub fn from_json(text: &str) -> Result<Self, FormError> {
        let draft: Result<GraphDraft, _> = serde_json::from_str(text);
        draft
            .map_err(|error| FormError(Message::words(error.to_string())))?
            .checked()
    }

    /// The graph as JSON, in a stable order.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Only numbers, texts and lists: nothing in a graph can fail to be written.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

fn to_forms(body: &Body) -> Vec<NodeForm> {
    let form = |(id, node): (&NodeId, &Arc<Node>)| NodeForm {
        id: *id,
        name: node.name.clone(),
        layer: node.layer().cloned(),
        block: node.call().cloned(),
        port: match node.content {
            Content::Port(port) => Some(port),
            Content::Layer(_) | Content::Block(_) => None,
        },
        inputs: node.inputs.clone(),
        position: node.position,
        bypassed: body.bypassed.contains(id),
        trainable: !body.frozen.contains(id),
        bends: bends_into(body, *id, node),
        ways: ways_into(body, *id, node),
    };
    body.nodes.iter().map(form).collect()
}

fn to_note_forms(body: &Body) -> Vec<NoteForm> {
    let form = |(id, note): (&NoteId, &Arc<Note>)| NoteForm {
        id: *id,
        kind: note.kind,
        text: note.text.clone(),
        position: note.position,
        size: note.size,
        tint: note.tint,
    };
    body.drawing.notes.iter().map(form).collect()
}

fn bends_into(body: &Body, to: NodeId, node: &Node) -> Vec<BendForm> {
    let bend = |from: &NodeId| {
        let through = body.drawing.bends.get(&(*from, to))?.as_ref().clone();
        Some(BendForm {
            from: *from,
            through,
        })
    };
    let sources: BTreeSet<&NodeId> = node.inputs.iter().collect();
    sources.into_iter().filter_map(bend).collect()
}

fn ways_into(body: &Body, to: NodeId, node: &Node) -> Vec<WayForm> {
    let way = |from: &NodeId| {
        let way = body.drawing.ways.get(&(*from, to))?.as_ref().clone();
        Some(WayForm { from: *from, way })
    };
    let sources: BTreeSet<&NodeId> = node.inputs.iter().collect();
    sources.into_iter().filter_map(way).collect()
}

fn from_form(form: GraphForm) -> Result<Graph, FormError> {
    let mut blocks = OrdMap::new();
    for (name, block) in form.blocks {
        let body = from_forms(block.nodes, block.notes, block.direction)?;
        let definition = BlockDefinition {
            summary: block.summary,
            parameters: block.parameters,
            body,
        };
        blocks.insert(name, Arc::new(definition));
    }
    let graph = Graph {
        body: from_forms(form.nodes, form.notes, form.direction)?,
        blocks,
    };
    match broken_invariants(&graph).into_iter().next() {
        Some(fault) => Err(FormError(fault)),
        None => Ok(graph),
    }
}

fn from_forms(
    forms: Vec<NodeForm>,
    notes: Vec<NoteForm>,
    direction: Direction,
) -> Result<Body, FormError> {
    let mut ids = BTreeSet::new();
    let mut nodes = OrdMap::new();
    let (mut bypassed, mut frozen) = (OrdSet::new(), OrdSet::new());
    let (mut bends, mut ways) = (Bends::new(), Ways::new());
    for form in forms {
        if !ids.insert(form.id) {
            return Err(FormError(message!("two-nodes-of-one-id", id = form.id.0)));
        }
        if form.bypassed {
            bypassed.insert(form.id);
        }
        if !form.trainable {
            frozen.insert(form.id);
        }
        for bend in form.bends {
            bends.insert((bend.from, form.id), Arc::new(bend.through));
        }
        for way in form.ways {
            ways.insert((way.from, form.id), Arc::new(way.way));
        }
        let content = match (form.layer, form.block, form.port) {
            (Some(layer), None, None) => Content::Layer(layer),
            (None, Some(call), None) => Content::Block(call),
            (None, None, Some(port)) => Content::Port(port),
            _ => {
                return Err(FormError(message!(
                    "node-of-several-kinds",
                    name = form.name
                )));
            }
        };
        let node = Node {
            name: form.name,
            position: form.position,
            content,
            inputs: form.inputs,
        };
        nodes.insert(form.id, Arc::new(node));
    }
    let drawing = Drawing {
        direction,
        bends,
        ways,
        notes: from_note_forms(notes)?,
    };
    Ok(Body {
        nodes,
        bypassed,
        frozen,
        drawing,
    })
}

fn from_note_forms(forms: Vec<NoteForm>) -> Result<Notes, FormError> {
    let mut notes = Notes::new();
    for form in forms {
        let id = form.id;
        let note = Note {
            kind: form.kind,
            text: form.text,
            position: form.position,
            size: form.size,
            tint: form.tint,
        };
        if notes.insert(id, Arc::new(note)).is_some() {
            return Err(FormError(message!("two-notes-of-one-id", id = id.0)));
        }
    }
    Ok(notes)
}

#[cfg(test)]
mod tests {
    use super::super::library;
    use super::*;

    #[test]
    fn a_graph_survives_its_file_form() {
        let graph = Graph {
            blocks: library::blocks().clone(),
            ..Graph::default()
        };
        assert_eq!(Graph::from_json(&graph.to_json()).unwrap(), graph);
    }

    #[test]
    fn broken_files_are_refused_in_words() {
        for (text, part) in [
            ("", "EOF"),
            (
                r#"{"nodes": [{"id": 1, "name": "a", "layer": {"type": "Conv3D"}}]}"#,
                "Conv3D",
            ),
            (
                r#"{"nodes": [{"id": 1, "name": "a", "layer": {"type": "Flatten"}},
                              {"id": 1, "name": "b", "layer": {"type": "Flatten"}}]}"#,
                "two nodes have the id 1",
            ),
            (
                r#"{"nodes": [{"id": 1, "name": "a", "layer": {"type": "Flatten"}, "inputs": [9]}]}"#,
                "takes its input from node 9, which does not exist",
            ),
            (
                r#"{"nodes": [{"id": 1, "name": "a", "layer": {"type": "Flatten"}, "inputs": [2]},
                              {"id": 2, "name": "b", "layer": {"type": "Flatten"}, "inputs": [1]}]}"#,
                "the wires form a circle, `a` → `b` → `a`, but data flows one way only",
            ),
            (
                r#"{"nodes": [], "blocks": {"loop": {"nodes": [{"id": 1, "name": "a", "block": {"use": "loop"}}]}}}"#,
                "the block `loop` contains itself",
            ),
            (
                r#"{"nodes": [], "blocks": {"inner": {"nodes": [{"id": 1, "name": "a", "block": {"use": "outer"}}]},
                                            "outer": {"nodes": [{"id": 1, "name": "b", "block": {"use": "inner"}}]}}}"#,
                "the block `inner` contains itself, `inner` → `outer` → `inner`",
            ),
            (
                r#"{"nodes": [], "blocks": {"b": {"nodes": [
                        {"id": 1, "name": "a", "layer": {"type": "Flatten"}, "inputs": [1]}]}}}"#,
                "the wires inside of the block `b` form a circle, `a` → `a`",
            ),
            (
                r#"{"nodes": [{"id": 1, "name": "a/b", "layer": {"type": "Flatten"}}]}"#,
                "cannot hold `/`",
            ),
        ] {
            let error = Graph::from_json(text).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
            // What the reader understood stands nowhere in particular.
            let is_understood = !part.contains("EOF") && !part.contains("Conv3D");
            assert!(!(is_understood && error.contains(" at line ")), "{error}");
        }
    }
}
