//! A chart of health: lines or bars, over epochs or depth, on a linear or a logarithmic axis.

use super::super::training::{epoch_marks, mark_words};
use crate::app::look::{Theme, fonts, size};
use crate::app::training_panels::parts;
use egui::{Color32, Label, RichText, Stroke, Ui};
use egui_plot::{AxisHints, Bar, BarChart, HoverPosition, Line, Plot, PlotBounds, PlotUi, Points};
use std::borrow::Cow;

/// A point with what it says under the pointer.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Where it is: the axis of the chart, the value.
    pub at: [f64; 2],
    /// What it says.
    pub words: String,
}

/// Points that belong together.
#[derive(Debug, Clone)]
pub struct Series {
    /// What the legend says.
    pub name: String,
    /// Its color.
    pub color: Color32,
    /// Its points, from left to right.
    pub points: Vec<Point>,
}

/// How points are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Joined.
    Lines,
    /// Each from the bottom up.
    Bars,
}

/// What lies along the bottom.
#[derive(Debug, Clone, PartialEq)]
pub enum Along {
    /// Epochs, up to the last.
    Epochs(f64),
    /// Layers: what stands at the left and at the right end.
    Depth([String; 2]),
}

/// One chart.
#[derive(Debug)]
pub struct Chart<'a> {
    /// Its heading, which assistive technology hears, too.
    pub title: Cow<'a, str>,
    /// What it shows.
    pub series: Vec<Series>,
    /// How.
    pub shape: Shape,
    /// What lies along the bottom.
    pub along: Along,
    /// Whether values stand on a logarithmic axis, from which what is not above 0 is left out.
    pub is_log: bool,
}

/// What the words below a chart take, in points.
const BELOW: f32 = 18.0;

