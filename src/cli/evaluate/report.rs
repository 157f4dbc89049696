//! What `netsmith evaluate` says: as JSON, and in lines.

use serde::{Serialize, Serializer};

use super::super::columns::{left, right};
use crate::engine::evaluate::Evaluation;
use crate::engine::metric::{Bin, Calibration, ClassReport, ConfusionMatrix};
use crate::layer::shown;
use crate::text::say;
use crate::tr;

#[derive(Serialize)]
pub struct Report<'a> {
    loss: f64,
    accuracy: f64,
    classes: &'a [String],
    confusion: Matrix<'a>,
    per_class: Vec<Row<'a>>,
    /// The mean area below the classes' ROC curves; `null` where there is no curve.
    auc: Option<f64>,
    /// The mean area below their precision-recall curves.
    average_precision: Option<f64>,
    calibration: Reliability<'a>,
    data: Part,
}

#[derive(Serialize)]
struct Reliability<'a> {
    expected_calibration_error: f64,
    bins: &'a [Bin],
}

/// What was measured on.
#[derive(Serialize)]
pub struct Part {
    pub source: String,
    /// Which part of it; `null` where a share of the training part was held back.
    pub part: Option<&'static str>,
    pub images: usize,
}

/// The whole matrix, written row by row: of thousands of classes it does not fit into memory.
struct Matrix<'a>(&'a ConfusionMatrix);

impl Serialize for Matrix<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.rows())
    }
}

#[derive(Serialize)]
struct Row<'a> {
    class: &'a str,
    precision: f64,
    recall: f64,
    f1: f64,
    support: u64,
    auc: Option<f64>,
    average_precision: Option<f64>,
}

/// What there is to say of `evaluation`, which was made on `data`.
pub fn report(evaluation: &Evaluation, data: Part) -> Report<'_> {
    let classes = evaluation.classes.iter().zip(&evaluation.per_class);
    let per_class = classes.enumerate().map(|(index, (class, report))| {
        let curves = evaluation.curves.get(index);
        let ClassReport {
            precision,
            recall,
            f1,
            support,
        } = *report;
        Row {
            class,
            precision,
            recall,
            f1,
            support,
            auc: curves.and_then(|curves| curves.auc),
            average_precision: curves.and_then(|curves| curves.average_precision),
        }
    });
    let Calibration { bins, error } = &evaluation.calibration;
    Report {
        loss: evaluation.loss,
        accuracy: evaluation.accuracy,
        classes: &evaluation.classes,
        confusion: Matrix(&evaluation.confusion),
        per_class: per_class.collect(),
        auc: evaluation.mean_area(|curves| curves.auc),
        average_precision: evaluation.mean_area(|curves| curves.average_precision),
        calibration: Reliability {
            expected_calibration_error: *error,
            bins,
        },
        data,
    }
}

/// How wide the column of a class's name is.
const NAME: usize = 20;
/// The most classes whose whole matrix can still be read in a terminal.
const MOST_COLUMNS: usize = 50;
/// Of more classes, how many of the most frequent mistakes are listed.
const MOST_MISTAKES: usize = 20;

/// The same for a terminal.
pub fn lines(report: &Report<'_>) -> Vec<String> {
    let figure = |value: f64| format!("{value:.4}");
    let figures = tr!(
        "loss-and-accuracy",
        loss = figure(report.loss),
        accuracy = figure(report.accuracy)
    );
    let heads = [
        say("evaluation-precision"),
        say("evaluation-recall"),
        say("evaluation-f1"),
        say("evaluation-auc"),
        say("evaluation-support"),
    ];
    let heads = heads.map(|head| right(head, 9)).join(" ");
    let heads = format!("{} {heads}", left(say("evaluation-class"), NAME));
    let calibration = tr!(
        "calibration-error-is",
        error = figure(report.calibration.expected_calibration_error)
    );
    let mut lines = vec![figures];
    if let (Some(auc), Some(average_precision)) = (report.auc, report.average_precision) {
        lines.push(tr!(
            "mean-areas",
            auc = figure(auc),
            average_precision = figure(average_precision)
        ));
    }
    lines.extend([calibration, String::new(), heads]);
    lines.extend(report.per_class.iter().map(class_line));
    lines.push(String::new());
    lines.extend(confusion_lines(report));
    lines
}

fn class_line(row: &Row<'_>) -> String {
    let Row {
        class,
        precision,
        recall,
        f1,
        support,
        auc,
        average_precision: _,
    } = row;
    let class = left(&shown(class), NAME);
    let auc = auc.map_or_else(|| "–".to_owned(), |auc| format!("{auc:.4}"));
    format!("{class} {precision:>9.4} {recall:>9.4} {f1:>9.4} {auc:>9} {support:>9}")
}

fn confusion_lines(report: &Report<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if report.classes.len() <= MOST_COLUMNS {
        lines.push(tr!("confusion-heading"));
        lines.extend(
            report
                .classes
                .iter()
                .zip(report.confusion.0.rows())
                .map(matrix_line),
        );
    } else {
        lines.push(tr!("mistakes-heading"));
        let mistakes = report
            .confusion
            .0
            .mistakes()
            .into_iter()
            .take(MOST_MISTAKES);
        lines.extend(mistakes.map(|(true_class, called_class, count)| {
            let name = |class: usize| shown(report.classes.get(class).map_or("", String::as_str));
            format!(
                "{} {} {count:>5}",
                left(&name(true_class), NAME),
                left(&name(called_class), NAME)
            )
        }));
    }
    lines
}

fn matrix_line((class, row): (&String, Vec<u64>)) -> String {
    let mut line = left(&shown(class), NAME);
    for count in row {
        line += &format!(" {count:>5}");
    }
    line
}
