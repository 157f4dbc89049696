//! What is written on an item.

use super::item::Role;
use crate::graph::{BlockCall, Content, Graph, Inference, Node, NodePath};
use crate::layer::{Family, Layer};
use crate::tr;

/// The texts and colors of one item.
pub(super) struct Words {
    pub name: String,
    pub kind: String,
    pub detail: String,
    pub shape: String,
    pub families: Vec<Family>,
}

/// Everything to be written on `node`, which is at `path` and shows as `role`.
pub(super) fn of_node(
    graph: &Graph,
    inference: &Inference,
    path: &NodePath,
    node: &Node,
    role: Role,
) -> Words {
    let name = || inference.name_of(graph, path).unwrap_or_default();
    match &node.content {
        Content::Layer(spec) => {
            let entry = spec.kind.entry();
            let report = inference.layer(path);
            let headline = report
                .and_then(|report| report.layer.as_ref())
                .map(Layer::headline);
            Words {
                name: name(),
                kind: entry.name.to_owned(),
                detail: match headline {
                    Some(headline) if !headline.is_empty() => {
                        format!("{} · {headline}", entry.name)
                    }
                    _ => entry.name.to_owned(),
                },
                shape: shape_text(inference, path),
                families: vec![entry.family],
            }
        }
        Content::Block(call) => of_block(graph, inference, path, call, role),
        Content::Port(_) => Words {
            name: name(),
            kind: String::new(),
            detail: String::new(),
            shape: String::new(),
            families: Vec::new(),
        },
    }
}

fn of_block(
    graph: &Graph,
    inference: &Inference,
    path: &NodePath,
    call: &BlockCall,
    role: Role,
) -> Words {
    Words {
        name: inference.name_of(graph, path).unwrap_or_default(),
        kind: call.block.clone(),
        detail: match role {
            Role::Opened => whom_an_edit_concerns(graph, inference, &call.block),
            _ => call.block.clone(),
        },
        shape: shape_text(inference, path),
        families: families_inside(inference, path),
    }
}

fn shape_text(inference: &Inference, path: &NodePath) -> String {
    inference
        .output_shape(path)
        .map_or_else(|| "?".to_owned(), |shape| shape.to_string())
}

/// "identity_block – edits change all 12 instances".
fn whom_an_edit_concerns(graph: &Graph, inference: &Inference, block: &str) -> String {
    match inference.instance_count(graph, block) {
        0 | 1 => block.to_owned(),
        2 => tr!("edits-change-both", block = block),
        count => tr!("edits-change-all", block = block, count = count),
    }
}

fn families_inside(inference: &Inference, path: &NodePath) -> Vec<Family> {
    let inside = |at: &NodePath| at.0.starts_with(&path.0);
    inference
        .layers
        .iter()
        .filter(|layer| inside(&layer.path))
        .map(|layer| layer.kind.entry().family)
        .collect()
}
