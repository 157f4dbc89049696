//! The confusion matrix: actual classes by row, predicted ones by column. It grows and shrinks with its room, and where
//! even its smallest cells do not fit, it scrolls below headers that stay. A click chooses a cell, and so do arrow keys.

mod paint;
mod plan;

use crate::app::look::Theme;
use crate::engine::evaluate::Evaluation;
use crate::report::Shares;
use crate::text::{Count, list, say};
use crate::tr;
use egui::accesskit::Live;
use egui::{
    EventFilter, Id, Key, Pos2, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, Vec2, WidgetInfo, vec2,
};
use paint::paint_cells;
use plan::Plan;

/// How the matrix is shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// What stands in a cell.
    pub shares: Shares,
    /// The cell that was chosen.
    pub chosen: Option<[usize; 2]>,
    /// Whether it is the matter itself, and cells may be large.
    pub is_large: bool,
}

/// A matrix that was painted.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// The cell that is chosen now, by a click or a key.
    pub chosen: Option<[usize; 2]>,
    /// Where its last column ends, in points.
    pub right: f32,
}

/// Paints the matrix into what is left of `ui`.
pub fn matrix_ui(ui: &mut Ui, evaluation: &Evaluation, look: &Look) -> Shown {
    let room = ui.available_rect_before_wrap();
    let plan = Plan::new(ui, room, evaluation, look);
    let all = plan.cell * evaluation.classes.len() as f32;
    let mut chosen = None;
    let scrolls = ui.scope_builder(UiBuilder::new().max_rect(plan.cells), |ui| {
        ui.set_clip_rect(plan.cells.intersect(ui.clip_rect()));
        let area = ScrollArea::both()
            .id_salt("confusion matrix")
            .auto_shrink(false);
        area.show_viewport(ui, |ui, viewport| {
            let (_, rect) = ui.allocate_space(all);
            // The same on every page: a cell that is chosen leads to another one, where the arrow keys go on.
            let response = ui.interact(rect, Id::unique("confusion-matrix"), Sense::click());
            chosen = chosen_cell(ui, &response, (rect.min, plan.cell), evaluation, look);
            tell(&response, evaluation, chosen.or(look.chosen));
            let (rows, columns) = (
                plan.rows(viewport.y_range()),
                plan.columns(viewport.x_range()),
            );
            paint_cells(ui, rect.min, &plan, evaluation, (rows, columns), look);
            if response.has_focus() && look.chosen.is_none() {
                let outline = Stroke::new(1.0, Theme::of(ui).accent);
                ui.painter()
                    .rect_stroke(rect, 3.0, outline, StrokeKind::Inside);
            }
            if let Some([row, column]) = chosen.filter(|_| response.has_focus()) {
                let at = rect.min + vec2(column as f32, row as f32) * plan.cell;
                ui.scroll_to_rect(Rect::from_min_size(at, plan.cell), None);
            }
            cell_tooltip(response, rect.min, plan.cell, evaluation);
        })
    });
    let offset = scrolls.inner.state.clamped_offset();
    plan.paint_headers(ui, offset);
    ui.advance_cursor_after_rect(room.with_max_y(plan.cells.bottom().min(room.bottom())));
    Shown {
        chosen,
        right: plan.cells.right(),
    }
}

/// More classes than this make a table that nobody listens to: then only the chosen cell is told.
const MOST_TOLD: usize = 12;

/// Tells who cannot see the matrix what it says: row by row, and as its value the cell that is chosen.
fn tell(response: &Response, evaluation: &Evaluation, chosen: Option<[usize; 2]>) {
    let name = say("confusion-matrix");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let classes = &evaluation.classes;
    let row = |row: usize| {
        let cell = |column: usize| {
            let count = evaluation.confusion.at(row, column);
            tr!("chart-value", at = &classes[column], value = Count(count))
        };
        let cells = list((0..classes.len()).map(cell));
        tr!("chart-line-in-words", line = &classes[row], points = cells)
    };
    response.ctx.accesskit_node_builder(response.id, |node| {
        if classes.len() <= MOST_TOLD {
            let rows: Vec<String> = (0..classes.len()).map(row).collect();
            node.set_description(rows.join("\n"));
        }
        if let Some(cell) = chosen {
            node.set_value(cell_words(evaluation, cell));
            node.set_live(Live::Polite);
        }
    });
}

