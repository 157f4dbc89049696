//! Leading wires through points, and letting them run another way.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::coordinates::{FARTHEST, are_places};
use super::super::drawing::{Direction, Way};
use super::super::model::{Body, Graph, NodeId, Place};
use super::{EditError, body, node, refuse};
use crate::message;

/// More points on one wire are refused: nobody sets them, and each costs time in every frame.
const MOST_BENDS: usize = 256;

pub(super) fn bend(
    graph: &Graph,
    place: &Place,
    (from, to): (NodeId, NodeId),
    points: &[[f32; 2]],
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    if !node(&body, to)?.inputs.contains(&from) {
        return refuse(
            message!("no-wire-between", from = %node(&body, from)?.name, to = %node(&body, to)?.name),
        );
    }
    if points.len() > MOST_BENDS {
        return refuse(
            message!("too-many-bends", most_bends = %MOST_BENDS, points = %points.len()),
        );
    }
    if !are_places(points.iter().flatten()) {
        return refuse(message!("bend-too-far", farthest = %FARTHEST));
    }
    match points {
        [] => body.drawing.bends.remove(&(from, to)),
        _ => body
            .drawing
            .bends
            .insert((from, to), Arc::new(points.to_vec())),
    };
    Ok(graph.with_body(place, body))
}

pub(super) fn lay(
    graph: &Graph,
    place: &Place,
    ways: &[((NodeId, NodeId), Way)],
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    for (ends, way) in ways {
        if way.strips.is_empty() {
            body.drawing.ways.remove(ends);
        } else {
            body.drawing.ways.insert(*ends, Arc::new(way.clone()));
        }
    }
    Ok(graph.with_body(place, body))
}

pub(super) fn turn(graph: &Graph, place: &Place, direction: Direction) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    body.drawing.direction = direction;
    Ok(graph.with_body(place, body))
}

/// Wires between nodes that move by the same distance keep their form.
pub(super) fn carry_bends(body: &mut Body, positions: &[(NodeId, [f32; 2])]) {
    if body.drawing.bends.is_empty() {
        return;
    }
    let way = |(id, to): &(NodeId, [f32; 2])| {
        let from = body.node(*id)?.position;
        Some((*id, [to[0] - from[0], to[1] - from[1]]))
    };
    let ways: BTreeMap<NodeId, [f32; 2]> = positions.iter().filter_map(way).collect();
    let bends = body.drawing.bends.clone();
    for (ends, points) in &bends {
        if let (Some(by), Some(other)) = (ways.get(&ends.0), ways.get(&ends.1))
            && is_one_way(*by, *other)
        {
            let moved = points.iter().map(|[x, y]| [x + by[0], y + by[1]]);
            body.drawing.bends.insert(*ends, Arc::new(moved.collect()));
        }
    }
}

/// Whether two nodes go the same way; places are whole numbers, so that rounding may tell them apart by one.
fn is_one_way(one: [f32; 2], other: [f32; 2]) -> bool {
    (one[0] - other[0]).abs() <= 1.0 && (one[1] - other[1]).abs() <= 1.0
}

#[cfg(test)]
mod tests {
    use super::super::{apply, fragment};
    use super::*;
    use crate::graph::Edit;
    use crate::graph::problem::tests::chain;
    use crate::layer::{Kind, LayerSpec};

