//! Each class with how it fared, as rows that can be sorted, as a picture and as a table.

use std::cmp::Ordering;

use super::drawing::{Anchor, Drawing, SMALL, TITLE, shortened};
use super::{Table, text_cell};
use crate::diagram::palette::LIGHT;
use crate::engine::evaluate::Evaluation;
use crate::engine::metric::ClassReport;
use crate::text::{Message, say};

/// A column of the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ClassColumn {
    /// What the class is called; in the order of the network's outputs.
    #[default]
    Class,
    /// Of the images predicted as it, the share that is of it.
    Precision,
    /// Of its images, the share that was predicted so.
    Recall,
    /// The harmonic mean of both.
    F1,
    /// The area below its ROC curve.
    Auc,
    /// The area below its precision-recall curve.
    AveragePrecision,
    /// Its images.
    Support,
}

impl ClassColumn {
    /// All of them, from left to right.
    pub const ALL: [Self; 7] = [
        Self::Class,
        Self::Precision,
        Self::Recall,
        Self::F1,
        Self::Auc,
        Self::AveragePrecision,
        Self::Support,
    ];

    /// The word above it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Class => say("column-class"),
            Self::Precision => say("column-precision"),
            Self::Recall => say("column-recall"),
            Self::F1 => "F1",
            Self::Auc => "AUC",
            Self::AveragePrecision => say("column-average-precision"),
            Self::Support => say("column-pictures"),
        }
    }

    /// What it says, in one sentence.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Class => say("column-class-help"),
            Self::Precision => say("column-precision-help"),
            Self::Recall => say("column-recall-help"),
            Self::F1 => say("column-f1-help"),
            Self::Auc => say("column-auc-help"),
            Self::AveragePrecision => say("column-average-precision-help"),
            Self::Support => say("column-pictures-help"),
        }
    }

    /// Its name in files.
    const fn key(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Precision => "precision",
            Self::Recall => "recall",
            Self::F1 => "f1",
            Self::Auc => "auc",
            Self::AveragePrecision => "average_precision",
            Self::Support => "images",
        }
    }
}

/// A row of the table: a class, or a mean over all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassRow {
    /// Its place among the network's outputs; `None` for a mean.
    pub class: Option<usize>,
    /// What it is called.
    pub name: String,
    /// Precision, recall, F1, images.
    pub report: ClassReport,
    /// The area below its ROC curve.
    pub auc: Option<f64>,
    /// The area below its precision-recall curve.
    pub average_precision: Option<f64>,
}

impl ClassRow {
    /// What stands in `column`, with `digits` behind the point.
    #[must_use]
    pub fn text(&self, column: ClassColumn, digits: usize) -> String {
        match column {
            ClassColumn::Class => self.name.clone(),
            ClassColumn::Support => self.report.support.to_string(),
            _ => self
                .value(column)
                .map_or_else(String::new, |value| format!("{value:.digits$}")),
        }
    }

    fn value(&self, column: ClassColumn) -> Option<f64> {
        match column {
            ClassColumn::Class => self.class.map(|class| class as f64),
            ClassColumn::Precision => Some(self.report.precision),
            ClassColumn::Recall => Some(self.report.recall),
            ClassColumn::F1 => Some(self.report.f1),
            ClassColumn::Auc => self.auc,
            ClassColumn::AveragePrecision => self.average_precision,
            ClassColumn::Support => Some(self.report.support as f64),
        }
    }

    /// By `column`, the smallest first; rows without a figure last.
    #[must_use]
    pub fn compare(&self, other: &Self, column: ClassColumn) -> Ordering {
        let of = |row: &Self| row.value(column).unwrap_or(f64::INFINITY);
        of(self)
            .total_cmp(&of(other))
            .then(self.class.cmp(&other.class))
    }
}

