//! What a repair inside of a block says of its reach: it changes every instance of the block.

use std::sync::Arc;

use super::super::edit::apply;
use super::super::model::Graph;
use super::super::report::Inference;
use super::Repair;
use crate::message;
use crate::text::all;

/// The repair with a word on the blocks that it changes in several places of `graph` at once.
pub(super) fn with_instances(repair: Repair, graph: &Graph, inference: &Inference) -> Repair {
    let Ok(after) = apply(graph, &repair.edit) else {
        return repair;
    };
    let blocks = graph.blocks.iter().filter(|(name, block)| {
        let other = after.blocks.get(*name);
        other.is_some_and(|other| !Arc::ptr_eq(other, block) && other != *block)
    });
    let counted = blocks.map(|(name, _)| (name.as_str(), inference.instance_count(graph, name)));
    let (names, counts): (Vec<&str>, Vec<usize>) = counted.filter(|(_, count)| *count > 1).unzip();
    if names.is_empty() {
        return repair;
    }
    let (label, blocks) = (&repair.label, all(names));
    let label = match counts.iter().sum::<usize>() {
        2 => message!("repair-in-both-instances", repair = label, blocks = blocks),
        count => {
            message!(
                "repair-in-all-instances",
                repair = label,
                blocks = blocks,
                count = count
            )
        }
    };
    Repair { label, ..repair }
}

#[cfg(test)]
mod tests {
    use super::super::super::infer;
    use super::super::tests::chain;
    use super::*;
    use crate::graph::{BlockCall, BlockDefinition, Content, Node, NodeId, Port};
    use crate::layer::{Kind, LayerSpec};
    use std::collections::BTreeMap;

    #[test]
    fn a_repair_inside_of_a_block_says_how_many_places_it_changes() {
        let call = |id: u64| Node {
            name: format!("part_{id}"),
            position: [0.0, 0.0],
            content: Content::Block(BlockCall {
                block: "part".to_owned(),
                arguments: BTreeMap::new(),
            }),
            inputs: vec![NodeId(id - 1)],
        };
        let labels = |count: u64| {
            let mut graph = chain([LayerSpec::new(Kind::Input)]);
            let pooling = LayerSpec::new(Kind::GlobalAveragePooling2D);
            let head = LayerSpec::new(Kind::Dense).with("activation", "softmax");
            let ends = [pooling, head].map(Content::Layer);
            for id in 1..=count + 2 {
                let mut node = call(id);
                if let Some(end) = id.checked_sub(count + 1) {
                    node.content = ends[end as usize].clone();
                }
                graph.body.nodes.insert(NodeId(id), Arc::new(node));
            }
            let wrong = LayerSpec::new(Kind::Conv2D).with("filters", 0);
            let contents = [
                Content::Port(Port::Input),
                Content::Layer(wrong),
                Content::Port(Port::Output),
            ];
            let mut definition = BlockDefinition::default();
            for (id, content) in (0_u64..).zip(contents) {
                let node = Node {
                    name: format!("inner_{id}"),
                    position: [0.0, 0.0],
                    content,
                    inputs: id.checked_sub(1).map(NodeId).into_iter().collect(),
                };
                definition.body.nodes.insert(NodeId(id), Arc::new(node));
            }
            graph.blocks.insert("part".to_owned(), Arc::new(definition));
            let problems = infer(&graph).problems;
            let wrong = problems
                .iter()
                .find(|it| it.message.code() == "wrong-setting");
            wrong.unwrap().repairs()[0].label.to_string()
        };
        assert_eq!(labels(1), "Set filters back to 32");
        assert_eq!(
            labels(2),
            "Set filters back to 32, in both instances of part"
        );
        assert_eq!(
            labels(3),
            "Set filters back to 32, in all 3 instances of part"
        );
    }
}
