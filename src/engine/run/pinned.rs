//! What a network says about its owner's pictures after each epoch of its training: `pinned.jsonl`, one JSON object a line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// More pictures are no more looked at one by one.
pub const MOST_PINNED: usize = 12;

/// The probabilities after one epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PinnedRecord {
    /// 1 for the first one.
    pub epoch: usize,
    /// The probability of each class, in the order of the network's outputs, by the pictures' names.
    pub probabilities: BTreeMap<String, Vec<f64>>,
}

impl PinnedRecord {
    /// What a network says after `epoch` about pictures with these names. Four digits are kept.
    #[must_use]
    pub fn of<'a>(epoch: usize, said: impl IntoIterator<Item = (&'a str, &'a [f32])>) -> Self {
        let rounded = |value: &f32| (f64::from(*value) * 1e4).round() / 1e4;
        let said = said.into_iter();
        Self {
            epoch,
            probabilities: said
                .map(|(name, row)| (name.to_owned(), row.iter().map(rounded).collect()))
                .collect(),
        }
    }
}

/// The text of `pinned.jsonl`.
pub(super) fn to_text(records: &[PinnedRecord]) -> String {
    let lines = records
        .iter()
        .filter_map(|record| serde_json::to_string(record).ok());
    lines.map(|line| line + "\n").collect()
}

/// Reads `pinned.jsonl`; a line that is something else is passed over.
pub(super) fn from_text(text: &str) -> Vec<PinnedRecord> {
    let lines = text.lines();
    lines
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_from_their_text_with_four_digits() {
        let records = vec![
            PinnedRecord::of(1, [("a.png", [0.123_456, 0.876_544].as_slice())]),
            PinnedRecord::of(2, [("a.png", [0.5, 0.5].as_slice())]),
        ];
        let text = to_text(&records);
        assert_eq!(
            text.lines().next(),
            Some("{\"epoch\":1,\"probabilities\":{\"a.png\":[0.1235,0.8765]}}")
        );
        assert_eq!(from_text(&text), records);
        assert_eq!(from_text(&text[..text.len() - 4]), records[..1]);
    }
}