/// "3 pictures of cat were taken for dog".
fn cell_words(evaluation: &Evaluation, [row, column]: [usize; 2]) -> String {
    let classes = &evaluation.classes;
    tr!(
        "pictures-predicted-as",
        count = Count(evaluation.confusion.at(row, column)),
        actual = &classes[row],
        predicted = &classes[column]
    )
}

/// The cell that a click or an arrow key chooses.
fn chosen_cell(
    ui: &Ui,
    response: &Response,
    (origin, cell): (Pos2, Vec2),
    evaluation: &Evaluation,
    look: &Look,
) -> Option<[usize; 2]> {
    if response.clicked()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        response.request_focus();
        return cell_at(pointer - origin, cell, evaluation);
    }
    if !response.has_focus() {
        return None;
    }
    let keeps_arrows = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, keeps_arrows));
    let presses = |key: Key| ui.input(|input| input.key_pressed(key));
    let pressed = [
        (Key::ArrowUp, [-1, 0]),
        (Key::ArrowDown, [1, 0]),
        (Key::ArrowLeft, [0, -1]),
        (Key::ArrowRight, [0, 1]),
    ];
    let (_, step) = pressed.into_iter().find(|(key, _)| presses(*key))?;
    let last = evaluation.classes.len().saturating_sub(1);
    let Some(before) = look.chosen else {
        return Some([0, 0]);
    };
    let moved = |at: usize| before[at].saturating_add_signed(step[at]).min(last);
    Some([moved(0), moved(1)])
}

/// The cell at this distance from the corner of the first.
fn cell_at(distance: Vec2, cell: Vec2, evaluation: &Evaluation) -> Option<[usize; 2]> {
    let place = distance / cell;
    let (row, column) = (place.y.floor(), place.x.floor());
    let is_cell = |place: f32| (0.0..evaluation.classes.len() as f32).contains(&place);
    (is_cell(row) && is_cell(column)).then_some([row as usize, column as usize])
}

