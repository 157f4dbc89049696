//! Tables over as many sheets as they need, with their head on each.

use super::lines::lines;
use super::sheets::{Sheets, set, step_of, width_of};
use crate::diagram::Face;
use crate::diagram::palette::LIGHT;
use crate::report::drawing::{Anchor, Type};

/// Between two columns, points.
const BETWEEN: f64 = 12.0;
/// Above and below the lines of a row, points.
const AIR: f64 = 2.5;

/// More lines of a cell would not fit onto a sheet; nobody reads them there.
const MOST_LINES: usize = 40;

const HEAD: Type = set(8.0, Face::Regular, LIGHT.muted);
const WORDS: Type = set(8.5, Face::Regular, LIGHT.text);
const FIGURES: Type = set(8.0, Face::Mono, LIGHT.text);

/// Where a column lies: its left edge, its width, and how its cells are set.
struct Column {
    left: f64,
    width: f64,
    set: Type,
}

/// A table; the first `texts` columns hold words, the others figures.
pub fn table(sheets: &mut Sheets, head: &[String], rows: &[Vec<String>], texts: usize) {
    let columns = columns(head, rows, texts, sheets.room()[0]);
    let above = cells(&columns, head, Some(HEAD));
    let write_head = |sheets: &mut Sheets| {
        let top = sheets.place(height_of(&above));
        paint(sheets, &columns, &above, top, Some(HEAD));
    };
    // The head and a first row.
    if sheets.left_over() < height_of(&above) + 3.0 * step_of(WORDS) {
        sheets.turn(super::sheets::A4);
    }
    write_head(sheets);
    for row in rows {
        let row = cells(&columns, row, None);
        if height_of(&row) > sheets.left_over() {
            sheets.turn(super::sheets::A4);
            write_head(sheets);
        }
        let top = sheets.place(height_of(&row));
        paint(sheets, &columns, &row, top, None);
    }
    sheets.gap(super::sheets::GAP);
}

/// Names and what they are: names take a third at most.
pub fn pairs(sheets: &mut Sheets, pairs: &[(String, String)]) {
    let room = sheets.room()[0];
    let names = pairs.iter().map(|(name, _)| width_of(name, HEAD));
    let names = names.fold(60.0, f64::max).min(room / 3.0);
    let column = |left, width, set| Column { left, width, set };
    let left = Sheets::left() + names + BETWEEN;
    let columns = [
        column(Sheets::left(), names, HEAD),
        column(left, room - names - BETWEEN, WORDS),
    ];
    for (name, value) in pairs {
        let row = cells(&columns, &[name.clone(), value.clone()], None);
        let top = sheets.place(height_of(&row));
        paint(sheets, &columns, &row, top, None);
    }
    sheets.gap(super::sheets::GAP);
}

/// As wide as what is in them; where that is too much, columns of words share what is left, the narrow ones whole.
fn columns(head: &[String], rows: &[Vec<String>], texts: usize, room: f64) -> Vec<Column> {
    let set_of = |index: usize| if index < texts { WORDS } else { FIGURES };
    let wanted = head.iter().enumerate().map(|(index, name)| {
        let cells = rows.iter().filter_map(|row| row.get(index));
        let cells = cells.map(|cell| width_of(cell, set_of(index)));
        // Kerning may make a bold or a wide pair a hair wider.
        cells.fold(width_of(name, HEAD), f64::max) + 1.0
    });
    let mut widths: Vec<f64> = wanted.collect();
    let room = room - BETWEEN * head.len().saturating_sub(1) as f64;
    let figures: f64 = widths.iter().skip(texts).sum();
    shrink(&mut widths[..texts.min(head.len())], room - figures);
    let all: f64 = widths.iter().sum();
    let share = (room / all).min(1.0);
    let mut left = Sheets::left();
    let placed = widths.into_iter().enumerate().map(|(index, width)| {
        let column = Column {
            left,
            width: width * share,
            set: set_of(index),
        };
        left += width * share + BETWEEN;
        column
    });
    placed.collect()
}

/// Cuts the widest until all of them fit.
fn shrink(widths: &mut [f64], room: f64) {
    let mut order: Vec<usize> = (0..widths.len()).collect();
    order.sort_by(|one, other| widths[*one].total_cmp(&widths[*other]));
    let (mut left, mut count) = (room.max(0.0), widths.len());
    for index in order {
        let fair = left / count as f64;
        widths[index] = widths[index].min(fair.max(24.0));
        left -= widths[index];
        count -= 1;
    }
}

fn cells(columns: &[Column], row: &[String], as_if: Option<Type>) -> Vec<Vec<String>> {
    let cells = columns.iter().zip(row).map(|(column, cell)| {
        let set = as_if.unwrap_or(column.set);
        let mut lines = lines(cell, set.face, set.size_px, column.width);
        if lines.len() > MOST_LINES {
            lines.truncate(MOST_LINES);
            lines[MOST_LINES - 1].push('…');
        }
        lines
    });
    cells.collect()
}

fn height_of(row: &[Vec<String>]) -> f64 {
    let most = row.iter().map(Vec::len).max().unwrap_or(1);
    most as f64 * step_of(WORDS) + 2.0 * AIR
}

fn paint(
    sheets: &mut Sheets,
    columns: &[Column],
    row: &[Vec<String>],
    top: f64,
    head: Option<Type>,
) {
    let room = sheets.room()[0];
    let drawing = &mut sheets.sheet().words;
    for (column, lines) in columns.iter().zip(row) {
        let set = head.unwrap_or(column.set);
        let is_figure = column.set.face == Face::Mono;
        let (x, set) = if is_figure {
            (column.left + column.width, set.at(Anchor::End))
        } else {
            (column.left, set)
        };
        for (index, line) in lines.iter().enumerate() {
            let y = top + AIR + step_of(WORDS) * index as f64 + WORDS.size_px;
            drawing.text([x, y], set, line);
        }
    }
    let y = top + height_of(row);
    let rule = [[Sheets::left(), y], [Sheets::left() + room, y]];
    let color = if head.is_some() {
        LIGHT.faint
    } else {
        LIGHT.border
    };
    drawing.line(&rule, color, false, 0.5);
}
