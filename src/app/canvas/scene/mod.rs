//! What is on the canvas and where: items, rectangles and the ways of wires, kept until the network, the opened
//! blocks or carried nodes change. Never paints, never hears of gestures; all in graph units.

pub mod anchor;
pub mod bends;
mod changes;
pub mod curve;
pub mod flow;
pub mod item;
pub mod layout;
pub mod measure;
mod motion;
pub mod outline;
pub mod reach;
mod room;
pub mod route;
mod stubs;
pub mod unfolded;
mod ways;
mod words;

use std::collections::BTreeSet;

use egui::{Pos2, Rect};

use self::changes::Changes;
use self::item::Role;
use self::layout::{Carried, Layout};
use self::motion::Motion;
use self::outline::Outline;
use self::route::{Route, WantedWire};
use self::unfolded::Unfolded;
use self::ways::Ways;
use crate::app::canvas::notes::Sheets;
use crate::app::command::NotePath;
use crate::app::document::Document;
use crate::graph::Graph;
use crate::text::{Language, spoken};

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
    /// Comments and frames.
    pub sheets: Sheets,
    /// Shapes that the last edit has changed.
    pub changes: Changes,
    ways: Ways,
    held: Held,
    motion: Motion,
    graph: Graph,
    /// The place in the history of what is shown.
    version: usize,
    version_count: usize,
    first_graph: Graph,
    unfolded: Unfolded,
    /// What its words are written in.
    language: Language,
    /// What it is called where there are several; empty for the main one.
    called: &'static str,
}

/// What the pointer holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Held {
    /// Nodes.
    pub carried: Carried,
    /// A point of a wire: which wire, and all of its points as they show now, in graph units.
    pub bent: Option<(usize, Vec<Pos2>)>,
    /// A note whose size is being changed, and what it covers, in the coordinates of its body.
    pub resized: Option<(NotePath, Rect)>,
}

/// Whether the pointer carries `item`.
pub fn is_carried(held: &Held, item: usize) -> bool {
    held.carried.items.contains(&item)
}

impl Scene {
    /// A picture that the window and assistive tools tell apart from the main one.
    pub fn called(called: &'static str) -> Self {
        Self {
            called,
            ..Self::default()
        }
    }

    /// Brings the picture up to date. `now_seconds` is the window's clock.
    pub fn refresh(
        &mut self,
        document: &Document,
        unfolded: &Unfolded,
        held: &Held,
        now_seconds: f64,
    ) {
        let same_nodes = self.graph.is_same(document.graph());
        let same_view = self.unfolded == *unfolded && self.language == spoken();
        if !same_nodes || !same_view {
            self.rebuild(document, unfolded, held);
        } else if self.held != *held {
            self.layout = Layout::new(&self.outline, &held.carried, &unfolded.spread);
            self.motion = Motion::default();
            self.hold(held);
        }
        if self.motion.is_running() {
            let rects = self
                .motion
                .rects(now_seconds, &self.outline, &self.layout.rects);
            self.show(rects);
        }
        if !self.sheets.all.is_empty() {
            self.sheets
                .place(&self.outline, &self.layout, &self.rects, held);
        }
    }

    /// The smallest rectangle around every item and note; `None` on an empty canvas.
    pub fn bounds(&self) -> Option<Rect> {
        let notes = self.sheets.bounds().into_iter();
        self.layout
            .bounds()
            .into_iter()
            .chain(notes)
            .reduce(Rect::union)
    }

    /// Where `wire` leaves and where it enters, in graph units.
    pub fn ends_of(&self, wire: usize) -> (Pos2, Pos2) {
        let wire = self.outline.wires[wire];
        (
            anchor::output(&self.outline, &self.rects, wire.from),
            anchor::input(&self.outline, &self.rects, wire.to, wire.port),
        )
    }

    /// Shows no old shapes any more.
    pub fn forget_changes(&mut self) {
        self.changes = Changes::default();
    }

    /// Whether something is gliding to its place.
    pub fn is_moving(&self) -> bool {
        self.motion.is_running()
    }

