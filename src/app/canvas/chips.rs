//! Shapes written on wires: where they cover neither names nor each other.

use std::collections::BTreeMap;

use egui::{Pos2, Rect};

use super::gesture::Gesture;
use super::paint::pen::{Detail, Pen};
use super::paint::wire::{paint_shape_label, shape_label_rect};
use super::scene::route::Route;
use super::touch::handle;
use crate::app::canvas::memory::Canvas;

/// From this magnification on, every wire has its shape written on it.
const LABEL_ZOOM: f32 = 1.6;
/// How far along its wire a shape may stand where there is no room for it in the middle, in the order of preference.
const SHARES: [f32; 8] = [0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];

impl Canvas {
    /// Writes shapes on the wires that matter now: those that the user looks at, `first` of all, and those at what is
    /// `selected`; all of them up close. Where there is no room for one, it is left out.
    pub(super) fn draw_labels(&self, pen: &Pen<'_>, selected: &[bool], first: &[Option<usize>]) {
        if pen.detail < Detail::Names || matches!(self.gesture, Gesture::Carry(_)) {
            return;
        }
        let outline = &self.scene.outline;
        let all = self.camera.zoom() >= LABEL_ZOOM;
        let is_near = |wire: usize| {
            let ends = outline.wires[wire];
            selected[ends.from] || selected[ends.to]
        };
        let others = (0..outline.wires.len()).filter(|wire| all || is_near(*wire));
        let mut wanted: BTreeMap<(bool, usize), usize> = BTreeMap::new();
        wanted.extend(others.map(|wire| ((!is_near(wire), wire), wire)));
        let in_order = first.iter().flatten().chain(wanted.values());
        let mut done = vec![false; outline.wires.len()];
        let mut taken: Option<Vec<Rect>> = None;
        for wire in in_order.copied() {
            if std::mem::replace(&mut done[wire], true) {
                continue;
            }
            let shape = &outline.items[outline.wires[wire].from].shape;
            let route = &self.scene.routes[wire];
            let is_seen = pen.sees(self.camera.screen_rect(route.bounds).expand(2.0));
            if shape.is_empty() || !is_seen {
                continue;
            }
            let taken = taken.get_or_insert_with(|| self.covered_by_words(pen));
            let covered = |at: Pos2| shape_label_rect(pen, at, shape);
            if let Some(at) = free_place(route, covered, taken) {
                taken.push(shape_label_rect(pen, at, shape));
                paint_shape_label(pen, at, shape);
            }
        }
    }

    /// What is in view and has words on it, in screen points.
    fn covered_by_words(&self, pen: &Pen<'_>) -> Vec<Rect> {
        let scene = &self.scene;
        let nodes = scene.outline.items.iter().zip(&scene.rects);
        let nodes = nodes.map(|(item, rect)| handle(item, *rect));
        let sheets = &scene.sheets;
        let notes = sheets.all.iter().zip(&sheets.rects);
        let notes = notes.map(|(sheet, rect)| sheet.words_rect(*rect));
        let shown = nodes.chain(notes).map(|rect| self.camera.screen_rect(rect));
        shown.filter(|rect| pen.sees(*rect)).collect()
    }
}

/// Where along a wire a chip touches nothing of `taken`, as near to its middle as can be; `covered` says what a chip at a
/// point covers.
fn free_place(route: &Route, covered: impl Fn(Pos2) -> Rect, taken: &[Rect]) -> Option<Pos2> {
    let others = SHARES.iter().map(|share| along(route, *share));
    let places = std::iter::once(route.middle()).chain(others);
    let is_free = |at: &Pos2| {
        let rect = covered(*at);
        !taken.iter().any(|other| other.intersects(rect))
    };
    places.into_iter().find(is_free)
}

/// The point of a wire that is `share` of its way along.
fn along(route: &Route, share: f32) -> Pos2 {
    let mut left = share * route.length();
    for piece in route.points.windows(2) {
        let length = piece[0].distance(piece[1]);
        if left <= length && length > 0.0 {
            return piece[0].lerp(piece[1], left / length);
        }
        left -= length;
    }
    route.points.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    #[test]
    fn chips_stand_beside_what_has_words_on_it_or_not_at_all() {
        let route = Route::new(vec![pos2(0.0, 0.0), pos2(0.0, 100.0)]);
        let chip = |at: Pos2| Rect::from_center_size(at, vec2(80.0, 16.0));
        let node = |top: f32| Rect::from_min_size(pos2(-118.0, top), vec2(236.0, 46.0));
        let nodes = [node(-46.0), node(100.0)];
        assert_eq!(free_place(&route, chip, &nodes), Some(pos2(0.0, 50.0)));
        let other = chip(pos2(0.0, 50.0));
        let taken = [nodes[0], nodes[1], other];
        let second = free_place(&route, chip, &taken).unwrap();
        assert!(taken.iter().all(|rect| !rect.intersects(chip(second))));
        let over_it = [node(0.0), node(46.0), node(60.0)];
        assert_eq!(free_place(&route, chip, &over_it), None);
    }

    #[test]
    fn a_share_of_a_wire_is_measured_along_its_bends() {
        let route = Route::new(vec![pos2(0.0, 0.0), pos2(0.0, 30.0), pos2(70.0, 30.0)]);
        assert_eq!(along(&route, 0.2), pos2(0.0, 20.0));
        assert_eq!(along(&route, 0.5), pos2(20.0, 30.0));
        assert_eq!(along(&route, 1.0), pos2(70.0, 30.0));
    }
}
