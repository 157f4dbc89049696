//! The table for spreadsheets.

use crate::graph::SummaryRow;

/// The rows as comma-separated values, with a head.
pub fn to_csv(rows: &[SummaryRow]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = [
        "layer",
        "type",
        "output_shape",
        "params",
        "trainable_params",
        "macs",
        "receptive_field",
        "inputs",
        "block",
    ];
    // Writing into memory fails only where memory does.
    let mut written = writer.write_record(head);
    for row in rows {
        written = written.and_then(|()| writer.write_record(record(row)));
    }
    let bytes = written
        .ok()
        .and_then(|()| writer.into_inner().ok())
        .unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn record(row: &SummaryRow) -> [String; 9] {
    let number = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
    [
        row.name.clone(),
        row.class.to_owned(),
        row.output_shape
            .map(|shape| shape.to_string())
            .unwrap_or_default(),
        number(row.params),
        number(row.trainable_params),
        number(row.macs),
        row.receptive_field
            .map(|[height, width]| format!("{height}x{width}"))
            .unwrap_or_default(),
        row.inputs.join(" "),
        row.blocks.join("/"),
    ]
}
