//! What is on the canvas and where: items, rectangles and the ways of wires, kept until the network, the opened
//! blocks or carried nodes change. Never paints, never hears of gestures; all in graph units.

pub mod anchor;
mod changes;
pub mod item;
pub mod layout;
pub mod measure;
mod motion;
pub mod outline;
mod room;
pub mod route;
pub mod unfolded;
mod words;

use std::collections::BTreeSet;

use egui::{Pos2, Rect};

use self::changes::Changes;
use self::item::Role;
use self::layout::{Carried, Layout};
use self::motion::Motion;
use self::outline::Outline;
use self::route::{Route, Router};
use self::unfolded::Unfolded;
use crate::app::state::Document;
use crate::graph::Graph;

/// The canvas's picture of a network.
#[derive(Debug, Default)]
pub struct Scene {
    /// What is on it.
    pub outline: Outline,
    /// Where it will be when nothing moves any more.
    pub layout: Layout,
    /// Where it shows now, in the order of the items.
    pub rects: Vec<Rect>,
    /// The wires' ways, in the order of the wires.
    pub routes: Vec<Route>,
    /// From an opened block's edge to the ends of its body, and back.
    pub stubs: Vec<Route>,
    /// Shapes that an edit has changed.
    pub changes: Changes,
    motion: Motion,
    graph: Graph,
    first_graph: Graph,
    unfolded: Unfolded,
    carried: Carried,
}

impl Scene {
    /// Brings the picture up to date. `now_seconds` is the window's clock.
    pub fn refresh(
        &mut self,
        document: &Document,
        unfolded: &Unfolded,
        carried: &Carried,
        now_seconds: f64,
    ) {
        let graph = document.graph();
        let same_nodes = is_same(&self.graph, graph);
        let same_view = self.unfolded == *unfolded;
        if !same_nodes || !same_view {
            self.rebuild(document, unfolded, carried);
        } else if self.carried != *carried {
            self.layout = Layout::new(&self.outline, carried, &unfolded.spread);
            self.carried = carried.clone();
            self.motion = Motion::default();
            self.show(self.layout.rects.clone());
        }
        if self.motion.is_running() {
            let rects = self
                .motion
                .rects(now_seconds, &self.outline, &self.layout.rects);
            self.show(rects);
        }
    }

    /// Whether something is gliding to its place.
    pub fn is_moving(&self) -> bool {
        self.motion.is_running()
    }

    /// Whether `document` is another one than the picture shows.
    fn is_of_another(&self, document: &Document) -> bool {
        document
            .history()
            .versions()
            .first()
            .is_some_and(|first| !is_same(&first.graph, &self.first_graph))
    }

    /// The deepest opened block around `spot`.
    pub fn body_at(&self, spot: Pos2) -> Option<usize> {
        let is_frame = |index: &usize| self.outline.items[*index].role == Role::Opened;
        (0..self.rects.len())
            .rev()
            .filter(is_frame)
            .find(|index| self.rects[*index].contains(spot))
    }

    /// The wire nearest to `spot` within `reach`.
    pub fn wire_at(&self, spot: Pos2, reach: f32) -> Option<usize> {
        let near = self
            .routes
            .iter()
            .enumerate()
            .filter(|(_, route)| route.bounds.expand(reach).contains(spot));
        let measured = near.map(|(index, route)| (index, route.distance(spot)));
        let within = measured.filter(|(_, distance)| *distance <= reach);
        within
            .min_by(|one, other| one.1.total_cmp(&other.1))
            .map(|(index, _)| index)
    }

    fn rebuild(&mut self, document: &Document, unfolded: &Unfolded, carried: &Carried) {
        let outline = Outline::new(document.graph(), document.inference(), &unfolded.opened);
        let layout = Layout::new(&outline, carried, &unfolded.spread);
        if self.is_of_another(document) {
            self.motion = Motion::default();
            self.changes = Changes::default();
            self.first_graph = document
                .history()
                .versions()
                .first()
                .map(|first| first.graph.clone())
                .unwrap_or_default();
        } else {
            self.motion = Motion::begin((&self.outline, &self.rects), &outline, &layout.rects);
            let changes = Changes::between(&self.outline, &outline);
            if !changes.is_empty() {
                self.changes = changes;
            }
        }
        self.outline = outline;
        self.layout = layout;
        self.graph = document.graph().clone();
        self.unfolded.clone_from(unfolded);
        self.carried = carried.clone();
        self.show(self.layout.rects.clone());
    }

    /// Shows the items at `rects` and leads the wires there.
    fn show(&mut self, rects: Vec<Rect>) {
        self.rects = rects;
        self.routes = vec![Route::new(Vec::new()); self.outline.wires.len()];
        let parents: BTreeSet<Option<usize>> =
            self.outline.items.iter().map(|item| item.parent).collect();
        for parent in parents {
            let obstacles: Vec<Rect> = self
                .outline
                .siblings(parent)
                .map(|index| self.rects[index])
                .collect();
            let mut router = Router::new(&obstacles);
            for (index, wire) in self.outline.wires.iter().enumerate() {
                if self.outline.items[wire.to].parent == parent {
                    let start = anchor::output(&self.outline, &self.rects, wire.from);
                    let end = anchor::input(&self.outline, &self.rects, wire.to, wire.port);
                    self.routes[index] = router.route(start, end);
                }
            }
        }
        self.stubs = self.stubs();
    }

    fn stubs(&self) -> Vec<Route> {
        let stub = |(index, item): (usize, &item::Item)| {
            let frame = self.rects[item.parent?];
            let rect = self.rects[index];
            let (from, to) = match item.role {
                Role::Entry => (frame.top(), rect.top()),
                Role::Exit => (rect.bottom(), frame.bottom()),
                _ => return None,
            };
            Some(Route::new(vec![
                Pos2::new(rect.center().x, from),
                Pos2::new(rect.center().x, to),
            ]))
        };
        self.outline
            .items
            .iter()
            .enumerate()
            .filter_map(stub)
            .collect()
    }
}

/// Whether two graphs are one and the same version; versions share what they have in common, so that this is quick.
fn is_same(one: &Graph, other: &Graph) -> bool {
    one.body.nodes.ptr_eq(&other.body.nodes) && one.blocks.ptr_eq(&other.blocks)
}
