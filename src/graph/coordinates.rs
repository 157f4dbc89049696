//! Which places a drawing can have.

/// Nothing stands, and no wire runs, farther out than this, in graph units: beyond it, arithmetic with places overflows.
pub const FARTHEST: f32 = 1e9;

/// Whether these are coordinates of places that a drawing can have.
pub fn are_places<'a>(coordinates: impl IntoIterator<Item = &'a f32>) -> bool {
    let mut coordinates = coordinates.into_iter();
    coordinates.all(|coordinate| coordinate.abs() <= FARTHEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Content, Graph, Node, NodeId, Way, broken_invariants};
    use crate::layer::{Kind, LayerSpec};
    use std::sync::Arc;

    #[test]
    fn nothing_stands_where_no_number_leads() {
        assert!(are_places(&[0.0, -1e9]));
        for beyond in [f32::NAN, f32::INFINITY, -3e38, 1.1e9] {
            assert!(!are_places(&[0.0, beyond]), "{beyond}");
        }
    }

    #[test]
    fn a_node_and_a_lane_beyond_all_bounds_are_faults() {
        let mut graph = Graph::default();
        let node = Node {
            name: "far".to_owned(),
            position: [3e38, -3e38],
            content: Content::Layer(LayerSpec::new(Kind::Input)),
            inputs: Vec::new(),
        };
        graph.body.nodes.insert(NodeId(1), Arc::new(node));
        let broken = broken_invariants(&graph);
        assert!(
            broken
                .iter()
                .any(|words| words.to_string().contains("position")),
            "{broken:?}"
        );
        let way = Way {
            lanes: vec![3e38],
            strips: vec![[0.0, 1.0]; 2],
            turns: vec![vec![0.0]; 2],
            ..Way::default()
        };
        assert_eq!(way.fault().unwrap(), "passes a point that is no place");
    }
}
