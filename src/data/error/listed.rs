//! Names in a sentence.

use crate::text::list;
use crate::tr;

/// Joins names for a sentence: `` `a`, `b` and 3 more ``.
pub fn listed<S: AsRef<str>>(names: &[S], at_most: usize) -> String {
    if names.is_empty() {
        return tr!("list-of-nothing");
    }
    let shown: Vec<String> = names
        .iter()
        .take(at_most)
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    match names.len().saturating_sub(at_most) {
        0 => shown.join(", "),
        more => tr!("list-and-more", shown = list(shown), more = more),
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
