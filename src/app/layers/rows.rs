//! Which rows the table has: layers in Keras's order inside foldable blocks, or all layers sorted.

use crate::graph::{Inference, NodePath, SummaryRow};
use crate::text::say;
use std::collections::BTreeSet;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerColumn {
    /// The layer's name.
    Name,
    /// Its class.
    Class,
    /// The shape that it makes.
    OutputShape,
    /// Its parameters.
    Params,
    /// Multiply-adds.
    Macs,
    /// How much of the input one of its pixels sees.
    ReceptiveField,
    /// The layers before it.
    Inputs,
}

impl LayerColumn {
    /// Every column, from left to right.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Class,
        Self::OutputShape,
        Self::Params,
        Self::Macs,
        Self::ReceptiveField,
        Self::Inputs,
    ];

    /// The word in the table's head.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => say("column-layer"),
            Self::Class => say("column-type"),
            Self::OutputShape => say("column-output-shape"),
            Self::Params => say("parameters"),
            Self::Macs => say("multiply-adds"),
            Self::ReceptiveField => say("receptive-field"),
            Self::Inputs => say("column-connected-to"),
        }
    }
}

/// How the rows are ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LayerOrder {
    /// As Keras prints them, blocks around their layers.
    #[default]
    Keras,
    /// By a column, without blocks.
    Ascending(LayerColumn),
    /// By a column, largest first.
    Descending(LayerColumn),
}

