//! Layers and how they are connected, as a lesson asks for them.

use super::layer_test::LayerTest;

/// Layers, each after those whose outputs it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// The layers, at least one.
    pub nodes: Vec<PatternNode>,
}

/// One layer of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct PatternNode {
    /// What the lesson calls it.
    pub name: String,
    /// What it must be.
    pub layer: LayerTest,
    /// The layers before it, by their place in the pattern: exactly these; none for whatever comes before.
    pub from: Vec<usize>,
}

impl Pattern {
    /// Layers in a row.
    #[must_use]
    pub fn chain(layers: Vec<LayerTest>) -> Self {
        let node = |(at, layer): (usize, LayerTest)| PatternNode {
            name: String::new(),
            layer,
            from: at.checked_sub(1).into_iter().collect(),
        };
        Self {
            nodes: layers.into_iter().enumerate().map(node).collect(),
        }
    }

    /// Which of those of its kind the layer at `place` is, from 1; `None` where it is the only one.
    #[must_use]
    pub fn number_of(&self, place: usize) -> Option<usize> {
        let kind = self.nodes[place].layer.kind?;
        let is_kind = |node: &&PatternNode| node.layer.kind == Some(kind);
        let all = self.nodes.iter().filter(is_kind).count();
        let until = self.nodes[..=place].iter().filter(is_kind).count();
        (all > 1).then_some(until)
    }
}
