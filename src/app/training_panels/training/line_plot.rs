//! A small chart of one quantity over another, which may be clicked: the learning rate over a training, the loss over
//! learning rates.

use crate::app::look::{Theme, fonts};
use crate::app::training_panels::parts;
use egui::{Sense, Stroke, Ui};
use egui_plot::{AxisHints, HoverPosition, Line, LineStyle, Plot, PlotBounds, PlotPoint, VLine};

/// What the marks of the lower axis take, in points: known before the first frame, as an idle window paints no second one.
const MARKS_HEIGHT: f32 = 18.0;
/// What the marks of the left axis take, in points.
const MARKS_WIDTH: f32 = 40.0;

/// A chart.
pub struct LinePlot<'a> {
    /// What tells it from others.
    pub id: &'static str,
    /// What assistive technology calls it.
    pub name: &'a str,
    /// In points.
    pub height: f32,
    /// The axis below.
    pub across: Axis,
    /// The axis at the left.
    pub up: Axis,
    /// Those behind first, each with its stroke.
    pub lines: Vec<(Vec<[f64; 2]>, Stroke)>,
    /// Where a dashed line stands upright.
    pub mark: Option<f64>,
    /// What is said at a point.
    pub at_point: fn([f64; 2]) -> String,
    /// Whether a click on it means something.
    pub is_clickable: bool,
}

/// An axis: from where to where, and where its marks are.
pub struct Axis {
    /// From where to where.
    pub range: [f64; 2],
    /// Where marks stand.
    pub marks: Vec<f64>,
    /// What a mark says, where marks are so far from each other.
    pub text: fn(f64, f64) -> String,
}

impl LinePlot<'_> {
    /// Paints it over the width at hand; gives the place on the lower axis that was clicked.
    pub fn ui(&self, ui: &mut Ui) -> Option<f64> {
        let theme = Theme::of(ui);
        let ([left, right], [bottom, top]) = (self.across.range, self.up.range);
        let bounds = PlotBounds::from_min_max([left, bottom], [right, top]);
        let lines = self.lines.iter();
        let lines: Vec<_> = lines
            .map(|(points, stroke)| Line::new(self.name, points.clone()).stroke(*stroke))
            .collect();
        let mark = self.mark.map(|place| {
            let mark = VLine::new(self.name, place).stroke(Stroke::new(1.5, theme.warning));
            mark.style(LineStyle::Dashed { length: 5.0 })
        });
        let shown = self.plot(theme).show(ui, |plot| {
            plot.set_plot_bounds(bounds);
            for line in lines {
                plot.line(line);
            }
            if let Some(mark) = mark {
                plot.vline(mark);
            }
        });
        parts::tell_chart(&shown.response, self.name, || {
            let last = self.lines.last();
            let words = |(points, _): &(Vec<[f64; 2]>, Stroke)| {
                let points = points.iter().copied().map(self.at_point);
                (self.name.to_owned(), points.collect())
            };
            last.map(words).into_iter().collect()
        });
        let place = shown.response.interact_pointer_pos()?;
        let PlotPoint { x, .. } = shown.transform.value_from_position(place);
        (self.is_clickable && shown.response.clicked()).then(|| x.clamp(left, right))
    }

    fn plot<'a>(&'a self, theme: &Theme) -> Plot<'a> {
        let axis = |axis: AxisHints<'a>| {
            axis.tick_label_color(theme.muted)
                .tick_label_font(fonts::small())
                .label_spacing(14.0..=16.0)
        };
        let across = axis(AxisHints::new_x()).min_thickness(MARKS_HEIGHT);
        let up = axis(AxisHints::new_y()).min_thickness(MARKS_WIDTH);
        let sense = if self.is_clickable {
            Sense::click()
        } else {
            Sense::hover()
        };
        parts::still_plot(self.id)
            .height(self.height)
            .sense(sense)
            .allow_double_click_reset(false)
            .show_grid([false, true])
            .grid_color(theme.border)
            .grid_fade(0.0)
            .x_grid_spacer(|_| parts::grid(&self.across.marks))
            .y_grid_spacer(|_| parts::grid(&self.up.marks))
            .custom_x_axes(vec![
                across.formatter(|mark, _| (self.across.text)(mark.value, mark.step_size)),
            ])
            .custom_y_axes(vec![
                up.formatter(|mark, _| (self.up.text)(mark.value, mark.step_size)),
            ])
            .label_formatter(|position| match position {
                HoverPosition::NearDataPoint { position, .. } => {
                    Some((self.at_point)([position.x, position.y]))
                }
                HoverPosition::Elsewhere { .. } => None,
            })
    }
}
