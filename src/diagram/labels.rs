//! What stands on boxes and frames: names, kinds, settings, shapes.

use super::model::{Frame, NodeBox, Rect};
use super::text::SEPARATOR;
use crate::graph::{Content, Inference, Node, NodePath, Severity};
use crate::layer::{Family, Layer, LayerSpec, magnitude};
use crate::text::{Count, counted};
use crate::tr;

/// The box of a layer or of a folded block, or of a row of blocks that ends at `last`, `count` of them; `None` for a port,
/// which is only a place on its block's frame.
pub(super) fn node_box(
    inference: &Inference,
    node: &Node,
    (path, last, count): (NodePath, &NodePath, usize),
    rect: Rect,
) -> Option<NodeBox> {
    let (families, title, details) = match &node.content {
        Content::Layer(spec) => {
            let families = vec![spec.kind.entry().family];
            (
                families,
                layer_title(inference, node, &path),
                layer_details(inference, spec, &path),
            )
        }
        Content::Block(call) => (
            families_inside(inference, &path),
            if count == 1 {
                block_title(inference, node, &path)
            } else {
                let name = |path| inference.blocks.get(path).map(|block| block.name.as_str());
                let names = [name(&path), name(last)].map(Option::unwrap_or_default);
                names.join(" – ")
            },
            call.block.clone(),
        ),
        Content::Port(_) => return None,
    };
    let shape = inference.output_shape(last);
    let mut problems = inference.problems_at(&path);
    Some(NodeBox {
        is_faulty: problems.any(|problem| problem.severity == Severity::Error),
        shape: shape.map_or_else(|| "?".to_owned(), |shape| shape.to_string()),
        is_block: node.call().is_some(),
        count,
        path: path.clone(),
        rect,
        families,
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
    let layers = counted(Count(totals.layer_count), "layer");
    let parameters = counted(Count(totals.params.total()), "parameter");
    let macs = magnitude(totals.macs);
    if totals.unknown_count > 0 {
        tr!(
            "costs-at-least",
            layers = layers,
            parameters = parameters,
            macs = macs
        )
    } else {
        tr!(
            "costs",
            layers = layers,
            parameters = parameters,
            macs = macs
        )
    }
}

fn layer_title(inference: &Inference, node: &Node, path: &NodePath) -> String {
    let report = inference.layer(path);
    report.map_or_else(|| node.name.clone(), |report| report.name.to_string())
}

fn layer_details(inference: &Inference, spec: &LayerSpec, path: &NodePath) -> String {
    let layer = inference
        .layer(path)
        .and_then(|report| report.layer.as_ref());
    match layer.map(Layer::headline) {
        Some(headline) if !headline.is_empty() => format!("{}{SEPARATOR}{headline}", spec.kind),
        _ => spec.kind.to_string(),
    }
}

/// The families of all layers inside a block, in the order of the summary.
fn families_inside(inference: &Inference, path: &NodePath) -> Vec<Family> {
    let inside = inference
        .layers
        .iter()
        .filter(|layer| layer.path.0.starts_with(&path.0));
    inside.map(|layer| layer.kind.entry().family).collect()
}

fn block_title(inference: &Inference, node: &Node, path: &NodePath) -> String {
    inference
        .blocks
        .get(path)
        .map_or(node.name.clone(), |block| block.name.clone())
}
