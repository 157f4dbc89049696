//! Paints the whole canvas, from the ground up.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Pos2, Rect, Response, Ui};

use super::gesture::Gesture;
use super::gesture::drop::{Landing, ghost};
use super::item_problems::ItemProblems;
use super::minimap::paint_minimap;
use super::notes::{NoteTouches, paint_comments, paint_corners, paint_frames};
use super::overlay::draw_dashed;
use super::paint::batch::Batch;
use super::paint::frame::{paint_end, paint_fold_button, paint_frame, paint_title};
use super::paint::grid::paint_grid;
use super::paint::node::{Attention, Mark, paint_node};
use super::paint::pen::{Detail, Pen};
use super::paint::wire::{PortMark, WireMark, paint_port, paint_wire};
use super::pointed::Pointed;
use super::scene::anchor;
use super::scene::item::Role;
use super::touch::{ItemPart, Spot, Touches, fold_button, shown_inputs};
use crate::app::canvas::memory::Canvas;
use crate::app::state::State;
use crate::diagram::route::MOST_SPACED;

/// More names than these at their least size nobody reads, and they would take the time of a frame.
const MOST_SHORT_NAMES: usize = 400;

impl Canvas {
    /// Paints everything.
    pub(super) fn draw(
        &self,
        ui: &Ui,
        ground: &Response,
        (touches, notes): (&Touches, &NoteTouches),
        problems: &ItemProblems<'_>,
        state: State<'_>,
    ) {
        let mut pen = Pen::new(ui, &self.camera);
        if pen.detail == Detail::Short && self.shown_count(&pen) > MOST_SHORT_NAMES {
            pen.detail = Detail::Colors;
        }
        paint_grid(&pen);
        if state.document.is_empty() {
            return;
        }
        let view = View {
            touches,
            problems,
            state,
            selected: self.selected_items(state),
            pointed: Pointed::new(&self.scene.outline, state.marks()),
            pointer: self.pointer(ui),
        };
        paint_frames(&pen, &self.scene.sheets, notes, &state.document.selection);
        self.draw_frames(&pen, &view);
        let landing = self.landing(ui, ground, state).map(|(_, landing)| landing);
        let hovered_wire = self.hovered_wire(ui, ground, touches);
        self.draw_wires(&pen, &view, hovered_wire, landing.as_ref());
        paint_comments(&pen, &self.scene.sheets, notes, &state.document.selection);
        self.draw_nodes(&pen, &view);
        self.draw_ports(&pen, touches);
        paint_corners(&pen, &self.scene.sheets, &state.document.selection);
        let looked_at = [hovered_wire, self.selected_wire_index()];
        self.draw_labels(&pen, &view.selected, &looked_at);
        self.draw_bends(&pen, hovered_wire);
        if let Some(Landing::Free(center)) = landing {
            draw_dashed(&pen, ghost(center));
        }
        paint_minimap(&pen, &self.scene, state.window.view.minimap_open);
        self.draw_gesture(ui, &pen);
    }

    /// How many items are in view.
    fn shown_count(&self, pen: &Pen<'_>) -> usize {
        let rects = self.scene.rects.iter();
        let shown = rects.filter(|rect| pen.sees(self.camera.screen_rect(**rect)));
        shown.count()
    }

    fn draw_frames(&self, pen: &Pen<'_>, view: &View<'_>) {
        for (index, item) in self.scene.outline.items.iter().enumerate() {
            let rect = self.camera.screen_rect(self.scene.rects[index]);
            if item.role == Role::Opened && pen.sees(rect) {
                let depth = item.path.0.len() - 1;
                paint_frame(pen, rect, depth, &self.mark(view, index));
            }
        }
    }

    fn draw_wires(
        &self,
        pen: &Pen<'_>,
        view: &View<'_>,
        hovered: Option<usize>,
        landing: Option<&Landing>,
    ) {
        for stub in &self.scene.stubs {
            paint_wire(pen, stub, WireMark::Plain);
        }
        let marks = self.marked_wires(view, hovered, landing);
        let mut batch = Batch::default();
        let is_small = pen.detail < Detail::Names || self.scene.routes.len() > MOST_SPACED;
        for (index, route) in self.scene.routes.iter().enumerate() {
            let mark = marks.get(&index).copied().unwrap_or(WireMark::Plain);
            if mark == WireMark::Plain && is_small {
                batch.wire(pen, route, pen.theme.faint);
            } else {
                paint_wire(pen, route, mark);
            }
        }
        batch.paint(pen);
        if let Some(Landing::After(node)) = landing {
            let out = anchor::output(&self.scene.outline, &self.scene.rects, *node);
            paint_port(pen, out, PortMark::Target);
        }
    }

    /// The wires that stand out, and how.
    fn marked_wires(
        &self,
        view: &View<'_>,
        hovered: Option<usize>,
        landing: Option<&Landing>,
    ) -> BTreeMap<usize, WireMark> {
        let wires = self.scene.outline.wires.iter().enumerate();
        let near = wires.filter(|(_, ends)| view.selected[ends.from] || view.selected[ends.to]);
        let mut marks: BTreeMap<usize, WireMark> =
            near.map(|(wire, _)| (wire, WireMark::Near)).collect();
        marks.extend(hovered.map(|wire| (wire, WireMark::Near)));
        let taking = match (&self.gesture, landing) {
            (_, Some(Landing::OnWire(wire, _))) => Some(*wire),
            (Gesture::Carry(carry), _) => view
                .pointer
                .and_then(|pointer| self.wire_under_carried(carry, view.state, pointer)),
            (Gesture::Bend(bend), _) => bend.wire(&self.scene),
            _ => None,
        };
        let selected = self.selected_wire_index().into_iter().chain(taking);
        marks.extend(selected.map(|wire| (wire, WireMark::Selected)));
        let loose = match &self.gesture {
            Gesture::Pull(pull) => pull.loose.into_iter().collect(),
            Gesture::Cut(cut) => cut.wires(&self.scene),
            _ => Vec::new(),
        };
        marks.extend(loose.into_iter().map(|wire| (wire, WireMark::Loose)));
        marks
    }

