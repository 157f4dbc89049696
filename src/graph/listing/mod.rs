//! A `model.summary()` as somebody pasted it, read and compared with a network. Never trusts its layout: tables come
//! cut off, wrapped, from Keras 2 and Keras 3.

mod boxes;
mod cells;
mod check;
mod ruled;
mod written;

pub use check::{Mismatch, MismatchKind, SummaryCheck, check_summary};

use crate::text::Message;
use crate::{message, shown_as_message};

/// A table of layers, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// The model's name, where the text has one.
    pub model: Option<String>,
    /// The rows, in order.
    pub rows: Vec<ListedLayer>,
    /// "Total params", where the text has it.
    pub total_params: Option<u64>,
    /// "Trainable params", where the text has it.
    pub trainable_params: Option<u64>,
}

/// One row: one layer.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedLayer {
    /// The layer's name.
    pub name: Cut,
    /// Its class: `Conv2D`.
    pub class: Cut,
    /// Its output shape without the batch axis; an axis is `None` where the table says so, the whole where it cannot be
    /// read.
    pub output_shape: Option<Vec<Option<usize>>>,
    /// Its parameters, as digits that may be cut off; `None` where the cell is empty.
    pub params: Option<Cut>,
    /// The layers before it; `None` where the table has no such column or the cell is cut off.
    pub inputs: Option<Vec<Cut>>,
}

/// A text of a cell, which may be cut off where the table was too narrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// What is left of it.
    pub text: String,
    /// Whether something behind it is missing.
    pub is_cut: bool,
}

impl Cut {
    /// A text that is all there.
    #[must_use]
    pub fn whole(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            is_cut: false,
        }
    }

    /// Whether `whole` can be what was written here.
    #[must_use]
    pub fn fits(&self, whole: &str) -> bool {
        if self.is_cut {
            whole.starts_with(&self.text)
        } else {
            whole == self.text
        }
    }
}

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rest = if self.is_cut { "…" } else { "" };
        write!(f, "{}{rest}", self.text)
    }
}

/// Why a text is no summary, as a sentence.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub struct ListingError(Message);

impl ListingError {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        self.0.clone()
    }
}

shown_as_message!(ListingError);

/// The longest text that is read, in bytes: a hundred times ResNet50's.
const LIMIT_BYTES: usize = 16 << 20;

impl Listing {
    /// Reads what `model.summary()` of Keras 2 or Keras 3 printed. What stands around the table is passed over.
    ///
    /// # Errors
    /// Where the text holds no such table.
    pub fn parse(text: &str) -> Result<Self, ListingError> {
        if text.len() > LIMIT_BYTES {
            return Err(ListingError(message!(
                "summary-too-long",
                mebibytes = text.len() >> 20
            )));
        }
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let rows = boxes::rows(&lines).or_else(|| ruled::rows(&lines));
        let rows = rows
            .filter(|rows| !rows.is_empty())
            .ok_or_else(|| ListingError(message!("summary-without-table")))?;
        Ok(Self {
            model: model_name(&lines),
            rows,
            total_params: count_after(&lines, "Total params:"),
            trainable_params: count_after(&lines, "Trainable params:"),
        })
    }
}

/// `Model: "ResNet50"`.
fn model_name(lines: &[&str]) -> Option<String> {
    let after = lines
        .iter()
        .find_map(|line| line.trim_start().strip_prefix("Model: "))?;
    Some(after.trim_matches('"').to_owned())
}

/// `Total params: 23,600,006 (90.03 MB)`.
fn count_after(lines: &[&str], words: &str) -> Option<u64> {
    let after = lines
        .iter()
        .find_map(|line| line.trim_start().strip_prefix(words))?;
    let digits: String = after
        .trim_start()
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == ',')
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}
