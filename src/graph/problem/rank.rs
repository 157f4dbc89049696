//! How much a repair takes away from what somebody built: what takes least is tried, offered and made first.

use super::super::edit::Edit;
use super::super::model::{Graph, NodeId, Place};

/// What a repair costs, the least first. It costs what its gravest part does; repairs that cost the same keep the order in
/// which the kind of problem thought of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cost {
    /// A setting, an argument or a name is another one.
    Setting,
    /// Something is added, and all that was there stays as it was.
    Addition,
    /// What is there is wired in another way.
    Wiring,
    /// Something that somebody put there is gone.
    Deletion,
}

impl Cost {
    /// What `edit` of `graph` costs.
    pub fn of(graph: &Graph, edit: &Edit) -> Self {
        match edit {
            Edit::Many { edits, .. } => of_many(graph, edits),
            edit if drops_setting(graph, edit) => Self::Deletion,
            Edit::Set { .. }
            | Edit::SetArgument { .. }
            | Edit::Rename { .. }
            | Edit::RenameBlock { .. }
            | Edit::ChangeParameter { .. }
            | Edit::Move { .. }
            | Edit::MoveNotes { .. }
            | Edit::ChangeNote { .. }
            | Edit::Bend { .. }
            | Edit::Lay { .. }
            | Edit::Turn { .. }
            | Edit::Freeze { .. } => Self::Setting,
            Edit::Add { .. }
            | Edit::InsertAfter { .. }
            | Edit::InsertOnWire { .. }
            | Edit::Replace { .. }
            | Edit::Paste { .. }
            | Edit::Repeat { .. }
            | Edit::Define { .. }
            | Edit::AddNote { .. } => Self::Addition,
            Edit::Splice { .. }
            | Edit::Connect { .. }
            | Edit::Disconnect { .. }
            | Edit::MakeBlock { .. }
            | Edit::Ungroup { .. }
            | Edit::Detach { .. }
            | Edit::Bypass { .. } => Self::Wiring,
            Edit::Remove { .. } | Edit::Undefine { .. } | Edit::RemoveNotes { .. } => {
                Self::Deletion
            }
        }
    }
}

fn of_many(graph: &Graph, edits: &[Edit]) -> Cost {
    // Given to another setting or to a layer of its own, a value is not gone.
    let is_kept = edits.iter().any(|edit| match edit {
        Edit::Set { value, .. } => value.is_some(),
        Edit::InsertAfter { .. } => true,
        _ => false,
    });
    let rest = edits
        .iter()
        .filter(|edit| !(is_kept && drops_setting(graph, edit)));
    let costs = rest.map(|edit| Cost::of(graph, edit));
    costs.max().unwrap_or(Cost::Setting)
}

/// Whether a value goes that nothing else takes the place of: a setting or an argument without a default.
fn drops_setting(graph: &Graph, edit: &Edit) -> bool {
    let is_known = match edit {
        Edit::Set {
            place,
            nodes,
            key,
            value: None,
        } => nodes
            .iter()
            .all(|node| has_setting(graph, place, *node, key)),
        Edit::SetArgument {
            place,
            node,
            parameter,
            value: None,
        } => has_parameter(graph, place, *node, parameter),
        _ => true,
    };
    !is_known
}

fn has_setting(graph: &Graph, place: &Place, node: NodeId, key: &str) -> bool {
    let body = graph.body_of(place);
    let spec = body.and_then(|body| body.node(node)?.layer());
    spec.is_none_or(|spec| spec.kind.entry().setting(key).is_some())
}

fn has_parameter(graph: &Graph, place: &Place, node: NodeId, parameter: &str) -> bool {
    let body = graph.body_of(place);
    let call = body.and_then(|body| body.node(node)?.call());
    let definition = call.and_then(|call| graph.blocks.get(&call.block));
    definition.is_none_or(|it| it.parameters.iter().any(|known| known.name == parameter))
}

#[cfg(test)]
mod tests {
    use super::super::super::infer;
    use super::super::tests::chain;
    use super::*;
    use crate::layer::{Kind, LayerSpec, Value};

    fn costs(graph: &Graph, node: &str) -> Vec<(String, Cost)> {
        let problems = infer(graph).problems;
        let problem = problems.iter().find(|it| it.node == node).unwrap();
        let repairs = problem.repairs().iter();
        repairs
            .map(|repair| (repair.label.to_string(), Cost::of(graph, &repair.edit)))
            .collect()
    }

    #[test]
    fn a_value_that_moves_is_not_lost_and_one_that_is_dropped_is() {
        let mut pooling = LayerSpec::new(Kind::MaxPooling2D);
        pooling
            .settings
            .insert("activation".to_owned(), Value::from("relu"));
        let graph = chain([
            LayerSpec::new(Kind::Input),
            pooling,
            LayerSpec::new(Kind::GlobalAveragePooling2D),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        assert_eq!(
            costs(&graph, "max_pooling2d"),
            [
                (
                    "Put Activation with relu behind it instead".to_owned(),
                    Cost::Addition
                ),
                ("Remove activation".to_owned(), Cost::Deletion),
            ]
        );
    }

    #[test]
    fn what_only_sets_comes_before_what_adds_and_what_deletes_comes_last() {
        // A kernel of 5×5 leaves 60 of 64 pixels, the shortcut all of them.
        let mut graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D)
                .with("filters", 3)
                .with("kernel_size", [5, 5]),
            LayerSpec::new(Kind::Add),
            LayerSpec::new(Kind::GlobalAveragePooling2D),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        let mut sum = graph.body.node(NodeId(2)).unwrap().clone();
        sum.inputs = vec![NodeId(1), NodeId(0)];
        graph.body.nodes.insert(NodeId(2), sum.into());
        let costs = costs(&graph, "add");
        assert_eq!(
            costs[0],
            ("Use padding 'same' in conv2d".to_owned(), Cost::Setting)
        );
        assert!(costs.is_sorted_by_key(|(_, cost)| *cost), "{costs:?}");
        assert!(
            costs.iter().any(|(_, cost)| *cost == Cost::Addition),
            "{costs:?}"
        );
    }
}
