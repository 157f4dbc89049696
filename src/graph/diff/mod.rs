//! What differs between two networks, layer by layer, their blocks opened: added, removed, changed, and what only
//! follows from that. Never decides which of the two is right.

mod align;
mod find;
mod matching;
mod settings;
mod words;

use super::model::{Graph, NodePath};
use super::report::Inference;
use crate::layer::{Kind, Shape, Value};

pub(super) use align::{Pair, align};
pub use matching::Identity;

/// One of the two networks.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The network.
    pub graph: &'a Graph,
    /// What inference knows about it.
    pub inference: &'a Inference,
}

/// Everything that differs, in the order of the later network's summary; a layer that is gone stands before the layer
/// that it stood before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// One entry per layer that differs.
    pub changes: Vec<Change>,
}

/// What happened to a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Only the later network has it.
    Added,
    /// Only the earlier network has it.
    Removed,
    /// Both have it, and somebody changed it.
    Changed,
    /// Nobody changed it, but its shape or its parameters follow from another change.
    Followed,
}

/// One layer that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What happened to it.
    pub kind: ChangeKind,
    /// Where it is in the earlier network.
    pub before: Option<NodePath>,
    /// Where it is in the later network.
    pub after: Option<NodePath>,
    /// Its name, the later one where it has two.
    pub name: String,
    /// Its kind, the later one where it has two.
    pub layer: Kind,
    /// What differs, most telling first; empty for a layer that only one network has.
    pub differences: Vec<Difference>,
}

/// One thing that differs: earlier, later.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// It became a layer of another kind.
    Kind(Kind, Kind),
    /// It has another name.
    Name(String, String),
    /// A setting has another value.
    Setting {
        /// The setting's key.
        key: &'static str,
        /// Earlier.
        before: Value,
        /// Later.
        after: Value,
    },
    /// It takes its inputs from other layers, named here.
    Inputs(Vec<String>, Vec<String>),
    /// It makes another shape; `None` where that is unknown.
    Shape(Option<Shape>, Option<Shape>),
    /// It has another number of parameters.
    Params(u64, u64),
}

impl Difference {
    /// Whether it can follow from a change elsewhere.
    fn is_consequence(&self) -> bool {
        matches!(self, Self::Shape(..) | Self::Params(..))
    }
}

impl Diff {
    /// How many changes are of this kind.
    #[must_use]
    pub fn count(&self, kind: ChangeKind) -> usize {
        let of_kind = self.changes.iter().filter(|change| change.kind == kind);
        of_kind.count()
    }
}

/// Compares two networks; `identity` says what makes a layer of one the same as a layer of the other.
#[must_use]
pub fn diff(before: Side<'_>, after: Side<'_>, identity: Identity) -> Diff {
    Diff {
        changes: find::changes(before, after, identity),
    }
}

#[cfg(test)]
mod tests {
    use super::super::edit::{Edit, apply};
    use super::super::infer;
    use super::super::model::{NodeId, Place};
    use super::super::problem::tests::chain;
    use super::*;
    use crate::layer::LayerSpec;

    fn compare(before: &Graph, after: &Graph, identity: Identity) -> Diff {
        let (one, other) = (infer(before), infer(after));
        let side = |graph, inference| Side { graph, inference };
        diff(side(before, &one), side(after, &other), identity)
    }

