//! One change for everything that was found, as one edit, with what a person should know before it is made.

use std::collections::{BTreeMap, BTreeSet};

use super::Searched;
use super::sorted::Sorted;
use crate::graph::edit::{Edit, apply};
use crate::graph::model::{Graph, Node, NodeId, NodePath, Place};
use crate::layer::Kind;
use crate::text::{self, Argument, Message};
use crate::{message, tr};

/// What becomes of each layer that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// One of its settings gets a value.
    Set {
        /// The setting's key.
        key: String,
        /// Its new value, as a person types it.
        text: String,
    },
    /// It becomes a layer of another kind, and keeps its name, its wires and the settings that fit.
    Become(Kind),
}

/// Whom a change inside of a block concerns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// The block's definition, and so every instance of it.
    #[default]
    Definitions,
    /// Only the instances in which something was found: where there are others, these get a definition of their own.
    OnlyFound,
}

/// A change that is ready to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Replacement {
    /// Everything in one step.
    pub edit: Edit,
    /// How many of the layers found it changes.
    pub changed: usize,
    /// How many of them have no such setting, or are no layers.
    pub unfit: usize,
    /// How many of them are so already.
    pub equal: usize,
    /// How many block definitions it changes.
    pub blocks: usize,
    /// How many instances follow those definitions.
    pub instances: usize,
    /// How many of these instances hold nothing that was found.
    pub others: usize,
    /// How many expressions over a block's parameters give way to a value.
    pub expressions: usize,
}

/// How `change` would be made to all of `found`.
///
/// # Errors
/// Why it cannot be made, as a sentence.
pub fn plan(
    searched: Searched<'_>,
    found: &[NodePath],
    change: &Change,
    reach: Reach,
) -> Result<Replacement, String> {
    let mut edits = match reach {
        Reach::Definitions => Vec::new(),
        Reach::OnlyFound => detachments(searched, found),
    };
    let mut graph = searched.graph.clone();
    for edit in &edits {
        graph = apply(&graph, edit).map_err(|refusal| refusal.to_string())?;
    }
    let sorted = Sorted::new(&graph, found, change)?;
    edits.extend(sorted.edits(change));
    let edit = Edit::joined(label(change, &sorted, &graph), edits)
        .ok_or_else(|| tr!("nothing-can-be-changed-so"))?;
    apply(searched.graph, &edit).map_err(|refusal| refusal.to_string())?;
    let (instances, others) = followers(searched, &graph, &sorted);
    Ok(Replacement {
        edit,
        changed: sorted.changed.len(),
        unfit: sorted.unfit,
        equal: sorted.equal,
        blocks: sorted.blocks().count(),
        instances,
        others,
        expressions: sorted.expressions,
    })
}

impl Replacement {
    /// What it does, one sentence each.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        self.told(false)
    }

    /// What it has done.
    #[must_use]
    pub fn words_when_done(&self) -> Vec<String> {
        self.told(true)
    }

    fn told(&self, is_done: bool) -> Vec<String> {
        let counted = |count: usize, [before, after]: [&'static str; 2]| {
            let id = if is_done { after } else { before };
            Message::new(id).with("count", count)
        };
        let layers = ["plan-changes", "plan-changed"];
        let mut words = vec![counted(self.changed, layers)];
        if self.blocks > 0 {
            words.push(message!(
                "plan-in-blocks",
                blocks = self.blocks,
                instances = self.instances
            ));
        }
        if self.others > 0 {
            words.push(message!("plan-without-match", count = self.others));
        }
        if self.expressions > 0 {
            words.push(counted(
                self.expressions,
                ["plan-replaces", "plan-replaced"],
            ));
        }
        if self.equal > 0 {
            words.push(message!("plan-already-so", count = self.equal));
        }
        if self.unfit > 0 {
            words.push(counted(self.unfit, ["plan-skips", "plan-skipped"]));
        }
        words.iter().map(Message::to_string).collect()
    }
}

/// What the step is called.
fn label(change: &Change, sorted: &Sorted, graph: &Graph) -> Message {
    let whom = match sorted.nodes.keys().next() {
        Some((place, id)) if sorted.nodes.len() == 1 => {
            let node = graph.body_of(place).and_then(|body| body.node(*id));
            node.map_or_else(
                || message!("edit-a-layer").into(),
                |node| Argument::from(&node.name),
            )
        }
        _ => text::counted(sorted.changed.len(), "layer").into(),
    };
    match change {
        Change::Set { key, .. } => message!("edit-set", key = key, name = whom),
        Change::Become(kind) => message!("edit-turn-into", name = whom, what = %kind),
    }
}

/// The instances at the top that hold what was found get definitions of their own, where others share theirs.
/// Instances inside of other blocks stay as they are: their definition is every instance's around them.
fn detachments(searched: Searched<'_>, found: &[NodePath]) -> Vec<Edit> {
    let mut holding: BTreeMap<String, BTreeSet<NodeId>> = BTreeMap::new();
    for path in found.iter().filter(|path| path.0.len() > 1) {
        let top = NodePath::root(path.0[0]);
        if let Some(call) = searched.graph.node(&top).and_then(Node::call) {
            holding
                .entry(call.block.clone())
                .or_default()
                .insert(path.0[0]);
        }
    }
    let shared = |(name, nodes): &(String, BTreeSet<NodeId>)| {
        let mut instances = searched.inference.instances_of(searched.graph, name);
        instances.any(|path| path.0.len() > 1 || !nodes.contains(&path.0[0]))
    };
    let detach = |(_, nodes)| Edit::Detach {
        place: Place::Root,
        nodes,
    };
    holding.into_iter().filter(shared).map(detach).collect()
}

