//! Texts in tables for spreadsheets.

use std::borrow::Cow;

use crate::message;
use crate::text::Message;

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

/// A table that grows line by line.
#[derive(Debug)]
pub struct Table(csv::Writer<Vec<u8>>);

impl Table {
    /// A table with a line of names above its columns.
    ///
    /// # Errors
    /// As [`Self::line`].
    pub fn of(names: impl IntoIterator<Item: AsRef<[u8]>>) -> Result<Self, Message> {
        let mut table = Self(csv::Writer::from_writer(Vec::new()));
        table.line(names)?;
        Ok(table)
    }

    /// Adds a line, with as many cells as the first one.
    ///
    /// # Errors
    /// A sentence where memory ends.
    pub fn line(&mut self, cells: impl IntoIterator<Item: AsRef<[u8]>>) -> Result<(), Message> {
        let written = self.0.write_record(cells);
        written.map_err(|error| message!("csv-not-written", error = %error))
    }

    /// What was written, as a file.
    ///
    /// # Errors
    /// As [`Self::line`].
    pub fn finished(self) -> Result<Vec<u8>, Message> {
        let inside = self.0.into_inner();
        inside.map_err(|error| message!("csv-not-written", error = %error))
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
