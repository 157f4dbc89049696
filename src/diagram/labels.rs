//! What stands on boxes and frames: names, kinds, settings, shapes.

use super::model::{BoxKind, Frame, NodeBox, Rect};
use crate::graph::{BlockCall, Content, Inference, Node, NodePath, Severity};
use crate::layer::{Layer, LayerSpec, Shape, magnitude, thousands};

/// The box of a layer or of a folded block; `None` for a port, which is only a place on its block's frame.
pub(super) fn node_box(
    inference: &Inference,
    node: &Node,
    path: NodePath,
    rect: Rect,
) -> Option<NodeBox> {
    let (kind, title, details) = match &node.content {
        Content::Layer(spec) => layer(inference, node, spec, &path),
        Content::Block(call) => block(inference, node, call, &path),
        Content::Port(_) => return None,
    };
    let shape = inference
        .output_shape(&path)
        .map(|shape: Shape| shape.to_string());
    let mut problems = inference.problems_at(&path);
    Some(NodeBox {
        is_faulty: problems.any(|problem| problem.severity == Severity::Error),
        shape: shape.unwrap_or_else(|| "?".to_owned()),
        path: path.clone(),
        rect,
        kind,
        title,
        details,
    })
}

/// The frame of an open block.
pub(super) fn frame(inference: &Inference, node: &Node, path: NodePath, rect: Rect) -> Frame {
    Frame {
        title: block_title(inference, node, &path),
        details: node.call().map_or(String::new(), |call| call.block.clone()),
        depth: path.0.len().saturating_sub(1),
        path,
        rect,
    }
}

/// "177 layers · 23,600,006 parameters · 328 M multiply-adds".
pub(super) fn summary(inference: &Inference) -> String {
    let totals = inference.totals;
    let least = if totals.unknown_count > 0 {
        "at least "
    } else {
        ""
    };
    format!(
        "{} layers · {least}{} parameters · {least}{} multiply-adds",
        thousands(totals.layer_count as u64),
        thousands(totals.params.total()),
        magnitude(totals.macs)
    )
}

fn layer(
    inference: &Inference,
    node: &Node,
    spec: &LayerSpec,
    path: &NodePath,
) -> (BoxKind, String, String) {
    let report = inference.layer(path);
    let title = report.map_or(node.name.clone(), |report| report.name.to_string());
    let headline = report
        .and_then(|report| report.layer.as_ref())
        .map(Layer::headline);
    let details = match headline {
        Some(headline) if !headline.is_empty() => format!("{} · {headline}", spec.kind),
        _ => spec.kind.to_string(),
    };
    (BoxKind::Layer(spec.kind.entry().family), title, details)
}

fn block(
    inference: &Inference,
    node: &Node,
    call: &BlockCall,
    path: &NodePath,
) -> (BoxKind, String, String) {
    let details = match inference.blocks.get(path) {
        Some(report) => format!("{} · {} layers", call.block, report.layer_count),
        None => call.block.clone(),
    };
    (BoxKind::Block, block_title(inference, node, path), details)
}

fn block_title(inference: &Inference, node: &Node, path: &NodePath) -> String {
    inference
        .blocks
        .get(path)
        .map_or(node.name.clone(), |block| block.name.clone())
}
