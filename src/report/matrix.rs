//! The confusion matrix as a picture and as a table.

use super::drawing::{Anchor, Drawing, SMALL, TITLE, between, shortened};
use super::{Table, text_cell};
use crate::diagram::palette::LIGHT;
use crate::engine::evaluate::Evaluation;
use crate::text::{Message, say};

/// What stands in a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shares {
    /// How many pictures.
    #[default]
    Counts,
    /// Their share of the row: of the pictures of this class. On the diagonal this is recall.
    OfRow,
    /// Their share of the column: of the pictures predicted so. On the diagonal this is precision.
    OfColumn,
}

impl Shares {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Counts, Self::OfRow, Self::OfColumn];

    /// The word for it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Counts => say("matrix-counts"),
            Self::OfRow => say("matrix-of-row"),
            Self::OfColumn => say("matrix-of-column"),
        }
    }

    /// What it shows, in one sentence.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Counts => say("matrix-counts-help"),
            Self::OfRow => say("matrix-of-row-help"),
            Self::OfColumn => say("matrix-of-column-help"),
        }
    }
}

/// What the cells of a matrix are shares of.
#[derive(Debug, Clone)]
pub struct Wholes {
    shares: Shares,
    margins: Vec<[u64; 2]>,
}

impl Wholes {
    /// Of `evaluation`; counts are a share of their row.
    #[must_use]
    pub fn of(evaluation: &Evaluation, shares: Shares) -> Self {
        Self {
            shares,
            margins: evaluation.confusion.margins(),
        }
    }

    /// The share of a cell with `count` images.
    #[must_use]
    pub fn share(&self, count: u64, [row, column]: [usize; 2]) -> f64 {
        let whole = match self.shares {
            Shares::Counts | Shares::OfRow => self.margins.get(row).map(|[row, _]| *row),
            Shares::OfColumn => self.margins.get(column).map(|[_, column]| *column),
        };
        count as f64 / whole.unwrap_or(0).max(1) as f64
    }

    /// What stands in it.
    #[must_use]
    pub fn text(&self, count: u64, cell: [usize; 2]) -> String {
        match self.shares {
            Shares::Counts => count.to_string(),
            Shares::OfRow | Shares::OfColumn => {
                format!("{:.0}%", self.share(count, cell) * 100.0)
            }
        }
    }
}

/// A cell's side where there are few classes, and at least, px.
const SIDE: [f64; 2] = [44.0, 12.0];
/// In smaller cells no figure can be read, px.
const LEAST_SIDE_FOR_FIGURES: f64 = 22.0;
/// The picture grows until here, px; then its cells get smaller.
const WANTED: f64 = 900.0;
/// A letter of the small type is about so wide, px.
const LETTER: f64 = 6.0;
/// Letters of a class's name.
const MOST_LETTERS: usize = 24;

/// The matrix as a picture.
pub(super) fn to_svg(evaluation: &Evaluation, shares: Shares) -> String {
    let count = evaluation.classes.len().max(1);
    let side = (WANTED / count as f64).clamp(SIDE[1], SIDE[0]);
    let names: Vec<String> = evaluation
        .classes
        .iter()
        .map(|name| shortened(name, MOST_LETTERS))
        .collect();
    let longest = names.iter().map(|name| name.chars().count()).max();
    let name_width = longest.unwrap_or(0) as f64 * LETTER + 16.0;
    let [left, top] = [28.0 + name_width, 62.0 + name_width];
    let all = side * count as f64;
    let mut drawing = Drawing::new([(left + all + 24.0).max(360.0), top + all + 24.0]);
    drawing.text([24.0, 26.0], TITLE, say("confusion-matrix"));
    drawing.text([24.0, 42.0], SMALL, shares.help());
    let predicted = [left + all / 2.0, 58.0];
    drawing.text(predicted, SMALL.at(Anchor::Middle), say("matrix-predicted"));
    let actual = [18.0, top + all / 2.0];
    drawing.upright(actual, SMALL.at(Anchor::Middle), say("matrix-actual"));
    for (index, name) in names.iter().enumerate() {
        let middle = (index as f64 + 0.5) * side;
        let words = SMALL.colored(LIGHT.text);
        drawing.text(
            [left - 8.0, top + middle + 4.0],
            words.at(Anchor::End),
            name,
        );
        drawing.upright([left + middle + 4.0, top - 8.0], words, name);
    }
    let wholes = Wholes::of(evaluation, shares);
    let ground = LIGHT.raised.to_string();
    drawing.rect([left, top, all, all], &ground);
    for (row, counts) in evaluation.confusion.rows().enumerate() {
        let filled = counts.iter().enumerate().filter(|(_, count)| **count > 0);
        for (column, count) in filled {
            let share = wholes.share(*count, [row, column]);
            let color = if row == column {
                LIGHT.accent
            } else {
                LIGHT.error
            };
            let fill = between(LIGHT.raised, color, share * 0.6).to_string();
            let [x, y] = [left + column as f64 * side, top + row as f64 * side];
            drawing.rect([x + 0.5, y + 0.5, side - 1.0, side - 1.0], &fill);
            if side >= LEAST_SIDE_FOR_FIGURES {
                let middle = [x + side / 2.0, y + side / 2.0 + 4.0];
                let set = SMALL.at(Anchor::Middle).colored(LIGHT.text);
                drawing.text(middle, set, &wholes.text(*count, [row, column]));
            }
        }
    }
    drawing.finish()
}

/// The matrix as a table: one row per true class, one column per class predicted.
///
/// # Errors
/// A sentence where memory ends.
pub(super) fn to_csv(evaluation: &Evaluation, shares: Shares) -> Result<Vec<u8>, Message> {
    let names: Vec<String> = evaluation
        .classes
        .iter()
        .map(|name| text_cell(name).into_owned())
        .collect();
    let wholes = Wholes::of(evaluation, shares);
    let head = std::iter::once("actual").chain(names.iter().map(String::as_str));
    let mut table = Table::of(head)?;
    for ((row, counts), name) in evaluation.confusion.rows().enumerate().zip(&names) {
        let cells = counts
            .iter()
            .enumerate()
            .map(|(column, count)| match shares {
                Shares::Counts => count.to_string(),
                _ => wholes.share(*count, [row, column]).to_string(),
            });
        let record = std::iter::once(name.clone()).chain(cells);
        table.line(record)?;
    }
    table.finished()
}
