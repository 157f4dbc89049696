//! Where something goes that comes without a place of its own, such as text that is pasted.

use egui::{Pos2, Ui};

use super::Canvas;
use super::scene::measure::NODE;
use crate::graph::NodePath;

/// A spot inside of a block that is open in place.
#[derive(Debug, Clone, PartialEq)]
pub struct Aim {
    /// The block instance.
    pub body: NodePath,
    /// Where to store a node there so that it shows under the pointer.
    pub position: [f32; 2],
}

impl Canvas {
    /// Where the pointer is, while it is inside of a block that is open in place.
    pub fn aim(&self) -> Option<&Aim> {
        self.aim.as_ref()
    }

    /// Where to store nodes whose upper left corner would be at `corner` in the open level, so that it is in view: there,
    /// or in the middle of what is looked at.
    pub fn corner_in_view(&self, corner: [f32; 2]) -> [f32; 2] {
        let body = self.scene.layout.body(None);
        let stored = Pos2::from(corner);
        let shown = stored + body.room.displacement(stored) + body.origin;
        let view = self.camera.view_ahead();
        if view.contains(shown) {
            return corner;
        }
        let middle = body
            .room
            .stored_from_shown(view.center() - NODE / 2.0 - body.origin);
        [middle.x.round(), middle.y.round()]
    }

    pub(super) fn take_aim(&mut self, ui: &Ui) {
        self.aim = self.aim_at_pointer(ui);
    }

    fn aim_at_pointer(&self, ui: &Ui) -> Option<Aim> {
        let pointer = ui.input(|input| input.pointer.hover_pos())?;
        let is_over = self.camera.viewport().contains(pointer)
            && ui.ctx().layer_id_at(pointer) == Some(ui.layer_id());
        let spot = self.camera.graph(pointer);
        let block = self.scene.body_at(spot).filter(|_| is_over)?;
        let body = self.scene.layout.body(Some(block));
        let stored = body.room.stored_from_shown(spot - NODE / 2.0 - body.origin);
        Some(Aim {
            body: self.scene.outline.items[block].path.clone(),
            position: [stored.x.round(), stored.y.round()],
        })
    }
}
