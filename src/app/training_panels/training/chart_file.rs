//! Saving a run's charts: the name's ending says as what.

use super::chart::{Chart, ChartStyle};
use super::chart_svg;
use crate::app::learning::Record;
use crate::engine::run::to_csv;
use crate::report::save_drawn;
use crate::text::Message;
use std::path::Path;

/// Writes the charts of `record` to `path`.
///
/// # Errors
/// A sentence where the ending is another one or the disk refuses.
pub fn save(path: &Path, record: &Record, style: ChartStyle) -> Result<(), Message> {
    let svg = || {
        let charts = Chart::of_run(record, style);
        chart_svg::to_svg(&record.title.to_string(), &charts)
    };
    save_drawn(path, svg, || Ok(to_csv(&record.epochs).into_bytes()))
}
