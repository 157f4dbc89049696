//! Several runs as lines across parallel axes: the settings in which they differ, and how well each did at its best.

use super::scales::{Scale, scales_of};
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::engine::run::RunSummary;
use crate::text::say;
use crate::tr;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Color32, FontId, Galley, Id, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Left and right of the first and the last axis, in points.
const BESIDE: f32 = 70.0;
/// Between two names or two marks side by side, in points.
const GAP: f32 = 8.0;
/// From one row of names to the next, in points.
const ROW: f32 = 15.0;
/// More rows than these take too much of the picture; names are shortened instead.
const MOST_ROWS: usize = 3;

/// Paints the picture in all the room there is.
pub fn parallel_ui(ui: &mut Ui, runs: &[(usize, &RunSummary)]) {
    let summaries: Vec<&RunSummary> = runs.iter().map(|(_, run)| *run).collect();
    let scales = scales_of(&summaries);
    if scales.len() < 3 {
        widgets::muted_ui(ui, say("parallel-needs-settings"));
        return;
    }
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    let name = tr!("parallel-of-runs", count = runs.len(), axes = scales.len());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let axes = Axes::of(&scales, rect, ui.painter());
    lines_ui(ui, runs, &scales, &axes, response);
    for (index, scale) in scales.iter().enumerate() {
        axis_ui(ui, index, scale, &axes);
    }
}

/// Where the axes stand.
struct Axes {
    inside: Rect,
    /// From one axis to the next, in points.
    step: f32,
    /// Rows that the names above them take turns in, so that none lies on another.
    rows: usize,
}

impl Axes {
    fn of(scales: &[Scale], rect: Rect, painter: &Painter) -> Self {
        let step = (rect.width() - 2.0 * BESIDE) / (scales.len() - 1) as f32;
        let widths = scales.iter().map(|scale| {
            let name = painter.layout_no_wrap(scale.title.clone(), name_font(), Color32::WHITE);
            name.size().x
        });
        let widest = widths.fold(0.0, f32::max);
        let has_room = |rows: &usize| *rows as f32 * step - GAP >= widest;
        let rows = (1..MOST_ROWS).find(has_room).unwrap_or(MOST_ROWS);
        let above = ROW * rows as f32 + 20.0;
        Self {
            inside: Rect::from_min_max(
                rect.min + vec2(BESIDE, above),
                rect.max - vec2(BESIDE, 16.0),
            ),
            step,
            rows,
        }
    }

    fn at(&self, axis: usize, place: f32) -> Pos2 {
        pos2(
            self.inside.left() + axis as f32 * self.step,
            self.inside.bottom() - place * self.inside.height(),
        )
    }

    /// How wide a name may be: up to the next one in its row, and no wider than the margins, into which the outer ones reach.
    fn name_width(&self) -> f32 {
        (self.rows as f32 * self.step - GAP).clamp(8.0, 2.0 * BESIDE - GAP)
    }

    /// How wide a mark beside an axis may be.
    fn mark_width(&self) -> f32 {
        (self.step.min(BESIDE) - GAP).max(8.0)
    }
}

fn name_font() -> FontId {
    fonts::semi_bold(size::SMALL_TEXT)
}

/// One line for each run; the one under the pointer stands out and says its name.
fn lines_ui(
    ui: &Ui,
    runs: &[(usize, &RunSummary)],
    scales: &[Scale],
    axes: &Axes,
    response: Response,
) {
    let lines: Vec<Vec<Pos2>> = (0..runs.len())
        .map(|run| {
            let places = scales.iter().enumerate();
            let points = places.filter_map(|(axis, scale)| Some(axes.at(axis, scale.places[run]?)));
            points.collect()
        })
        .collect();
    let pointed = response.hover_pos().and_then(|pos| nearest(&lines, pos));
    let (painter, theme) = (ui.painter_at(response.rect), Theme::of(ui));
    for (run, line) in lines.iter().enumerate() {
        let is_faint = pointed.is_some_and(|pointed| pointed != run);
        let strength = if is_faint { 0.25 } else { 0.9 };
        let stroke = Stroke::new(1.5, theme.line(runs[run].0).gamma_multiply(strength));
        painter.add(Shape::line(line.clone(), stroke));
    }
    if let Some(run) = pointed {
        let stroke = Stroke::new(3.0, theme.line(runs[run].0));
        painter.add(Shape::line(lines[run].clone(), stroke));
        response.on_hover_text(runs[run].1.name());
    }
}

