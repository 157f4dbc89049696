//! The table for spreadsheets.

use crate::graph::SummaryRow;
use crate::report::{Table, text_cell};

/// The rows as comma-separated values, with a head.
pub fn to_csv(rows: &[SummaryRow]) -> String {
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
    let table = Table::of(head).and_then(|mut table| {
        rows.iter().try_for_each(|row| table.line(record(row)))?;
        table.finished()
    });
    // Writing into memory fails only where memory does.
    String::from_utf8_lossy(&table.unwrap_or_default()).into_owned()
}

fn record(row: &SummaryRow) -> [String; 9] {
    let number = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
    [
        text_cell(&row.name).into_owned(),
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
        text_cell(&row.inputs.join(" ")).into_owned(),
        text_cell(&row.blocks.join("/")).into_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Edit, Place, apply, infer, summary_rows};
    use crate::project::preset;

    #[test]
    fn a_layer_called_like_a_formula_is_a_text_in_the_table() {
        let graph = &preset("mlp").unwrap().project.graph;
        let node = graph.body.nodes.get_max().unwrap().0;
        let name = "=1+cmd|'calc'!A0".to_owned();
        let place = Place::Root;
        let graph = apply(graph, &Edit::Rename { place, node, name }).unwrap();
        let table = to_csv(&summary_rows(&infer(&graph)));
        let last = table.lines().last().unwrap();
        assert!(last.starts_with("'=1+cmd|'calc'!A0,"), "{last}");
    }
}
