//! Words of a user's within a program in Python.

/// A name within a comment or a text of Python's: nothing of it ends either.
pub(super) fn in_words(name: &str) -> String {
    let is_plain = |letter: &char| !letter.is_control() && !matches!(letter, '"' | '\\');
    name.chars().filter(is_plain).collect()
}

/// A text of Python's; JSON's are, but for what lies beyond 16 bits, which stands there as it is.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