/// What the cell under the pointer says.
fn cell_tooltip(response: Response, origin: Pos2, cell: Vec2, evaluation: &Evaluation) {
    let Some(pointer) = response.hover_pos() else {
        return;
    };
    if let Some(cell) = cell_at(pointer - origin, cell, evaluation) {
        response.on_hover_text_at_pointer(cell_words(evaluation, cell));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::metric::{Predictions, Scores, Tally};
    use egui::Shape;
    use egui_kittest::Harness;

    /// Every class is taken for the next one five times out of a hundred.
    fn evaluation(names: impl Iterator<Item = String>) -> Evaluation {
        let classes: Vec<String> = names.collect();
        let count = classes.len();
        let labels: Vec<usize> = (0..count * 100).map(|image| image / 100).collect();
        let called = |image: usize| {
            let class = image / 100;
            if image % 100 < 95 {
                class
            } else {
                (class + 1) % count
            }
        };
        let rows = (0..labels.len()).flat_map(|image| {
            (0..count).map(move |class| if class == called(image) { 0.9 } else { 0.0 })
        });
        let predictions = Predictions::from_values(rows.collect(), count);
        let mut tally = Tally::new(Vec::new(), count);
        tally.add(0.1, &predictions, &labels);
        Evaluation::of(&tally, Scores::new(count, 0), classes).unwrap()
    }

    /// The texts that a matrix in a room of this size shows, and where.
    fn texts(evaluation: &Evaluation, room: Vec2) -> Vec<(String, Rect)> {
        let mut harness = Harness::builder()
            .with_size(room)
            .with_context_setup(crate::app::look::install)
            .build_ui(|ui| {
                // As it stands in the overview.
                crate::app::widgets::group_heading_ui(ui, say("confusion-matrix"));
                matrix_ui(ui, evaluation, &Look::default());
            });
        harness.run_ok();
        let shapes = harness.output().shapes.iter();
        let texts = shapes.filter_map(|clipped| match &clipped.shape {
            Shape::Text(text) => {
                let rect = text.visual_bounding_rect();
                assert!(
                    clipped.clip_rect.expand(4.0).intersects(rect),
                    "{}",
                    text.galley.text()
                );
                let cut = if text.galley.elided { "…" } else { "" };
                Some((format!("{}{cut}", text.galley.text()), rect))
            }
            _ => None,
        });
        texts.collect()
    }

    fn assert_readable(evaluation: &Evaluation, room: Vec2) {
        let texts = texts(evaluation, room);
        let says = |words: &str| texts.iter().any(|(text, _)| text == words);
        assert!(says("predicted") && says("actual"), "{room:?}");
        for (index, (text, rect)) in texts.iter().enumerate() {
            for (other_text, other) in &texts[index + 1..] {
                let both = rect.intersect(*other);
                let is_over = both.width() > 2.0 && both.height() > 3.0;
                assert!(!is_over, "“{text}” over “{other_text}” in {room:?}");
            }
        }
    }

    #[test]
    fn it_can_be_read_with_few_classes_and_many_in_any_room() {
        for count in [2, 6, 10, 43, 100] {
            let evaluation = evaluation((0..count).map(|class| format!("class number {class}")));
            for room in [vec2(720.0, 500.0), vec2(420.0, 200.0), vec2(240.0, 160.0)] {
                assert_readable(&evaluation, room);
            }
        }
    }

    fn shows(texts: &[(String, Rect)], words: &str) -> usize {
        texts.iter().filter(|(text, _)| text == words).count()
    }

    /// Heads of "germa…" and "staffor…" tell nothing, and neither do thirty times "class n…".
    #[test]
    fn columns_are_numbered_where_their_names_do_not_fit() {
        let long = |class: usize| format!("german_shorthaired_pointer_number_{class}");
        for (count, room) in [
            (30, vec2(420.0, 190.0)),
            (2, vec2(420.0, 190.0)),
            (30, vec2(600.0, 130.0)),
        ] {
            let evaluation = evaluation((0..count).map(long));
            let texts = texts(&evaluation, room);
            for class in 0..2 {
                assert_eq!(shows(&texts, &class.to_string()), 1, "{count} {room:?}");
                let row = format!("{class} {}", long(class));
                let is_row = |text: &str| {
                    let shown = text.trim_end_matches('…');
                    shown.len() > 12 && row.starts_with(shown)
                };
                let rows = texts.iter().filter(|(text, _)| is_row(text));
                assert_eq!(rows.count(), 1, "{row} in {room:?}: {texts:?}");
            }
        }
    }

    #[test]
    fn a_name_is_not_cut_beside_free_space() {
        let names = ["german_shorthaired_pointer", "staffordshire_bull_terrier"];
        let evaluation = evaluation(names.into_iter().map(str::to_owned));
        for name in names {
            let wide = texts(&evaluation, vec2(620.0, 130.0));
            assert_eq!(shows(&wide, name), 2, "as row and as column: {wide:?}");
            let low = texts(&evaluation, vec2(300.0, 130.0));
            let rows = low.iter().filter(|(text, _)| text.ends_with(name));
            assert_eq!(rows.count(), 1, "as row: {low:?}");
        }
    }

    #[test]
    fn names_are_whole_where_there_is_room() {
        let names = ["a rather long name", "not happy", "happy"];
        let evaluation = evaluation(names.into_iter().map(str::to_owned));
        let texts = texts(&evaluation, vec2(600.0, 320.0));
        for name in names {
            let shown = texts.iter().filter(|(text, _)| text == name);
            assert_eq!(shown.count(), 2, "{name} as row and as column");
        }
        assert_eq!(texts.iter().filter(|(text, _)| text == "95").count(), 3);
    }
}
