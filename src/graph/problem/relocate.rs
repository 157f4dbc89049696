//! Layers that stand in the wrong place are moved, with all that is set in them.

use super::super::edit::Edit;
use super::super::model::{Node, NodeId, NodePath};
use super::{Repair, Site};
use crate::message;
use crate::text::{Argument, all};

/// Takes `moved`, layers that follow each other and nothing else, and puts them on the wire into `before`, in the same order.
pub(super) fn in_front(site: &Site<'_>, moved: &[usize], before: usize) -> Option<Repair> {
    let (place, to) = site.locate(&site.layer(before).path)?;
    let body = site.graph.body_of(&place)?;
    let mut ids: Vec<NodeId> = Vec::new();
    for index in moved {
        let path = &site.layer(*index).path;
        if !is_beside(path, &site.layer(before).path) {
            return None;
        }
        ids.push(path.leaf()?);
    }
    let source = *body.node(*ids.first()?)?.inputs.first()?;
    let last = *ids.last()?;
    let follow = ids.windows(2).all(|pair| {
        let mut users = body.users(pair[0]);
        users.next() == Some((pair[1], 0)) && users.next().is_none()
    });
    let is_single = |id: &NodeId| body.node(*id).is_some_and(|node| node.inputs.len() == 1);
    if !follow || !ids.iter().chain([&to]).all(is_single) {
        return None;
    }
    let rejoined = body.users(last).map(|(user, port)| Edit::Connect {
        place: place.clone(),
        from: source,
        to: user,
        port: Some(port),
    });
    let freed = ids.iter().map(|id| Edit::Disconnect {
        place: place.clone(),
        to: *id,
        port: 0,
    });
    let placed = ids.iter().map(|id| Edit::Splice {
        place: place.clone(),
        node: *id,
        to,
        port: 0,
    });
    let label = message!(
        "repair-move-in-front",
        nodes = named(site, moved),
        before = %site.layer(before).name
    );
    Some(Repair {
        edit: Edit::Many {
            label: label.inside(),
            edits: rejoined.chain(freed).chain(placed).collect(),
        },
        label,
    })
}

/// Deletes `layers` of one body and joins their wires.
pub(super) fn without(site: &Site<'_>, layers: &[usize]) -> Option<Repair> {
    let path = &site.layer(*layers.first()?).path;
    let (place, _) = site.locate(path)?;
    let paths = layers.iter().map(|index| &site.layer(*index).path);
    let nodes = paths
        .map(|other| is_beside(other, path).then(|| other.leaf()).flatten())
        .collect::<Option<_>>()?;
    Some(Repair {
        label: message!("repair-delete-rejoin", node = named(site, layers)),
        edit: Edit::Remove {
            place,
            nodes,
            rejoin: true,
        },
    })
}

fn is_beside(path: &NodePath, other: &NodePath) -> bool {
    path.parent() == other.parent()
}

/// "dropout", "dropout and activation", "4 layers": as they are called where they stand.
fn named(site: &Site<'_>, layers: &[usize]) -> Argument {
    let name = |index: &usize| {
        let report = site.layer(*index);
        let node: Option<&Node> = site.graph.node(&report.path);
        node.map_or(&*report.name, |node| &node.name).to_owned()
    };
    match layers {
        [_] | [_, _] => all(layers.iter().map(name)),
        _ => message!("so-many-layers", count = layers.len()).into(),
    }
}