    fn network() -> Graph {
        chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D).with("filters", 32),
            LayerSpec::new(Kind::Activation),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("units", 6),
        ])
    }

    fn set_filters(graph: &Graph, filters: i64) -> Graph {
        let edit = Edit::Set {
            place: Place::Root,
            nodes: vec![NodeId(1)],
            key: "filters".to_owned(),
            value: Some(filters.into()),
        };
        apply(graph, &edit).unwrap()
    }

    fn told(diff: &Diff) -> Vec<(ChangeKind, String, String)> {
        let changes = diff.changes.iter();
        changes
            .map(|change| (change.kind, change.name.clone(), change.words()))
            .collect()
    }

    fn entry(kind: ChangeKind, name: &str, words: &str) -> (ChangeKind, String, String) {
        (kind, name.to_owned(), words.to_owned())
    }

    #[test]
    fn a_network_does_not_differ_from_itself() {
        for identity in [Identity::Paths, Identity::Names] {
            assert_eq!(compare(&network(), &network(), identity), Diff::default());
        }
    }

    #[test]
    fn a_changed_setting_is_told_apart_from_what_follows_from_it() {
        let before = network();
        let diff = compare(&before, &set_filters(&before, 64), Identity::Paths);
        // Valid padding and a kernel of 3: 62 × 62. (3·3·3 + 1)·32 = 896; 62·62·32 = 123,008.
        assert_eq!(
            told(&diff),
            [
                entry(
                    ChangeKind::Changed,
                    "conv2d",
                    "filters 32 → 64, (62, 62, 32) → (62, 62, 64), 896 → 1,792 parameters"
                ),
                entry(
                    ChangeKind::Followed,
                    "activation",
                    "(62, 62, 32) → (62, 62, 64)"
                ),
                entry(ChangeKind::Followed, "flatten", "(123008) → (246016)"),
                entry(
                    ChangeKind::Followed,
                    "dense",
                    "738,054 → 1,476,102 parameters"
                ),
            ]
        );
    }

    #[test]
    fn layers_that_came_and_went_are_told_with_the_rewired_neighbor() {
        let before = network();
        let removal = Edit::Remove {
            place: Place::Root,
            nodes: [NodeId(2)].into(),
            rejoin: true,
        };
        let insertion = Edit::InsertAfter {
            place: Place::Root,
            after: NodeId(3),
            content: super::super::Content::Layer(LayerSpec::new(Kind::Dropout)),
            position: None,
        };
        let after = apply(&apply(&before, &removal).unwrap(), &insertion).unwrap();
        assert_eq!(
            told(&compare(&before, &after, Identity::Paths)),
            [
                entry(ChangeKind::Removed, "activation", ""),
                entry(ChangeKind::Changed, "flatten", "input activation → conv2d"),
                entry(ChangeKind::Added, "dropout", ""),
                entry(ChangeKind::Changed, "dense", "input flatten → dropout"),
            ]
        );
    }

    #[test]
    fn a_layer_that_got_another_name_is_still_the_same_layer() {
        let before = network();
        let rename = Edit::Rename {
            place: Place::Root,
            node: NodeId(1),
            name: "stem".to_owned(),
        };
        let after = apply(&before, &rename).unwrap();
        for identity in [Identity::Paths, Identity::Names] {
            assert_eq!(
                told(&compare(&before, &after, identity)),
                [entry(ChangeKind::Changed, "stem", "name conv2d → stem")]
            );
        }
    }

    #[test]
    fn a_layer_of_another_kind_in_its_place_is_one_change() {
        let before = network();
        let replace = Edit::Replace {
            place: Place::Root,
            node: NodeId(2),
            content: super::super::Content::Layer(LayerSpec::new(Kind::Dropout)),
        };
        let after = apply(&before, &replace).unwrap();
        assert_eq!(
            told(&compare(&before, &after, Identity::Paths)),
            [entry(
                ChangeKind::Changed,
                "dropout",
                // A name made up for the old kind goes with it.
                "Activation → Dropout, name activation → dropout"
            )]
        );
    }

    #[test]
    fn files_are_compared_by_names_whatever_the_ids_are() {
        let before = network();
        let mut after = Graph::default();
        for (id, node) in &set_filters(&before, 8).body.nodes {
            let mut node = node.as_ref().clone();
            node.inputs = node.inputs.iter().map(|from| NodeId(from.0 + 40)).collect();
            after.body.nodes.insert(NodeId(id.0 + 40), node.into());
        }
        let diff = compare(&before, &after, Identity::Names);
        assert_eq!(diff.count(ChangeKind::Changed), 1);
        assert_eq!(diff.count(ChangeKind::Followed), 3);
        assert_eq!(diff.changes.len(), 4);
    }

    #[test]
    fn an_argument_of_a_block_shows_as_settings_of_the_layers_inside() {
        let block = |filters: i64| {
            let call = super::super::BlockCall {
                block: "convolutional_block".to_owned(),
                arguments: [(
                    "filters".to_owned(),
                    Value::List(vec![filters, filters, 4 * filters]),
                )]
                .into(),
            };
            let mut graph = chain([LayerSpec::new(Kind::Input)]);
            graph.blocks = super::super::library::blocks().clone();
            let edit = Edit::InsertAfter {
                place: Place::Root,
                after: NodeId(0),
                content: super::super::Content::Block(call),
                position: None,
            };
            apply(&graph, &edit).unwrap()
        };
        let diff = compare(&block(16), &block(32), Identity::Paths);
        let first = &diff.changes[0];
        assert_eq!(
            first.differences[0],
            Difference::Setting {
                key: "filters",
                before: 16.into(),
                after: 32.into()
            }
        );
    }
}
