//! What was found out about a trained network, on paper: figures as SVG, PNG and CSV, and a run's report as one HTML file
//! or a PDF.
//! Never trains, never knows a window, and never asks the network or the machine for a font, a script or a picture.
//!
//! ```text
//! Evaluation ──Figure──► SVG, PNG, CSV
//! RunFolder ──measure──► Evaluation + examples ──Paper──► HTML, PDF
//! ```

mod chart;
mod classes;
mod contents;
mod csv;
mod curves;
mod drawing;
mod examples;
mod figure;
mod history_chart;
pub mod marks;
mod matrix;
mod page;
mod paper;
mod pdf;
mod predictions;
mod run_report;
mod settings;
mod sheet;
mod words;

pub use self::csv::{Table, text_cell};
pub use chart::{Axis, Band, ChartLine, Ink, LineChart, Upright};
pub use classes::{ClassColumn, ClassRow, class_rows};
pub use contents::{MeasuredRun, RunReport, Watch};
pub use curves::{
    MOST_CLASSES_AT_ONCE, classes_shown, precision_recall_chart, reliability_chart, roc_chart,
};
pub use figure::{ENDINGS, Figure, save, save_drawn};
pub use matrix::{Shares, Wholes};
pub use predictions::{PredictionRow, predictions_csv};
pub use run_report::REPORT_ENDINGS;
pub use settings::flatten;
pub use sheet::contact_sheet;
pub use words::{duration, rate_from_here, rate_set, time_here};
