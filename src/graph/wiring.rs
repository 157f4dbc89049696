//! The nodes of a body by number instead of by id, so that a walk over a large network finds what a wire comes from
//! without searching for it.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::circle::circle;
use super::model::{Body, Node, NodeId};

/// Who is wired to whom in one body. A node's number is its place in the order of the ids.
pub(super) struct Wiring<'a> {
    /// Ids and nodes by number.
    pub nodes: Vec<(NodeId, &'a Node)>,
    /// The numbers that all wires come from, node by node; `None` for a node that does not exist.
    sources: Vec<Option<usize>>,
    /// Where in `sources` the wires of each node end.
    ends: Vec<usize>,
}

/// Numbers of nodes, each after all of its inputs.
pub(super) struct TopologicalOrder {
    /// Of equally good ones, the smallest id comes first.
    pub sorted: Vec<usize>,
    /// Those that wait for each other in a circle, and those behind them.
    pub stuck: Vec<usize>,
}

impl<'a> Wiring<'a> {
    pub fn new(body: &'a Body) -> Self {
        let nodes: Vec<(NodeId, &Node)> = body
            .nodes
            .iter()
            .map(|(id, node)| (*id, node.as_ref()))
            .collect();
        let number = |id: &NodeId| nodes.binary_search_by_key(id, |(id, _)| *id).ok();
        let mut sources = Vec::with_capacity(nodes.len());
        let mut ends = Vec::with_capacity(nodes.len());
        for (_, node) in &nodes {
            sources.extend(node.inputs.iter().map(number));
            ends.push(sources.len());
        }
        Self {
            nodes,
            sources,
            ends,
        }
    }

    /// Where the wires of the node at `number` come from, in the order of its ports.
    pub fn inputs(&self, number: usize) -> &[Option<usize>] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.sources[start..self.ends[number]]
    }

    /// The order in which data reaches the nodes.
    pub fn order(&self) -> TopologicalOrder {
        let count = self.nodes.len();
        let users = Users::new(self);
        let mut waits_for: Vec<usize> = (0..count)
            .map(|number| self.inputs(number).iter().flatten().count())
            .collect();
        let is_ready = |number: &usize| waits_for[*number] == 0;
        let mut ready: BinaryHeap<_> = (0..count).filter(is_ready).map(Reverse).collect();
        let mut sorted = Vec::with_capacity(count);
        while let Some(Reverse(number)) = ready.pop() {
            sorted.push(number);
            for user in users.of(number) {
                waits_for[*user] -= 1;
                if waits_for[*user] == 0 {
                    ready.push(Reverse(*user));
                }
            }
        }
        let stuck = (0..count).filter(|number| waits_for[*number] > 0);
        TopologicalOrder {
            sorted,
            stuck: stuck.collect(),
        }
    }
}

/// The wires seen from where they come from.
struct Users {
    users: Vec<usize>,
    ends: Vec<usize>,
}

impl Users {
    fn new(wiring: &Wiring<'_>) -> Self {
        let count = wiring.nodes.len();
        // Counted, summed up, and filled in from behind, which leaves the users of each node in ascending order.
        let mut ends = vec![0; count];
        for source in wiring.sources.iter().flatten() {
            ends[*source] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut next = ends.clone();
        let mut users = vec![0; sum];
        for number in (0..count).rev() {
            for source in wiring.inputs(number).iter().rev().flatten() {
                next[*source] -= 1;
                users[next[*source]] = number;
            }
        }
        Self { users, ends }
    }

    fn of(&self, number: usize) -> &[usize] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.users[start..self.ends[number]]
    }
}

/// The nodes of a body with each after all of its inputs, and those that wait for each other in a circle.
pub(super) fn topological(body: &Body) -> (Vec<NodeId>, Vec<NodeId>) {
    let wiring = Wiring::new(body);
    let TopologicalOrder { sorted, stuck } = wiring.order();
    let ids = |numbers: Vec<usize>| numbers.into_iter().map(|number| wiring.nodes[number].0);
    (ids(sorted).collect(), ids(stuck).collect())
}

impl Body {
    /// The nodes of a circle in the order of the flow, found from `start`; each of `stuck` waits for another one of them.
    pub(super) fn circle_behind(&self, start: NodeId, stuck: &BTreeSet<NodeId>) -> Vec<NodeId> {
        let before = |id: NodeId| {
            let mut inputs = self.node(id).into_iter().flat_map(|node| &node.inputs);
            inputs.find(|input| stuck.contains(input)).copied()
        };
        let mut circle = circle(start, before);
        // Walked against the flow.
        circle.reverse();
        circle.rotate_right(1);
        circle
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Content;
    use crate::layer::{Kind, LayerSpec};

    /// Nodes with these ids and inputs.
    fn body(nodes: &[(u64, &[u64])]) -> Body {
        let mut body = Body::default();
        for (id, inputs) in nodes {
            let node = Node {
                name: format!("node_{id}"),
                position: [0.0, 0.0],
                content: Content::Layer(LayerSpec::new(Kind::Add)),
                inputs: inputs.iter().copied().map(NodeId).collect(),
            };
            body.nodes.insert(NodeId(*id), node.into());
        }
        body
    }

    fn ids(ids: &[u64]) -> Vec<NodeId> {
        ids.iter().copied().map(NodeId).collect()
    }

    #[test]
    fn nodes_come_after_all_of_their_inputs_and_smaller_ids_first() {
        let body = body(&[(2, &[9, 9]), (4, &[]), (7, &[4, 2]), (9, &[4]), (12, &[])]);
        assert_eq!(topological(&body), (ids(&[4, 9, 2, 7, 12]), ids(&[])));
    }

    #[test]
    fn a_circle_and_what_is_behind_it_is_stuck() {
        let body = body(&[(1, &[]), (2, &[1, 3]), (3, &[2]), (4, &[3])]);
        assert_eq!(topological(&body), (ids(&[1]), ids(&[2, 3, 4])));
    }

    #[test]
    fn a_wire_from_nowhere_holds_nothing_up() {
        let body = body(&[(1, &[50])]);
        assert_eq!(topological(&body), (ids(&[1]), ids(&[])));
        assert_eq!(Wiring::new(&body).inputs(0), [None]);
    }
}
