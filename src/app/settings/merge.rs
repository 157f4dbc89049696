//! Two windows and one file: what this window has changed goes into what is there now, entry by entry. What it does not
//! know, such as settings of a newer version, stays.

use serde_json::{Map, Value};
use std::borrow::Cow;

/// What the file is to hold: `theirs`, with what has changed from `before` to `ours`.
pub fn merged(before: &Value, ours: &Value, theirs: &Value) -> Value {
    match (before, ours, theirs) {
        _ if before == ours => theirs.clone(),
        (Value::Object(before), Value::Object(ours), Value::Object(theirs)) => {
            Value::Object(merged_entries(before, ours, theirs))
        }
        (Value::Array(before), Value::Array(ours), Value::Array(theirs)) => {
            Value::Array(merged_list(before, ours, theirs))
        }
        _ => ours.clone(),
    }
}

/// Where the panels of a workspace lie is one thing: half of it from one window and half from another would be neither.
const WHOLE: &str = "root";

fn merged_entries(
    before: &Map<String, Value>,
    ours: &Map<String, Value>,
    theirs: &Map<String, Value>,
) -> Map<String, Value> {
    let mut entries = Map::new();
    for (key, value) in theirs {
        match (before.get(key), ours.get(key)) {
            // Removed here.
            (Some(_), None) => {}
            (before, Some(ours)) if key == WHOLE && before != Some(ours) => {
                entries.insert(key.clone(), ours.clone());
            }
            (None, None) => {
                entries.insert(key.clone(), value.clone());
            }
            (before, Some(ours)) => {
                let value = merged(before.unwrap_or(&Value::Null), ours, value);
                entries.insert(key.clone(), value);
            }
        }
    }
    for (key, value) in ours {
        let is_new = before.get(key) != Some(value);
        if is_new && !theirs.contains_key(key) {
            entries.insert(key.clone(), value.clone());
        }
    }
    entries
}

/// A list whose elements are known by their names, or by themselves. What came to its front here goes to the front, what
/// came to its end to the end; nothing that somebody else has added is lost.
fn merged_list(before: &[Value], ours: &[Value], theirs: &[Value]) -> Vec<Value> {
    let is_in = |list: &[Value], value: &Value| list.iter().any(|other| key(other) == key(value));
    let is_wanted = |value: &&Value| !is_in(before, value) || is_in(ours, value);
    let newest = |value: &Value| {
        let mut changed = ours.iter().filter(|own| !before.contains(own));
        let own = changed.find(|own| key(own) == key(value));
        own.unwrap_or(value).clone()
    };
    let staying: Vec<Value> = theirs.iter().filter(is_wanted).map(newest).collect();
    let (front, back) = (
        came(before, ours, End::Front),
        came(before, ours, End::Back),
    );
    let (first, last) = if front <= back {
        ours.split_at(front)
    } else {
        ours.split_at(ours.len() - back)
    };
    let without = |came: &[Value]| -> Vec<Value> {
        let others = staying.iter().filter(|value| !is_in(came, value));
        others.cloned().collect()
    };
    if front <= back {
        [first.to_vec(), without(first)].concat()
    } else {
        [without(last), last.to_vec()].concat()
    }
}

#[derive(Clone, Copy)]
enum End {
    Front,
    Back,
}

/// How many elements came to one end of the list: without them, the rest stands in the order of before.
fn came(before: &[Value], ours: &[Value], end: End) -> usize {
    let fits = |count: &usize| {
        let (came, rest) = match end {
            End::Front => ours.split_at(*count),
            End::Back => {
                let (rest, came) = ours.split_at(ours.len() - count);
                (came, rest)
            }
        };
        let is_in =
            |list: &[Value], value: &&Value| list.iter().any(|other| key(other) == key(value));
        let expected = before
            .iter()
            .filter(|value| is_in(ours, value) && !is_in(came, value));
        expected.map(key).eq(rest.iter().map(key))
    };
    (0..=ours.len()).find(fits).unwrap_or(ours.len())
}

/// What makes two elements the same one.
fn key(value: &Value) -> Cow<'_, Value> {
    match value.get("name") {
        Some(name) => Cow::Borrowed(name),
        None => Cow::Borrowed(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_window_changes_its_own_entries_and_keeps_those_of_the_other() {
        let before = json!({"view": {"theme": "dark", "minimap": true}, "keys": {}});
        let ours = json!({"view": {"theme": "light", "minimap": true}, "keys": {"save": "F2"}});
        let theirs = json!({"view": {"theme": "dark", "minimap": false}, "keys": {"open": "F3"}});
        assert_eq!(
            merged(&before, &ours, &theirs),
            json!({
                "view": {"theme": "light", "minimap": false},
                "keys": {"open": "F3", "save": "F2"},
            })
        );
    }

    #[test]
    fn what_nobody_knows_stays_and_what_was_removed_goes() {
        let (before, ours) = (json!({"a": 1, "b": 2}), json!({"a": 1}));
        let theirs = json!({"of tomorrow": [1], "a": 1, "b": 2});
        assert_eq!(
            merged(&before, &ours, &theirs),
            json!({"of tomorrow": [1], "a": 1})
        );
    }

    #[test]
    fn files_opened_in_two_windows_are_all_remembered_latest_first() {
        let (before, ours) = (json!(["a", "b"]), json!(["c", "a", "b"]));
        let theirs = json!(["d", "b", "a"]);
        assert_eq!(merged(&before, &ours, &theirs), json!(["c", "d", "b", "a"]));
        assert_eq!(
            merged(&before, &json!(["b", "a"]), &json!(["d", "a", "b"])),
            json!(["b", "d", "a"])
        );
    }

    #[test]
    fn blocks_kept_and_renamed_and_removed_in_two_windows_all_count() {
        let block = |name: &str, text: &str| json!({"name": name, "text": text});
        let before = json!([block("a", "1"), block("b", "1"), block("c", "1")]);
        let ours = json!([block("a", "2"), block("c", "1"), block("mine", "1")]);
        let theirs = json!([
            block("a", "1"),
            block("b", "1"),
            block("c", "1"),
            block("theirs", "1")
        ]);
        assert_eq!(
            merged(&before, &ours, &theirs),
            json!([
                block("a", "2"),
                block("c", "1"),
                block("theirs", "1"),
                block("mine", "1")
            ])
        );
    }

    #[test]
    fn a_window_that_changed_nothing_changes_nothing() {
        let (before, theirs) = (json!({"a": [1, 2]}), json!({"a": [2], "b": 1}));
        assert_eq!(merged(&before, &before, &theirs), theirs);
    }
}