impl Chart<'_> {
    /// Paints it into what is left of `ui`. Answers the number of the bar that was clicked.
    pub fn ui(mut self, ui: &mut Ui) -> Option<usize> {
        let theme = Theme::of(ui);
        self.heading_ui(ui, theme);
        if self.is_log {
            self.take_logarithms();
        }
        let [least, most] = self.range();
        // Bars stand on the floor of the chart, which a logarithm has below 0.
        let floor = if self.shape == Shape::Bars {
            least
        } else {
            0.0
        };
        let bounds = self.bounds([least - floor, most - floor]);
        let height = (ui.available_height() - BELOW).max(40.0);
        let words = self.words();
        let plot = self
            .plot([least, most], floor, words.clone(), theme)
            .height(height);
        let (series, shape) = (std::mem::take(&mut self.series), self.shape);
        let shown = plot.show(ui, |plot| {
            plot.set_plot_bounds(bounds);
            for series in series {
                draw(plot, series, shape, floor);
            }
            plot.pointer_coordinate()
        });
        parts::tell_chart(&shown.response, &self.title, || words);
        self.ends_ui(ui, theme);
        let clicked = shown.response.clicked() && self.shape == Shape::Bars;
        let at = shown.inner.filter(|_| clicked)?;
        (at.x > -0.5).then(|| at.x.round() as usize)
    }

    fn take_logarithms(&mut self) {
        for series in &mut self.series {
            series.points.retain(|point| point.at[1] > 0.0);
            for point in &mut series.points {
                point.at[1] = point.at[1].log10();
            }
        }
    }

    /// Its axes, and what a point says under the pointer; values stand `floor` lower than they are.
    fn plot(
        &self,
        range: [f64; 2],
        floor: f64,
        words: Vec<(String, Vec<String>)>,
        theme: &Theme,
    ) -> Plot<'static> {
        let marks = mark_words(range, self.is_log);
        let places: Vec<f64> = marks.iter().map(|(at, _)| at - floor).collect();
        let axis = |axis: AxisHints<'static>| {
            let axis = axis.tick_label_color(theme.muted);
            // Else numbers that have room fade away.
            axis.tick_label_font(fonts::small())
                .label_spacing(14.0..=16.0)
        };
        let values = axis(AxisHints::new_y())
            .min_thickness(42.0)
            .formatter(move |mark, _| {
                let is_it = |(at, _): &&(f64, String)| (at - floor - mark.value).abs() < 1e-9;
                let found = marks.iter().find(is_it);
                found.map_or_else(String::new, |(_, words)| words.clone())
            });
        let plot = parts::still_plot(("health", &*self.title))
            .show_grid([false, true])
            .grid_color(theme.border)
            .grid_fade(0.0)
            .show_axes([matches!(self.along, Along::Epochs(_)), true])
            .custom_x_axes(vec![axis(AxisHints::new_x())])
            .custom_y_axes(vec![values])
            .y_grid_spacer(move |_| parts::grid(&places))
            .label_formatter(move |position| hovered(&words, position));
        match self.along {
            Along::Epochs(last) => plot.x_grid_spacer(move |_| parts::grid(&epoch_marks(last))),
            Along::Depth(_) => plot,
        }
    }

    /// What each point says, by the name of its series.
    fn words(&self) -> Vec<(String, Vec<String>)> {
        let of_series = |series: &Series| {
            let words = series.points.iter().map(|point| point.words.clone());
            (series.name.clone(), words.collect())
        };
        self.series.iter().map(of_series).collect()
    }

    /// The title, and which color is whose where there are several.
    fn heading_ui(&self, ui: &mut Ui, theme: &Theme) {
        ui.horizontal_wrapped(|ui| {
            let title = RichText::new(&*self.title).font(fonts::semi_bold(size::TEXT));
            ui.add(Label::new(title.color(theme.text)));
            if self.series.len() < 2 {
                return;
            }
            for series in &self.series {
                parts::legend_entry_ui(ui, series.color, [&series.name, ""]);
            }
        });
    }

    /// The names of the first and the last layer.
    fn ends_ui(&self, ui: &mut Ui, theme: &Theme) {
        let Along::Depth([first, last]) = &self.along else {
            return;
        };
        ui.horizontal(|ui| {
            ui.add_space(46.0);
            let small = |text: &str| RichText::new(text).font(fonts::small()).color(theme.muted);
            ui.label(small(first));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(small(last));
            });
        });
    }

    /// Least and greatest value, with some air; bars begin at nothing, or at the power of ten below all of them.
    fn range(&self) -> [f64; 2] {
        let points = self.series.iter().flat_map(|series| &series.points);
        let (least, most) = points.fold((f64::INFINITY, f64::NEG_INFINITY), |range, point| {
            (range.0.min(point.at[1]), range.1.max(point.at[1]))
        });
        if least > most {
            return [0.0, 1.0];
        }
        let air = ((most - least) * 0.08).max(most.abs() * 1e-3).max(1e-9);
        match (self.shape, self.is_log) {
            (Shape::Bars, true) => [(least - 0.1).floor(), most + air],
            (Shape::Bars, false) => [0.0_f64.min(least), most + air],
            (Shape::Lines, _) => [least - air, most + air],
        }
    }

    fn bounds(&self, [least, most]: [f64; 2]) -> PlotBounds {
        let points = self.series.iter().flat_map(|series| &series.points);
        let last = points.map(|point| point.at[0]).fold(0.0, f64::max);
        let (left, right) = match (&self.along, self.shape) {
            (Along::Epochs(epochs), _) => (0.0, epochs.max(last) * 1.02),
            (Along::Depth(_), Shape::Bars) => (-0.6, last + 0.6),
            (Along::Depth(_), Shape::Lines) => (-0.02 * last.max(1.0), last.max(1e-3) * 1.02),
        };
        PlotBounds::from_min_max([left, least], [right, most])
    }
}

fn draw(plot: &mut PlotUi<'_>, series: Series, shape: Shape, floor: f64) {
    let Series {
        name,
        color,
        points,
    } = series;
    match shape {
        Shape::Lines => {
            let points: Vec<[f64; 2]> = points.iter().map(|point| point.at).collect();
            let line = Line::new(name.clone(), points.clone());
            plot.line(line.stroke(Stroke::new(2.0, color)));
            // A training that has just begun has one reading, which no line shows.
            plot.points(Points::new(name, points).radius(2.5).color(color));
        }
        Shape::Bars => {
            let bars = points.into_iter().map(|point| {
                let [at, value] = point.at;
                Bar::new(at, value - floor).name(point.words).width(0.7)
            });
            let chart = BarChart::new(name, bars.collect()).color(color);
            plot.bar_chart(chart.element_formatter(Box::new(|bar, _| bar.name.clone())));
        }
    }
}

fn hovered(words: &[(String, Vec<String>)], position: &HoverPosition<'_>) -> Option<String> {
    let HoverPosition::NearDataPoint {
        plot_name, index, ..
    } = position
    else {
        return None;
    };
    let (_, words) = words.iter().find(|(name, _)| name == plot_name)?;
    words.get(*index).cloned()
}