/// An axis with its name above it and its marks beside it; what had to be shortened says all of itself under the pointer.
fn axis_ui(ui: &mut Ui, index: usize, scale: &Scale, axes: &Axes) {
    let theme = Theme::of(ui);
    let [foot, top] = [axes.at(index, 0.0), axes.at(index, 1.0)];
    ui.painter()
        .line_segment([foot, top], Stroke::new(1.0, theme.muted));
    let row = index % axes.rows;
    let head = top - vec2(0.0, 8.0 + ROW * row as f32);
    if row > 0 {
        // What leads from a name in an upper row to its axis.
        let stroke = Stroke::new(1.0, theme.border);
        ui.painter().line_segment([top, head], stroke);
    }
    let name = fitting(ui, &scale.title, name_font(), theme.text, axes.name_width());
    let place = Rect::from_center_size(head - vec2(0.0, name.size().y / 2.0), name.size());
    words_ui(ui, ("axis", index), place, name, &scale.title);
    let mut lowest = f32::INFINITY;
    for (mark, (place, words)) in scale.marks.iter().enumerate() {
        let beside = axes.at(index, *place) + vec2(5.0, 0.0);
        let galley = fitting(ui, words, fonts::mono(), theme.muted, axes.mark_width());
        let place = Rect::from_min_size(beside - vec2(0.0, galley.size().y / 2.0), galley.size());
        // Marks come from below; one that would lie on the one before is left out.
        if place.bottom() > lowest {
            continue;
        }
        lowest = place.top();
        // Lines run behind it.
        ui.painter()
            .rect_filled(place.expand(1.0), 2.0, theme.panel.gamma_multiply(0.85));
        words_ui(ui, ("mark", index * 64 + mark), place, galley, words);
    }
}

/// `words` in one line of at most `width`, with an ellipsis where that is too little.
fn fitting(ui: &Ui, words: &str, font: FontId, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(words.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width(width);
    ui.painter().layout_job(job)
}

/// Paints `galley`; assistive technology, and the pointer where something is left out, gets all of `words`.
fn words_ui(ui: &Ui, id: (&str, usize), place: Rect, galley: Arc<Galley>, words: &str) {
    let is_cut = galley.elided;
    ui.painter().galley(place.min, galley, Theme::of(ui).text);
    let id: Id = ui.scope_id().with(("parallel", id));
    let response = ui.interact(place, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    if is_cut {
        response.on_hover_text(words);
    }
}

/// How far from a line it is still meant, in points.
const REACH: f32 = 10.0;

fn nearest(lines: &[Vec<Pos2>], at: Pos2) -> Option<usize> {
    let distance = |line: &Vec<Pos2>| {
        let segments = line
            .windows(2)
            .map(|ends| distance_to(at, ends[0], ends[1]));
        segments.fold(f32::INFINITY, f32::min)
    };
    let distances = lines.iter().map(distance).enumerate();
    let near = distances.filter(|(_, distance)| *distance <= REACH);
    near.min_by(|one, other| one.1.total_cmp(&other.1))
        .map(|(run, _)| run)
}

fn distance_to(at: Pos2, from: Pos2, to: Pos2) -> f32 {
    let along = to - from;
    let share = (at - from).dot(along) / along.length_sq().max(f32::EPSILON);
    at.distance(from + along * share.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_next_to_the_pointer_is_meant() {
        let lines = [
            vec![pos2(0.0, 0.0), pos2(100.0, 0.0)],
            vec![pos2(0.0, 50.0), pos2(100.0, 100.0)],
        ];
        assert_eq!(nearest(&lines, pos2(50.0, 4.0)), Some(0));
        assert_eq!(nearest(&lines, pos2(50.0, 77.0)), Some(1));
        assert_eq!(nearest(&lines, pos2(50.0, 40.0)), None);
    }
}
