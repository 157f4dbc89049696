//! Saving a run's charts: the name's ending says as what.

use super::chart::{Chart, ChartStyle};
use super::{chart_csv, chart_svg};
use crate::app::learning::Record;
use crate::diagram::{encode_png, paint};
use crate::files::write_atomically;
use crate::message;
use crate::text::Message;
use std::path::Path;

/// Endings that a chart can be saved under.
pub const ENDINGS: [&str; 3] = ["png", "svg", "csv"];

/// Pixels of a PNG for one of the drawing.
const PNG_SCALE: f32 = 2.0;

/// Writes the charts of `record` to `path`.
///
/// # Errors
/// A sentence where the ending is another one or the disk refuses.
pub fn save(path: &Path, record: &Record, style: ChartStyle) -> Result<(), Message> {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let svg = || {
        chart_svg::to_svg(
            &record.title.to_string(),
            &Chart::pair(&record.curves, record.place.epochs, style),
        )
    };
    let bytes = match ending.as_str() {
        "svg" => svg().into_bytes(),
        "png" => png_of(&svg())?,
        "csv" => chart_csv::to_csv(&record.rows)?,
        _ => return Err(message!("chart-of-other-ending", path = path)),
    };
    write_atomically(path, &bytes).map_err(Message::of)
}

fn png_of(svg: &str) -> Result<Vec<u8>, Message> {
    let pixels = paint(svg, PNG_SCALE).map_err(Message::of)?;
    encode_png(&pixels).map_err(Message::of)
}
