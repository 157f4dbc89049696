//! The ways of all wires, found anew only where something has moved.

use std::collections::{BTreeMap, BTreeSet};

use egui::Rect;

use super::layout::Carried;
use super::outline::Outline;
use super::route::{Route, Router, Wanted};
use crate::diagram::route::MOST_SPACED;

/// From this share of all items on, moving them moves everything: one over this.
const MANY: usize = 4;

/// How far around an item, in graph units, wires run that have to do with it.
const NEAR: f32 = 48.0;

/// A router for each body that shows.
#[derive(Debug, Clone, Default)]
pub struct Ways {
    /// Whether wires are too many to be led anew at every change.
    is_tangle: bool,
    /// Items that have moved without their router's notice.
    unnoticed: BTreeSet<usize>,
    routers: BTreeMap<Option<usize>, Router>,
    /// Where each item is among its siblings.
    slots: Vec<usize>,
    /// The wires at each item.
    wires_at: Vec<Vec<usize>>,
}

impl Ways {
    /// Routers for all bodies of `outline`, with its items at `rects`.
    pub fn new(outline: &Outline, rects: &[Rect]) -> Self {
        let mut bodies: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        let mut slots = Vec::with_capacity(outline.items.len());
        for (index, item) in outline.items.iter().enumerate() {
            let siblings = bodies.entry(item.parent).or_default();
            slots.push(siblings.len());
            siblings.push(index);
        }
        let mut wires_at = vec![Vec::new(); outline.items.len()];
        for (wire, ends) in outline.wires.iter().enumerate() {
            wires_at[ends.from].push(wire);
            wires_at[ends.to].push(wire);
        }
        let router = |(parent, items): (Option<usize>, Vec<usize>)| {
            let direction = outline.items[items[0]].direction;
            let obstacles = items.iter().map(|item| rects[*item]);
            (parent, Router::new(direction, obstacles))
        };
        Self {
            is_tangle: outline.wires.len() > MOST_SPACED,
            unnoticed: BTreeSet::new(),
            routers: bodies.into_iter().map(router).collect(),
            slots,
            wires_at,
        }
    }

    /// Takes notice of items that have moved, and gives the wires to be led anew: those at moved items, and those whose
    /// way so far one of them crosses or has left. A node that is carried and has no wires drives none away: it may be put
    /// onto one.
    pub fn relocate(
        &mut self,
        outline: &Outline,
        (before, after): (&[Rect], &[Rect]),
        (moved, carried): (&[usize], &Carried),
        routes: &[Route],
    ) -> Vec<usize> {
        let is_lone = |item: usize| self.wires_at[item].is_empty() && carried.items.contains(&item);
        for item in moved {
            if is_lone(*item) {
                self.unnoticed.insert(*item);
                continue;
            }
            let parent = outline.items[*item].parent;
            if let Some(router) = self.routers.get_mut(&parent) {
                router.relocate(self.slots[*item], after[*item]);
            }
        }
        if moved.len() * MANY > outline.items.len() {
            return (0..outline.wires.len()).collect();
        }
        let mut wires: BTreeSet<usize> = BTreeSet::new();
        for item in moved {
            wires.extend(&self.wires_at[*item]);
            let parent = outline.items[*item].parent;
            let is_near = |wire: &usize| {
                outline.items[outline.wires[*wire].to].parent == parent
                    && [before[*item], after[*item]]
                        .iter()
                        .any(|rect| self.comes_near(&routes[*wire], *rect))
            };
            wires.extend((0..routes.len()).filter(is_near));
        }
        wires.into_iter().collect()
    }

    /// Whether a wire may have to make way for what covers `rect`, or may take the room that it leaves.
    fn comes_near(&self, route: &Route, rect: Rect) -> bool {
        route.bounds.intersects(rect) && (!self.is_tangle || route.passes(rect.expand(NEAR)))
    }

    /// Whether these ways stay good for `after`, once moved items are taken notice of: it has the same wires between the
    /// same items, too many of them to be led all anew.
    pub fn stay_good(&self, before: &Outline, after: &Outline) -> bool {
        self.is_tangle && before.is_wired_like(after)
    }

    /// Items that have moved without notice, while they were carried.
    pub fn take_unnoticed(&mut self) -> BTreeSet<usize> {
        std::mem::take(&mut self.unnoticed)
    }

    /// Finds ways for wires, and answers with the routes of all that run otherwise than before.
    pub fn lead(&mut self, outline: &Outline, wanted: Vec<Wanted>) -> Vec<(usize, Route)> {
        let mut by_body: BTreeMap<Option<usize>, Vec<Wanted>> = BTreeMap::new();
        for wire in wanted {
            let parent = outline.items[outline.wires[wire.wire].to].parent;
            by_body.entry(parent).or_default().push(wire);
        }
        let lead = |(parent, wanted): (Option<usize>, Vec<Wanted>)| {
            let router = self.routers.get_mut(&parent);
            router.map(|router| router.lead(outline, &wanted))
        };
        by_body.into_iter().filter_map(lead).flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::canvas::scene::unfolded::Unfolded;
    use crate::app::canvas::scene::{Held, Scene};
    use crate::app::document::Document;
    use crate::graph::{Content, Edit, Graph, Node, NodeId, Place};
    use crate::layer::{Kind, LayerSpec};
    use crate::project::Project;

    /// A column of nodes, each of which takes all before it.
    fn tangle(count: u64) -> Document {
        let mut graph = Graph::default();
        for id in 0..count {
            let kind = if id == 0 { Kind::Input } else { Kind::Add };
            let node = Node {
                name: format!("layer_{id}"),
                position: [0.0, id as f32 * 104.0],
                content: Content::Layer(LayerSpec::new(kind)),
                inputs: (0..id).map(NodeId).collect(),
            };
            graph.body.nodes.insert(NodeId(id), node.into());
        }
        Document::unsaved(Project::new("tangle", graph))
    }

    #[test]
    fn a_node_pushed_in_a_tangle_takes_its_wires_along_and_drives_others_away() {
        let mut document = tangle(70);
        let mut scene = Scene::default();
        let mut show = |document: &Document, seconds: f64| {
            scene.refresh(document, &Unfolded::default(), &Held::default(), seconds);
            assert!(scene.outline.wires.len() > MOST_SPACED);
            (
                scene.rects.clone(),
                scene.routes.clone(),
                scene.outline.wires.clone(),
            )
        };
        show(&document, 0.0);
        for step in 1..4 {
            let edit = Edit::Move {
                place: Place::Root,
                positions: vec![(NodeId(35), [step as f32 * 90.0, 35.0 * 104.0])],
            };
            document.edit(&edit, None).expect("the edit is sound");
            let seconds = f64::from(step) * 10.0;
            show(&document, seconds);
            let (rects, routes, wires) = show(&document, seconds + 5.0);
            for (route, wire) in routes.iter().zip(&wires) {
                let ends = [route.points[0], route.points[route.points.len() - 1]];
                assert!((ends[0].y - rects[wire.from].bottom()).abs() < 1.0);
                assert!((ends[1].y - rects[wire.to].top()).abs() < 1.0);
                assert!(rects[wire.to].x_range().contains(ends[1].x));
                let is_clear = rects.iter().all(|rect| !route.passes(rect.shrink(2.0)));
                assert!(is_clear, "{wire:?} runs under a node: {route:?}");
            }
        }
    }
}
