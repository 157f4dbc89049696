//! A chart as data: which lines, which axes. The window and the SVG file paint the same one.

use super::axis_text::{epoch_marks, epoch_text, mark_text, mark_text_by, value_text};
use super::chart_line::{ChartLine, Quantity, Role, lines};
use crate::app::learning::{Curves, Record};
use crate::engine::run::RateMark;
use crate::report::marks;
use crate::tr;
use serde::{Deserialize, Serialize};

/// How charts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ChartStyle {
    /// How much of the past the smoothed line keeps, from 0 to less than 1.
    pub smoothing: f64,
    /// Whether losses stand on a logarithmic axis.
    pub log_loss: bool,
    /// Whether figures are shown as a table of epochs instead.
    #[serde(default)]
    pub is_table: bool,
}

impl ChartStyle {
    /// Beyond this nothing would move any more.
    pub const MOST_SMOOTHING: f64 = 0.98;
}

impl Default for ChartStyle {
    fn default() -> Self {
        Self {
            smoothing: 0.85,
            log_loss: false,
            is_table: false,
        }
    }
}

/// One chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What it shows.
    pub quantity: Quantity,
    /// Its lines, those behind first.
    pub lines: Vec<ChartLine>,
    /// Whether values are logarithms.
    pub is_log: bool,
    /// Where the axis of epochs ends.
    pub last_epoch: f64,
    /// Where the learning rate was changed by hand.
    pub marks: Vec<RateMark>,
}

/// Where the axis ends for a run in this epoch of so many: at its last one, but a run of thousands would for hours be
/// squeezed into the first points of it, and has twice the room whenever it fills four fifths.
fn end_shown(epoch: usize, epochs: usize) -> usize {
    const LEAST: usize = 50;
    let mut end = LEAST;
    while end < epochs && epoch.saturating_mul(5) > end.saturating_mul(4) {
        end = end.saturating_mul(2);
    }
    end.min(epochs)
}

impl Chart {
    /// Loss and accuracy, on an axis of `epochs`.
    pub fn pair(curves: &Curves, epochs: usize, style: ChartStyle) -> [Self; 2] {
        let chart = |quantity, training, validation| Self {
            quantity,
            lines: lines(training, validation, style.smoothing),
            is_log: false,
            last_epoch: epochs.max(1) as f64,
            marks: Vec::new(),
        };
        let loss = chart(
            Quantity::Loss,
            &curves.loss,
            [&curves.val_loss, &curves.batch_val_loss],
        );
        let accuracy = chart(
            Quantity::Accuracy,
            &curves.accuracy,
            [&curves.val_accuracy, &curves.batch_val_accuracy],
        );
        [
            if style.log_loss {
                loss.on_log_axis()
            } else {
                loss
            },
            accuracy,
        ]
    }

    /// Both charts of a run as it stands.
    pub fn of_run(record: &Record, style: ChartStyle) -> [Self; 2] {
        let marks = record.rate_marks();
        let end = end_shown(record.place.epoch, record.place.epochs);
        Self::pair(&record.curves, end, style).map(|chart| Self {
            marks: marks.clone(),
            ..chart
        })
    }

    /// Its heading in a file, where no button says how it is scaled.
    pub fn heading(&self) -> String {
        let title = self.quantity.title();
        if self.is_log {
            tr!("chart-logarithmic", quantity = title)
        } else {
            title.to_owned()
        }
    }

    /// The lines that the legend names, with their latest values.
    pub fn legend(&self) -> impl Iterator<Item = (Role, f64)> {
        self.lines
            .iter()
            .filter_map(|line| line.latest.map(|latest| (line.role, latest)))
    }

    /// What each line says at its points, in words; the raw line of batches says it through the smoothed one.
    pub fn told(&self) -> Vec<(String, Vec<String>)> {
        let lines = self.lines.iter().filter(|line| line.latest.is_some());
        let of_line = |line: &ChartLine| {
            let words = |[epoch, value]: &[f64; 2]| {
                tr!(
                    "chart-value",
                    at = epoch_text(*epoch),
                    value = value_text(self.value_at(*value))
                )
            };
            let points = line.points.iter().map(words).collect();
            (line.role.label().to_owned(), points)
        };
        lines.map(of_line).collect()
    }

    /// Least and greatest value of the lines, with some air; what a chart without points shows otherwise. Every batch
    /// is within: a spike that is cut off hides what happened. A logarithmic axis keeps the rest apart beside it.
    pub fn value_range(&self) -> [f64; 2] {
        let points = self.lines.iter().flat_map(|line| &line.points);
        let values = points.map(|point| point[1]);
        let (least, most) = values.fold(
            (f64::INFINITY, f64::NEG_INFINITY),
            |(least, most), value| (least.min(value), most.max(value)),
        );
        if least > most {
            return [0.0, 1.0];
        }
        let air = ((most - least) * 0.08).max(1e-3);
        [least - air, most + air]
    }

    /// From the first epoch to the last, with some air behind it: the point of a single epoch lies at the end.
    pub fn epoch_range(&self) -> [f64; 2] {
        [0.0, self.last_epoch * 1.02]
    }

    /// Where marks stand on the axis of values.
    pub fn value_marks(&self) -> Vec<f64> {
        if self.is_log {
            marks::log_marks(self.value_range())
        } else {
            marks::round_marks(self.value_range(), 4.0)
        }
    }

