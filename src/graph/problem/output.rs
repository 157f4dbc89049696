//! A network ends in exactly one place, with one number per class. While somebody builds, neither is so: both are merely
//! unfinished.

use std::collections::BTreeSet;

use super::super::edit::Edit;
use super::super::model::{Content, NodeId, NodePath, Place};
use super::{FirstProblems, Problem, Repair, Site};
use crate::layer::{Kind, LayerSpec};
use crate::message;

pub(super) fn find(site: &Site<'_>, found: &[Problem], most: usize) -> FirstProblems {
    // What leads nowhere may be what a node waits for.
    if !site.is_wired() {
        return FirstProblems::default();
    }
    let layers = &site.inference.layers;
    let used: BTreeSet<usize> = layers
        .iter()
        .flat_map(|layer| layer.inputs.iter().copied().flatten())
        .collect();
    let reported: BTreeSet<&NodePath> = found.iter().filter_map(|it| it.path.as_ref()).collect();
    // The last layer of the list is the farthest from the input among those that nothing uses.
    let before_last = 0..layers.len().saturating_sub(1);
    let mut unused: Vec<(NodePath, &str)> = before_last
        .filter(|index| !used.contains(index))
        .map(|index| whose_output(site, index))
        .filter(|(path, _)| !reported.contains(path))
        .collect();
    let unlisted = unused.len().saturating_sub(most);
    unused.truncate(most);
    let mut listed: Vec<Problem> = unused
        .iter()
        .map(|(path, name)| dead_end(site, path, name))
        .collect();
    listed.extend(map_at_the_end(site));
    FirstProblems { listed, unlisted }
}

/// The outermost block instance that gives out what the layer at `index` gives, else the layer itself, and its name: what is
/// done about the output belongs there, not into a definition that others share.
fn whose_output<'a>(site: &Site<'a>, index: usize) -> (NodePath, &'a str) {
    let layer = &site.inference.layers[index];
    let around = layer.path.blocks_around();
    let blocks = around.filter_map(|path| {
        let block = site.inference.blocks.get(&path)?;
        (block.output == Some(index)).then_some((path, &*block.name))
    });
    blocks.last().unwrap_or((layer.path.clone(), &*layer.name))
}

fn dead_end(site: &Site<'_>, path: &NodePath, name: &str) -> Problem {
    let message = message!("dead-end");
    Problem::unfinished(path, name, message).with_repairs(site.deletion(
        path,
        message!("repair-delete", node = name),
        false,
    ))
}

fn map_at_the_end(site: &Site<'_>) -> Option<Problem> {
    let last = site.inference.layers.len().checked_sub(1)?;
    let shape = site.inference.layers[last].output_shape?;
    shape.as_map()?;
    let (path, name) = whose_output(site, last);
    let message = message!("map-at-the-end", shape = %shape);
    Some(Problem::unfinished(&path, name, message).with_repairs(add_head(site, &path)))
}

/// Puts `spec` behind a node.
pub(super) fn behind(place: Place, after: NodeId, spec: LayerSpec) -> Edit {
    Edit::InsertAfter {
        place,
        after,
        content: Content::Layer(spec),
        position: None,
    }
}

fn add_head(site: &Site<'_>, path: &NodePath) -> Option<Repair> {
    let (place, after) = site.locate(path)?;
    let pool = LayerSpec::new(Kind::GlobalAveragePooling2D);
    let dense = LayerSpec::new(Kind::Dense).with("activation", "softmax");
    let pool_id = site.graph.body_of(&place)?.free_id();
    let insert = |after, spec| behind(place.clone(), after, spec);
    let label = message!("repair-add-head");
    let edit = Edit::Many {
        label: message!("step-add-head"),
        edits: vec![insert(after, pool), insert(pool_id, dense)],
    };
    Some(Repair { label, edit })
}

#[cfg(test)]
mod tests {
    use crate::graph::problem::tests::{assert_repair, chain};
    use crate::graph::{BlockCall, Content, Edit, Node, NodeId, Place, apply};
    use crate::layer::{Kind, LayerSpec};
    use std::collections::BTreeMap;

    #[test]
    fn a_map_at_the_end_is_offered_a_head() {
        let graph = chain([LayerSpec::new(Kind::Input), LayerSpec::new(Kind::Conv2D)]);
        assert_repair(
            &graph,
            "`conv2d` is the last layer and gives the feature map (62, 62, 32); a classifier ends in one number \
             per class, so add GlobalAveragePooling2D and Dense",
            "Add GlobalAveragePooling2D and Dense",
        );
    }

    #[test]
    fn a_dead_end_can_be_deleted() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        let content = Content::Layer(LayerSpec::new(Kind::Activation));
        let node = Node {
            name: "stub".to_owned(),
            position: [0.0, 0.0],
            content,
            inputs: vec![NodeId(0)],
        };
        let graph = apply(
            &graph,
            &Edit::Add {
                place: Place::Root,
                node,
            },
        )
        .unwrap();
        assert_repair(
            &graph,
            "`stub` leads nowhere: no layer uses its output; connect it or delete it",
            "Delete stub",
        );
    }

    #[test]
    fn of_a_block_that_leads_nowhere_the_instance_is_deleted_and_no_layer_that_others_share() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D),
            LayerSpec::new(Kind::Activation),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        let make = Edit::MakeBlock {
            place: Place::Root,
            nodes: [NodeId(1), NodeId(2)].into(),
            name: "conv_block".to_owned(),
            parameters: Vec::new(),
            with_repeats: false,
        };
        let graph = apply(&graph, &make).unwrap();
        let call = BlockCall {
            block: "conv_block".to_owned(),
            arguments: BTreeMap::new(),
        };
        let node = Node {
            name: "stub".to_owned(),
            position: [0.0, 0.0],
            content: Content::Block(call),
            inputs: vec![NodeId(0)],
        };
        let add = Edit::Add {
            place: Place::Root,
            node,
        };
        assert_repair(
            &apply(&graph, &add).unwrap(),
            "`stub` leads nowhere: no layer uses its output; connect it or delete it",
            "Delete stub",
        );
    }
}
