//! Keras 3's tables, drawn with box characters.

use super::ListedLayer;
use super::cells::{Column, layer};

/// The rows of a table drawn with boxes; `None` where the text has no such table.
pub(super) fn rows(lines: &[&str]) -> Option<Vec<ListedLayer>> {
    let mut heads: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for line in lines {
        let line = line.trim_start();
        if line.starts_with('┃') {
            append(&mut heads, line, '┃');
        } else if line.starts_with('│') {
            append(&mut open, line, '│');
        } else if line.starts_with(['├', '└']) {
            rows.extend(row(&heads, &std::mem::take(&mut open)));
        }
    }
    rows.extend(row(&heads, &open));
    let is_summary = heads
        .iter()
        .any(|head| Column::of_head(head) == Column::Layer);
    is_summary.then_some(rows)
}

/// Puts one line of a wrapped row behind what its cells hold already.
fn append(cells: &mut Vec<String>, line: &str, bar: char) {
    let parts = line.trim_matches(bar).split(bar);
    for (index, part) in parts.enumerate() {
        match cells.get_mut(index) {
            Some(cell) => cell.push_str(part),
            None => cells.push(part.to_owned()),
        }
    }
}

fn row(heads: &[String], cells: &[String]) -> Option<ListedLayer> {
    let cells: Vec<(Column, String)> = heads
        .iter()
        .zip(cells)
        .map(|(head, cell)| (Column::of_head(head), cell.clone()))
        .collect();
    layer(&cells)
}
