//! A chart on the screen: the lines, a legend with current values, and what lies under the pointer.

use super::axis_text::{epoch_text, mark_text, value_text};
use super::chart::Chart;
use super::chart_line::Role as LineRole;
use crate::app::look::{Theme, fonts, size};
use crate::app::training_panels::parts;
use crate::report::rate_set;
use crate::text::say;
use egui::{Align2, Color32, Label, Painter, Rect, RichText, Stroke, pos2, vec2};
use egui_plot::{AxisHints, HoverPosition, Line, LineStyle, Plot, PlotBounds, Points};

/// A point that no line leads to, in points.
const MARKER_RADIUS: f32 = 3.5;

/// Which corner holds the legend: where the curves are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corner {
    /// For what falls.
    RightTop,
    /// For what rises.
    RightBottom,
}

/// Paints `chart` into what is left of `ui`.
pub fn chart_ui(ui: &mut egui::Ui, chart: &Chart, corner: Corner) {
    let theme = Theme::of(ui);
    let title = RichText::new(chart.quantity.title())
        .font(fonts::semi_bold(size::TEXT))
        .color(theme.text);
    let title = ui.add(Label::new(title)).rect;
    let [least, most] = chart.value_range();
    let [first, last] = chart.epoch_range();
    let bounds = PlotBounds::from_min_max([first, least], [last, most]);
    let lines: Vec<_> = chart
        .lines
        .iter()
        .map(|line| line_of(line.role, line.points.clone(), theme))
        .collect();
    let lone: Vec<_> = chart
        .lines
        .iter()
        .filter_map(|line| Some((line.role, line.lone_point()?)))
        .collect();
    let marks: Vec<_> = chart
        .marks
        .iter()
        .map(|mark| parts::rate_line(mark, theme.muted))
        .collect();
    let shown = plot(chart, theme).show(ui, |plot| {
        plot.set_plot_bounds(bounds);
        for mark in marks {
            plot.vline(mark);
        }
        for line in lines {
            plot.line(line);
        }
        for (role, point) in lone {
            let marker = Points::new(role.label(), vec![point]).radius(MARKER_RADIUS);
            plot.points(marker.color(stroke_of(role, theme).color));
        }
    });
    let rect = *shown.transform.frame();
    let name = chart.quantity.chart_name();
    parts::tell_chart(&shown.response, name, || chart.told());
    parts::rate_help_ui(
        &shown,
        chart.marks.iter().map(|mark| (mark, rate_set(mark))),
    );
    ui.painter().rect_stroke(
        rect,
        size::FIELD_RADIUS,
        Stroke::new(1.0, theme.border),
        egui::StrokeKind::Inside,
    );
    let beside = title.with_min_x(title.right()).with_max_x(rect.right());
    if !paint_legend_beside(ui.painter(), beside, chart, theme) {
        let painter = ui.painter().with_clip_rect(rect);
        paint_legend(&painter, rect, chart, corner, theme);
    }
}

fn plot<'a>(chart: &'a Chart, theme: &Theme) -> Plot<'a> {
    let axis = |axis: AxisHints<'a>| {
        axis.tick_label_color(theme.muted)
            .tick_label_font(fonts::small())
    };
    let epochs = axis(AxisHints::new_x())
        .label(
            RichText::new(say("axis-epoch"))
                .font(fonts::small())
                .color(theme.muted),
        )
        .label_spacing(14.0..=16.0)
        // Known before the first frame: an idle window paints no second one that could make room.
        .min_thickness(EPOCHS_HEIGHT);
    let values = axis(AxisHints::new_y())
        .label_spacing(14.0..=16.0)
        .min_thickness(38.0);
    parts::still_plot(chart.quantity)
        .show_grid([false, true])
        .grid_color(theme.border)
        .grid_fade(0.0)
        .x_grid_spacer(|_| parts::grid(&chart.epoch_marks()))
        .y_grid_spacer(|_| parts::grid(&chart.value_marks()))
        .custom_x_axes(vec![epochs.formatter(|mark, _| mark_text(mark.value))])
        .custom_y_axes(vec![values.formatter(|mark, _| {
            chart.value_mark_text(mark.value, mark.step_size)
        })])
        .label_formatter(move |position| match position {
            HoverPosition::NearDataPoint {
                plot_name,
                position,
                ..
            } => {
                let value = value_text(chart.value_at(position.y));
                let epoch = epoch_text(position.x);
                Some(chart.quantity.at_point(plot_name, value, epoch))
            }
            HoverPosition::Elsewhere { .. } => None,
        })
}