    /// Whether `document` is another one than the picture shows.
    pub fn is_of_another(&self, document: &Document) -> bool {
        document
            .history()
            .versions()
            .first()
            .is_some_and(|first| !first.state.graph.is_same(&self.first_graph))
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

    fn rebuild(&mut self, document: &Document, unfolded: &Unfolded, held: &Held) {
        let outline = Outline::new(
            document.graph(),
            document.inference(),
            unfolded,
            self.called,
        );
        let layout = Layout::new(&outline, &held.carried, &unfolded.spread);
        if self.is_of_another(document) || self.unfolded.level != unfolded.level {
            self.motion = Motion::default();
            self.changes = Changes::default();
            self.first_graph = document
                .history()
                .versions()
                .first()
                .map(|first| first.state.graph.clone())
                .unwrap_or_default();
        } else {
            self.motion = Motion::begin((&self.outline, &self.rects), &outline, &layout.rects);
            self.note_changes(document, &outline);
        }
        let stays = self.ways.stay_good(&self.outline, &outline);
        self.version = document.history().position();
        self.version_count = document.history().versions().len();
        self.sheets = Sheets::new(document.graph(), &outline, self.called);
        self.outline = outline;
        self.layout = layout;
        self.graph = document.graph().clone();
        self.unfolded.clone_from(unfolded);
        self.language = spoken();
        self.held = Held::default();
        if stays {
            let unnoticed = self.ways.take_unnoticed();
            self.show_with(self.layout.rects.clone(), unnoticed);
        } else {
            self.rects.clone_from(&self.layout.rects);
            self.ways = Ways::new(&self.outline, &self.rects);
            self.lead((0..self.outline.wires.len()).collect());
        }
        self.stubs = stubs::stubs(&self.outline, &self.rects);
        self.hold(held);
    }

    /// Notes which shapes an edit has changed; folding and opening blocks is none.
    fn note_changes(&mut self, document: &Document, outline: &Outline) {
        if self.graph.is_same(document.graph()) {
            return;
        }
        let changes = Changes::between(&self.outline, outline);
        let history = document.history();
        // What is typed back to what it was leaves no version.
        let came_back = history.versions().len() < self.version_count;
        let goes_on = self.version == history.position() + usize::from(came_back);
        let earlier = std::mem::take(&mut self.changes);
        self.changes = if goes_on {
            changes.joined(earlier, outline)
        } else {
            changes
        };
    }

    /// Shows what the pointer holds where it holds it.
    fn hold(&mut self, held: &Held) {
        let bent = |held: &Held| held.bent.as_ref().map(|(wire, _)| *wire);
        let wires: Vec<usize> = bent(&self.held).into_iter().chain(bent(held)).collect();
        self.held.clone_from(held);
        self.show(self.layout.rects.clone());
        self.lead(wires);
    }

    /// Shows the items at `rects`, and leads the wires anew that have to do with those that moved.
    fn show(&mut self, rects: Vec<Rect>) {
        self.show_with(rects, BTreeSet::new());
    }

    /// The same, where `more` items have moved before without a notice.
    fn show_with(&mut self, rects: Vec<Rect>, more: BTreeSet<usize>) {
        let moved = (0..rects.len())
            .filter(|item| self.rects[*item] != rects[*item] || more.contains(item));
        let moved: Vec<usize> = moved.collect();
        if moved.is_empty() {
            return;
        }
        let before = std::mem::replace(&mut self.rects, rects);
        let wires = self.ways.relocate(
            &self.outline,
            (&before, &self.rects),
            (&moved, &self.held.carried),
            &self.routes,
        );
        self.lead(wires);
        if !self.stubs.is_empty() {
            self.stubs = stubs::stubs(&self.outline, &self.rects);
        }
    }

    /// Finds the way of each of `wires`; others make room for them.
    fn lead(&mut self, wires: Vec<usize>) {
        self.routes
            .resize_with(self.outline.wires.len(), Route::default);
        let wanted = |wire: usize| WantedWire {
            wire,
            ends: self.ends_of(wire),
            bends: self.bends_of(wire),
        };
        let wanted: Vec<WantedWire> = wires.into_iter().map(wanted).collect();
        for (wire, route) in self.ways.lead(&self.outline, wanted) {
            self.routes[wire] = route;
        }
    }

    /// The points that `wire` is led through, as they show now.
    pub fn bends_of(&self, wire: usize) -> Vec<Pos2> {
        match &self.held.bent {
            Some((bent, points)) if *bent == wire => points.clone(),
            _ => {
                let ends = self.outline.wires[wire];
                let carried = &self.held.carried;
                let goes_along = [ends.from, ends.to]
                    .iter()
                    .all(|item| carried.items.contains(item));
                let points = bends::shown(&self.outline, &self.layout, wire).into_iter();
                let by = if goes_along {
                    carried.by
                } else {
                    egui::Vec2::ZERO
                };
                points.map(|point| point + by).collect()
            }
        }
    }
}
