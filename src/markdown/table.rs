//! Rows of a table, each a line.

/// The cells of a line that is a row: `| a | b |`. A bar inside of code belongs to it.
pub(super) fn cells(line: &str) -> Option<Vec<&str>> {
    let mut rest = line.strip_prefix('|')?;
    line[1..].ends_with('|').then_some(())?;
    let mut cells = Vec::new();
    while let Some(end) = end_of_cell(rest) {
        cells.push(rest[..end].trim());
        rest = &rest[end + 1..];
    }
    Some(cells)
}

fn end_of_cell(text: &str) -> Option<usize> {
    let mut is_code = false;
    let mut letters = text.char_indices();
    letters.find_map(|(at, letter)| {
        is_code ^= letter == '`';
        (letter == '|' && !is_code).then_some(at)
    })
}

/// Whether a row is the line below the heads.
pub(super) fn is_rule(cells: &[&str]) -> bool {
    let is_line =
        |cell: &&str| cell.contains('-') && cell.chars().all(|it| matches!(it, '-' | ':'));
    cells.iter().all(is_line)
}
