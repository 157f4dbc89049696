//! A point of a wire held by the pointer: the wire is led through it.

use egui::{Pos2, Vec2};

use crate::app::canvas::scene::{Scene, bends};
use crate::graph::{Edit, NodePath};

/// A point that lies nearer to the straight way between its neighbors than this, in screen points, is let go.
const STRAIGHT_PX: f32 = 5.0;

/// A wire whose point is held.
#[derive(Debug, Clone)]
pub struct Bend {
    /// The node that the wire leaves.
    from: NodePath,
    /// The node that it enters.
    to: NodePath,
    /// Its points as shown, in graph units.
    points: Vec<Pos2>,
    /// Which of them is held.
    held: usize,
    /// From the pointer to the point.
    grip: Vec2,
}

impl Bend {
    /// Takes the point of `wire` at `spot`, or a new one there; in graph units.
    pub fn begin(scene: &Scene, wire: usize, spot: Pos2, reach: f32) -> Self {
        let mut points = bends::shown(&scene.outline, &scene.layout, wire);
        let near = points
            .iter()
            .position(|point| point.distance(spot) <= reach);
        let held = near.unwrap_or_else(|| {
            let place = bends::place_among(&points, scene.ends_of(wire), spot);
            points.insert(place, spot);
            place
        });
        let ends = scene.outline.wires[wire];
        let path = |item: usize| scene.outline.items[item].path.clone();
        Self {
            from: path(ends.from),
            to: path(ends.to),
            grip: points[held] - spot,
            points,
            held,
        }
    }

    /// The wire, where it still is.
    pub fn wire(&self, scene: &Scene) -> Option<usize> {
        let [from, to] = [&self.from, &self.to].map(|path| scene.outline.find(path));
        let (from, to) = (from?, to?);
        scene
            .outline
            .wires
            .iter()
            .position(|wire| wire.from == from && wire.to == to)
    }

    /// The wire's points while the pointer is at `pointer`.
    pub fn points(&self, pointer: Pos2) -> Vec<Pos2> {
        let mut points = self.points.clone();
        points[self.held] = pointer + self.grip;
        points
    }

    /// The edit that leaves the wire as it is now; a point on the straight way is let go.
    pub fn edit(&self, scene: &Scene, pointer: Pos2, zoom: f32) -> Option<Edit> {
        let wire = self.wire(scene)?;
        let mut points = self.points(pointer);
        let (start, end) = scene.ends_of(wire);
        let neighbor = |index: Option<usize>, other: Pos2| {
            index
                .and_then(|index| points.get(index).copied())
                .unwrap_or(other)
        };
        let before = neighbor(self.held.checked_sub(1), start);
        let after = neighbor(Some(self.held + 1), end);
        if bends::distance_to_line(points[self.held], before, after) <= STRAIGHT_PX / zoom {
            points.remove(self.held);
        }
        let ends = scene.outline.wires[wire];
        let to = &scene.outline.items[ends.to];
        Some(Edit::Bend {
            place: to.place.clone(),
            from: scene.outline.items[ends.from].node,
            to: to.node,
            points: bends::stored(&scene.outline, &scene.layout, wire, &points),
        })
    }
}
