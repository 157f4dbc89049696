//! What is wrong with a JSON text, in the reader's words, with a place only where somebody can look there.

use serde_json::Error;

/// What the reader says, and where: not where it had read all of `text`, since what is missing stands nowhere.
#[must_use]
pub fn json_fault(error: &Error, text: &str) -> String {
    let lines = text.trim_end().lines();
    let (count, last) = lines.fold((0, ""), |(count, _), line| (count + 1, line));
    let is_at_end =
        error.line() > count || error.line() == count && error.column() >= last.trim_end().len();
    if is_at_end && error.is_data() {
        json_fault_anywhere(error)
    } else {
        error.to_string()
    }
}

/// What the reader says of a text that stands in another file, where lines and columns mean nothing.
#[must_use]
pub fn json_fault_anywhere(error: &Error) -> String {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    words.strip_suffix(&place).unwrap_or(&words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn fault(text: &str) -> String {
        #[derive(Debug, serde::Deserialize)]
        #[expect(dead_code, reason = "only read")]
        struct Read {
            name: String,
            sizes: BTreeMap<String, u8>,
        }
        json_fault(&serde_json::from_str::<Read>(text).unwrap_err(), text)
    }

    #[test]
    fn a_place_is_told_where_there_is_something_to_be_seen() {
        assert_eq!(fault("{\n\"sizes\": {}}\n\n"), "missing field `name`");
        assert_eq!(
            fault("{\"name\": 3,\n\"sizes\": {}}"),
            "invalid type: integer `3`, expected a string at line 1 column 10"
        );
        assert_eq!(
            fault("{\"name\": \"\",\n\"sizes\": {\"a\": 256}}"),
            "invalid value: integer `256`, expected u8 at line 2 column 18"
        );
        // A text that breaks off does so at its end.
        assert_eq!(
            fault("{\"name\": "),
            "EOF while parsing a value at line 1 column 9"
        );
    }
}
