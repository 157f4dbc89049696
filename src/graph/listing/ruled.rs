//! Keras 2's tables: columns that begin where their heads begin, between rules of `_` and `=`.

use super::ListedLayer;
use super::cells::{Column, layer, squeezed};

const HEADS: [&str; 4] = ["Layer (type)", "Output Shape", "Param #", "Connected to"];

/// Where a column is, in characters of a line; the last one has no end.
struct Span {
    column: Column,
    from: usize,
    to: usize,
}

/// The rows of a table between rules; `None` where the text has no such table.
pub(super) fn rows(lines: &[&str]) -> Option<Vec<ListedLayer>> {
    let head = lines.iter().position(|line| {
        let needed = HEADS.iter().take(3);
        needed.clone().all(|word| line.contains(word))
    })?;
    let spans = spans(lines[head]);
    let mut rows = Vec::new();
    let mut open: Vec<(Column, String)> = Vec::new();
    for line in lines.iter().skip(head + 1) {
        if line.trim_start().starts_with("Total params") {
            break;
        }
        if is_rule(line) {
            continue;
        }
        let cells = cut_up(line, &spans);
        // Only the first line of a row counts parameters; what wraps stands below it.
        let begins = cells
            .iter()
            .any(|(column, text)| *column == Column::Params && !text.trim().is_empty());
        if begins {
            rows.extend(layer(&std::mem::take(&mut open)));
        }
        append(&mut open, cells);
    }
    rows.extend(layer(&open));
    Some(rows)
}

fn spans(head: &str) -> Vec<Span> {
    let start = |word: &str| {
        let byte = head.find(word)?;
        Some(head[..byte].chars().count())
    };
    let mut starts: Vec<(usize, Column)> = HEADS
        .iter()
        .filter_map(|word| Some((start(word)?, Column::of_head(word))))
        .collect();
    starts.sort_by_key(|(start, _)| *start);
    let ends = starts.iter().skip(1).map(|(start, _)| *start);
    let ends: Vec<usize> = ends.chain([usize::MAX]).collect();
    let span = |((from, column), to): ((usize, Column), usize)| Span { column, from, to };
    starts.into_iter().zip(ends).map(span).collect()
}

/// A line of one repeated sign, or an empty one.
fn is_rule(line: &str) -> bool {
    let text = line.trim();
    text.chars().all(|c| c == '_') || text.chars().all(|c| c == '=')
}

fn cut_up(line: &str, spans: &[Span]) -> Vec<(Column, String)> {
    let letters: Vec<char> = line.chars().collect();
    let cell = |span: &Span| {
        let to = span.to.min(letters.len());
        let text: String = letters
            .get(span.from..to)
            .unwrap_or_default()
            .iter()
            .collect();
        (span.column, text)
    };
    spans.iter().map(cell).collect()
}

fn append(open: &mut Vec<(Column, String)>, cells: Vec<(Column, String)>) {
    if open.is_empty() {
        *open = cells;
        return;
    }
    for ((column, text), (_, more)) in open.iter_mut().zip(cells) {
        // The first Keras 2 wrote several inputs below each other without a comma.
        let is_next = *column == Column::Inputs && squeezed(text).ends_with(']');
        if is_next && !squeezed(text).ends_with("']") && !more.trim().is_empty() {
            text.push(',');
        }
        text.push_str(&more);
    }
}
