//! Paints the whole canvas, from the ground up.

use egui::{Pos2, Rect, Response, Ui};

use super::Canvas;
use super::gesture::Gesture;
use super::gesture::drop::{Landing, ghost};
use super::minimap::paint_minimap;
use super::overlay::draw_dashed;
use super::paint::frame::{paint_end, paint_fold_button, paint_frame, paint_title};
use super::paint::grid::paint_grid;
use super::paint::node::{Attention, Mark, paint_node};
use super::paint::pen::{Detail, Pen};
use super::paint::wire::{PortMark, WireMark, paint_port, paint_shape_label, paint_wire};
use super::scene::anchor;
use super::scene::item::Role;
use super::touch::{Part, Spot, Touches, fold_button, shown_inputs};
use super::troubles::Troubles;
use crate::app::state::State;

/// From this magnification on, every wire has its shape written on it.
const LABEL_ZOOM: f32 = 1.6;

impl Canvas {
    /// Paints everything.
    pub(super) fn draw(
        &self,
        ui: &Ui,
        ground: &Response,
        touches: &Touches,
        troubles: &Troubles<'_>,
        state: &State,
    ) {
        let pen = Pen::new(ui, &self.camera);
        paint_grid(&pen);
        if state.document.is_empty() {
            return;
        }
        let view = View {
            touches,
            troubles,
            state,
            pointer: self.pointer(ui),
        };
        self.draw_frames(&pen, &view);
        let landing = self.landing(ui, ground, state).map(|(_, landing)| landing);
        let hovered_wire = self.hovered_wire(ui, ground, touches);
        self.draw_wires(&pen, &view, hovered_wire, landing.as_ref());
        self.draw_nodes(&pen, &view);
        self.draw_ports(&pen, touches);
        self.draw_labels(&pen, state, hovered_wire);
        if let Some(Landing::Free(centre)) = landing {
            draw_dashed(&pen, ghost(centre));
        }
        paint_minimap(&pen, &self.scene, state.view.minimap_open);
        self.draw_gesture(ui, &pen);
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
        let loose = match &self.gesture {
            Gesture::Pull(pull) => pull.loose,
            _ => None,
        };
        let taking = match (&self.gesture, landing) {
            (_, Some(Landing::OnWire(wire))) => Some(*wire),
            (Gesture::Carry(carry), _) => view
                .pointer
                .and_then(|pointer| self.wire_under_carried(carry, view.state, pointer)),
            _ => None,
        };
        for (index, route) in self.scene.routes.iter().enumerate() {
            let mark = if loose == Some(index) {
                WireMark::Loose
            } else if self.is_selected_wire(index) || taking == Some(index) {
                WireMark::Selected
            } else if hovered == Some(index) || self.touches_selection(view.state, index) {
                WireMark::Near
            } else {
                WireMark::Plain
            };
            paint_wire(pen, route, mark);
        }
        if let Some(Landing::After(node)) = landing {
            let out = anchor::output(&self.scene.outline, &self.scene.rects, *node);
            paint_port(pen, out, PortMark::Target);
        }
    }

    fn draw_nodes(&self, pen: &Pen<'_>, view: &View<'_>) {
        for (index, item) in self.scene.outline.items.iter().enumerate() {
            let shown = self.scene.rects[index];
            let rect = self.camera.screen_rect(shown);
            if !pen.sees(rect.expand(12.0)) {
                continue;
            }
            match item.role {
                Role::Opened => paint_title(pen, item, rect),
                Role::Entry | Role::Exit => paint_end(pen, item, rect, &self.mark(view, index)),
                Role::Layer | Role::Folded => paint_node(pen, item, rect, &self.mark(view, index)),
            }
            if let Some(button) = fold_button(item, shown, pen.detail) {
                let spot = Spot {
                    item: index,
                    part: Part::Fold,
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
    }

    fn mark(&self, view: &View<'_>, index: usize) -> Mark<'_> {
        let item = &self.scene.outline.items[index];
        let dimmed = match &self.gesture {
            Gesture::Pull(pull) => {
                pull.fixed != index && pull.targets.iter().all(|target| target.item != index)
            }
            _ => false,
        };
        Mark {
            selected: view.state.selection.contains(&item.path),
            attention: if view.touches.focused == Some(index) {
                Attention::Keyboard
            } else if view.touches.hovered.is_some_and(|spot| spot.item == index) {
                Attention::Pointer
            } else {
                Attention::None
            },
            trouble: view.troubles.severity(index),
            dimmed: dimmed && item.role != Role::Opened,
            old_shape: self.scene.changes.old_shape(&item.path),
        }
    }

    fn draw_ports(&self, pen: &Pen<'_>, touches: &Touches) {
        if pen.detail == Detail::Colours {
            return;
        }
        let (outline, rects) = (&self.scene.outline, &self.scene.rects);
        for (index, item) in outline.items.iter().enumerate() {
            if !pen.sees(self.camera.screen_rect(rects[index]).expand(8.0)) {
                continue;
            }
            let is_hovered = |part: Part| touches.hovered == Some(Spot { item: index, part });
            let mark = |part: Part| {
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
                    mark(Part::Input(port)),
                );
            }
            if item.has_output {
                paint_port(
                    pen,
                    anchor::output(outline, rects, index),
                    mark(Part::Output),
                );
            }
        }
    }

    /// Shapes on the wires that matter now.
    fn draw_labels(&self, pen: &Pen<'_>, state: &State, hovered: Option<usize>) {
        if pen.detail == Detail::Colours || matches!(self.gesture, Gesture::Carry(_)) {
            return;
        }
        let all = self.camera.zoom() >= LABEL_ZOOM;
        for (index, wire) in self.scene.outline.wires.iter().enumerate() {
            let source = &self.scene.outline.items[wire.from];
            let near = hovered == Some(index)
                || self.is_selected_wire(index)
                || self.touches_selection(state, index);
            let at = self.scene.routes[index].middle();
            if (all || near)
                && !source.shape.is_empty()
                && pen.sees(Rect::from_pos(pen.camera.screen(at)).expand(60.0))
            {
                paint_shape_label(pen, at, &source.shape);
            }
        }
    }

    fn is_selected_wire(&self, index: usize) -> bool {
        self.selected_wire.is_some() && self.selected_wire.as_ref() == Some(&self.wire_end(index))
    }

    fn touches_selection(&self, state: &State, index: usize) -> bool {
        let wire = self.scene.outline.wires[index];
        let is_selected = |item: usize| {
            state
                .selection
                .contains(&self.scene.outline.items[item].path)
        };
        !state.selection.is_empty() && (is_selected(wire.from) || is_selected(wire.to))
    }
}

/// What of the window the paint depends on.
struct View<'a> {
    touches: &'a Touches,
    troubles: &'a Troubles<'a>,
    state: &'a State,
    /// In graph units.
    pointer: Option<Pos2>,
}
