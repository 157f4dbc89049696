//! Finding layers by what a person types about them, and changing all that were found in one step.
//! Never changes a graph itself: a change is an ordinary edit that somebody else applies.

mod change;
mod parse;
mod shape;
mod sorted;
mod subject;
mod term;

pub use change::{Change, Reach, Replacement, plan};
pub use parse::QueryError;

use std::collections::BTreeSet;

use self::subject::Subject;
use self::term::Condition;
use super::model::{Graph, NodePath};
use super::problem::Problem;
use super::report::Inference;
use crate::layer::catalog;
use crate::text::list;
use crate::tr;

/// What is searched for: conditions that all have to hold.
///
/// A condition is a word (`conv`, `3x3`, `(16, 16, 256)`, `problem`, `nn.Linear`, `卷积`) or names what it asks
/// about (`kind:conv2d`, `name:branch2a`, `in:stage4`, `filters>=256`, `padding:same`, `stage:4`). A `-` before it
/// turns it around, quotes hold words together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    conditions: Vec<Condition>,
}

/// A network to search in, with everything that is known about it.
#[derive(Clone, Copy, Debug)]
pub struct Searched<'a> {
    /// The network.
    pub graph: &'a Graph,
    /// What inference knows about it.
    pub inference: &'a Inference,
    /// What is wrong with it, alone and with the data at hand.
    pub problems: &'a [Problem],
}

impl Query {
    /// Reads what a person typed.
    ///
    /// # Errors
    /// A sentence about what cannot be read; while somebody types, that is often only unfinished.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parse::conditions(text).map(|conditions| Self { conditions })
    }

    /// Whether it asks for nothing, and so finds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// The layers and blocks that it finds, in the order of Keras's summary; a block comes before what is in it.
    #[must_use]
    pub fn find(&self, searched: Searched<'_>) -> Vec<NodePath> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut found = nodes(searched.graph, searched.inference);
        found.retain(|path| {
            let subject = Subject::new(searched, path);
            subject.is_some_and(|subject| self.conditions.iter().all(|it| it.holds(&subject)))
        });
        found
    }

    /// Why a condition can never hold here: it asks about a setting or argument that nothing has.
    #[must_use]
    pub fn stranger(&self, graph: &Graph) -> Option<String> {
        let settings = catalog().iter().flat_map(|entry| entry.settings);
        let mut known: BTreeSet<&str> = settings.map(|setting| setting.key).collect();
        let blocks = graph.blocks.values();
        known.extend(blocks.flat_map(|block| block.parameters.iter().map(|it| it.name.as_str())));
        let asked = self.conditions.iter().filter_map(Condition::key);
        let unknown = asked.into_iter().find(|key| !is_known(key, graph))?;
        Some(tr!(
            "nothing-has-such-setting",
            key = unknown,
            known = list(known)
        ))
    }
}

fn is_known(key: &str, graph: &Graph) -> bool {
    let is_setting = |entry: &crate::layer::Entry| subject::setting(entry.settings, key).is_some();
    let mut blocks = graph.blocks.values();
    subject::FIGURES.contains(&key)
        || catalog().iter().any(is_setting)
        || blocks.any(|block| block.parameters.iter().any(|it| it.name == key))
}

/// Every layer and block instance, blocks before what is in them; bypassed ones stand behind what they let through.
fn nodes(graph: &Graph, inference: &Inference) -> Vec<NodePath> {
    let mut nodes = Vec::new();
    let mut seen = BTreeSet::new();
    let mut add = |path: NodePath| {
        let around = (1..path.0.len()).map(|depth| NodePath(path.0[..depth].to_vec()));
        for path in around.chain([path.clone()]) {
            if graph.node(&path).is_some() && seen.insert(path.clone()) {
                nodes.push(path);
            }
        }
    };
    for (index, layer) in inference.layers.iter().enumerate() {
        add(layer.path.clone());
        let behind = inference.bypassed.iter();
        behind
            .filter(|(_, source)| **source == Some(index))
            .for_each(|(path, _)| add(path.clone()));
    }
    // What is left has no layer in it, or lets through nothing that is known.
    inference.bypassed.keys().cloned().for_each(&mut add);
    inference.blocks.keys().cloned().for_each(&mut add);
    nodes
}

#[cfg(test)]
mod tests {
    use super::super::infer::infer;
    use super::super::model::NodeId;
    use super::super::problem::tests::chain;
    use super::*;
    use crate::layer::{Kind, LayerSpec};

