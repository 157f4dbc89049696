//! A chart of lines over two axes, as data; the window and the SVG picture show the same one.

use super::drawing::{Anchor, Drawing, SMALL, TITLE, shortened};
use super::marks::{round_marks, whole_marks};
use crate::diagram::palette::{Color, LIGHT, LINES};

/// An axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// What it measures.
    pub label: String,
    /// From where to where.
    pub range: [f64; 2],
    /// Whether it counts, so that only whole numbers are marked.
    pub is_whole: bool,
}

/// What something in a chart stands for; paper and each theme of the window have a color of their own for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// What the chart is about.
    Text,
    /// What only guides the eye.
    Guide,
    /// Training.
    Training,
    /// Validation.
    Validation,
    /// One of several, by its place among them.
    OneOf(usize),
}

impl Ink {
    /// Its color on paper.
    #[must_use]
    pub fn on_paper(self) -> Color {
        match self {
            Self::Text => LIGHT.text,
            Self::Guide => LIGHT.faint,
            Self::Training => LIGHT.accent,
            Self::Validation => LIGHT.warning,
            Self::OneOf(place) => LIGHT.lines[place % LINES],
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartLine {
    /// What it is, for the legend; empty for a line that only guides the eye.
    pub name: String,
    /// Its figure in the legend.
    pub figure: String,
    /// What it stands for.
    pub ink: Ink,
    /// Whether it is dashed.
    pub is_dashed: bool,
    /// Whether its points have dots.
    pub has_dots: bool,
    /// `[x, y]`.
    pub points: Vec<[f64; 2]>,
}

/// A bar that stands on the lower axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// From where to where on the lower axis.
    pub range: [f64; 2],
    /// How high.
    pub value: f64,
    /// What it stands for.
    pub ink: Ink,
}

/// A line across the chart from top to bottom, where something was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Upright {
    /// Where it stands on the lower axis.
    pub at: f64,
    /// What stands along it.
    pub words: String,
    /// What it says under a pointer.
    pub help: String,
}

/// The whole chart.
#[derive(Debug, Clone, PartialEq)]
pub struct LineChart {
    /// What it shows.
    pub title: String,
    /// From left to right.
    pub x: Axis,
    /// Upwards.
    pub y: Axis,
    /// Bars behind the lines.
    pub bands: Vec<Band>,
    /// Lines across, behind the others.
    pub uprights: Vec<Upright>,
    /// The lines, the one that matters most last.
    pub lines: Vec<ChartLine>,
}

/// From 0 to 1.
pub const UNIT: [f64; 2] = [0.0, 1.0];

/// The frame that the lines lie in: left, top, width, height, px.
const FRAME: [f64; 4] = [62.0, 46.0, 400.0, 330.0];
/// The whole picture, px.
const SIZE: [f64; 2] = [680.0, 436.0];
/// Letters of a name in the legend.
const MOST_LETTERS: usize = 20;

impl LineChart {
    /// The chart as a picture.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let mut drawing = Drawing::new(SIZE);
        let [left, top, width, height] = FRAME;
        drawing.text([left, top - 18.0], TITLE, &self.title);
        self.grid(&mut drawing);
        for band in &self.bands {
            let [from, to] = band.range;
            let ([from, high], [to, low]) = (
                self.place([from, band.value]),
                self.place([to, self.y.range[0]]),
            );
            let bar = [from + 1.0, high, to - from - 2.0, low - high];
            drawing.rect(bar, &band.ink.on_paper().to_string());
        }
        for Upright { at, words, help } in &self.uprights {
            let [x, _] = self.place([*at, self.y.range[0]]);
            drawing.upright_mark([x, top, top + height], words, help);
        }
        for line in &self.lines {
            let points: Vec<[f64; 2]> =
                line.points.iter().map(|point| self.place(*point)).collect();
            drawing.line(&points, line.ink.on_paper(), line.is_dashed, 2.0);
            let is_lone = points.len() == 1;
            if line.has_dots || is_lone {
                for point in &points {
                    drawing.dot(*point, line.ink.on_paper());
                }
            }
        }
        drawing.outline([left, top, width, height], LIGHT.border);
        self.legend(&mut drawing);
        drawing.finish()
    }