/// How many instances follow the definitions that change, and how many of these hold nothing that was found.
fn followers(searched: Searched<'_>, graph: &Graph, sorted: &Sorted) -> (usize, usize) {
    let holding: BTreeSet<NodePath> = sorted.changed.iter().filter_map(NodePath::parent).collect();
    let (mut all, mut others) = (0, 0);
    for name in sorted.blocks() {
        // `graph` has the paths of what is searched.
        for path in searched.inference.instances_of(graph, &name) {
            all += 1;
            others += usize::from(!holding.contains(path));
        }
    }
    (all, others)
}

#[cfg(test)]
mod tests {
    use super::super::Query;
    use super::*;
    use crate::graph::infer;
    use crate::graph::library;
    use crate::graph::model::{BlockCall, Content};
    use crate::graph::problem::tests::chain;
    use crate::layer::{LayerSpec, Value};

    /// An input, then the instances `a` and `b` of the identity block.
    fn network() -> Graph {
        let input = LayerSpec::new(Kind::Input).with("shape", Value::List(vec![16, 16, 256]));
        let mut graph = chain([input]);
        let definition = library::blocks()["identity_block"].clone();
        graph.blocks.insert("identity_block".to_owned(), definition);
        for (id, name) in [(1, "a"), (2, "b")] {
            let filters = Value::List(vec![64, 64, 256]);
            let arguments = [
                ("filters".to_owned(), filters),
                ("block".to_owned(), Value::from(name)),
            ];
            let node = Node {
                name: name.to_owned(),
                position: [0.0, 0.0],
                content: Content::Block(BlockCall {
                    block: "identity_block".to_owned(),
                    arguments: arguments.into(),
                }),
                inputs: vec![NodeId(id - 1)],
            };
            graph.body.nodes.insert(NodeId(id), node.into());
        }
        graph
    }

    fn planned(query: &str, change: &Change, reach: Reach) -> (Graph, Result<Replacement, String>) {
        let graph = network();
        let inference = infer(&graph);
        let searched = Searched {
            graph: &graph,
            inference: &inference,
            problems: &[],
        };
        let found = Query::parse(query).unwrap().find(searched);
        let plan = plan(searched, &found, change, reach);
        (graph.clone(), plan)
    }

    fn set(key: &str, text: &str) -> Change {
        Change::Set {
            key: key.to_owned(),
            text: text.to_owned(),
        }
    }

    /// The kernels of all layers that `query` finds in `graph`.
    fn kernels(graph: &Graph, query: &str) -> usize {
        let inference = infer(graph);
        let searched = Searched {
            graph,
            inference: &inference,
            problems: &[],
        };
        Query::parse(query).unwrap().find(searched).len()
    }

    #[test]
    fn a_change_inside_of_a_block_changes_its_definition_and_says_whom_that_concerns() {
        let (graph, plan) = planned(
            "3x3 block:a",
            &set("kernel_size", "5x5"),
            Reach::Definitions,
        );
        let plan = plan.unwrap();
        assert_eq!(
            (plan.changed, plan.blocks, plan.instances, plan.others),
            (1, 1, 2, 1)
        );
        assert_eq!(plan.expressions, 1);
        let after = apply(&graph, &plan.edit).unwrap();
        assert_eq!(kernels(&after, "5x5"), 2);
    }

    #[test]
    fn only_what_was_found_changes_where_that_is_wanted() {
        let (graph, plan) = planned("3x3 block:a", &set("kernel_size", "5x5"), Reach::OnlyFound);
        let plan = plan.unwrap();
        assert_eq!((plan.changed, plan.instances, plan.others), (1, 1, 0));
        let after = apply(&graph, &plan.edit).unwrap();
        assert_eq!(kernels(&after, "5x5 block:a"), 1);
        assert_eq!(kernels(&after, "5x5"), 1);
        assert!(
            plan.edit
                .label(&graph)
                .to_string()
                .starts_with("set kernel_size of ")
        );
    }

    #[test]
    fn what_has_no_such_setting_or_the_value_already_is_skipped_and_counted() {
        let (_, plan) = planned("in:a", &set("padding", "same"), Reach::Definitions);
        let plan = plan.unwrap();
        assert!(plan.equal > 0 && plan.unfit > 0 && plan.changed > 0);
        assert_eq!(plan.words()[0], format!("Changes {} layers", plan.changed));
    }

    #[test]
    fn kinds_are_replaced_and_a_value_that_cannot_be_is_refused() {
        let (graph, plan) = planned(
            "kind:batchnorm2d",
            &Change::Become(Kind::Dropout),
            Reach::Definitions,
        );
        let after = apply(&graph, &plan.unwrap().edit).unwrap();
        assert_eq!(kernels(&after, "kind:dropout"), 6);
        let (_, refused) = planned("conv", &set("filters", "many"), Reach::Definitions);
        assert!(refused.unwrap_err().contains("whole number"));
        let (_, nothing) = planned("input", &set("filters", "3"), Reach::Definitions);
        assert!(nothing.unwrap_err().contains("can be changed"));
    }
}