    /// Where marks stand on the axis of epochs.
    pub fn epoch_marks(&self) -> Vec<f64> {
        epoch_marks(self.last_epoch)
    }

    /// What a mark on the axis of values says, where marks are `step` apart.
    pub fn value_mark_text(&self, mark: f64, step: f64) -> String {
        if self.is_log {
            mark_text(self.value_at(mark))
        } else {
            mark_text_by(mark, step)
        }
    }

    /// What a place on the value axis stands for.
    pub fn value_at(&self, place: f64) -> f64 {
        if self.is_log {
            10_f64.powf(place)
        } else {
            place
        }
    }

    fn on_log_axis(mut self) -> Self {
        for line in &mut self.lines {
            line.points.retain(|point| point[1] > 0.0);
            for point in &mut line.points {
                point[1] = point[1].log10();
            }
        }
        self.is_log = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::axis_text::epoch_text;
    use super::*;

    #[test]
    fn a_long_run_has_twice_the_room_whenever_it_fills_most_of_it() {
        let runs = [
            (0, 20),
            (20, 20),
            (40, 10_000),
            (41, 10_000),
            (9_000, 10_000),
        ];
        let ends = runs.map(|(epoch, epochs)| end_shown(epoch, epochs));
        assert_eq!(ends, [20, 20, 50, 100, 10_000]);
    }

    fn chart(values: &[f64], is_log: bool) -> Chart {
        let mut curves = Curves::default();
        for (epoch, value) in values.iter().enumerate() {
            curves.loss.push(epoch as f64, *value);
        }
        let style = ChartStyle {
            smoothing: 0.9,
            log_loss: is_log,
            is_table: false,
        };
        let [loss, _] = Chart::pair(&curves, values.len(), style);
        loss
    }

    fn mark_texts(chart: &Chart) -> Vec<String> {
        let marks = chart.value_marks();
        let step = marks.get(1).map_or(1.0, |second| second - marks[0]);
        let told = marks.iter().map(|mark| chart.value_mark_text(*mark, step));
        told.collect()
    }

    #[test]
    fn no_two_marks_of_an_axis_say_the_same() {
        for values in [
            vec![1.0; 3],
            vec![0.5, 0.500_01],
            vec![2.0e-5, 2.4e-5],
            vec![12_000.0, 14_500.0],
            vec![1.0e7, 1.0e7 + 3.0],
            vec![0.0, 1.0],
            vec![-3.0, 3.0],
            vec![0.0, 1.0e-9],
        ] {
            for is_log in [false, true] {
                let mut texts = mark_texts(&chart(&values, is_log));
                let count = texts.len();
                texts.sort();
                texts.dedup();
                assert_eq!(texts.len(), count, "{values:?} {texts:?}");
            }
        }
        assert_eq!(mark_text_by(0.4, 0.2), "0.4");
        assert_eq!(mark_text_by(20.0, 10.0), "20");
    }

    #[test]
    fn a_spike_of_one_batch_lies_within_the_chart() {
        let mut values = vec![0.1; 50];
        values[20] = 9.0;
        let [least, most] = chart(&values, false).value_range();
        assert!(least < 0.1 && most > 9.0, "{least} {most}");
    }

    #[test]
    fn the_point_of_a_single_epoch_lies_within_the_chart() {
        let mut curves = Curves::default();
        curves.loss.push_mean(1.0, 2.0);
        curves.val_loss.push(1.0, 1.5);
        let [loss, _] = Chart::pair(&curves, 1, ChartStyle::default());
        let ([first, last], [least, most]) = (loss.epoch_range(), loss.value_range());
        for point in loss.lines.iter().filter_map(ChartLine::lone_point) {
            assert!(first < point[0] && point[0] < last, "{point:?}");
            assert!(least < point[1] && point[1] < most, "{point:?}");
        }
        assert_eq!(
            (epoch_text(2.0), epoch_text(1.43)),
            ("2".to_owned(), "1.4".to_owned())
        );
    }

    #[test]
    fn a_logarithmic_axis_shows_powers_of_ten_and_leaves_zero_out() {
        let mut curves = Curves::default();
        for (epoch, loss) in [(1.0, 100.0), (2.0, 0.0), (3.0, 0.01)] {
            curves.val_loss.push(epoch, loss);
        }
        let style = ChartStyle {
            smoothing: 0.0,
            log_loss: true,
            is_table: false,
        };
        let [loss, accuracy] = Chart::pair(&curves, 3, style);
        assert_eq!(loss.lines[0].points, [[1.0, 2.0], [3.0, -2.0]]);
        assert_eq!(loss.value_at(2.0), 100.0);
        assert!(!accuracy.is_log);
    }

    #[test]
    fn the_raw_line_stays_beside_the_smoothed_one() {
        let mut curves = Curves::default();
        curves.loss.push(0.5, 1.0);
        curves.loss.push(1.0, 0.0);
        let [loss, _] = Chart::pair(
            &curves,
            1,
            ChartStyle {
                smoothing: 0.9,
                log_loss: false,
                is_table: false,
            },
        );
        assert_eq!(
            loss.lines.iter().map(|line| line.role).collect::<Vec<_>>(),
            [Role::TrainingRaw, Role::Training]
        );
        assert_eq!(loss.lines[0].points, [[0.5, 1.0], [1.0, 0.0]]);
        assert_eq!(loss.legend().count(), 1);
    }
}
