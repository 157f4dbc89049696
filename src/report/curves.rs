//! ROC and precision-recall curves of one class or several, and the reliability diagram.

use super::chart::{Axis, Band, ChartLine, Ink, LineChart, UNIT};
use super::csv::{Table, text_cell};
use crate::diagram::palette::LINES;
use crate::engine::evaluate::{ClassCurves, Evaluation};
use crate::engine::metric::{Bin, Calibration};
use crate::message;
use crate::text::{Message, say};
use crate::tr;

/// More curves in one chart cannot be told apart.
pub const MOST_CLASSES_AT_ONCE: usize = LINES;

type Area = fn(&ClassCurves) -> Option<f64>;
type Points = fn(&ClassCurves) -> &[[f64; 2]];

/// The classes in a chart where `chosen` is the one that somebody wants to see: that one, or all; of many those with the
/// smallest areas, which say most.
#[must_use]
pub fn classes_shown(evaluation: &Evaluation, chosen: Option<usize>, area: Area) -> Vec<usize> {
    let has_curve = |class: &usize| {
        let curves = evaluation.curves.get(*class);
        curves.is_some_and(|curves| !curves.precision_recall.is_empty())
    };
    if let Some(class) = chosen.filter(has_curve) {
        return vec![class];
    }
    let mut all: Vec<usize> = (0..evaluation.curves.len()).filter(has_curve).collect();
    if all.len() > MOST_CLASSES_AT_ONCE {
        let of = |class: &usize| area(&evaluation.curves[*class]).unwrap_or(f64::INFINITY);
        all.sort_by(|one, other| of(one).total_cmp(&of(other)));
        all.truncate(MOST_CLASSES_AT_ONCE);
        all.sort_unstable();
    }
    all
}

/// True against false positive rates.
#[must_use]
pub fn roc_chart(evaluation: &Evaluation, chosen: Option<usize>) -> LineChart {
    let area: Area = |curves| curves.auc;
    let mut chart = LineChart {
        title: say("roc-curve").to_owned(),
        x: axis(say("false-positive-rate")),
        y: axis(say("true-positive-rate")),
        bands: Vec::new(),
        uprights: Vec::new(),
        lines: vec![guide(vec![[0.0, 0.0], [1.0, 1.0]])],
    };
    let shown = classes_shown(evaluation, chosen, area);
    let lines = lines(evaluation, &shown, area, |curves| &curves.roc);
    chart.lines.extend(lines);
    chart
}

/// Precision against recall.
#[must_use]
pub fn precision_recall_chart(evaluation: &Evaluation, chosen: Option<usize>) -> LineChart {
    let area: Area = |curves| curves.average_precision;
    let shown = classes_shown(evaluation, chosen, area);
    LineChart {
        title: say("precision-recall-curve").to_owned(),
        x: axis(say("evaluation-recall")),
        y: axis(say("evaluation-precision")),
        bands: Vec::new(),
        uprights: Vec::new(),
        lines: lines(evaluation, &shown, area, |curves| &curves.precision_recall),
    }
}

/// How sure the network was against how often it was right.
#[must_use]
pub fn reliability_chart(evaluation: &Evaluation) -> LineChart {
    let Calibration { bins, error } = &evaluation.calibration;
    let filled = bins.iter().enumerate().filter(|(_, bin)| bin.count > 0);
    let band = |(index, bin): (usize, &Bin)| Band {
        range: Calibration::edges(index),
        value: bin.accuracy,
        ink: Ink::OneOf(0),
    };
    let points = filled
        .clone()
        .map(|(_, bin)| [bin.confidence, bin.accuracy]);
    LineChart {
        title: say("reliability-diagram").to_owned(),
        x: axis(say("axis-confidence")),
        y: axis(say("axis-accuracy")),
        lines: vec![
            guide(vec![[0.0, 0.0], [1.0, 1.0]]),
            ChartLine {
                name: say("calibration-of-network").to_owned(),
                figure: tr!("calibration-error-is", error = format!("{error:.4}")),
                ink: Ink::Text,
                is_dashed: false,
                has_dots: true,
                points: points.collect(),
            },
        ],
        bands: filled.map(band).collect(),
        uprights: Vec::new(),
    }
}

fn axis(label: &str) -> Axis {
    Axis {
        label: label.to_owned(),
        range: UNIT,
        is_whole: false,
    }
}

/// A line that nothing is measured by, for the eye.
fn guide(points: Vec<[f64; 2]>) -> ChartLine {
    ChartLine {
        name: String::new(),
        figure: String::new(),
        ink: Ink::Guide,
        is_dashed: true,
        has_dots: false,
        points,
    }
}

fn lines(evaluation: &Evaluation, shown: &[usize], area: Area, points: Points) -> Vec<ChartLine> {
    let line = |(place, class): (usize, &usize)| {
        let curves = &evaluation.curves[*class];
        let area = area(curves).map(|area| tr!("area-is", area = format!("{area:.4}")));
        ChartLine {
            name: name_of(evaluation, *class),
            figure: area.unwrap_or_default(),
            ink: Ink::OneOf(place),
            is_dashed: false,
            has_dots: false,
            points: points(curves).to_vec(),
        }
    };
    shown.iter().enumerate().map(line).collect()
}

fn name_of(evaluation: &Evaluation, class: usize) -> String {
    let name = evaluation.classes.get(class).cloned();
    name.unwrap_or_else(|| class.to_string())
}

/// Every threshold of every class: what it makes of the images, exactly.
///
/// # Errors
/// A sentence where the probabilities were not kept, or memory ends.
pub(super) fn thresholds_csv(evaluation: &Evaluation) -> Result<Vec<u8>, Message> {
    let head = [
        "class",
        "threshold",
        "false_positive_rate",
        "true_positive_rate",
        "precision",
    ];
    let mut table = Table::of(head)?;
    for class in 0..evaluation.scores.class_count() {
        let Some(ranking) = evaluation.scores.ranking(class) else {
            return Err(message!("no-probabilities-kept"));
        };
        let (roc, precision_recall) = (ranking.roc(), ranking.precision_recall());
        let name = name_of(evaluation, class);
        for (place, threshold) in ranking.thresholds().iter().enumerate() {
            // Before the first threshold stands the point that none reaches.
            let of = |points: &[[f64; 2]], axis: usize| {
                let point = points.get(place + 1);
                point
                    .map(|point| point[axis].to_string())
                    .unwrap_or_default()
            };
            let record = [
                text_cell(&name).into_owned(),
                threshold.probability.to_string(),
                of(&roc, 0),
                of(&precision_recall, 0),
                of(&precision_recall, 1),
            ];
            table.line(record)?;
        }
    }
    table.finished()
}

/// The bins of the reliability diagram.
///
/// # Errors
/// As [`thresholds_csv`].
pub(super) fn calibration_csv(evaluation: &Evaluation) -> Result<Vec<u8>, Message> {
    let head = ["from", "to", "images", "confidence", "accuracy"];
    let mut table = Table::of(head)?;
    for (index, bin) in evaluation.calibration.bins.iter().enumerate() {
        let [from, to] = Calibration::edges(index);
        let is_filled = bin.count > 0;
        let share = |share: f64| {
            if is_filled {
                share.to_string()
            } else {
                String::new()
            }
        };
        let record = [
            from.to_string(),
            to.to_string(),
            bin.count.to_string(),
            share(bin.confidence),
            share(bin.accuracy),
        ];
        table.line(record)?;
    }
    table.finished()
}
