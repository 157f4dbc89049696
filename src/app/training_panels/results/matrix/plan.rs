//! How the confusion matrix lies in its room: how large its cells are, and how its classes are named.

use super::Look;
use crate::app::look::{Theme, fonts};
use crate::engine::evaluate::Evaluation;
use crate::report::Shares;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Galley, Rangef, Rect, Ui, Vec2, vec2};
use std::ops::Range;
use std::sync::Arc;

/// A cell's side, in points: smaller ones cannot be read, larger ones tell no more. Below level names cells are wider.
const SIDE: Rangef = Rangef {
    min: 22.0,
    max: 46.0,
};
/// The same at most where the matrix is the matter itself.
const LARGEST_SIDE: f32 = 76.0;
/// Between a header and the cells, in points.
pub const GAP: f32 = 6.0;
/// A line of the smallest type, in points.
pub const LINE: f32 = 15.0;
/// Names take no more than this share of the room, unless the cells leave more of it.
const MOST_HEADER_SHARE: f32 = 0.4;
/// The room that a scroll bar takes beside the cells, in points.
const BAR: f32 = 12.0;
/// Left and right of a name above a column, in points.
const HEAD_MARGIN: f32 = 2.0;

/// What stands above a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heads {
    /// The name of its class.
    Level,
    /// The name, read upwards.
    Upright,
    /// The number of its class, which stands before the name of its row, too: in a low room most of a name would be cut.
    Numbered,
}

/// How the matrix is laid out in its room.
pub struct Plan {
    /// The cells that are in view.
    pub cells: Rect,
    /// One cell.
    pub cell: Vec2,
    /// The words at the left of the rows.
    pub names: Vec<Arc<Galley>>,
    /// The words above the columns.
    pub heads: Vec<Arc<Galley>>,
    /// Whether those stand upright.
    pub is_negated: bool,
}

impl Plan {
    /// The plan of `evaluation` in `room`.
    pub fn new(ui: &Ui, room: Rect, evaluation: &Evaluation, look: &Look) -> Self {
        let classes = &evaluation.classes;
        let count = classes.len().max(1) as f32;
        let widest = widest(ui, classes.iter().map(String::as_str));
        let digits = match look.shares {
            Shares::Counts => evaluation.confusion.largest().to_string(),
            Shares::OfRow | Shares::OfColumn => "100%".to_owned(),
        };
        let largest = if look.is_large {
            LARGEST_SIDE
        } else {
            SIDE.max
        };
        let least = (width(ui, &digits) + 6.0).max(SIDE.min);
        let most = |room: f32, other: f32| {
            let share = room * MOST_HEADER_SHARE - LINE;
            share.max(room - other - least * count).max(0.0)
        };
        let most_name = most(room.width(), LINE + GAP);
        let across = |name: f32| (room.width() - LINE - name.min(most_name) - GAP) / count;
        let heads = if widest + 2.0 * HEAD_MARGIN <= across(widest).max(least) {
            Heads::Level
        } else if widest <= most(room.height(), LINE + GAP) {
            Heads::Upright
        } else {
            Heads::Numbered
        };
        let row_names = row_names(classes, heads);
        let name_width = self::widest(ui, row_names.iter().map(String::as_str)).min(most_name);
        let head = if heads == Heads::Upright {
            widest
        } else {
            LINE
        };
        let origin = room.min + vec2(LINE + name_width + GAP, LINE + head + GAP);
        let down = (room.bottom() - origin.y) / count;
        let side = across(name_width).min(down).floor();
        let side = side.clamp(least, largest.max(least));
        let cell = match heads {
            Heads::Level => vec2(side.max(widest + 2.0 * HEAD_MARGIN), side),
            Heads::Upright | Heads::Numbered => Vec2::splat(side),
        };
        let heads_width = match heads {
            Heads::Upright => head,
            Heads::Level | Heads::Numbered => cell.x - HEAD_MARGIN,
        };
        let color = Theme::of(ui).muted;
        let lines = |words: Vec<String>, width: f32| -> Vec<Arc<Galley>> {
            let lines = words.iter().map(|words| line(ui, words, width, color));
            lines.collect()
        };
        Self {
            cells: Rect::from_min_size(origin, in_view(cell * count, room.max - origin)),
            cell,
            names: lines(row_names, name_width),
            heads: lines(column_names(classes, heads), heads_width),
            is_negated: heads == Heads::Upright,
        }
    }

    /// The rows of which something is in view.
    pub fn rows(&self, view: Rangef) -> Range<usize> {
        shown(view, self.cell.y, self.names.len())
    }

    /// The columns of which something is in view.
    pub fn columns(&self, view: Rangef) -> Range<usize> {
        shown(view, self.cell.x, self.names.len())
    }

    /// Where the words stand that say what rows are.
    pub fn left(&self) -> f32 {
        let widest = self.names.iter().map(|name| name.size().x);
        self.cells.left() - GAP - widest.fold(0.0, f32::max) - LINE
    }

    /// Where the words stand that say what columns are.
    pub fn top(&self) -> f32 {
        let lengths = self.heads.iter().map(|name| name.size().x);
        let head = if self.is_negated {
            lengths.fold(0.0, f32::max)
        } else {
            LINE
        };
        self.cells.top() - GAP - head - LINE
    }
}

fn row_names(classes: &[String], heads: Heads) -> Vec<String> {
    if heads != Heads::Numbered {
        return classes.to_vec();
    }
    let numbered = classes.iter().enumerate();
    numbered
        .map(|(index, class)| format!("{index} {class}"))
        .collect()
}

fn column_names(classes: &[String], heads: Heads) -> Vec<String> {
    if heads != Heads::Numbered {
        return classes.to_vec();
    }
    (0..classes.len()).map(|index| index.to_string()).collect()
}

/// How much of `all` shows in `room`; where it scrolls, the bars need room, too.
fn in_view(all: Vec2, room: Vec2) -> Vec2 {
    let shown = |all: f32, room: f32, other: f32, other_room: f32| {
        let bar = if other > other_room { BAR } else { 0.0 };
        (all + bar).min(room).max(0.0)
    };
    vec2(
        shown(all.x, room.x, all.y, room.y),
        shown(all.y, room.y, all.x, room.x),
    )
}

fn shown(view: Rangef, step: f32, count: usize) -> Range<usize> {
    let first = (view.min / step).floor().max(0.0) as usize;
    let last = (view.max / step).ceil().max(0.0) as usize;
    first.min(count)..last.min(count)
}

fn widest<'a>(ui: &Ui, words: impl Iterator<Item = &'a str>) -> f32 {
    words.map(|words| width(ui, words)).fold(0.0, f32::max)
}

fn width(ui: &Ui, words: &str) -> f32 {
    let color = Theme::of(ui).muted;
    line(ui, words, f32::INFINITY, color).size().x
}

/// One line of small type, cut with "…" where it is wider than `width`.
fn line(ui: &Ui, words: &str, width: f32, color: Color32) -> Arc<Galley> {
    let font: FontId = fonts::small();
    let mut job = LayoutJob::simple_singleline(words.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width(width.max(1.0));
    ui.painter().layout_job(job)
}
