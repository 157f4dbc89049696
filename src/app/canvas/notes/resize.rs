//! A note's corner on the pointer.

use egui::{Pos2, Rect, Vec2};

use super::holding::{bounds, stored_rect};
use super::sheets::{CORNERS, Sheets};
use crate::app::command::NotePath;
use crate::graph::Edit;

/// The least side that the pointer gives a note, in graph units.
const LEAST: f32 = 60.0;

/// A note whose size is being changed.
#[derive(Debug, Clone)]
pub struct Resize {
    /// Which note.
    pub path: NotePath,
    /// Which of its corners hangs on the pointer.
    corner: usize,
    /// Where the pointer took it, in graph units.
    from: Pos2,
    /// What the note covered, in the coordinates of its body.
    before: Rect,
}

impl Resize {
    /// Takes a corner of the note `sheet` at `from`, in graph units.
    pub fn begin(sheets: &Sheets, sheet: usize, corner: usize, from: Pos2) -> Self {
        let sheet = &sheets.all[sheet];
        Self {
            path: sheet.path.clone(),
            corner,
            from,
            before: stored_rect(&sheet.note),
        }
    }

    /// What the note covers with the pointer at `to`, in the coordinates of its body.
    pub fn rect(&self, to: Pos2) -> Rect {
        let sign = CORNERS[self.corner];
        let by = to - self.from;
        let size = (self.before.size() + by * sign).max(Vec2::splat(LEAST));
        let opposite = self.before.center() - sign * self.before.size() / 2.0;
        Rect::from_two_pos(opposite, opposite + sign * size)
    }

    /// The edit that ends the gesture; `None` where nothing would change.
    pub fn edit(&self, sheets: &Sheets, to: Pos2) -> Option<Edit> {
        let sheet = &sheets.all[sheets.find(&self.path)?];
        let rect = self.rect(to);
        (rect != self.before).then(|| Edit::ChangeNote {
            place: sheet.place.clone(),
            note: sheet.path.id,
            change: bounds(rect),
        })
    }
}
