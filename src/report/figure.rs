//! What can be saved of an evaluation, and as what: the name's ending says.

use std::path::Path;

use super::matrix::{self, Shares};
use super::{classes, curves};
use crate::diagram::{encode_png, paint};
use crate::engine::evaluate::Evaluation;
use crate::files::write_atomically;
use crate::message;
use crate::text::{Message, say};

/// Endings that a figure can be saved under.
pub const ENDINGS: [&str; 3] = ["png", "svg", "csv"];

/// Pixels of a PNG for one of the drawing.
const PNG_SCALE: f32 = 2.0;

/// A figure of an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// The confusion matrix.
    Matrix(Shares),
    /// Each class with how it fared.
    Classes,
    /// ROC curves: of one class, or of all.
    Roc(Option<usize>),
    /// Precision-recall curves: of one class, or of all.
    PrecisionRecall(Option<usize>),
    /// The reliability diagram.
    Calibration,
}

impl Figure {
    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Matrix(_) => say("confusion-matrix"),
            Self::Classes => say("per-class"),
            Self::Roc(_) => say("roc-curve"),
            Self::PrecisionRecall(_) => say("precision-recall-curve"),
            Self::Calibration => say("reliability-diagram"),
        }
    }

    /// The name that is proposed for its file; the same in every language.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Matrix(_) => "confusion-matrix",
            Self::Classes => "per-class",
            Self::Roc(_) => "roc",
            Self::PrecisionRecall(_) => "precision-recall",
            Self::Calibration => "calibration",
        }
    }

    /// It as a picture.
    #[must_use]
    pub fn to_svg(self, evaluation: &Evaluation) -> String {
        match self {
            Self::Matrix(shares) => matrix::to_svg(evaluation, shares),
            Self::Classes => classes::to_svg(evaluation),
            Self::Roc(class) => curves::roc_chart(evaluation, class).to_svg(),
            Self::PrecisionRecall(class) => {
                curves::precision_recall_chart(evaluation, class).to_svg()
            }
            Self::Calibration => curves::reliability_chart(evaluation).to_svg(),
        }
    }

    /// It as a table. Of curves every threshold of every class is written.
    ///
    /// # Errors
    /// A sentence where its numbers were not kept.
    pub fn to_csv(self, evaluation: &Evaluation) -> Result<Vec<u8>, Message> {
        match self {
            Self::Matrix(shares) => matrix::to_csv(evaluation, shares),
            Self::Classes => classes::to_csv(evaluation),
            Self::Roc(_) | Self::PrecisionRecall(_) => curves::thresholds_csv(evaluation),
            Self::Calibration => curves::calibration_csv(evaluation),
        }
    }
}

/// Writes `figure` of `evaluation` to `path`.
///
/// # Errors
/// As [`save_drawn`].
pub fn save(path: &Path, figure: Figure, evaluation: &Evaluation) -> Result<(), Message> {
    let csv = || figure.to_csv(evaluation);
    save_drawn(path, || figure.to_svg(evaluation), csv)
}

/// Writes what can be drawn and told in a table to `path`, as which of [`ENDINGS`] its name says.
///
/// # Errors
/// A sentence where the ending is another one or the disk refuses.
pub fn save_drawn(
    path: &Path,
    svg: impl FnOnce() -> String,
    csv: impl FnOnce() -> Result<Vec<u8>, Message>,
) -> Result<(), Message> {
    let ending = path.extension().unwrap_or_default();
    let bytes = match ending.to_string_lossy().to_lowercase().as_str() {
        "svg" => svg().into_bytes(),
        "png" => {
            let pixels = paint(&svg(), PNG_SCALE).map_err(|error| error.message())?;
            encode_png(&pixels).map_err(|error| error.message())?
        }
        "csv" => csv()?,
        _ => return Err(message!("chart-of-other-ending", path = path)),
    };
    write_atomically(path, &bytes).map_err(|error| error.message())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::metric::{Predictions, Scores, Tally};

    /// Three classes with names that are markup and formulas; the third never occurs.
    fn evaluation() -> Evaluation {
        let rows = vec![
            0.7, 0.2, 0.1, 0.6, 0.3, 0.1, 0.2, 0.7, 0.1, 0.8, 0.1, 0.1, 0.1, 0.6, 0.3,
        ];
        let labels = [0, 0, 1, 1, 1];
        let predictions = Predictions::from_values(rows, 3);
        let mut tally = Tally::new(Vec::new(), 3);
        tally.add(0.5, &predictions, &labels);
        let mut scores = Scores::new(3, labels.len());
        scores.add(&predictions, &[0, 1, 2, 3, 4], &labels);
        let classes = ["<script>", "=b\"&", "猫"].map(str::to_owned).to_vec();
        Evaluation::of(&tally, scores, classes).unwrap()
    }

    const FIGURES: [Figure; 5] = [
        Figure::Matrix(Shares::OfRow),
        Figure::Classes,
        Figure::Roc(None),
        Figure::PrecisionRecall(None),
        Figure::Calibration,
    ];

    #[test]
    fn every_figure_is_sound_svg_whatever_its_classes_are_called() {
        for figure in FIGURES {
            let svg = figure.to_svg(&evaluation());
            assert!(!svg.contains("<script>"), "{figure:?}");
            resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).unwrap();
        }
    }

    #[test]
    fn tables_hold_every_class_and_no_formula() {
        let text =
            |figure: Figure| String::from_utf8(figure.to_csv(&evaluation()).unwrap()).unwrap();
        let matrix = text(Figure::Matrix(Shares::Counts));
        assert_eq!(
            matrix,
            "actual,<script>,\"'=b\"\"&\",猫\n<script>,2,0,0\n\"'=b\"\"&\",1,2,0\n猫,0,0,0\n"
        );
        // Precision of the first: 2 of 3; it has every one of its own.
        let classes = text(Figure::Classes);
        assert!(
            classes.contains("\n<script>,0.6666666666666666,1,"),
            "{classes}"
        );
        assert!(classes.ends_with("\n猫,0,0,0,,,0\n"), "{classes}");
        assert_eq!(text(Figure::Calibration).lines().count(), 11);
        assert!(text(Figure::Roc(None)).starts_with("class,threshold,"));
    }

    #[test]
    fn a_figure_is_saved_as_its_ending_says() {
        let folder = tempfile::tempdir().unwrap();
        for ending in ENDINGS {
            let path = folder.path().join(format!("matrix.{ending}"));
            save(&path, Figure::Matrix(Shares::Counts), &evaluation()).unwrap();
            assert!(path.metadata().unwrap().len() > 50, "{ending}");
        }
        let other = folder.path().join("matrix.doc");
        assert!(save(&other, Figure::Classes, &evaluation()).is_err());
        assert!(!other.exists());
    }
}
