//! Some nodes of a body seen as one function: where wires enter them, and the one node whose result leaves them.

use std::collections::BTreeSet;

use super::super::model::{Body, Content, Node, NodeId};
use super::super::wiring::topological;
use super::{EditError, node, refuse};
use crate::message;

/// Nodes that one node with a single output could stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subgraph {
    /// The nodes, each after its inputs.
    pub order: Vec<NodeId>,
    /// The nodes outside that wires come from, in the order in which the nodes inside first need them.
    pub sources: Vec<NodeId>,
    /// The node inside that gives the result.
    pub exit: NodeId,
}

impl Subgraph {
    /// The nodes `ids` of `body` as one function.
    ///
    /// # Errors
    /// A sentence where they have no result or several, or where something else lies between them.
    pub fn of(body: &Body, ids: &BTreeSet<NodeId>) -> Result<Self, EditError> {
        for id in ids {
            check_member(node(body, *id)?)?;
        }
        let (order, _) = topological(body);
        let order: Vec<NodeId> = order.into_iter().filter(|id| ids.contains(id)).collect();
        let mut sources = Vec::new();
        for from in order
            .iter()
            .filter_map(|id| body.node(*id))
            .flat_map(|node| &node.inputs)
        {
            if !ids.contains(from) && !sources.contains(from) {
                sources.push(*from);
            }
        }
        check_nothing_between(body, ids, &sources)?;
        let exit = only_exit(body, ids, &order)?;
        Ok(Self {
            order,
            sources,
            exit,
        })
    }

    /// Whether `id` is one of the nodes.
    pub fn contains(&self, id: NodeId) -> bool {
        self.order.contains(&id)
    }
}

fn check_member(node: &Node) -> Result<(), EditError> {
    match &node.content {
        Content::Port(_) => refuse(message!("ends-stay-outside")),
        Content::Layer(spec) if spec.kind.entry().arity.most() == Some(0) => {
            refuse(message!("input-stays-outside", name = %node.name))
        }
        _ => Ok(()),
    }
}

/// A way out of the nodes and back into them would become a circle.
fn check_nothing_between(
    body: &Body,
    ids: &BTreeSet<NodeId>,
    sources: &[NodeId],
) -> Result<(), EditError> {
    let mut seen = BTreeSet::new();
    let mut open = sources.to_vec();
    while let Some(id) = open.pop() {
        let Some(outside) = body.node(id).filter(|_| seen.insert(id)) else {
            continue;
        };
        if outside.inputs.iter().any(|from| ids.contains(from)) {
            return refuse(message!("lies-between", name = %outside.name));
        }
        open.extend(&outside.inputs);
    }
    Ok(())
}

fn only_exit(body: &Body, ids: &BTreeSet<NodeId>, order: &[NodeId]) -> Result<NodeId, EditError> {
    let mut used_inside = BTreeSet::new();
    let mut used_outside = BTreeSet::new();
    for (from, to, _) in body.wires().filter(|(from, _, _)| ids.contains(from)) {
        if ids.contains(&to) {
            used_inside.insert(from);
        } else {
            used_outside.insert(from);
        }
    }
    let gives = |id: &&NodeId| used_outside.contains(id) || !used_inside.contains(id);
    let exits: Vec<NodeId> = order.iter().filter(gives).copied().collect();
    match exits[..] {
        [exit] => Ok(exit),
        [] => refuse(message!("choose-a-layer")),
        _ => {
            let names: Vec<String> = exits
                .iter()
                .filter_map(|id| body.node(*id))
                .map(|node| format!("`{}`", node.name))
                .collect();
            refuse(message!("several-results", count = %names.len(), names = %names.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::problem::tests::chain;
    use super::*;
    use crate::layer::{Kind, LayerSpec};

    fn ids(numbers: &[u64]) -> BTreeSet<NodeId> {
        numbers.iter().copied().map(NodeId).collect()
    }

    fn body() -> Body {
        chain(
            [
                Kind::Input,
                Kind::Conv2D,
                Kind::BatchNormalization,
                Kind::Activation,
                Kind::Flatten,
            ]
            .map(LayerSpec::new),
        )
        .body
    }

    #[test]
    fn a_row_of_layers_takes_what_stands_before_it() {
        let part = Subgraph::of(&body(), &ids(&[1, 2, 3])).unwrap();
        assert_eq!((part.sources, part.exit), (vec![NodeId(0)], NodeId(3)));
    }

    #[test]
    fn what_cannot_be_one_function_says_why() {
        let said = |numbers: &[u64]| {
            Subgraph::of(&body(), &ids(numbers))
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            said(&[1, 3]),
            "`batch_normalization` lies between the chosen layers; choose it too"
        );
        assert_eq!(
            said(&[0, 1]),
            "`input_layer` is where pictures enter the network and stays outside; leave it out"
        );
        assert_eq!(said(&[]), "choose at least one layer");
        let mut two = body();
        let mut flatten = two.node(NodeId(4)).unwrap().clone();
        flatten.inputs = vec![NodeId(1)];
        two.nodes.insert(NodeId(4), flatten.into());
        assert!(
            Subgraph::of(&two, &ids(&[2, 3, 4]))
                .unwrap_err()
                .to_string()
                .contains("give 2: `activation`, `flatten`")
        );
    }
}