    fn draw_nodes(&self, pen: &Pen<'_>, view: &View<'_>) {
        let mut batch = Batch::default();
        let mut standing_out = Vec::new();
        for (index, item) in self.scene.outline.items.iter().enumerate() {
            let rect = self.camera.screen_rect(self.scene.rects[index]);
            if !pen.sees(rect.expand(12.0)) {
                continue;
            }
            let mark = self.mark(view, index);
            let is_node = matches!(item.role, Role::Layer | Role::Folded);
            if is_node && pen.detail == Detail::Colors && mark.is_plain() {
                batch.node(pen, rect, &item.families);
            } else {
                standing_out.push((index, rect, mark));
            }
        }
        batch.paint(pen);
        for (index, rect, mark) in standing_out {
            self.draw_node(pen, view, (index, rect), &mark);
        }
    }

    fn draw_node(&self, pen: &Pen<'_>, view: &View<'_>, node: (usize, Rect), mark: &Mark<'_>) {
        let (index, rect) = node;
        let item = &self.scene.outline.items[index];
        match item.role {
            Role::Opened => paint_title(pen, item, rect),
            Role::Entry | Role::Exit => paint_end(pen, item, rect, mark),
            Role::Layer | Role::Folded => paint_node(pen, item, rect, mark),
        }
        if let Some(button) = fold_button(item, self.scene.rects[index], pen.detail) {
            let spot = Spot {
                item: index,
                part: ItemPart::Fold,
            };
            let hovered = view.touches.hovered == Some(spot);
            paint_fold_button(
                pen,
                self.camera.screen_rect(button),
                item.role == Role::Opened,
                hovered,
            );
        }
    }

    fn mark<'a>(&'a self, view: &'a View<'_>, index: usize) -> Mark<'a> {
        let item = &self.scene.outline.items[index];
        let dimmed = match &self.gesture {
            Gesture::Pull(pull) => {
                pull.fixed != index && pull.targets.iter().all(|target| target.item != index)
            }
            _ => false,
        };
        Mark {
            selected: view.selected[index],
            attention: if view.touches.focused == Some(index) {
                Attention::Keyboard
            } else if view.touches.hovered.is_some_and(|spot| spot.item == index) {
                Attention::Pointer
            } else {
                Attention::None
            },
            problem: view.problems.severity(index),
            dimmed: dimmed && item.role != Role::Opened,
            bypassed: item.is_bypassed,
            frozen: item.is_frozen,
            old_shape: self.scene.changes.old_shape(&item.path),
            heat: self.heat.of(index),
            note: view.pointed.of(index),
        }
    }

    fn draw_ports(&self, pen: &Pen<'_>, touches: &Touches) {
        if pen.detail < Detail::Names {
            return;
        }
        let (outline, rects) = (&self.scene.outline, &self.scene.rects);
        for (index, item) in outline.items.iter().enumerate() {
            if !pen.sees(self.camera.screen_rect(rects[index]).expand(8.0)) {
                continue;
            }
            let is_hovered = |part: ItemPart| touches.hovered == Some(Spot { item: index, part });
            let mark = |part: ItemPart| {
                if is_hovered(part) {
                    PortMark::Hovered
                } else {
                    PortMark::Plain
                }
            };
            for port in 0..shown_inputs(item) {
                paint_port(
                    pen,
                    anchor::input(outline, rects, index, port),
                    mark(ItemPart::Input(port)),
                );
            }
            if item.has_output {
                paint_port(
                    pen,
                    anchor::output(outline, rects, index),
                    mark(ItemPart::Output),
                );
            }
        }
    }

    /// The points of wires that can be taken: those of the wire under the pointer, of the selected one, and of the one
    /// that is held.
    fn draw_bends(&self, pen: &Pen<'_>, hovered: Option<usize>) {
        if pen.detail < Detail::Names {
            return;
        }
        let held = match &self.gesture {
            Gesture::Bend(bend) => bend.wire(&self.scene),
            _ => None,
        };
        let shown: BTreeSet<usize> = [hovered, held, self.selected_wire_index()]
            .into_iter()
            .flatten()
            .collect();
        for bend in shown.into_iter().flat_map(|wire| self.scene.bends_of(wire)) {
            paint_port(pen, bend, PortMark::Open);
        }
    }

    fn selected_wire_index(&self) -> Option<usize> {
        let wire = self.selected_wire.as_ref()?;
        let to = self.scene.outline.find(&wire.to)?;
        self.scene.outline.wire_into(to, wire.port)
    }

    /// Which items are selected.
    fn selected_items(&self, state: State<'_>) -> Vec<bool> {
        let mut selected = vec![false; self.scene.outline.items.len()];
        for path in state.document.selection.iter() {
            if let Some(item) = self.scene.outline.find(path) {
                selected[item] = true;
            }
        }
        selected
    }
}

/// What of the window the paint depends on.
struct View<'a> {
    touches: &'a Touches,
    problems: &'a ItemProblems<'a>,
    state: State<'a>,
    /// Whether each item is selected.
    selected: Vec<bool>,
    pointed: Pointed<'a>,
    /// In graph units.
    pointer: Option<Pos2>,
}
