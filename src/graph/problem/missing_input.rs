//! A node with fewer wires than it needs.

use super::super::edit::Edit;
use super::super::model::{Graph, NodeId, NodePath};
use super::{Problem, Repair, Site};
use crate::layer::FaultKind;
use crate::message;
use crate::text::all;

pub(super) fn problem(
    site: &Site<'_>,
    path: &NodePath,
    name: &str,
    (least, given): (usize, usize),
) -> Problem {
    let message = match (least, given) {
        (1, 0) => message!("input-missing"),
        (least, given) => message!("inputs-too-few", least = least, given = given),
    };
    Problem::error(path, name, message)
        .with_repairs(connect_loose_ends(site, path, least))
        .with_repairs(delete(site, path, name).filter(|_| given > 0))
}

/// Whether what comes out at `from` is not already a vector where `to` needs a map, which nothing behind it could mend.
fn can_lead(site: &Site<'_>, from: &NodePath, to: &NodePath) -> bool {
    let shape = site.inference.output_shape(from);
    let layer = site.inference.layer(to).and_then(|it| it.layer.as_ref());
    let (Some(shape), Some(layer)) = (shape, layer) else {
        return true;
    };
    let fault = layer.output_shape(&[shape]).err().map(|fault| fault.kind);
    !matches!(fault, Some(FaultKind::NeedsMap { .. }))
}

/// What joins branches is not needed where there is one.
fn delete(site: &Site<'_>, path: &NodePath, name: &str) -> Option<Repair> {
    site.deletion(path, message!("repair-delete-rejoin", node = name), true)
}

/// Where exactly as many other nodes lead nowhere as there are wires missing, they most likely come from there.
fn connect_loose_ends(site: &Site<'_>, path: &NodePath, least: usize) -> Option<Repair> {
    let (place, to) = site.locate(path)?;
    let body = site.graph.body_of(&place)?;
    let target = body.node(to)?;
    let missing = least.checked_sub(target.inputs.len())?;
    let loose = body.nodes.iter().filter(|(id, node)| {
        **id != to
            && Graph::has_output(&node.content)
            && !target.inputs.contains(id)
            && can_lead(site, &path.sibling(**id), path)
            && !body.would_cycle(**id, to)
            && body.wires().all(|(from, _, _)| from != **id)
    });
    let loose: Vec<_> = loose.take(missing + 1).collect();
    if loose.len() != missing {
        return None;
    }
    let names = all(loose.iter().map(|(_, node)| &node.name));
    let connect = |from: &NodeId| Edit::Connect {
        place: place.clone(),
        from: *from,
        to,
        port: None,
    };
    let label = message!("repair-connect", from = names, to = &target.name);
    let edits = loose.iter().map(|(from, _)| connect(from));
    Some(Repair {
        edit: Edit::joined(label.inside(), edits)?,
        label,
    })
}

#[cfg(test)]
mod tests {
    use crate::graph::problem::tests::{assert_repair, chain};
    use crate::graph::{Edit, NodeId, Place, apply, infer};
    use crate::layer::{Kind, LayerSpec};

    #[test]
    fn a_single_loose_end_is_offered_as_the_input() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        let graph = apply(
            &graph,
            &Edit::Disconnect {
                place: Place::Root,
                to: NodeId(2),
                port: 0,
            },
        )
        .unwrap();
        assert_repair(
            &graph,
            "`dense` has no input; drag a wire to it from the layer before it",
            "Connect flatten with dense",
        );
    }

    #[test]
    fn a_sum_of_one_branch_can_be_deleted() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Add),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        assert_repair(
            &graph,
            "`add` needs at least 2 inputs but has 1; drag another wire to it",
            "Delete add and join its wires",
        );
    }

    #[test]
    fn a_vector_is_not_offered_to_a_layer_that_needs_a_map() {
        let graph = chain([
            LayerSpec::new(Kind::Conv2D),
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
        ]);
        let disconnect = Edit::Disconnect {
            place: Place::Root,
            to: NodeId(1),
            port: 0,
        };
        let graph = apply(&graph, &disconnect).unwrap();
        let problem = infer(&graph).problems.remove(0);
        assert_eq!(problem.node, "conv2d");
        assert_eq!(problem.repairs(), []);
    }
}
