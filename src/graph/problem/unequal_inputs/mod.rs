//! Branches of different shape that meet in Add or Concatenate.

mod branch;
mod insert;

use super::super::edit::Edit;
use super::super::library::{CONVOLUTIONAL_BLOCK, IDENTITY_BLOCK, blocks};
use super::super::model::{BlockCall, Content, NodePath};
use super::{Cause, Problem, Repair, Site};
use crate::layer::{Shape, Value};
use crate::message;
use crate::text::{Message, all, all_as_well};

pub(super) fn problem(site: &Site<'_>, index: usize, message: &Message) -> Problem {
    let report = site.layer(index);
    let inputs = site.inputs(index);
    let branches: Vec<(usize, Shape)> = inputs
        .iter()
        .map(|(from, shape)| (site.shaped_by(*from), *shape))
        .collect();
    let sources = branches.iter().map(
        |(from, shape)| message!("shape-from", shape = %shape, node = %site.layer(*from).name),
    );
    Problem::error(
        &report.path,
        &report.name,
        message.clone().with("shapes", all(sources)),
    )
    .caused_by(cause(site, &inputs, &branches))
    .with_repairs(swap_block(site, &report.path))
    .with_repairs(branch::further_steps(site, &branches))
    .with_repairs(insert::repairs(site, index, &inputs))
    .with_repairs(branch::other_settings(site, &inputs, &branches))
}

/// The map that all of `shapes` can be brought to where none of them is the smallest, or the largest, along both axes; its
/// channels are those of the last one.
fn meeting(shapes: &[Shape], of: fn(usize, usize) -> usize) -> Option<Shape> {
    let maps: Option<Vec<[usize; 3]>> = shapes.iter().map(Shape::as_map).collect();
    let met = maps?
        .into_iter()
        .reduce(|one, other| [of(one[0], other[0]), of(one[1], other[1]), other[2]])?;
    let shape = Shape::map(met[0], met[1], met[2]);
    let is_new = shapes
        .iter()
        .all(|own| own.with_channels(1) != shape.with_channels(1));
    is_new.then_some(shape)
}

/// The layer that made the first branch that differs what it is, and how all branches came about.
fn cause(site: &Site<'_>, inputs: &[(usize, Shape)], branches: &[(usize, Shape)]) -> Option<Cause> {
    let mut rest = branches.iter().skip(1);
    let (odd, _) = rest.find(|(_, shape)| *shape != branches[0].1)?;
    let ends: Vec<usize> = inputs.iter().map(|(from, _)| *from).collect();
    let cause = site.cause(*odd)?;
    let histories = all_as_well(site.histories(&ends));
    Some(Cause {
        message: message!(
            "cause-with-branches",
            cause = &cause.message,
            histories = histories
        ),
        ..cause
    })
}

/// An identity block whose input does not fit becomes a convolutional block, which brings its own shortcut.
fn swap_block(site: &Site<'_>, path: &NodePath) -> Option<Repair> {
    let instance = path.parent()?;
    if site.block_at(&instance)? != IDENTITY_BLOCK {
        return None;
    }
    let (place, node) = site.locate(&instance)?;
    let mut arguments = site.graph.node(&instance)?.call()?.arguments.clone();
    arguments.insert("s".to_owned(), Value::Int(1));
    let call = BlockCall {
        block: CONVOLUTIONAL_BLOCK.to_owned(),
        arguments,
    };
    let mut edits = Vec::new();
    if !site.graph.blocks.contains_key(CONVOLUTIONAL_BLOCK) {
        let definition = blocks().get(CONVOLUTIONAL_BLOCK)?.as_ref().clone();
        edits.push(Edit::Define {
            name: CONVOLUTIONAL_BLOCK.to_owned(),
            definition,
        });
    }
    edits.push(Edit::Replace {
        place,
        node,
        content: Content::Block(call),
    });
    let name = &site.graph.node(&instance)?.name;
    let label = message!("repair-turn-convolutional", node = name);
    Some(Repair {
        label: label.clone(),
        edit: Edit::Many {
            label: label.inside(),
            edits,
        },
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::graph::problem::tests::{assert_repair, chain};
    use crate::graph::{BlockCall, Content, Edit, Graph, NodeId, Place, apply, infer, library};
    use crate::layer::{Kind, LayerSpec, Value};

    /// A network of 8×8×16 maps with an identity block whose filters do not fit.
    fn misfit() -> Graph {
        let graph = chain([
            LayerSpec::new(Kind::Input).with("shape", Value::List(vec![8, 8, 16])),
            LayerSpec::new(Kind::GlobalAveragePooling2D),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        let graph = library::with_block(&graph, library::IDENTITY_BLOCK);
        let arguments = BTreeMap::from([("filters".to_owned(), Value::List(vec![4, 4, 32]))]);
        let content = Content::Block(BlockCall {
            block: library::IDENTITY_BLOCK.to_owned(),
            arguments,
        });
        apply(
            &graph,
            &Edit::InsertAfter {
                place: Place::Root,
                after: NodeId(0),
                content,
                position: None,
            },
        )
        .unwrap()
    }

    #[test]
    fn an_identity_block_with_unequal_branches_offers_two_ways_out() {
        let sentence = "`res2b_add` needs equal shapes but gets (8, 8, 32) from `res2b_branch2c` and \
                        (8, 8, 16) from `input_layer`";
        assert_repair(
            &misfit(),
            sentence,
            "Turn identity_block into a convolutional block",
        );
        assert_repair(&misfit(), sentence, "Add a 1×1 convolution on the shortcut");
    }

    #[test]
    fn ungrouping_for_a_repair_leaves_other_instances_alone() {
        let graph = misfit();
        let repair = infer(&graph).problems[0].repairs().last().cloned().unwrap();
        let repaired = apply(&graph, &repair.edit).unwrap();
        assert_eq!(repaired.blocks, graph.blocks);
    }
}
