//! The grid itself: cells in rows, of which only those in view are painted.

use super::changing::Change;
use super::shelf::{Place, Shelf};
use super::{Explorer, Wish, menu};
use crate::app::learning::LoadedData;
use crate::app::look::{Theme, fonts};
use crate::data::PictureChange;
use crate::project::TrainingSettings;
use crate::text::say;
use crate::tr;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Image, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use std::ops::Range;

/// Between two cells, in points.
const GAP: f32 = 6.0;
/// From this side on a picture has its class below it, in points.
const LEAST_SIDE_FOR_CLASS: f32 = 72.0;
/// Two pictures are compared at this side at least, in points.
const LEAST_SIDE_OF_PAIRS: f32 = 88.0;
/// The line with the class, in points.
const CLASS_HEIGHT: f32 = 15.0;

/// How the pictures are laid out.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    pub columns: usize,
    pub row_count: usize,
    pub row_height: f32,
    side: f32,
    count: usize,
    in_pairs: bool,
}

/// What a cell was touched for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Touch {
    Click,
    DoubleClick,
    /// Its menu opens.
    Menu,
    Wish(Wish),
}

/// Which cell was touched.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome {
    pub(super) at: usize,
    pub(super) touch: Touch,
}

impl Grid {
    /// So many pictures in the room that `ui` has. In pairs each two stand in one row.
    pub fn of(ui: &Ui, side: f32, count: usize, in_pairs: bool) -> Self {
        let side = if in_pairs {
            side.max(LEAST_SIDE_OF_PAIRS)
        } else {
            side
        };
        // What the bar at the right takes.
        let width = ui.available_width() - 12.0;
        let columns = ((width + GAP) / (side + GAP)).floor().max(1.0) as usize;
        let columns = if in_pairs {
            (columns / 2).max(1) * 2
        } else {
            columns
        };
        let class = if side >= LEAST_SIDE_FOR_CLASS {
            CLASS_HEIGHT
        } else {
            0.0
        };
        Self {
            columns,
            row_count: count.div_ceil(columns),
            row_height: side + class + GAP,
            side,
            count,
            in_pairs,
        }
    }

    /// How far down the row of a picture is shown in the middle of a room of that height.
    pub fn offset_of(&self, at: usize, height: f32) -> f32 {
        let row = (at / self.columns) as f32 * self.row_height;
        (row - (height - self.row_height) / 2.0).max(0.0)
    }

