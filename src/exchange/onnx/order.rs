//! The operators of a file in an order in which they can be computed; the file may have them in any.

use std::collections::{BTreeMap, BTreeSet};

use super::node::Node;
use super::proto::GraphProto;
use crate::message;
use crate::text::Message;

/// The operators that the outputs depend on, each behind those whose results it takes.
///
/// # Errors
/// Where operators wait for each other, or for a value that nothing makes; a sentence.
pub fn in_order(graph: &GraphProto) -> Result<Vec<Node<'_>>, Message> {
    let mut makers = BTreeMap::new();
    for (index, node) in graph.node.iter().enumerate() {
        for output in node.output.iter().filter(|output| !output.is_empty()) {
            if makers.insert(output.as_str(), index).is_some() {
                return Err(message!("onnx-made-twice", value = output.as_str()));
            }
        }
    }
    let given: BTreeSet<&str> = (graph.input.iter().map(|input| input.name.as_str()))
        .chain(graph.initializer.iter().map(|tensor| tensor.name.as_str()))
        .collect();
    let mut state = vec![State::New; graph.node.len()];
    let mut order = Vec::new();
    // A stack of our own: a file may chain a million operators.
    let mut stack: Vec<(&str, Option<usize>)> = Vec::new();
    stack.extend(
        graph
            .output
            .iter()
            .rev()
            .map(|output| (output.name.as_str(), None)),
    );
    while let Some((value, leaving)) = stack.pop() {
        if let Some(index) = leaving {
            state[index] = State::Done;
            order.push(index);
            continue;
        }
        let Some(&index) = makers.get(value) else {
            if given.contains(value) {
                continue;
            }
            return Err(message!("onnx-made-nowhere", value = value));
        };
        match state[index] {
            State::Done => {}
            State::Open => return Err(message!("onnx-circle", value = value)),
            State::New => {
                state[index] = State::Open;
                stack.push((value, Some(index)));
                let inputs = graph.node[index].input.iter().rev();
                stack.extend(
                    inputs
                        .filter(|input| !input.is_empty())
                        .map(|input| (input.as_str(), None)),
                );
            }
        }
    }
    let order = as_in_file(graph, &makers, order);
    Ok(order
        .into_iter()
        .map(|index| Node(&graph.node[index]))
        .collect())
}

/// The operators in the file's own order, where they can be computed in it.
fn as_in_file(graph: &GraphProto, makers: &BTreeMap<&str, usize>, order: Vec<usize>) -> Vec<usize> {
    let mut sorted = order.clone();
    sorted.sort_unstable();
    let is_behind = |index: &usize| {
        let inputs = graph.node[*index].input.iter();
        let mut before = inputs.filter_map(|input| makers.get(input.as_str()));
        before.all(|before| before < index)
    };
    if sorted.iter().all(is_behind) {
        sorted
    } else {
        order
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

#[cfg(test)]
mod tests {
    use super::super::proto::{NodeProto, ValueInfoProto};
    use super::*;

    fn graph(nodes: &[(&[&str], &str)]) -> GraphProto {
        let value = |name: &str| ValueInfoProto {
            name: name.to_owned(),
            r#type: None,
        };
        let node = |(inputs, output): &(&[&str], &str)| NodeProto {
            input: inputs.iter().map(ToString::to_string).collect(),
            output: vec![output.to_string()],
            ..NodeProto::default()
        };
        GraphProto {
            node: nodes.iter().map(node).collect(),
            input: vec![value("x")],
            output: vec![value("y")],
            ..GraphProto::default()
        }
    }

    #[test]
    fn operators_are_put_in_order_and_those_that_nobody_needs_are_left_out() {
        let graph = graph(&[
            (&["a", "b"], "y"),
            (&["a"], "b"),
            (&["x"], "a"),
            (&["a"], "loose"),
        ]);
        let order = in_order(&graph).unwrap();
        let outputs: Vec<&str> = order.iter().map(|node| node.output()).collect();
        assert_eq!(outputs, ["a", "b", "y"]);
    }

    #[test]
    fn a_circle_and_a_value_that_nothing_makes_are_named() {
        let circle = graph(&[(&["b"], "a"), (&["a"], "b"), (&["b"], "y")]);
        assert_eq!(in_order(&circle).err().unwrap().code(), "onnx-circle");
        let nowhere = graph(&[(&["z"], "y")]);
        assert_eq!(
            in_order(&nowhere).err().unwrap().code(),
            "onnx-made-nowhere"
        );
    }
}
