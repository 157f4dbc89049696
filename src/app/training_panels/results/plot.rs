//! A chart of the report on the screen.

use crate::app::look::{Theme, fonts, size};
use crate::app::training_panels::parts;
use crate::report::{Axis, ChartLine, Ink, LineChart};
use crate::tr;
use egui::{Color32, Label, RichText, Ui};
use egui_plot::{AxisHints, Bar, BarChart, Line, LineStyle, PlotBounds, Points};

/// Paints `chart` into what is left of `ui`.
pub fn plot_ui(ui: &mut Ui, chart: &LineChart) {
    let theme = Theme::of(ui);
    let title = RichText::new(&chart.title).font(fonts::semi_bold(size::TEXT));
    ui.add(Label::new(title.color(theme.text)));
    legend_ui(ui, chart);
    let hints = |axis: AxisHints<'static>, of: &Axis| {
        let label = RichText::new(&of.label).font(fonts::small());
        axis.label(label.color(theme.muted))
            .tick_label_color(theme.muted)
            .tick_label_font(fonts::small())
            // Else numbers that have room fade away.
            .label_spacing(20.0..=24.0)
    };
    let ([left, right], [bottom, top]) = (chart.x.range, chart.y.range);
    // A curve along an edge must not be cut in half.
    let bounds = PlotBounds::from_min_max(
        [left - 0.02 * (right - left), bottom],
        [right, top + 0.02 * (top - bottom)],
    );
    let shown = parts::still_plot(&chart.title)
        .grid_color(theme.border)
        .custom_x_axes(vec![hints(AxisHints::new_x(), &chart.x)])
        .custom_y_axes(vec![hints(AxisHints::new_y(), &chart.y)])
        .show(ui, |plot| {
            plot.set_plot_bounds(bounds);
            let bars = chart.bands.iter().map(|band| {
                let [from, to] = band.range;
                Bar::new((from + to) / 2.0, band.value)
                    .width((to - from) * 0.96)
                    .fill(color_of(band.ink, theme).gamma_multiply(0.55))
            });
            plot.bar_chart(BarChart::new(chart.title.clone(), bars.collect()));
            for line in &chart.lines {
                let color = color_of(line.ink, theme);
                let drawn = |points: &[[f64; 2]]| {
                    let drawn = Line::new(line.name.clone(), points.to_vec());
                    drawn.color(color).width(2.0)
                };
                if line.is_dashed {
                    plot.line(drawn(&line.points).style(LineStyle::Dashed { length: 6.0 }));
                } else {
                    for run in straight_runs(&line.points) {
                        plot.line(drawn(&run));
                    }
                }
                if line.has_dots || line.points.len() == 1 {
                    let dots = Points::new(line.name.clone(), line.points.clone());
                    plot.points(dots.color(color).radius(3.5));
                }
            }
        });
    parts::tell_chart(&shown.response, &chart.title, || told(chart));
}

/// What each line that has a name says at its points, in words.
fn told(chart: &LineChart) -> Vec<(String, Vec<String>)> {
    let words = |[x, y]: &[f64; 2]| {
        tr!(
            "chart-value",
            at = format!("{x:.3}"),
            value = format!("{y:.3}")
        )
    };
    let lines = chart.lines.iter().filter(|line| !line.name.is_empty());
    let of_line = |line: &ChartLine| {
        let points = line.points.iter().map(words).collect();
        (format!("{} {}", line.name, line.figure), points)
    };
    lines.map(of_line).collect()
}

/// `points` cut where they turn off a level or upright run, without those in the middle of one: egui fills the corners of
/// stairs whose steps are as narrow as a line.
fn straight_runs(points: &[[f64; 2]]) -> Vec<Vec<[f64; 2]>> {
    let is_on = |from: [f64; 2], to: [f64; 2], axis: usize| from[axis] == to[axis];
    let mut runs: Vec<Vec<[f64; 2]>> = Vec::new();
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        match runs.last_mut() {
            Some(run) if (0..2).any(|axis| run.iter().all(|at| is_on(*at, to, axis))) => {
                run.truncate(1);
                run.push(to);
            }
            Some(run) if (0..2).all(|axis| !is_on(from, to, axis) && is_slanted(run)) => {
                run.push(to);
            }
            _ => runs.push(vec![from, to]),
        }
    }
    runs
}

fn is_slanted(run: &[[f64; 2]]) -> bool {
    run.windows(2)
        .all(|pair| (0..2).all(|axis| pair[0][axis] != pair[1][axis]))
}

fn legend_ui(ui: &mut Ui, chart: &LineChart) {
    let theme = Theme::of(ui);
    ui.horizontal_wrapped(|ui| {
        for line in chart.lines.iter().filter(|line| !line.name.is_empty()) {
            parts::legend_entry_ui(ui, color_of(line.ink, theme), [&line.name, &line.figure]);
        }
    });
}

fn color_of(ink: Ink, theme: &Theme) -> Color32 {
    match ink {
        Ink::Text => theme.text,
        Ink::Guide => theme.faint,
        Ink::Training => theme.accent,
        Ink::Validation => theme.warning,
        Ink::OneOf(place) => theme.line(place),
    }
}

#[cfg(test)]
mod tests {
    use super::straight_runs;

    #[test]
    fn stairs_come_apart_into_steps_and_slopes_stay_whole() {
        let stairs = [
            [0.0, 0.0],
            [0.0, 0.1],
            [0.0, 0.2],
            [0.1, 0.2],
            [0.2, 0.2],
            [0.2, 1.0],
        ];
        assert_eq!(
            straight_runs(&stairs),
            [
                [[0.0, 0.0], [0.0, 0.2]],
                [[0.0, 0.2], [0.2, 0.2]],
                [[0.2, 0.2], [0.2, 1.0]]
            ]
        );
        let slope = [[0.0, 0.0], [0.1, 0.3], [0.5, 0.4], [1.0, 1.0]];
        assert_eq!(straight_runs(&slope), [slope]);
    }
}