    fn network() -> Graph {
        chain([
            LayerSpec::new(Kind::Input).with("shape", crate::layer::Value::List(vec![64, 64, 3])),
            LayerSpec::new(Kind::Conv2D).with("filters", 16),
            LayerSpec::new(Kind::Activation),
            LayerSpec::new(Kind::Conv2D)
                .with("kernel_size", [1, 1])
                .with("padding", "same"),
            LayerSpec::new(Kind::MaxPooling2D).with("pool_size", [3, 3]),
            LayerSpec::new(Kind::Activation).with("activation", "tanh"),
            LayerSpec::new(Kind::Dense),
        ])
    }

    /// The ids that `text` finds in a chain: 0 is the input.
    fn found(text: &str) -> Vec<u64> {
        let graph = network();
        let inference = infer(&graph);
        let searched = Searched {
            graph: &graph,
            inference: &inference,
            problems: &inference.problems,
        };
        let found = Query::parse(text).unwrap().find(searched);
        found.iter().map(|path| path.leaf().unwrap().0).collect()
    }

    #[test]
    fn words_find_names_and_kinds_in_every_tongue() {
        for word in [
            "conv",
            "conv2d",
            "nn.Conv2d",
            "tf.keras.layers.Conv2D",
            "卷积",
            "kind:卷积",
        ] {
            assert_eq!(found(word), [1, 3], "{word}");
        }
        assert_eq!(found("name:conv2d_1"), [3]);
        assert_eq!(found("linear"), [6]);
        assert_eq!(found("池化"), [4]);
    }

    #[test]
    fn a_function_finds_only_the_layers_that_have_it() {
        assert_eq!(found("relu"), [2]);
        assert_eq!(found("nn.Tanh"), [5]);
        assert_eq!(found("activation"), [2, 5]);
        assert_eq!(found("activation:tanh"), [5]);
    }

    #[test]
    fn windows_and_shapes_find_what_has_them() {
        for text in ["3x3", "3×3", "3 x 3"] {
            let wanted: &[u64] = if text == "3 x 3" { &[] } else { &[1, 4] };
            assert_eq!(found(text), wanted, "{text}");
        }
        for text in [
            "(62, 62, 16)",
            "62x62x16",
            "(None, 62, 62, 16)",
            "(62，62，16)",
            "shape:(62, ?, 16)",
        ] {
            assert_eq!(found(text), [1, 2], "{text}");
        }
        assert_eq!(found("input:(64, 64, 3)"), [1]);
    }

    #[test]
    fn settings_are_compared_as_they_are_typed() {
        assert_eq!(found("kernel:3x3"), [1]);
        assert_eq!(found("kernel_size:1"), [3]);
        assert_eq!(found("filters>=32"), [3]);
        assert_eq!(found("filters<32"), [1]);
        assert_eq!(found("padding:same"), [3]);
        assert_eq!(found("same"), [3]);
        assert_eq!(found("bias:on"), [1, 3, 6]);
        assert_eq!(found("params>450 conv"), [3]);
        assert_eq!(found("params>0.4k conv"), [1, 3]);
    }

    #[test]
    fn conditions_join_and_turn_around() {
        assert_eq!(found("conv 3x3"), [1]);
        assert_eq!(found("conv -3x3"), [3]);
        assert_eq!(found("-conv -activation"), [0, 4, 6]);
    }

    #[test]
    fn a_problem_finds_the_layer_that_has_it() {
        assert_eq!(found("problem"), [6]);
        assert_eq!(found("error"), [6]);
        assert_eq!(found("problem:flatten"), found("problem"));
        assert_eq!(found("problem:nonsense"), [0_u64; 0]);
    }

    #[test]
    fn a_bypassed_layer_is_found_in_its_place() {
        let mut graph = network();
        graph.body.bypassed.insert(NodeId(2));
        let inference = infer(&graph);
        let searched = Searched {
            graph: &graph,
            inference: &inference,
            problems: &[],
        };
        let paths = |text: &str| Query::parse(text).unwrap().find(searched);
        assert_eq!(paths("bypassed"), [NodePath::root(NodeId(2))]);
        assert_eq!(paths("conv2d -conv2d_1")[0], NodePath::root(NodeId(1)));
        assert_eq!(paths("-nothing")[2], NodePath::root(NodeId(2)));
    }

    #[test]
    fn what_nothing_has_is_told_with_what_there_is() {
        let graph = network();
        let stranger = |text: &str| Query::parse(text).unwrap().stranger(&graph);
        assert_eq!(stranger("filters:3 kernel:3"), None);
        let sentence = stranger("kernl:3").unwrap();
        assert!(sentence.contains("`kernl`") && sentence.contains("kernel_size"));
    }

    #[test]
    fn nothing_typed_finds_nothing() {
        assert_eq!(found("  "), [0_u64; 0]);
    }
}
