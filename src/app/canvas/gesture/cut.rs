//! A stroke that cuts every wire it crosses.

use std::collections::BTreeMap;

use egui::{Pos2, Rect};

use crate::app::canvas::scene::Scene;
use crate::graph::{Edit, NodeId, Place};
use crate::message;

/// Points of a stroke nearer to each other than this, in graph units, are one.
const LEAST_STEP: f32 = 2.0;

/// The stroke so far, in graph units.
#[derive(Debug, Clone)]
pub struct Cut {
    /// Where the pointer has been.
    pub points: Vec<Pos2>,
}

impl Cut {
    /// A stroke that begins at `from`.
    pub fn begin(from: Pos2) -> Self {
        Self { points: vec![from] }
    }

    /// Goes on to `to`.
    pub fn go_on(&mut self, to: Pos2) {
        if self
            .points
            .last()
            .is_none_or(|last| last.distance(to) >= LEAST_STEP)
        {
            self.points.push(to);
        }
    }

    /// The wires that the stroke crosses.
    pub fn wires(&self, scene: &Scene) -> Vec<usize> {
        let around = Rect::from_points(&self.points);
        let crossed = scene.routes.iter().enumerate().filter(|(_, route)| {
            route.bounds.expand(1.0).intersects(around) && cross(&self.points, &route.points)
        });
        crossed.map(|(wire, _)| wire).collect()
    }

    /// The edit that removes them; a wire that shows in several instances of a block is one.
    pub fn edit(&self, scene: &Scene) -> Option<Edit> {
        let mut ports: BTreeMap<(Place, NodeId), Vec<usize>> = BTreeMap::new();
        for wire in self.wires(scene) {
            let wire = scene.outline.wires[wire];
            let to = &scene.outline.items[wire.to];
            let ports = ports.entry((to.place.clone(), to.node)).or_default();
            if !ports.contains(&wire.port) {
                ports.push(wire.port);
            }
        }
        let mut edits = Vec::new();
        for ((place, to), mut ports) in ports {
            // The last port first: those behind a removed one move up.
            ports.sort_unstable_by(|one, other| other.cmp(one));
            edits.extend(ports.into_iter().map(|port| Edit::Disconnect {
                place: place.clone(),
                to,
                port,
            }));
        }
        let label = match edits.len() {
            0 => return None,
            count => message!("edit-cut-wires", count = count),
        };
        Some(Edit::Many { label, edits })
    }
}

/// Whether two lines of points meet.
fn cross(one: &[Pos2], other: &[Pos2]) -> bool {
    one.windows(2).any(|a| {
        let around = Rect::from_two_pos(a[0], a[1]);
        other.windows(2).any(|b| {
            around.intersects(Rect::from_two_pos(b[0], b[1]))
                && pieces_cross([a[0], a[1]], [b[0], b[1]])
        })
    })
}

fn pieces_cross(one: [Pos2; 2], other: [Pos2; 2]) -> bool {
    let side = |line: [Pos2; 2], spot: Pos2| {
        let along = line[1] - line[0];
        let to = spot - line[0];
        along.x * to.y - along.y * to.x
    };
    side(one, other[0]) * side(one, other[1]) <= 0.0
        && side(other, one[0]) * side(other, one[1]) <= 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn a_stroke_meets_what_it_crosses_and_nothing_beside_it() {
        let wire = [pos2(0.0, 0.0), pos2(0.0, 50.0), pos2(80.0, 100.0)];
        assert!(cross(&[pos2(-10.0, 20.0), pos2(10.0, 30.0)], &wire));
        assert!(cross(&[pos2(30.0, 90.0), pos2(50.0, 70.0)], &wire));
        assert!(!cross(&[pos2(5.0, 0.0), pos2(60.0, 20.0)], &wire));
    }
}
