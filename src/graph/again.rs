//! Finding out anew only what a changed setting changes: in a network of 2,000 layers, most of what is known stays true
//! after an edit.

use std::collections::BTreeSet;

use imbl::ordmap::DiffItem;

use super::binding::bind_layer;
use super::expression::Scope;
use super::infer::{add_totals, fill_blocks, infer, measure};
use super::model::{Content, Graph, Node, NodeId, NodePath};
use super::problem;
use super::report::{Inference, LayerReport};

/// Finds out everything about `after`, where `known` is everything about `before`.
#[must_use]
pub fn infer_again(known: Inference, before: &Graph, after: &Graph) -> Inference {
    let changed = changed_settings(before, after)
        .filter(|ids| ids.iter().all(|id| index(&known, *id).is_some()));
    match changed {
        Some(ids) => updated(known, after, &ids),
        None => infer(after),
    }
}

/// The layers outside of blocks whose settings differ; `None` where anything else does that matters.
fn changed_settings(before: &Graph, after: &Graph) -> Option<Vec<NodeId>> {
    let same_blocks = before.blocks.ptr_eq(&after.blocks);
    let same_marks =
        before.body.bypassed == after.body.bypassed && before.body.frozen == after.body.frozen;
    if !same_blocks || !same_marks {
        return None;
    }
    let mut ids = Vec::new();
    for difference in before.body.nodes.diff(&after.body.nodes) {
        match difference {
            DiffItem::Update { old, new } if same_but_settings(old.1, new.1) => {
                // Otherwise only the place differs.
                if old.1.content != new.1.content {
                    ids.push(*new.0);
                }
            }
            _ => return None,
        }
    }
    Some(ids)
}

fn same_but_settings(old: &Node, new: &Node) -> bool {
    let same_kind = match (&old.content, &new.content) {
        (Content::Layer(old), Content::Layer(new)) => old.kind == new.kind,
        (old, new) => old == new,
    };
    same_kind && (&old.name, &old.inputs) == (&new.name, &new.inputs)
}

fn index(known: &Inference, id: NodeId) -> Option<usize> {
    known.index_of(&NodePath::root(id))
}

fn updated(mut known: Inference, graph: &Graph, ids: &[NodeId]) -> Inference {
    let mut stale = BTreeSet::new();
    for id in ids {
        let spec = graph.body.node(*id).and_then(Node::layer);
        if let (Some(index), Some(spec)) = (index(&known, *id), spec) {
            let report = &mut known.layers[index];
            match bind_layer(spec, &Scope::new()) {
                Ok(layer) => (report.layer, report.fault) = (Some(layer), None),
                Err(fault) => (report.layer, report.fault) = (None, Some(fault)),
            }
            stale.insert(index);
        }
    }
    measure_from(&mut known.layers, stale);
    fill_blocks(&mut known);
    add_totals(&mut known);
    known.problems = problem::find(graph, &known.structure, &known);
    known
}

/// Measures the stale layers, and those behind them that see something else than before.
fn measure_from(layers: &mut [LayerReport], mut stale: BTreeSet<usize>) {
    let mut changed = vec![false; layers.len()];
    let mut shapes = Vec::new();
    let Some(first) = stale.first().copied() else {
        return;
    };
    for index in first..layers.len() {
        let (before, rest) = layers.split_at_mut(index);
        let report = &mut rest[0];
        let sees_change = report.inputs.iter().flatten().any(|input| changed[*input]);
        if !(stale.remove(&index) || sees_change) {
            continue;
        }
        let seen = (report.output_shape, report.receptive_field, report.field);
        report.forget();
        if let Some(layer) = report.layer.clone() {
            report.fault = measure(report, &layer, before, &mut shapes).err();
        }
        changed[index] = seen != (report.output_shape, report.receptive_field, report.field);
    }
}

#[cfg(test)]
mod tests {
    use super::super::problem::tests::chain;
    use super::super::{Edit, Place, apply, library};
    use super::*;
    use crate::graph::{BlockCall, Content};
    use crate::layer::{Kind, LayerSpec, Value};

    /// A network with a block in it.
    fn network() -> Graph {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D).with("padding", "same"),
            LayerSpec::new(Kind::MaxPooling2D),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        let call = BlockCall {
            block: library::CONVOLUTIONAL_BLOCK.to_owned(),
            arguments: Default::default(),
        };
        let edit = Edit::InsertAfter {
            place: Place::Root,
            after: NodeId(1),
            content: Content::Block(call),
            position: None,
        };
        apply(
            &library::with_block(&graph, library::CONVOLUTIONAL_BLOCK),
            &edit,
        )
        .unwrap()
    }

    #[test]
    fn what_is_found_out_again_is_what_is_found_out_anew() {
        let set = |id: u64, key: &str, value: Value| Edit::Set {
            place: Place::Root,
            nodes: vec![NodeId(id)],
            key: key.to_owned(),
            value: Some(value),
        };
        let edits = [
            set(1, "filters", Value::Int(48)),
            set(1, "filters", Value::Int(-1)),
            set(1, "filters", Value::Int(8)),
            set(2, "pool_size", Value::List(vec![900, 900])),
            set(2, "pool_size", Value::List(vec![2, 2])),
            set(1, "strides", Value::List(vec![3, 3])),
            set(4, "units", Value::from("=nonsense")),
            set(4, "units", Value::Int(7)),
            Edit::Disconnect {
                place: Place::Root,
                to: NodeId(4),
                port: 0,
            },
            set(1, "filters", Value::Int(12)),
            Edit::Move {
                place: Place::Root,
                positions: vec![(NodeId(1), [7.0, 7.0]), (NodeId(5), [9.0, 9.0])],
            },
            Edit::Rename {
                place: Place::Root,
                node: NodeId(1),
                name: "stem".to_owned(),
            },
        ];
        let mut graph = network();
        let mut known = infer(&graph);
        for edit in edits {
            let after = apply(&graph, &edit).unwrap();
            known = infer_again(known, &graph, &after);
            let anew = infer(&after);
            assert_eq!(format!("{known:?}"), format!("{anew:?}"), "{edit:?}");
            graph = after;
        }
    }
}
