//! Names in a sentence.

use crate::message;
use crate::text::{Message, list};

/// Joins names for a sentence: `` `a`, `b` and 3 more ``.
pub fn listed<S: AsRef<str>>(names: &[S], at_most: usize) -> Message {
    let quoted = names.iter().take(at_most);
    let quoted = quoted.map(|name| format!("`{}`", name.as_ref())).collect();
    joined(quoted, names.len())
}

/// [`listed`] without quotes, for what is no name alone.
pub fn listed_plainly(texts: &[String], at_most: usize) -> Message {
    joined(texts.iter().take(at_most).cloned().collect(), texts.len())
}

fn joined(shown: Vec<String>, count: usize) -> Message {
    match count - shown.len() {
        _ if count == 0 => message!("list-of-nothing"),
        0 => Message::words(list(shown)),
        more => message!("list-and-more", shown = list(shown), more = more),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_cut_and_counted() {
        assert_eq!(listed(&["a", "b", "c"], 2), "`a`, `b` and 1 more");
        assert_eq!(listed(&["a", "b"], 2), "`a`, `b`");
        assert_eq!(listed::<&str>(&[], 2), "nothing");
    }
}