    fn place(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [left, top, width, height] = FRAME;
        let share = |value: f64, [least, most]: [f64; 2]| {
            ((value - least) / (most - least).max(f64::EPSILON)).clamp(0.0, 1.0)
        };
        [
            left + width * share(x, self.x.range),
            top + height * (1.0 - share(y, self.y.range)),
        ]
    }

    fn grid(&self, drawing: &mut Drawing) {
        let [left, top, width, height] = FRAME;
        for mark in round_marks(self.y.range, 6.0) {
            let [_, y] = self.place([self.x.range[0], mark]);
            let line = [[left, y], [left + width, y]];
            drawing.line(&line, LIGHT.border, false, 1.0);
            let words = number(mark);
            drawing.text([left - 8.0, y + 4.0], SMALL.at(Anchor::End), &words);
        }
        let marks = if self.x.is_whole {
            whole_marks(self.x.range, 8.0)
        } else {
            round_marks(self.x.range, 8.0)
        };
        for mark in marks {
            let [x, _] = self.place([mark, self.y.range[0]]);
            let at = [x, top + height + 18.0];
            drawing.text(at, SMALL.at(Anchor::Middle), &number(mark));
        }
        let below = [left + width / 2.0, top + height + 38.0];
        drawing.text(below, SMALL.at(Anchor::Middle), &self.x.label);
        let beside = [16.0, top + height / 2.0];
        drawing.upright(beside, SMALL.at(Anchor::Middle), &self.y.label);
    }

    fn legend(&self, drawing: &mut Drawing) {
        let [left, top, width, _] = FRAME;
        let start = left + width + 16.0;
        let named = self.lines.iter().filter(|line| !line.name.is_empty());
        for (index, line) in named.enumerate() {
            let y = top + 14.0 + 34.0 * index as f64;
            let sample = [[start, y - 4.0], [start + 20.0, y - 4.0]];
            drawing.line(&sample, line.ink.on_paper(), line.is_dashed, 2.0);
            let name = shortened(&line.name, MOST_LETTERS);
            drawing.text([start + 28.0, y], SMALL.colored(LIGHT.text), &name);
            drawing.text([start + 28.0, y + 14.0], SMALL, &line.figure);
        }
    }
}

/// As few digits as tell it from its neighbors.
fn number(value: f64) -> String {
    // Sums of steps end in ….000000001.
    let rounded = (value * 1e6).round() / 1e6;
    format!("{}", rounded + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_is_sound_svg_with_its_lines_and_names() {
        let chart = LineChart {
            title: "ROC <a>".to_owned(),
            x: Axis {
                label: "x".to_owned(),
                range: UNIT,
                is_whole: false,
            },
            y: Axis {
                label: "y".to_owned(),
                range: UNIT,
                is_whole: false,
            },
            bands: vec![Band {
                range: [0.1, 0.2],
                value: 0.5,
                ink: Ink::Training,
            }],
            uprights: vec![Upright {
                at: 0.4,
                words: "rate < 1".to_owned(),
                help: "set to < 1".to_owned(),
            }],
            lines: vec![ChartLine {
                name: "a & b".to_owned(),
                figure: "0.9".to_owned(),
                ink: Ink::Training,
                is_dashed: false,
                has_dots: true,
                points: vec![[0.0, 0.0], [0.5, f64::NAN], [1.0, 1.0]],
            }],
        };
        let svg = chart.to_svg();
        assert!(svg.contains("<title>set to &lt; 1</title>") && svg.contains("rate &lt; 1"));
        assert!(svg.contains("a &amp; b") && svg.contains("ROC &lt;a&gt;"));
        resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).unwrap();
    }
}
