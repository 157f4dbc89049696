//! A row for each class, sorted by any column, and below them the means.

use crate::app::learning::Results;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::report::{ClassColumn, ClassRow, class_rows};
use crate::text::say;
use crate::tr;
use egui::{Align, Button, Label, Layout, RichText, Sense, Ui};
use egui_extras::{Column as Width, TableBuilder, TableRow};

/// By which column the rows are sorted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Order {
    column: ClassColumn,
    is_descending: bool,
}

impl Order {
    fn clicked(&mut self, column: ClassColumn) {
        let is_again = self.column == column;
        // The worst class is what somebody looks for, and it has the smallest figure.
        self.is_descending = is_again && !self.is_descending;
        self.column = column;
    }

    fn sort(self, rows: &mut [ClassRow]) {
        rows.sort_by(|one, other| {
            let by_column = one.compare(other, self.column);
            if self.is_descending {
                by_column.reverse()
            } else {
                by_column
            }
        });
    }
}

/// A column of figures, in points.
const FIGURE: f32 = 86.0;

/// Paints the table. Answers which class was clicked.
pub fn classes_ui(ui: &mut Ui, results: &Results, order: &mut Order) -> Option<usize> {
    let (mut rows, means) = class_rows(&results.evaluation);
    order.sort(&mut rows);
    rows.extend(means);
    if results.evaluation.curves.is_empty() {
        widgets::muted_sentence_ui(ui, say("no-probabilities-kept"));
    }
    let mut clicked = None;
    let mut table = TableBuilder::new(ui)
        .id_salt("classes")
        .striped(true)
        .sense(Sense::click())
        .cell_layout(Layout::left_to_right(Align::Center))
        .auto_shrink(false);
    for column in ClassColumn::ALL {
        table = table.column(match column {
            ClassColumn::Class => Width::remainder().at_least(120.0).clip(true),
            _ => Width::exact(FIGURE),
        });
    }
    table
        .header(size::ROW_HEIGHT, |mut head| {
            for column in ClassColumn::ALL {
                head.col(|ui| head_ui(ui, column, order));
            }
        })
        .body(|body| {
            body.rows(size::ROW_HEIGHT, rows.len(), |mut row| {
                let class_row = &rows[row.index()];
                row_ui(&mut row, class_row);
                if row.response().clicked() {
                    clicked = class_row.class;
                }
            });
        });
    clicked
}

fn head_ui(ui: &mut Ui, column: ClassColumn, order: &mut Order) {
    let mut words = column.label().to_owned();
    if order.column == column {
        words += if order.is_descending { " ↓" } else { " ↑" };
    }
    let text = RichText::new(words)
        .font(fonts::semi_bold(size::SMALL_TEXT))
        .color(Theme::of(ui).muted);
    let button = ui.add(Button::new(text).frame(false));
    widgets::name(&button, &tr!("sort-by", column = column.label()));
    if button.on_hover_text(column.help()).clicked() {
        order.clicked(column);
    }
}

fn row_ui(row: &mut TableRow<'_, '_>, class_row: &ClassRow) {
    let is_mean = class_row.class.is_none();
    for column in ClassColumn::ALL {
        row.col(|ui| {
            let text = RichText::new(class_row.text(column, 3));
            let text = match column {
                ClassColumn::Class if is_mean => text.color(Theme::of(ui).muted),
                ClassColumn::Class => text,
                _ => text.font(fonts::mono()),
            };
            ui.add(Label::new(text).selectable(false).truncate());
        });
    }
}
