//! What a row says, for the eye and for assistive tools.

use super::tree::OutlineTarget;
use crate::app::state::State;
use crate::graph::{Content, Node, NodePath, Note, Port, Severity, Tint};
use crate::layer::{Family, ParamCount, counted};
use crate::tr;

/// The words of one row.
#[derive(Debug, Default)]
pub struct OutlineLine {
    /// Its name, with parameters filled in.
    pub name: String,
    /// Its kind: `Conv2D`, `identity_block`, "network".
    pub kind: String,
    /// The family whose color marks it.
    pub family: Option<Family>,
    /// The color of a note.
    pub tint: Option<Tint>,
    /// The shape that leaves it; empty where that is nothing to say.
    pub shape: String,
    /// How many parameters it has.
    params: Option<u64>,
    /// How many layers are inside.
    layer_count: Option<usize>,
    is_bypassed: bool,
    /// The worst that is wrong with it or inside it.
    pub problem: Option<(Severity, String)>,
}

impl OutlineLine {
    /// What a screen reader says: "conv1, Conv2D, output (32, 32, 64), 9,472 parameters".
    pub fn accessible_name(&self) -> String {
        let mut parts = vec![self.name.clone()];
        if !self.kind.is_empty() {
            parts.push(self.kind.clone());
        }
        if self.is_bypassed {
            parts.push("bypassed".to_owned());
        }
        if !self.shape.is_empty() {
            parts.push(tr!("outline-output", shape = %self.shape));
        }
        if let Some(count) = self.layer_count {
            parts.push(counted(count, "layer"));
        }
        if let Some(params) = self.params {
            parts.push(counted(params, "parameter"));
        }
        if let Some((_, sentence)) = &self.problem {
            parts.push(tr!("outline-problem", sentence = %sentence));
        }
        parts.join(", ")
    }
}

/// What the row of `target` says.
pub fn line(target: &OutlineTarget, state: State<'_>) -> OutlineLine {
    match target {
        OutlineTarget::Network => network(state),
        OutlineTarget::Node(path) => {
            let node = state.document.graph().node(path);
            node.map(|node| of_node(path, node, state))
                .unwrap_or_default()
        }
        OutlineTarget::Note(path) => {
            let found = path.locate(state.document.graph());
            found.map(|(_, note)| of_note(note)).unwrap_or_default()
        }
    }
}

fn of_note(note: &Note) -> OutlineLine {
    let kind = note.kind.word();
    let headline = note.headline();
    OutlineLine {
        kind: if headline == kind {
            String::new()
        } else {
            kind.to_owned()
        },
        name: headline,
        tint: Some(note.tint),
        ..OutlineLine::default()
    }
}

fn network(state: State<'_>) -> OutlineLine {
    let totals = state.document.inference().totals;
    OutlineLine {
        name: state.document.name().to_owned(),
        kind: tr!("outline-network"),
        params: Some(totals.params.total()),
        layer_count: Some(totals.layer_count),
        ..OutlineLine::default()
    }
}

fn of_node(path: &NodePath, node: &Node, state: State<'_>) -> OutlineLine {
    let inference = state.document.inference();
    let is_bypassed = inference.bypassed.contains_key(path);
    let mut problems = state.document.problems_at(path);
    let problem = problems.find(|problem| problem.severity != Severity::Unfinished);
    let line = OutlineLine {
        name: inference
            .name_of(state.document.graph(), path)
            .unwrap_or_default(),
        shape: shape_words(path, node, state),
        is_bypassed,
        problem: problem.map(|problem| (problem.severity, problem.sentence())),
        ..OutlineLine::default()
    };
    match &node.content {
        Content::Layer(spec) => {
            let report = inference.layer(path);
            let entry = spec.kind.entry();
            OutlineLine {
                kind: entry.name.to_owned(),
                family: Some(entry.family),
                params: report.and_then(|it| it.params).map(ParamCount::total),
                ..line
            }
        }
        Content::Block(call) => {
            let report = inference.blocks.get(path);
            OutlineLine {
                kind: call.block.clone(),
                params: report.map(|report| report.params.total()),
                layer_count: report.map(|report| report.layer_count),
                ..line
            }
        }
        Content::Port(port) => OutlineLine {
            kind: match port {
                Port::Input => tr!("input-of-block"),
                Port::Output => tr!("output-of-block"),
            },
            ..line
        },
    }
}

fn shape_words(path: &NodePath, node: &Node, state: State<'_>) -> String {
    let shape = state.document.inference().output_shape(path);
    match (&node.content, shape) {
        (_, Some(shape)) => shape.to_string(),
        (Content::Port(_), None) => String::new(),
        (_, None) => tr!("outline-unknown"),
    }
}
