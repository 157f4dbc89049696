//! A node with fewer wires than it needs.

use super::super::edit::Edit;
use super::super::model::{Graph, NodeId, NodePath};
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
    Problem::error(path, name, message).with_repairs(connect_loose_ends(site, path, least))
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
            && !body.would_cycle(**id, to)
            && body.wires().all(|(from, _, _)| from != **id)
    });
    let loose: Vec<_> = loose.take(missing + 1).collect();
    if loose.len() != missing {
        return None;
    }
    let names: Vec<&str> = loose.iter().map(|(_, node)| node.name.as_str()).collect();
    let connect = |from: &NodeId| Edit::Connect {
        place: place.clone(),
        from: *from,
        to,
        port: None,
    };
    let label = format!("connect {} with {}", names.join(" and "), target.name);
    let edits = loose.iter().map(|(from, _)| connect(from));
    Some(Repair {
        edit: Edit::joined(label, edits)?,
        label: format!("Connect {} with {}", names.join(" and "), target.name),
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
