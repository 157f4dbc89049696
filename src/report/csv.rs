//! Texts in tables for spreadsheets.

use std::borrow::Cow;

/// A text as a cell that no spreadsheet takes for a formula: programs run what begins with one of these signs. The mark in
/// front is the one with which spreadsheets mark text. Numbers below zero stay numbers.
pub fn text_cell(text: &str) -> Cow<'_, str> {
    let is_formula =
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_formula && text.parse::<f64>().is_err() {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_texts_and_everything_else_stays() {
        let cases = [
            ("=1+cmd|' /C calc'!A0", "'=1+cmd|' /C calc'!A0"),
            ("+a", "'+a"),
            ("-conv", "'-conv"),
            ("@sum", "'@sum"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("-0.5", "-0.5"),
            ("+3", "+3"),
            ("-1e-7", "-1e-7"),
            ("conv2d = 1", "conv2d = 1"),
            ("", ""),
        ];
        for (text, cell) in cases {
            assert_eq!(text_cell(text), cell, "{text}");
        }
    }
}
