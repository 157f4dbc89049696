//! How large a drawing may become, found out before anything is laid out.

use super::NODE_SIZE;
use super::options::LayoutOptions;
use super::png::{LARGEST_PIXELS, PictureError};
use crate::graph::{Body, Graph, Inference, NodeId, NodePath, Place};

/// More nodes than anyone looks at in one picture; a few nested blocks could otherwise ask for a hundred thousand.
pub const MOST_NODES: usize = 20_000;

/// More wires than that many nodes have.
pub const MOST_WIRES: usize = 100_000;

/// Whether `graph` can be drawn, as a picture with `scale` pixels for each px where one is wanted.
///
/// # Errors
/// Where it would be more nodes or wires than [`MOST_NODES`] and [`MOST_WIRES`], or where the nodes alone would need more
/// than [`LARGEST_PIXELS`].
pub fn check(
    graph: &Graph,
    inference: &Inference,
    options: &LayoutOptions,
    scale: Option<f32>,
) -> Result<(), PictureError> {
    let mut count = Count {
        graph,
        inference,
        options,
        nodes: 0,
        wires: 0,
    };
    count.add(&graph.body, &mut Vec::new());
    let Count { nodes, wires, .. } = count;
    if nodes > MOST_NODES {
        return Err(PictureError::TooManyNodes);
    }
    if wires > MOST_WIRES {
        return Err(PictureError::TooManyWires);
    }
    let Some(scale) = scale else { return Ok(()) };
    if !(scale.is_finite() && scale > 0.0) {
        return Err(PictureError::Scale(scale));
    }
    let pixels_of_node = f64::from(NODE_SIZE[0] * NODE_SIZE[1]) * f64::from(scale).powi(2);
    if pixels_of_node * nodes as f64 > LARGEST_PIXELS as f64 {
        return Err(PictureError::TooLargeForScale { nodes, scale });
    }
    Ok(())
}

struct Count<'a> {
    graph: &'a Graph,
    inference: &'a Inference,
    options: &'a LayoutOptions,
    nodes: usize,
    wires: usize,
}

impl Count<'_> {
    /// Counts a body and what is open inside of it, and stops as soon as it is too much.
    fn add(&mut self, body: &Body, path: &mut Vec<NodeId>) {
        for (id, node) in &body.nodes {
            self.nodes += 1;
            self.wires += node.inputs.len();
            if self.nodes > MOST_NODES || self.wires > MOST_WIRES {
                return;
            }
            let Some(call) = node.call() else { continue };
            path.push(*id);
            let here = NodePath(path.clone());
            // Inference knows exactly those instances that can be opened without end.
            let is_open =
                self.options.blocks.opens(&here) && self.inference.blocks.contains_key(&here);
            let inside = self.graph.body_of(&Place::Block(call.block.clone()));
            if let (true, Some(inside)) = (is_open, inside) {
                self.add(inside, path);
            }
            path.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Blocks, Direction, Wrap};
    use super::*;
    use crate::graph::infer;

    fn options(blocks: Blocks) -> LayoutOptions {
        LayoutOptions {
            direction: Direction::TopToBottom,
            blocks,
            wrap: Wrap::Page,
        }
    }

    /// Blocks that each hold the one before twice: `depth` levels are 2^depth layers.
    fn doubling(depth: usize) -> Graph {
        let mut blocks = String::new();
        for level in 0..depth {
            let node = |id: usize, from: usize| {
                let content = match level {
                    0 => r#""layer": {"type": "Flatten"}"#.to_owned(),
                    _ => format!(r#""block": {{"use": "b{}"}}"#, level - 1),
                };
                format!(r#"{{"id": {id}, "name": "n{id}", {content}, "inputs": [{from}]}}"#)
            };
            blocks += &format!(
                r#"{}"b{level}": {{"nodes": [{{"id": 0, "name": "in", "port": "input"}}, {}, {}, {{"id": 3, "name": "out", "port": "output", "inputs": [2]}}]}}"#,
                if level == 0 { "" } else { ", " },
                node(1, 0),
                node(2, 1),
            );
        }
        let text = format!(
            r#"{{"nodes": [{{"id": 0, "name": "input", "layer": {{"type": "Input"}}}}, {{"id": 1, "name": "all", "block": {{"use": "b{}"}}, "inputs": [0]}}], "blocks": {{{blocks}}}}}"#,
            depth - 1
        );
        Graph::from_json(&text).expect("a sound graph")
    }

    #[test]
    fn blocks_that_double_at_each_level_are_refused_before_they_are_laid_out() {
        for depth in [16, 24, 31] {
            let graph = doubling(depth);
            let inference = infer(&graph);
            let open = check(&graph, &inference, &options(Blocks::Open), None);
            assert_eq!(open, Err(PictureError::TooManyNodes), "{depth}");
            assert_eq!(
                check(&graph, &inference, &options(Blocks::Folded), None),
                Ok(())
            );
        }
        let graph = doubling(10);
        assert_eq!(
            check(&graph, &infer(&graph), &options(Blocks::Open), None),
            Ok(())
        );
    }

    #[test]
    fn a_network_beyond_the_budget_of_layers_says_so_once() {
        let inference = infer(&doubling(31));
        let of_network = inference
            .problems
            .iter()
            .filter(|problem| problem.path.is_none());
        let messages: Vec<String> = of_network
            .map(|problem| problem.message.to_string())
            .collect();
        let too_many = messages
            .iter()
            .filter(|message| message.contains("more than 100000 layers"));
        assert_eq!(too_many.count(), 1, "{messages:?}");
    }

    #[test]
    fn a_scale_that_no_memory_holds_is_refused_before_the_layout() {
        let graph = doubling(10);
        let found = check(&graph, &infer(&graph), &options(Blocks::Open), Some(1000.0));
        assert!(
            matches!(found, Err(PictureError::TooLargeForScale { .. })),
            "{found:?}"
        );
        let found = check(
            &graph,
            &infer(&graph),
            &options(Blocks::Folded),
            Some(f32::NAN),
        );
        assert!(matches!(found, Err(PictureError::Scale(_))), "{found:?}");
    }
}