fn line_of<'a>(role: LineRole, points: Vec<[f64; 2]>, theme: &Theme) -> Line<'a> {
    let line = Line::new(role.label(), points).stroke(stroke_of(role, theme));
    match role {
        LineRole::Validation => line.style(LineStyle::Dashed { length: 6.0 }),
        LineRole::BatchValidation => line.style(LineStyle::Dotted { spacing: 5.0 }),
        LineRole::TrainingRaw | LineRole::Training => line,
    }
}

fn stroke_of(role: LineRole, theme: &Theme) -> Stroke {
    match role {
        LineRole::TrainingRaw => Stroke::new(1.0, faint(theme.accent)),
        LineRole::Training => Stroke::new(2.0, theme.accent),
        LineRole::Validation => Stroke::new(2.0, theme.warning),
        LineRole::BatchValidation => Stroke::new(2.0, theme.ok),
    }
}

/// The same color, far enough back that the smoothed line stands out and near enough to be seen.
fn faint(color: Color32) -> Color32 {
    color.gamma_multiply(0.35)
}

/// What the marks of the epochs take and the word below them, in points.
const EPOCHS_HEIGHT: f32 = 34.0;
/// One entry of a legend that lies in one line, in points.
const ENTRY_WIDTH: f32 = 134.0;

/// Paints the legend into the line of the title, where no curve runs; answers whether there was room.
fn paint_legend_beside(painter: &Painter, room: Rect, chart: &Chart, theme: &Theme) -> bool {
    let entries: Vec<_> = chart.legend().collect();
    let width = ENTRY_WIDTH * entries.len() as f32;
    if room.width() < width {
        return false;
    }
    let mut middle = pos2(room.right() - width, room.center().y);
    for (role, value) in entries {
        paint_entry(
            painter,
            middle + vec2(12.0, 0.0),
            ENTRY_WIDTH - 12.0,
            role,
            value,
            theme,
        );
        middle.x += ENTRY_WIDTH;
    }
    true
}

/// A piece of the line, what it is, and its last value at the right end of `width`.
fn paint_entry(
    painter: &Painter,
    left: egui::Pos2,
    width: f32,
    role: LineRole,
    value: f64,
    theme: &Theme,
) {
    paint_sample(painter, left, role, theme);
    let (words, figure) = (left + vec2(26.0, 0.0), left + vec2(width, 0.0));
    let font = fonts::small();
    painter.text(words, Align2::LEFT_CENTER, role.label(), font, theme.muted);
    let value = value_text(value);
    painter.text(
        figure,
        Align2::RIGHT_CENTER,
        value,
        fonts::mono(),
        theme.text,
    );
}

/// Between two lines of the legend, in points.
const LEGEND_STEP: f32 = 18.0;
/// The legend's width, in points.
const LEGEND_WIDTH: f32 = 158.0;

fn paint_legend(painter: &Painter, rect: Rect, chart: &Chart, corner: Corner, theme: &Theme) {
    let entries: Vec<_> = chart.legend().collect();
    if entries.is_empty() {
        return;
    }
    let size = vec2(LEGEND_WIDTH, LEGEND_STEP * entries.len() as f32 + 6.0);
    let min = match corner {
        Corner::RightTop => pos2(rect.right() - size.x - 6.0, rect.top() + 5.0),
        Corner::RightBottom => rect.max - size - vec2(6.0, 5.0),
    };
    let place = Rect::from_min_size(min, size);
    painter.rect_filled(place, size::FIELD_RADIUS, theme.canvas.gamma_multiply(0.85));
    let mut middle = pos2(place.left() + 8.0, place.top() + 3.0 + LEGEND_STEP / 2.0);
    for (role, value) in entries {
        paint_entry(painter, middle, LEGEND_WIDTH - 16.0, role, value, theme);
        middle.y += LEGEND_STEP;
    }
}

/// A piece of the line, as long as two dashes.
fn paint_sample(painter: &Painter, left: egui::Pos2, role: LineRole, theme: &Theme) {
    let stroke = stroke_of(role, theme);
    let piece = |from: f32, to: f32| [left + vec2(from, 0.0), left + vec2(to, 0.0)];
    match role {
        LineRole::Validation => {
            painter.line_segment(piece(0.0, 7.0), stroke);
            painter.line_segment(piece(11.0, 18.0), stroke);
        }
        LineRole::BatchValidation => {
            for at in [1.0, 6.0, 11.0, 16.0] {
                painter.circle_filled(left + vec2(at, 0.0), stroke.width / 2.0, stroke.color);
            }
        }
        LineRole::TrainingRaw | LineRole::Training => {
            painter.line_segment(piece(0.0, 18.0), stroke);
        }
    }
}
