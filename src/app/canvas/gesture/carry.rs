//! Nodes carried by the pointer. They are put down with one edit, however far they went.

use std::collections::BTreeMap;

use egui::{Pos2, Rect, Vec2, vec2};

use crate::app::canvas::scene::Scene;
use crate::app::canvas::scene::item::Role;
use crate::app::canvas::scene::layout::Carried;
use crate::app::state::Selection;
use crate::graph::{Edit, NodeId, NodePath, Place};

/// Nodes come to rest where they line up with others within this many screen points.
const SNAP_PX: f32 = 6.0;

/// Nodes on their way.
#[derive(Debug, Clone)]
pub struct Carry {
    /// What is carried.
    pub paths: Vec<NodePath>,
    /// The node under the pointer; it is the one that lines up with others.
    held: NodePath,
    /// Where the pointer took it, in graph units.
    from: Pos2,
    /// The held node's rectangle when it was taken.
    rect: Rect,
}

/// A line along which nodes line up, in graph units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guide {
    /// From here
    pub from: Pos2,
    /// to here.
    pub to: Pos2,
}

impl Carry {
    /// Takes up the node `held` and with it the rest of `selection`, at `from` in graph units.
    pub fn begin(scene: &Scene, held: usize, selection: &Selection, from: Pos2) -> Self {
        let held_path = scene.outline.items[held].path.clone();
        let all: Vec<NodePath> = if selection.contains(&held_path) {
            selection.iter().cloned().collect()
        } else {
            vec![held_path.clone()]
        };
        // What is inside a carried block goes with it.
        let has_carried_parent = |path: &NodePath| {
            std::iter::successors(path.parent(), NodePath::parent)
                .any(|around| all.contains(&around))
        };
        let paths = all
            .iter()
            .filter(|path| !has_carried_parent(path))
            .cloned()
            .collect();
        Self {
            paths,
            held: held_path,
            from,
            rect: scene.rects[held],
        }
    }

    /// How far the nodes are carried when the pointer is at `to`, and the lines on which they then stand. `free`
    /// switches the lining up off.
    pub fn offset(&self, scene: &Scene, to: Pos2, zoom: f32, free: bool) -> (Vec2, Vec<Guide>) {
        let by = to - self.from;
        if free {
            return (by, Vec::new());
        }
        let Some(held) = scene.outline.find(&self.held) else {
            return (by, Vec::new());
        };
        let parent = scene.outline.items[held].parent;
        let others = scene.outline.siblings(parent).filter(|index| {
            let item = &scene.outline.items[*index];
            !self.paths.contains(&item.path) && item.role != Role::Opened
        });
        let others: Vec<Rect> = others.map(|index| scene.rects[index]).collect();
        snapped(self.rect, by, &others, SNAP_PX / zoom)
    }

    /// The carried nodes for the layout: in every instance of a block at once.
    pub fn carried(&self, scene: &Scene, by: Vec2) -> Carried {
        let nodes: Vec<(&Place, NodeId)> = self
            .paths
            .iter()
            .filter_map(|path| {
                let item = &scene.outline.items[scene.outline.find(path)?];
                Some((&item.place, item.node))
            })
            .collect();
        let is_carried = |item: &crate::app::canvas::scene::item::Item| {
            nodes.contains(&(&item.place, item.node))
        };
        let items =
            (0..scene.outline.items.len()).filter(|index| is_carried(&scene.outline.items[*index]));
        Carried {
            items: items.collect(),
            by,
        }
    }

    /// The edit that leaves the nodes where they were carried; `None` where that is where they were.
    pub fn put_down(&self, scene: &Scene, by: Vec2) -> Option<Edit> {
        if by == Vec2::ZERO {
            return None;
        }
        let carried: Vec<usize> = self
            .paths
            .iter()
            .filter_map(|path| scene.outline.find(path))
            .collect();
        move_edit(scene, &carried, by)
    }
}

/// The edit that moves items by graph units; one for each body that they are in.
pub fn move_edit(scene: &Scene, items: &[usize], by: Vec2) -> Option<Edit> {
    let mut places: BTreeMap<Place, Vec<(NodeId, [f32; 2])>> = BTreeMap::new();
    for index in items {
        let item = &scene.outline.items[*index];
        let body = scene.layout.body(item.parent);
        let in_one_body = items
            .iter()
            .filter(|other| scene.outline.items[**other].parent == item.parent);
        let openings: Vec<Pos2> = in_one_body
            .map(|other| scene.outline.items[*other].stored)
            .collect();
        let shown = scene.layout.corner(&scene.outline, *index) + by - body.origin;
        let stored = if body.spread.contains_key(&item.node) {
            item.stored + by
        } else {
            body.room.without(&openings).stored_from_shown(shown)
        };
        let moves = places.entry(item.place.clone()).or_default();
        if moves.iter().all(|(node, _)| *node != item.node) {
            moves.push((item.node, [stored.x.round(), stored.y.round()]));
        }
    }
    let count: usize = places.values().map(Vec::len).sum();
    let mut edits: Vec<Edit> = places
        .into_iter()
        .map(|(place, positions)| Edit::Move { place, positions })
        .collect();
    match edits.len() {
        0 | 1 => edits.pop(),
        _ => Some(Edit::Many {
            label: format!("move {count} layers"),
            edits,
        }),
    }
}

/// `by`, changed so that `rect` moved by it lines up with one of `others` within `reach`; with the lines to show.
fn snapped(rect: Rect, by: Vec2, others: &[Rect], reach: f32) -> (Vec2, Vec<Guide>) {
    let moved = rect.translate(by);
    let nearest = |distance: &dyn Fn(&Rect) -> f32| {
        let near = others.iter().filter(|other| distance(other).abs() <= reach);
        near.min_by(|one, other| distance(one).abs().total_cmp(&distance(other).abs()))
    };
    let across = |other: &Rect| other.center().x - moved.center().x;
    let along = |other: &Rect| other.top() - moved.top();
    let (column, row) = (nearest(&across), nearest(&along));
    let shift = vec2(column.map_or(0.0, across), row.map_or(0.0, along));
    let rest = moved.translate(shift);
    let mut guides = Vec::new();
    if let Some(other) = column {
        let x = rest.center().x;
        let (top, bottom) = (
            rest.top().min(other.top()),
            rest.bottom().max(other.bottom()),
        );
        guides.push(Guide {
            from: Pos2::new(x, top),
            to: Pos2::new(x, bottom),
        });
    }
    if let Some(other) = row {
        let y = rest.top();
        let (left, right) = (
            rest.left().min(other.left()),
            rest.right().max(other.right()),
        );
        guides.push(Guide {
            from: Pos2::new(left, y),
            to: Pos2::new(right, y),
        });
    }
    (by + shift, guides)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn a_node_that_nearly_lines_up_comes_to_rest_in_line() {
        let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(236.0, 46.0));
        let other = Rect::from_min_size(pos2(330.0, 104.0), vec2(236.0, 46.0));
        let (by, guides) = snapped(rect, vec2(327.0, 300.0), &[other], 6.0);
        assert_eq!(by, vec2(330.0, 300.0));
        assert_eq!(
            guides,
            [Guide {
                from: pos2(448.0, 104.0),
                to: pos2(448.0, 346.0)
            }]
        );
        assert_eq!(
            snapped(rect, vec2(300.0, 300.0), &[other], 6.0).0,
            vec2(300.0, 300.0)
        );
    }
}
