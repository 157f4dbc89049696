//! Gives every note its place in the window, under an accessible name, and tells what the user did to it.

use egui::{Rect, Role, Sense, Ui, Vec2, WidgetInfo};

use super::holding::TITLE;
use super::sheets::{CORNERS, Sheet, Sheets};
use crate::app::canvas::camera::Camera;
use crate::app::canvas::touch::{Interaction, interactions_of};
use crate::app::command::Selection;
use crate::graph::NoteKind;
use crate::tr;

/// A part of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotePart {
    /// A comment, or the title of a frame.
    Body,
    /// The corner of this index, by which its size is changed.
    Corner(usize),
}

/// What the pointer and the keyboard are on, and what the user did.
#[derive(Debug, Default)]
pub struct NoteTouches {
    /// The note under the pointer, and which part of it.
    pub hovered: Option<(usize, NotePart)>,
    /// The note that has the keyboard.
    pub focused: Option<usize>,
    /// What was done, in the order of the notes.
    pub interactions: Vec<(usize, NotePart, Interaction)>,
}

/// The side of what the pointer can take of a corner, in screen points.
const CORNER_PX: f32 = 14.0;
/// The least height of a title that the pointer can take, in screen points.
const LEAST_TITLE_PX: f32 = 14.0;

/// Registers every note. Call it before the nodes take their places: they lie above.
pub fn touch(ui: &Ui, sheets: &Sheets, camera: &Camera, selection: &Selection) -> NoteTouches {
    let mut touches = NoteTouches::default();
    for (index, (sheet, rect)) in sheets.all.iter().zip(&sheets.rects).enumerate() {
        let rect = camera.screen_rect(*rect);
        let is_selected = selection.contains_note(&sheet.path);
        let response = ui.interact(
            handle(sheet, rect, camera),
            sheet.id,
            Sense::click_and_drag(),
        );
        response.widget_info(|| {
            WidgetInfo::selected(Role::Button, true, is_selected, sheet.accessible_name())
        });
        if response.has_focus() {
            touches.focused = Some(index);
        }
        touches.note(index, NotePart::Body, &response);
    }
    touches
}

/// Registers the corners of the note that is all that is selected. Call it after the nodes have taken their places: a
/// corner under a node could not be taken.
pub fn touch_corners(
    ui: &Ui,
    sheets: &Sheets,
    camera: &Camera,
    selection: &Selection,
    touches: &mut NoteTouches,
) {
    if let Some(index) = selection.single_note().and_then(|path| sheets.find(path)) {
        let rect = camera.screen_rect(sheets.rects[index]);
        corners(ui, (index, &sheets.all[index]), rect, touches);
    }
}

impl NoteTouches {
    fn note(&mut self, index: usize, part: NotePart, response: &egui::Response) {
        if response.hovered() {
            self.hovered = Some((index, part));
        }
        let interactions = interactions_of(response).into_iter();
        self.interactions
            .extend(interactions.map(|interaction| (index, part, interaction)));
    }
}

/// What of a note the pointer can take, in screen points: all of a comment, the title of a frame.
fn handle(sheet: &Sheet, rect: Rect, camera: &Camera) -> Rect {
    match sheet.note.kind {
        NoteKind::Comment => rect,
        NoteKind::Frame => {
            let title = (TITLE * camera.zoom()).max(LEAST_TITLE_PX);
            rect.with_max_y((rect.top() + title).min(rect.bottom()))
        }
    }
}

fn corners(ui: &Ui, (index, sheet): (usize, &Sheet), rect: Rect, touches: &mut NoteTouches) {
    const WORDS: [&str; 4] = [
        "corner-upper-left",
        "corner-upper-right",
        "corner-lower-left",
        "corner-lower-right",
    ];
    for (corner, (sign, words)) in CORNERS.into_iter().zip(WORDS).enumerate() {
        let at = rect.center() + sign * rect.size() / 2.0;
        let place = Rect::from_center_size(at, Vec2::splat(CORNER_PX));
        let response = ui.interact(place, sheet.id.with(corner), Sense::DRAG);
        let name = tr!(words, name = sheet.note.headline());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.as_str()));
        touches.note(index, NotePart::Corner(corner), &response);
    }
}