    fn bent() -> Graph {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense),
        ]);
        let edit = bend_edit(vec![[300.0, 120.0]]);
        assert_eq!(edit.label(&graph), "lead the wire from flatten to dense");
        apply(&graph, &edit).unwrap()
    }

    fn bend_edit(points: Vec<[f32; 2]>) -> Edit {
        Edit::Bend {
            place: Place::Root,
            from: NodeId(1),
            to: NodeId(2),
            points,
        }
    }

    fn bends(graph: &Graph) -> Vec<[f32; 2]> {
        graph.body.drawing.bends_of(NodeId(1), NodeId(2)).to_vec()
    }

    #[test]
    fn a_bend_survives_a_file_and_goes_with_its_wire() {
        let graph = bent();
        assert_eq!(bends(&graph), [[300.0, 120.0]]);
        assert_eq!(Graph::from_json(&graph.to_json()).unwrap(), graph);
        let cut = Edit::Disconnect {
            place: Place::Root,
            to: NodeId(2),
            port: 0,
        };
        assert!(apply(&graph, &cut).unwrap().body.drawing.bends.is_empty());
        let straight = apply(&graph, &bend_edit(Vec::new())).unwrap();
        assert!(straight.body.drawing.bends.is_empty());
    }

    #[test]
    fn bends_move_with_both_ends_and_stay_when_only_one_moves() {
        let move_by = |ids: &[u64], by: f32| Edit::Move {
            place: Place::Root,
            positions: ids
                .iter()
                .map(|id| (NodeId(*id), [by, *id as f32 * 100.0 + by]))
                .collect(),
        };
        let both = apply(&bent(), &move_by(&[1, 2], 8.0)).unwrap();
        assert_eq!(bends(&both), [[308.0, 128.0]]);
        let one = apply(&bent(), &move_by(&[2], 8.0)).unwrap();
        assert_eq!(bends(&one), [[300.0, 120.0]]);
    }

    #[test]
    fn copies_bend_like_their_originals() {
        let graph = bent();
        let edit = Edit::Paste {
            place: Place::Root,
            fragment: fragment(&graph, &Place::Root, &[NodeId(1), NodeId(2)].into()),
            offset: [40.0, 0.0],
            incoming: Vec::new(),
        };
        let pasted = apply(&graph, &edit).unwrap();
        let bends = pasted.body.drawing.bends_of(NodeId(3), NodeId(4));
        assert_eq!(bends, [[340.0, 120.0]]);
    }

    fn laid(way: Way) -> Edit {
        Edit::Lay {
            place: Place::Root,
            ways: vec![((NodeId(1), NodeId(2)), way)],
        }
    }

    fn way() -> Way {
        Way {
            ends: [[118.0, 150.0], [154.0, 400.0]],
            lanes: vec![300.0],
            strips: vec![[160.0, 200.0], [350.0, 390.0]],
            turns: vec![vec![180.0], vec![360.0, 200.0, 372.0]],
        }
    }

    #[test]
    fn a_way_survives_a_file_goes_with_its_wire_and_is_copied() {
        let graph = apply(&bent(), &laid(way())).unwrap();
        let ways = |graph: &Graph| graph.body.drawing.ways.clone();
        assert_eq!(**ways(&graph).get(&(NodeId(1), NodeId(2))).unwrap(), way());
        assert_eq!(Graph::from_json(&graph.to_json()).unwrap(), graph);
        let paste = Edit::Paste {
            place: Place::Root,
            fragment: fragment(&graph, &Place::Root, &[NodeId(1), NodeId(2)].into()),
            offset: [40.0, 0.0],
            incoming: Vec::new(),
        };
        let pasted = apply(&graph, &paste).unwrap();
        assert!(ways(&pasted).contains_key(&(NodeId(3), NodeId(4))));
        let cut = Edit::Disconnect {
            place: Place::Root,
            to: NodeId(2),
            port: 0,
        };
        assert!(ways(&apply(&graph, &cut).unwrap()).is_empty());
        let unlaid = apply(&graph, &laid(Way::default())).unwrap();
        assert!(ways(&unlaid).is_empty());
    }

    #[test]
    fn a_way_that_is_none_is_refused() {
        let faulty = |change: fn(&mut Way)| {
            let mut way = way();
            change(&mut way);
            let refusal = apply(&bent(), &laid(way)).unwrap_err().to_string();
            assert!(
                refusal.starts_with("the wire from node 1 to node 2"),
                "{refusal}"
            );
        };
        faulty(|way| way.lanes.clear());
        faulty(|way| way.lanes[0] = f32::NAN);
        faulty(|way| way.turns[0].clear());
        faulty(|way| way.strips[0][1] = f32::INFINITY);
        let edit = Edit::Lay {
            place: Place::Root,
            ways: vec![((NodeId(0), NodeId(2)), way())],
        };
        assert!(apply(&bent(), &edit).unwrap().body.drawing.ways.is_empty());
    }

    #[test]
    fn only_wires_bend_and_only_through_places() {
        let none = Edit::Bend {
            place: Place::Root,
            from: NodeId(0),
            to: NodeId(2),
            points: vec![[0.0, 0.0]],
        };
        let refusal = apply(&bent(), &none).unwrap_err().to_string();
        assert_eq!(refusal, "no wire runs from `input_layer` to `dense`");
        assert!(apply(&bent(), &bend_edit(vec![[f32::NAN, 0.0]])).is_err());
    }
}
