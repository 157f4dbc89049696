//! A node with fewer wires than it needs.

use super::super::edit::Edit;
use super::super::model::{Graph, NodePath};
use super::{Problem, Repair, Site};

pub(super) fn problem(
    site: &Site<'_>,
    path: &NodePath,
    name: &str,
    (least, given): (usize, usize),
) -> Problem {
    let message = match (least, given) {
        (1, 0) => "has no input; drag a wire to it from the layer before it".to_owned(),
        (least, given) => {
            format!("needs at least {least} inputs but has {given}; drag another wire to it")
        }
    };
    Problem::error(path, name, message).with_repairs(connect_loose_end(site, path))
}

/// Where exactly one other node leads nowhere, the missing wire is most likely the one from there.
fn connect_loose_end(site: &Site<'_>, path: &NodePath) -> Option<Repair> {
    let (place, to) = site.locate(path)?;
    let body = site.graph.body_of(&place)?;
    let target = body.node(to)?;
    let mut loose = body.nodes.iter().filter(|(id, node)| {
        **id != to
            && Graph::has_output(&node.content)
            && !target.inputs.contains(id)
            && !body.would_cycle(**id, to)
            && body.wires().all(|(from, _, _)| from != **id)
    });
    let (from, source) = loose.next()?;
    loose.next().is_none().then(|| Repair {
        label: format!("Connect {} with {}", source.name, target.name),
        edit: Edit::Connect {
            place,
            from: *from,
            to,
            port: None,
        },
    })
}

#[cfg(test)]
mod tests {
    use crate::graph::problem::tests::{assert_repair, chain};
    use crate::graph::{Edit, NodeId, Place, apply};
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
}