    pub(super) fn rows_ui(
        &self,
        ui: &mut Ui,
        rows: Range<usize>,
        explorer: &mut Explorer,
        data: &LoadedData,
        shelves: &[Shelf<'_>],
        settings: &TrainingSettings,
    ) -> Option<Outcome> {
        let mut outcome = None;
        for row in rows {
            let first = row * self.columns;
            let cells = first..(first + self.columns).min(self.count);
            let (rect, _) =
                ui.allocate_exact_size(vec2(ui.available_width(), self.row_height), Sense::hover());
            for (column, at) in cells.enumerate() {
                let left = rect.left() + column as f32 * (self.side + GAP);
                let size = vec2(self.side, self.row_height - GAP);
                let cell = Rect::from_min_size(pos2(left, rect.top()), size);
                let Some(&place) = explorer.shown.get(at) else {
                    continue;
                };
                let Some(shelf) = shelves.get(place.shelf) else {
                    continue;
                };
                if self.in_pairs && column % 2 == 0 {
                    let both = cell.union(cell.translate(vec2(self.side + GAP, 0.0)));
                    let fill = Theme::of(ui).raised;
                    ui.painter()
                        .rect_filled(both.expand(GAP / 2.0 - 1.0), 4.0, fill);
                }
                let shown = Cell {
                    at,
                    shelf,
                    place,
                    change: settings
                        .picture_changes
                        .of(shelf.dataset.key(place.index).unwrap_or_default()),
                    is_selected: explorer.selected.contains(&place),
                    is_active: explorer.active == at,
                };
                let response = self.cell_ui(ui, cell, explorer, &shown, data);
                let touch = self.touch(&response, explorer, &shown, data, settings);
                outcome = outcome.or(touch.map(|touch| Outcome { at, touch }));
            }
        }
        outcome
    }

    fn touch(
        &self,
        response: &Response,
        explorer: &Explorer,
        cell: &Cell<'_>,
        data: &LoadedData,
        settings: &TrainingSettings,
    ) -> Option<Touch> {
        let chosen = if cell.is_selected {
            explorer.selected.len()
        } else {
            1
        };
        let wish = menu::menu_ui(response, data, (cell.shelf, cell.place, chosen), settings);
        if let Some(wish) = wish {
            return Some(Touch::Wish(wish));
        }
        if response.double_clicked() {
            Some(Touch::DoubleClick)
        } else if response.secondary_clicked() {
            Some(Touch::Menu)
        } else if response.clicked() {
            Some(Touch::Click)
        } else {
            None
        }
    }

    fn cell_ui(
        &self,
        ui: &Ui,
        rect: Rect,
        explorer: &mut Explorer,
        cell: &Cell<'_>,
        data: &LoadedData,
    ) -> Response {
        // One that almost equals several others is shown beside each of them.
        let id = ui.scope_id().with(("picture", cell.at));
        let response = ui.interact(rect, id, Sense::click());
        let name = cell.name();
        let is_selected = cell.is_selected;
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &name));
        let theme = Theme::of(ui);
        let picture = rect.with_max_y(rect.top() + self.side);
        let shape = data.train.shape();
        let longest = shape.height().max(shape.width()) as f32;
        let size = vec2(shape.width() as f32, shape.height() as f32) * (self.side / longest);
        let inside = Rect::from_center_size(picture.center(), size);
        let painter = ui.painter();
        match explorer.textures.of(ui.ctx(), cell.shelf, cell.place) {
            Some(texture) => {
                let faint = if cell.is_out() { 0.35 } else { 1.0 };
                let image = Image::new(&texture).corner_radius(3);
                let tint = theme.on_accent.gamma_multiply(faint);
                image
                    .tint(if cell.is_out() {
                        tint
                    } else {
                        egui::Color32::WHITE
                    })
                    .paint_at(ui, inside);
            }
            None => {
                painter.rect_filled(inside, 3.0, theme.raised);
            }
        }
        if cell.is_selected {
            let line = Stroke::new(2.5, theme.accent);
            painter.rect_stroke(inside.expand(1.5), 3.0, line, StrokeKind::Outside);
        } else if response.hovered() || cell.is_active {
            let line = Stroke::new(1.0, theme.muted);
            painter.rect_stroke(inside.expand(0.5), 3.0, line, StrokeKind::Outside);
        }
        if cell.change != PictureChange::None {
            let at = inside.right_top() + vec2(-5.0, 5.0);
            painter.circle(at, 4.0, theme.warning, Stroke::new(1.0, theme.panel));
        }
        if self.side >= LEAST_SIDE_FOR_CLASS {
            let mut words = cell.class(data).unwrap_or_default().to_owned();
            if self.in_pairs {
                let role = cell.shelf.role.message();
                words = tr!("class-and-part", class = words, role = role);
            }
            let mut job = LayoutJob::simple_singleline(words, fonts::small(), theme.muted);
            job.wrap = TextWrapping::truncate_at_width(self.side);
            let words = painter.layout_job(job);
            painter.galley(
                pos2(rect.left(), picture.bottom() + 2.0),
                words,
                theme.muted,
            );
        }
        response.on_hover_ui_at_pointer(|ui| {
            ui.label(&name);
        })
    }
}

/// One picture of the grid.
struct Cell<'a> {
    /// Its place in what is shown.
    at: usize,
    shelf: &'a Shelf<'a>,
    place: Place,
    change: PictureChange<'a>,
    is_selected: bool,
    is_active: bool,
}

impl Cell<'_> {
    fn is_out(&self) -> bool {
        self.shelf.is_left_out || self.change == PictureChange::LeftOut
    }

    /// The class that it counts as: the newest label, even where the data is still being brought in line with it.
    fn class<'b>(&'b self, data: &'b LoadedData) -> Option<&'b str> {
        match self.change {
            PictureChange::Label(own) => {
                let classes = data.train.own_classes().iter().zip(data.train.classes());
                let mut named = classes.filter(|(other, _)| *other == own);
                named.next().map(|(_, class)| class.as_str())
            }
            _ => self.shelf.class_of(self.place.index),
        }
    }

    /// "cat/1.png: cat, training".
    fn name(&self) -> String {
        let name = tr!(
            "picture-in-grid",
            name = self.shelf.name_of(self.place.index),
            class = self.shelf.class_of(self.place.index).unwrap_or_default(),
            role = self.shelf.role.message()
        );
        match self.change {
            PictureChange::None => name,
            PictureChange::Label(class) => tr!("picture-relabeled", name = name, class = class),
            PictureChange::LeftOut => tr!("picture-is-left-out", name = name),
        }
    }
}

/// What the keys for a change say, for a tooltip.
pub(super) fn help_of(change: &Change) -> &'static str {
    match change {
        Change::Label(_) => say("label-pictures-help"),
        Change::LeaveOut => say("leave-pictures-out-help"),
        Change::TakeBack => say("take-pictures-back-help"),
        Change::Remove => say("remove-added-pictures-help"),
    }
}
