//! Branches of different shape that meet in Add or Concatenate.

use std::collections::BTreeMap;

use super::super::edit::{Edit, id_after_ungroup};
use super::super::library::{CONVOLUTIONAL_BLOCK, IDENTITY_BLOCK, blocks};
use super::super::model::{BlockCall, Content, NodeId, NodePath, Place};
use super::{Problem, Repair, Site};
use crate::layer::{Kind, LayerSpec, Padding, Shape, Value};

pub(super) fn problem(site: &Site<'_>, index: usize, message: &str) -> Problem {
    let report = site.layer(index);
    let inputs = site.inputs(index);
    let branches: Vec<(usize, Shape)> = inputs
        .iter()
        .map(|(from, shape)| (site.shaped_by(*from), *shape))
        .collect();
    let sources: Vec<String> = branches
        .iter()
        .map(|(from, shape)| format!("{shape} from `{}`", site.layer(*from).name))
        .collect();
    let needed = message.split(" but ").next().unwrap_or(message);
    let odd = branches
        .iter()
        .skip(1)
        .find(|(_, shape)| *shape != branches[0].1);
    Problem::error(
        &report.path,
        &report.name,
        format!("{needed} but gets {}", sources.join(" and ")),
    )
    .caused_by(odd.and_then(|(from, _)| site.cause(*from)))
    .with_repairs(swap_block(site, &report.path))
    .with_repairs(set_strides(site, &branches))
    .with_repairs(project_shortcut(site, index, &inputs))
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
    Some(Repair {
        label: format!("Turn {name} into a convolutional block"),
        edit: Edit::Many {
            label: format!("turn {name} into a convolutional block"),
            edits,
        },
    })
}

/// Where one branch has a map that is larger by a whole factor, the layer that shaped it can step further.
fn set_strides(site: &Site<'_>, branches: &[(usize, Shape)]) -> Option<Repair> {
    let [(first, a), (second, b)] = *branches else {
        return None;
    };
    let (larger, ratio) = match (ratio(a, b), ratio(b, a)) {
        (Some(ratio), _) if ratio > 1 => (first, ratio),
        (_, Some(ratio)) if ratio > 1 => (second, ratio),
        _ => return None,
    };
    let report = site.layer(larger);
    let (place, id) = site.locate(&report.path)?;
    if report.kind != Kind::Conv2D
        || site.is_expression(&report.path, "strides")
        || a.channels() != b.channels()
    {
        return None;
    }
    let old = report.layer.as_ref()?.window().strides;
    let strides = [old[0].checked_mul(ratio)?, old[1].checked_mul(ratio)?];
    Some(Repair {
        label: format!(
            "Set strides of {} to ({}, {})",
            report.name, strides[0], strides[1]
        ),
        edit: Edit::Set {
            place,
            nodes: vec![id],
            key: "strides".to_owned(),
            value: Some(Value::List(
                strides.iter().map(|stride| *stride as i64).collect(),
            )),
        },
    })
}

/// A 1×1 convolution on the shortcut that brings it to the shape of the other branch (He et al., 2015, option B).
fn project_shortcut(site: &Site<'_>, index: usize, inputs: &[(usize, Shape)]) -> Option<Repair> {
    let [(first, a), (second, b)] = *inputs else {
        return None;
    };
    if site.layer(index).kind != Kind::Add {
        return None;
    }
    // The shortcut is the branch that comes from farther up; a map can only be made smaller, so size decides first.
    let shortcut_is_first = match (ratio(a, b), ratio(b, a)) {
        (Some(1), _) => first < second,
        (Some(_), _) => true,
        (_, Some(_)) => false,
        _ => return None,
    };
    let (port, from, to) = if shortcut_is_first {
        (0, a, b)
    } else {
        (1, b, a)
    };
    let content = Content::Layer(projection(from, to)?);
    let path = &site.layer(index).path;
    let (place, id, mut edits) = reachable(site, path)?;
    edits.push(Edit::InsertOnWire {
        place,
        to: id,
        port,
        content,
        position: None,
    });
    let label = "Add a 1×1 convolution on the shortcut".to_owned();
    Some(Repair {
        edit: Edit::Many {
            label: "add a convolution on the shortcut".to_owned(),
            edits,
        },
        label,
    })
}

/// Where the Add node is after its block, if it is in one, was ungrouped: other instances must not follow.
fn reachable(site: &Site<'_>, path: &NodePath) -> Option<(Place, NodeId, Vec<Edit>)> {
    match path.0[..] {
        [id] => Some((Place::Root, id, Vec::new())),
        [instance, inner] => {
            let id = id_after_ungroup(site.graph, &Place::Root, instance, inner)?;
            Some((
                Place::Root,
                id,
                vec![Edit::Ungroup {
                    place: Place::Root,
                    node: instance,
                }],
            ))
        }
        _ => None,
    }
}

fn projection(from: Shape, to: Shape) -> Option<LayerSpec> {
    let (before, after) = (from.as_map()?, to.as_map()?);
    let stride = ratio(from, to)?;
    let gives = |padding: Padding| {
        [0, 1]
            .iter()
            .all(|axis| padding.output_length(before[*axis], 1, stride) == Some(after[*axis]))
    };
    let padding = if gives(Padding::Valid) {
        "valid"
    } else if gives(Padding::Same) {
        "same"
    } else {
        return None;
    };
    let stride = i64::try_from(stride).ok()?;
    let settings = [
        ("filters", Value::Int(i64::try_from(after[2]).ok()?)),
        ("kernel_size", Value::from([1, 1])),
        ("strides", Value::from([stride, stride])),
        ("padding", Value::from(padding)),
    ];
    let mut spec = LayerSpec::new(Kind::Conv2D);
    spec.settings = BTreeMap::from(settings.map(|(key, value)| (key.to_owned(), value)));
    Some(spec)
}

/// By which whole factor, rounded up, `large` is higher and wider than `small`; `None` where it is not.
fn ratio(large: Shape, small: Shape) -> Option<usize> {
    let (large, small) = (large.as_map()?, small.as_map()?);
    let [height, width] = [0, 1].map(|axis| large[axis].div_ceil(small[axis]));
    (height == width && large[0] >= small[0] && large[1] >= small[1]).then_some(height)
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
        let repair = infer(&graph).problems[0].repairs.last().cloned().unwrap();
        let repaired = apply(&graph, &repair.edit).unwrap();
        assert_eq!(repaired.blocks, graph.blocks);
    }
}
