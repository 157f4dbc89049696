//! What a block could be called, going by what is in it.

use super::super::subgraph::Subgraph;
use crate::graph::model::{Body, Node};
use crate::layer::{Family, Kind, LayerSpec};

/// A name in the field's words: a sum around convolutions is a residual block. Others may have it already.
pub(super) fn of(body: &Body, part: &Subgraph) -> &'static str {
    let nodes = part.order.iter().filter_map(|id| body.node(*id));
    let specs: Vec<&LayerSpec> = nodes.filter_map(Node::layer).collect();
    let has_kind = |kind: Kind| specs.iter().any(|spec| spec.kind == kind);
    let has_family = |family: Family| {
        let mut families = specs.iter().map(|spec| spec.kind.entry().family);
        families.any(|other| other == family)
    };
    if has_kind(Kind::Add) {
        "residual_block"
    } else if has_kind(Kind::Concatenate) {
        "inception_block"
    } else if has_family(Family::Convolution) {
        "conv_block"
    } else if has_family(Family::Dense) {
        "dense_block"
    } else if has_family(Family::Pooling) {
        "pooling_block"
    } else if specs.is_empty() {
        "stage"
    } else {
        "block"
    }
}
