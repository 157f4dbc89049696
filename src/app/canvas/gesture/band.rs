//! A box drawn around nodes to select them.

use egui::{Modifiers, Pos2, Rect};

use crate::app::canvas::scene::Scene;
use crate::app::canvas::touch::handle;
use crate::app::command::Selection;

/// The box, and what it does to the selection.
#[derive(Debug, Clone)]
pub struct Band {
    /// Where it began, in graph units.
    pub from: Pos2,
    /// The opened block in which it began; only what is in that body is selected.
    pub body: Option<usize>,
    /// The selection when it began.
    pub before: Selection,
}

impl Band {
    /// The box up to `to`, in graph units.
    pub fn rect(&self, to: Pos2) -> Rect {
        Rect::from_two_pos(self.from, to)
    }

    /// The selection with what the box up to `to` touches: alone, added with Shift, each the other way with Ctrl.
    pub fn selection(&self, scene: &Scene, to: Pos2, modifiers: Modifiers) -> Selection {
        let band = self.rect(to);
        let touched = scene.outline.siblings(self.body).filter(|index| {
            let item = &scene.outline.items[*index];
            band.intersects(handle(item, scene.rects[*index]))
        });
        let touched: Selection = touched
            .map(|index| scene.outline.items[index].path.clone())
            .collect();
        // A frame is meant only where all of it is in the box; else its nodes are.
        let sheets = scene.sheets.all.iter().zip(&scene.sheets.rects);
        let notes =
            sheets.filter(|(sheet, rect)| sheet.parent == self.body && band.contains_rect(**rect));
        let touched = touched.with_notes(notes.map(|(sheet, _)| sheet.path.clone()));
        if modifiers.command {
            touched.iter().fold(self.before.clone(), |selection, path| {
                selection.toggled(path.clone())
            })
        } else if modifiers.shift {
            self.before.united(&touched)
        } else {
            touched
        }
    }
}
