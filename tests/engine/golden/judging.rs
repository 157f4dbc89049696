//! Precision, recall, F1, areas under curves and calibration against scikit-learn's.

use netsmith::engine::metric::{
    Bin, Calibration, ClassReport, ConfusionMatrix, Predictions, Scores,
};
use serde::Deserialize;

/// Both sides count whole images and divide in float64.
const TOLERANCE: f64 = 1e-12;

#[derive(Debug, Deserialize)]
struct Judging {
    cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
struct Case {
    name: String,
    classes: usize,
    images: usize,
    occurring: usize,
    confusion: Vec<Vec<u64>>,
    precision: Vec<f64>,
    recall: Vec<f64>,
    f1: Vec<f64>,
    support: Vec<u64>,
    #[serde(rename = "macro")]
    macro_average: [f64; 3],
    weighted: [f64; 3],
    curves: Vec<Curves>,
    calibration: Reliability,
}

#[derive(Debug, Deserialize)]
struct Curves {
    auc: Option<f64>,
    average_precision: Option<f64>,
    #[serde(default)]
    roc: Option<Vec<[f64; 2]>>,
    #[serde(default)]
    precision_recall: Option<Vec<[f64; 2]>>,
}

#[derive(Debug, Deserialize)]
struct Reliability {
    counts: Vec<u64>,
    accuracy: Vec<f64>,
    confidence: Vec<f64>,
    error: f64,
}

/// The same arithmetic as in `judging_golden.py`.
fn judged(case: &Case) -> (Predictions, Vec<usize>) {
    let name = format!("judging/{}", case.name);
    let levels: Vec<f32> = super::unit(&name, case.images * case.classes)
        .into_iter()
        .map(|value| (value * 32.0).floor() + 1.0)
        .collect();
    let rows = levels.chunks_exact(case.classes).flat_map(|row| {
        let sum: f32 = row.iter().sum();
        row.iter().map(move |level| level / sum)
    });
    let rows: Vec<f32> = rows.collect();
    let predictions = Predictions::from_values(rows, case.classes);
    let drawn = super::unit(&format!("{name}/label"), case.images);
    let right = super::unit(&format!("{name}/right"), case.images);
    let labels = predictions.classes().zip(drawn).zip(right);
    let labels = labels.map(|((predicted, drawn), right)| {
        if right < 0.6 && predicted < case.occurring {
            predicted
        } else {
            (drawn * case.occurring as f32).floor() as usize
        }
    });
    let labels = labels.collect();
    (predictions, labels)
}

fn assert_close(found: f64, expected: f64, what: &str) {
    assert!(
        (found - expected).abs() <= TOLERANCE,
        "{what}: expected {expected}, found {found}"
    );
}

fn assert_figures(case: &Case, matrix: &ConfusionMatrix) {
    assert_eq!(matrix.rows().collect::<Vec<_>>(), case.confusion);
    let figures: [fn(&ClassReport) -> f64; 3] = [
        |report| report.precision,
        |report| report.recall,
        |report| report.f1,
    ];
    for (class, report) in matrix.reports().iter().enumerate() {
        let what = format!("{} class {class}", case.name);
        assert_close(report.precision, case.precision[class], &what);
        assert_close(report.recall, case.recall[class], &what);
        assert_close(report.f1, case.f1[class], &what);
        assert_eq!(report.support, case.support[class], "{what}");
    }
    for (index, figure) in figures.into_iter().enumerate() {
        let what = format!("{} average {index}", case.name);
        assert_close(
            matrix.macro_average(figure),
            case.macro_average[index],
            &what,
        );
        assert_close(matrix.weighted_average(figure), case.weighted[index], &what);
    }
}

fn assert_points(found: &[[f64; 2]], expected: Option<&Vec<[f64; 2]>>, what: &str) {
    let Some(expected) = expected else { return };
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        assert_close(found[0], expected[0], what);
        assert_close(found[1], expected[1], what);
    }
}

fn assert_curves(case: &Case, scores: &Scores) {
    for (class, expected) in case.curves.iter().enumerate() {
        let what = format!("{} class {class}", case.name);
        let ranking = scores.ranking(class).unwrap();
        assert_eq!(ranking.auc().is_some(), expected.auc.is_some(), "{what}");
        assert_close(
            ranking.auc().unwrap_or_default(),
            expected.auc.unwrap_or_default(),
            &what,
        );
        assert_close(
            ranking.average_precision().unwrap_or_default(),
            expected.average_precision.unwrap_or_default(),
            &what,
        );
        assert_points(&ranking.roc(), expected.roc.as_ref(), &what);
        let points = ranking.precision_recall();
        assert_points(&points, expected.precision_recall.as_ref(), &what);
    }
}

#[test]
fn judging_is_scikit_learns() {
    let golden: Judging = super::read("judging.json");
    assert_eq!(golden.cases.len(), 4);
    for case in &golden.cases {
        let (predictions, labels) = judged(case);
        let mut scores = Scores::new(case.classes, case.images);
        let mut matrix = ConfusionMatrix::new(case.classes);
        let images: Vec<usize> = (0..case.images).collect();
        scores.add(&predictions, &images, &labels);
        for (predicted, label) in predictions.classes().zip(&labels) {
            matrix.count(*label, predicted);
        }
        assert_figures(case, &matrix);
        assert_curves(case, &scores);
        let calibration = Calibration::of(scores.judged());
        let counts: Vec<u64> = calibration.bins.iter().map(|bin| bin.count).collect();
        assert_eq!(counts, case.calibration.counts, "{}", case.name);
        assert_close(calibration.error, case.calibration.error, &case.name);
        let filled: Vec<&Bin> = calibration
            .bins
            .iter()
            .filter(|bin| bin.count > 0)
            .collect();
        for (index, bin) in filled.into_iter().enumerate() {
            assert_close(bin.accuracy, case.calibration.accuracy[index], &case.name);
            // scikit-learn adds up float32.
            let distance = bin.confidence - case.calibration.confidence[index];
            assert!(distance.abs() < 1e-6, "{}: {distance}", case.name);
        }
    }
}