/// A row for each class, in the order of the network's outputs, and behind them the two means of scikit-learn's report.
#[must_use]
pub fn class_rows(evaluation: &Evaluation) -> (Vec<ClassRow>, [ClassRow; 2]) {
    let row = |(class, report): (usize, &ClassReport)| {
        let curves = evaluation.curves.get(class);
        ClassRow {
            class: Some(class),
            name: evaluation.classes.get(class).cloned().unwrap_or_default(),
            report: *report,
            auc: curves.and_then(|curves| curves.auc),
            average_precision: curves.and_then(|curves| curves.average_precision),
        }
    };
    let rows = evaluation.per_class.iter().enumerate().map(row).collect();
    let mean = |name: &'static str, of: &dyn Fn(fn(&ClassReport) -> f64) -> f64| ClassRow {
        class: None,
        name: say(name).to_owned(),
        report: ClassReport {
            precision: of(|report| report.precision),
            recall: of(|report| report.recall),
            f1: of(|report| report.f1),
            support: evaluation.confusion.total(),
        },
        auc: None,
        average_precision: None,
    };
    let confusion = &evaluation.confusion;
    let plain = ClassRow {
        auc: evaluation.mean_area(|curves| curves.auc),
        average_precision: evaluation.mean_area(|curves| curves.average_precision),
        ..mean("macro-average", &|figure| confusion.macro_average(figure))
    };
    let weighted = mean("weighted-average", &|figure| {
        confusion.weighted_average(figure)
    });
    (rows, [plain, weighted])
}

/// From row to row, px.
const STEP: f64 = 22.0;
/// The column of names, and each of figures, px.
const WIDTHS: [f64; 2] = [200.0, 92.0];

/// The table as a picture.
pub(super) fn to_svg(evaluation: &Evaluation) -> String {
    let (rows, means) = class_rows(evaluation);
    let count = rows.len() + means.len() + 1;
    let columns = ClassColumn::ALL.len() - 1;
    let width = 48.0 + WIDTHS[0] + WIDTHS[1] * columns as f64;
    let mut drawing = Drawing::new([width, 62.0 + STEP * count as f64]);
    drawing.text([24.0, 28.0], TITLE, say("per-class"));
    let right = |index: usize| 24.0 + WIDTHS[0] + WIDTHS[1] * index as f64;
    let mut y = 56.0;
    for (index, column) in ClassColumn::ALL.into_iter().enumerate() {
        let (x, anchor) = if index == 0 {
            (24.0, Anchor::Start)
        } else {
            (right(index), Anchor::End)
        };
        drawing.text([x, y], SMALL.at(anchor), column.label());
    }
    for (place, row) in rows.iter().chain(&means).enumerate() {
        y += STEP;
        let rule = [[24.0, y - 15.0], [width - 24.0, y - 15.0]];
        let is_first = place == 0 || place == rows.len();
        let color = if is_first { LIGHT.faint } else { LIGHT.border };
        drawing.line(&rule, color, false, 1.0);
        for (index, column) in ClassColumn::ALL.into_iter().enumerate() {
            let words = SMALL.colored(LIGHT.text);
            let text = shortened(&row.text(column, 4), 32);
            if index == 0 {
                drawing.text([24.0, y], words, &text);
            } else {
                drawing.text([right(index), y], words.at(Anchor::End), &text);
            }
        }
    }
    drawing.finish()
}

/// The table for spreadsheets, with every digit.
///
/// # Errors
/// A sentence where memory ends.
pub(super) fn to_csv(evaluation: &Evaluation) -> Result<Vec<u8>, Message> {
    let head = ClassColumn::ALL.map(ClassColumn::key);
    let mut table = Table::of(head)?;
    for row in class_rows(evaluation).0 {
        let cells = ClassColumn::ALL.map(|column| match column {
            ClassColumn::Class => text_cell(&row.name).into_owned(),
            ClassColumn::Support => row.report.support.to_string(),
            _ => row
                .value(column)
                .map_or_else(String::new, |value| value.to_string()),
        });
        table.line(cells)?;
    }
    table.finished()
}