impl LayerOrder {
    /// The order after a click on the head of `column`: up, down, then as in Keras again.
    #[must_use]
    pub fn clicked(self, column: LayerColumn) -> Self {
        match self {
            Self::Ascending(current) if current == column => Self::Descending(column),
            Self::Descending(current) if current == column => Self::Keras,
            _ => Self::Ascending(column),
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LayerRow {
    /// The head of a block instance.
    Block {
        /// Where it is.
        path: NodePath,
        /// How many blocks are around it.
        depth: usize,
        /// Whether its layers follow.
        open: bool,
    },
    /// A layer, by its index in the summary.
    Layer {
        /// The index.
        index: usize,
        /// How many blocks are around it.
        depth: usize,
    },
    /// A node that lets its input through as if it were not there.
    Bypassed {
        /// Where it is.
        path: NodePath,
        /// How many blocks are around it.
        depth: usize,
    },
}

/// The rows in `order`, with the blocks in `folded` closed.
pub fn rows(
    layers: &[SummaryRow],
    inference: &Inference,
    order: LayerOrder,
    folded: &BTreeSet<NodePath>,
) -> Vec<LayerRow> {
    let column = match order {
        LayerOrder::Keras => return tree(layers, inference, folded),
        LayerOrder::Ascending(column) | LayerOrder::Descending(column) => column,
    };
    let mut indices: Vec<usize> = (0..layers.len()).collect();
    indices.sort_by(|a, b| compare(&layers[*a], &layers[*b], column));
    if order == LayerOrder::Descending(column) {
        indices.reverse();
    }
    indices
        .into_iter()
        .map(|index| LayerRow::Layer { index, depth: 0 })
        .collect()
}

fn compare(a: &SummaryRow, b: &SummaryRow, column: LayerColumn) -> std::cmp::Ordering {
    let elements = |row: &SummaryRow| row.output_shape.and_then(|shape| shape.elements());
    match column {
        LayerColumn::Name => a.name.cmp(&b.name),
        LayerColumn::Class => a.class.cmp(b.class),
        LayerColumn::OutputShape => elements(a).cmp(&elements(b)),
        LayerColumn::Params => a.params.cmp(&b.params),
        LayerColumn::Macs => a.macs.cmp(&b.macs),
        LayerColumn::ReceptiveField => a.receptive_field.cmp(&b.receptive_field),
        LayerColumn::Inputs => a.inputs.cmp(&b.inputs),
    }
}

/// Layers in Keras's order; the first layer of a block brings the whole block with it.
fn tree(
    layers: &[SummaryRow],
    inference: &Inference,
    folded: &BTreeSet<NodePath>,
) -> Vec<LayerRow> {
    let mut rows = Vec::new();
    let all: Vec<usize> = (0..layers.len()).collect();
    push_level(
        &mut rows,
        &all,
        0,
        &Level {
            layers,
            inference,
            folded,
        },
    );
    rows
}

struct Level<'a> {
    layers: &'a [SummaryRow],
    inference: &'a Inference,
    folded: &'a BTreeSet<NodePath>,
}

/// The rows of `members`, all of which lie `depth` blocks deep or deeper.
fn push_level(rows: &mut Vec<LayerRow>, members: &[usize], depth: usize, level: &Level<'_>) {
    let mut seen = BTreeSet::new();
    for index in members {
        let path = &level.layers[*index].path;
        if path.0.len() == depth + 1 {
            rows.push(LayerRow::Layer {
                index: *index,
                depth,
            });
            push_bypassed(rows, path, &[*index], level);
            continue;
        }
        let block = NodePath(path.0[..=depth].to_vec());
        if !seen.insert(block.clone()) || !level.inference.blocks.contains_key(&block) {
            continue;
        }
        let open = !level.folded.contains(&block);
        rows.push(LayerRow::Block {
            path: block.clone(),
            depth,
            open,
        });
        let inside = |index: &usize| level.layers[*index].path.0.starts_with(&block.0);
        let inner: Vec<usize> = members.iter().copied().filter(inside).collect();
        if open {
            push_level(rows, &inner, depth + 1, level);
        }
        push_bypassed(rows, &block, &inner, level);
    }
}

/// The bypassed nodes beside the node at `path` that let through the output of one of `sources`.
fn push_bypassed(rows: &mut Vec<LayerRow>, path: &NodePath, sources: &[usize], level: &Level<'_>) {
    for (bypassed, source) in &level.inference.bypassed {
        let is_behind = source.is_some_and(|source| sources.contains(&source));
        if is_behind && bypassed.parent() == path.parent() {
            rows.push(LayerRow::Bypassed {
                path: bypassed.clone(),
                depth: path.0.len() - 1,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{infer, summary_rows};
    use crate::project::preset;

    fn resnet50() -> (Vec<SummaryRow>, Inference) {
        let inference = infer(&preset("resnet50").unwrap().project.graph);
        (summary_rows(&inference), inference)
    }

    #[test]
    fn a_third_click_on_a_head_goes_back_to_the_order_of_keras() {
        let once = LayerOrder::Keras.clicked(LayerColumn::Params);
        assert_eq!(once, LayerOrder::Ascending(LayerColumn::Params));
        assert_eq!(
            once.clicked(LayerColumn::Params),
            LayerOrder::Descending(LayerColumn::Params)
        );
        assert_eq!(
            once.clicked(LayerColumn::Params)
                .clicked(LayerColumn::Params),
            LayerOrder::Keras
        );
        assert_eq!(
            once.clicked(LayerColumn::Name),
            LayerOrder::Ascending(LayerColumn::Name)
        );
    }

    #[test]
    fn every_layer_and_every_block_has_one_row() {
        let (layers, inference) = resnet50();
        let found = rows(&layers, &inference, LayerOrder::Keras, &BTreeSet::new());
        // 177 layers in 16 blocks: 3 + 4 + 6 + 3 of them (He et al. 2015, table 1).
        assert_eq!(found.len(), 177 + 16);
    }

    #[test]
    fn a_folded_block_hides_its_layers() {
        let (layers, inference) = resnet50();
        let folded: BTreeSet<NodePath> = inference.blocks.keys().cloned().collect();
        let found = rows(&layers, &inference, LayerOrder::Keras, &folded);
        let is_inside = |row: &LayerRow| matches!(row, LayerRow::Layer { depth, .. } if *depth > 0);
        assert!(!found.iter().any(is_inside));
    }

    #[test]
    fn a_bypassed_layer_stands_behind_what_it_lets_through() {
        let mut graph = preset("happy_model").unwrap().project.graph.clone();
        let mut nodes = graph.body.nodes.iter();
        let norm = *nodes.find(|(_, node)| node.name == "bn0").unwrap().0;
        graph.body.bypassed.insert(norm);
        let inference = infer(&graph);
        let found = rows(
            &summary_rows(&inference),
            &inference,
            LayerOrder::Keras,
            &BTreeSet::new(),
        );
        let path = NodePath::root(norm);
        // Input, padding, convolution, and then it.
        assert_eq!(found[3], LayerRow::Bypassed { path, depth: 0 });
        assert_eq!(found.len(), graph.body.nodes.len());
    }

    #[test]
    fn sorting_by_parameters_brings_the_largest_layer_to_the_end() {
        let (layers, inference) = resnet50();
        let order = LayerOrder::Ascending(LayerColumn::Params);
        let found = rows(&layers, &inference, order, &BTreeSet::new());
        let Some(LayerRow::Layer { index, .. }) = found.last() else {
            panic!("a sorted table has no blocks");
        };
        // 3·3·512·512 taps and 512 biases.
        assert_eq!(layers[*index].params, Some(3 * 3 * 512 * 512 + 512));
    }
}
