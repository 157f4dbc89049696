//! The ways of all wires, found anew only where something has moved.

use std::collections::{BTreeMap, BTreeSet};

use egui::Rect;

use super::layout::Carried;
use super::outline::Outline;
use super::route::{Route, Router, WantedWire};
use crate::diagram::route::MOST_SPACED;

/// From this share of all items on, moving them moves everything: one over this.
const MANY: usize = 4;

/// How far wires keep from items at least, in graph units.
const LEAST_CLEARANCE: f32 = 5.0;

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
        let mut routers: BTreeMap<Option<usize>, Router> = bodies.into_iter().map(router).collect();
        for (wire, way) in &outline.ways {
            let parent = outline.items[outline.wires[*wire].to].parent;
            if let Some(router) = routers.get_mut(&parent) {
                router.lay(*wire, way);
            }
        }
        Self {
            is_tangle: outline.wires.len() > MOST_SPACED,
            unnoticed: BTreeSet::new(),
            routers,
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
                    && self.has_to_do_with(&routes[*wire], before[*item], after[*item])
            };
            wires.extend((0..routes.len()).filter(is_near));
        }
        let bodies: BTreeSet<Option<usize>> = moved
            .iter()
            .map(|item| outline.items[*item].parent)
            .collect();
        for router in bodies.iter().filter_map(|body| self.routers.get(body)) {
            wires.extend(router.returning());
        }
        wires.into_iter().collect()
    }

    /// Whether a wire may have to make way for what is now at `after`, or may take the room that it has left. In a tangle
    /// only those make way that have to: all that pass would be most of them.
    fn has_to_do_with(&self, route: &Route, before: Rect, after: Rect) -> bool {
        if self.is_tangle {
            let reach = after.expand(LEAST_CLEARANCE);
            return route.bounds.intersects(reach) && route.passes(reach);
        }
        route.bounds.intersects(before) || route.bounds.intersects(after)
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
    pub fn lead(&mut self, outline: &Outline, wanted: Vec<WantedWire>) -> Vec<(usize, Route)> {
        let mut by_body: BTreeMap<Option<usize>, Vec<WantedWire>> = BTreeMap::new();
        for wire in wanted {
            let parent = outline.items[outline.wires[wire.wire].to].parent;
            by_body.entry(parent).or_default().push(wire);
        }
        let lead = |(parent, wanted): (Option<usize>, Vec<WantedWire>)| {
            let router = self.routers.get_mut(&parent);
            router.map(|router| router.lead(outline, &wanted))
        };
        by_body.into_iter().filter_map(lead).flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use egui::{Pos2, Vec2, pos2, vec2};

    use super::*;
    use crate::app::canvas::scene::curve::rounded;
    use crate::app::canvas::scene::measure::NODE;
    use crate::app::canvas::scene::unfolded::Unfolded;
    use crate::app::canvas::scene::{Held, Scene};
    use crate::app::document::Document;
    use crate::diagram::{Arrangement, Wrap, arrangement};
    use crate::graph::{Content, Edit, Graph, Node, NodeId, NodePath, Place, Way};
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

    /// Layers in an order, each of which takes two or three of the ones shortly before it.
    fn woven(count: u64) -> Document {
        let mut graph = Graph::default();
        let mut seed = 7_u64;
        let mut draw = |below: u64| {
            seed = seed.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
            (seed >> 33) % below
        };
        for id in 0..count {
            let mut inputs = BTreeSet::new();
            for _ in 0..3.min(id) {
                inputs.insert(NodeId(id - 1 - draw(id.min(7))));
            }
            let kind = if id == 0 { Kind::Input } else { Kind::Add };
            let node = Node {
                name: format!("layer_{id}"),
                position: [0.0, 0.0],
                content: Content::Layer(LayerSpec::new(kind)),
                inputs: inputs.into_iter().collect(),
            };
            graph.body.nodes.insert(NodeId(id), node.into());
        }
        Document::unsaved(Project::new("woven", graph))
    }

    /// Arranges the network and gives the ways that the layout found.
    fn arranged(document: &mut Document) -> Arrangement {
        let body = &document.graph().body;
        let found = arrangement(body, |_| NODE.into(), Wrap::Page);
        let edit = Edit::Many {
            label: "arrange the layers".into(),
            edits: vec![
                Edit::Move {
                    place: Place::Root,
                    positions: found.positions.clone(),
                },
                Edit::Lay {
                    place: Place::Root,
                    ways: found.ways.clone(),
                },
            ],
        };
        document.edit(&edit, None).expect("the edit is sound");
        found
    }

    fn shown(document: &Document) -> Scene {
        let mut scene = Scene::default();
        scene.refresh(document, &Unfolded::default(), &Held::default(), 0.0);
        scene
    }

    /// The corners of a way that was laid out.
    fn corners(way: &Way) -> Vec<Pos2> {
        let [start, end] = way.ends.map(|[x, y]| pos2(x, y));
        let mut corners = vec![start];
        let lanes = way.lanes.iter().copied().chain([end.x]);
        for (turn, next) in way.turns.iter().zip(lanes) {
            let x = corners[corners.len() - 1].x;
            corners.push(pos2(x, turn[0]));
            if let [first, at, second] = turn[..] {
                corners.extend([pos2(at, first), pos2(at, second)]);
            }
            corners.push(pos2(next, turn[turn.len() - 1]));
        }
        corners.push(end);
        corners
    }

    /// The farthest that a point of one route is from the other.
    fn apart(one: &Route, other: &Route) -> f32 {
        let far = |one: &Route, other: &Route| {
            let distances = one.points.iter().map(|point| other.distance(*point));
            distances.fold(0.0, f32::max)
        };
        far(one, other).max(far(other, one))
    }

    #[test]
    fn an_arranged_network_shows_wires_where_the_layout_led_them_also_from_a_file() {
        let mut document = woven(60);
        let found = arranged(&mut document);
        let text = document.project(Default::default()).to_text();
        let read = Document::unsaved(Project::from_text(&text).expect("the file is sound"));
        for scene in [shown(&document), shown(&read)] {
            for (route, (_, way)) in scene.routes.iter().zip(&found.ways) {
                let laid = Route::new(rounded(&corners(way)));
                assert!(apart(route, &laid) < 1.0, "{route:?} {laid:?}");
            }
        }
    }

    #[test]
    fn wires_that_a_carried_node_drove_away_come_back_behind_it() {
        let mut document = woven(60);
        arranged(&mut document);
        let unfolded = Unfolded::default();
        let mut scene = shown(&document);
        let before = scene.routes.clone();
        let item = scene.outline.find(&NodePath(vec![NodeId(30)])).unwrap();
        let mut carry = |by: Vec2| {
            let held = Held {
                carried: Carried {
                    items: [item].into(),
                    by,
                    ..Carried::default()
                },
                ..Held::default()
            };
            scene.refresh(&document, &unfolded, &held, 0.0);
            scene.routes.clone()
        };
        let mut was_driven = false;
        for step in 1..12 {
            let routes = carry(vec2(60.0 * step as f32, 0.0));
            was_driven |= routes
                .iter()
                .zip(&before)
                .any(|(now, then)| apart(now, then) > 100.0);
        }
        assert!(was_driven);
        for step in (0..12).rev() {
            carry(vec2(60.0 * step as f32, 0.0));
        }
        let back = carry(Vec2::ZERO);
        let same = back.iter().zip(&before).filter(|(now, then)| now == then);
        assert_eq!(same.count(), before.len());
    }

    #[test]
    fn a_pushed_node_leaves_the_wires_of_others_where_they_are() {
        let mut document = woven(60);
        arranged(&mut document);
        let before = shown(&document);
        let mut moved = 0;
        for id in 0..60 {
            let [x, y] = document.graph().body.node(NodeId(id)).unwrap().position;
            let edit = Edit::Move {
                place: Place::Root,
                positions: vec![(NodeId(id), [x + 10.0, y + 6.0])],
            };
            document.edit(&edit, None).expect("the edit is sound");
            let after = shown(&document);
            let item = |item: usize| after.outline.items[item].node;
            for (wire, ends) in after.outline.wires.iter().enumerate() {
                let is_own = item(ends.from) == NodeId(id) || item(ends.to) == NodeId(id);
                let by = apart(&before.routes[wire], &after.routes[wire]);
                assert!(
                    is_own || by < 40.0,
                    "{ends:?} jumps when {id} is pushed: {:?} {:?}",
                    before.routes[wire],
                    after.routes[wire]
                );
                moved += usize::from(!is_own && by > 13.0);
                let rects = &after.rects;
                let clear = rects
                    .iter()
                    .all(|rect| !after.routes[wire].passes(rect.shrink(2.0)));
                assert!(clear, "{ends:?} runs under a node");
            }
            document.undo();
            assert_eq!(shown(&document).routes, before.routes);
        }
        // Of all wires in all sixty scenes hardly one in fifty goes elsewhere than to the next track.
        assert!(moved * 50 < 60 * before.routes.len(), "{moved}");
    }
}
