//! What a run was trained by, by the names that its settings have in project files.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::recipe::Recipe;

/// Every setting of a recipe that says something.
pub(super) fn settings_of(recipe: &Recipe) -> Vec<(String, String)> {
    let mut found = BTreeMap::new();
    let recipe = serde_json::to_value(recipe).unwrap_or_default();
    flatten("", &recipe, &mut found);
    let said = found.into_iter().filter(|(_, value)| !value.is_empty());
    said.collect()
}

/// Puts each number and text of `value` into `found`: one inside of another by both names, `schedule.step`; what a choice is
/// by the choice's own.
pub fn flatten(key: &str, value: &Value, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                let inner = match (key, name.as_str()) {
                    ("", name) => name.to_owned(),
                    (key, "name") => key.to_owned(),
                    (key, name) => format!("{key}.{name}"),
                };
                flatten(&inner, value, found);
            }
        }
        Value::Array(values) => {
            let texts: Vec<String> = values.iter().map(Value::to_string).collect();
            found.insert(key.to_owned(), texts.join(", ").replace('"', ""));
        }
        Value::String(text) => {
            found.insert(key.to_owned(), text.clone());
        }
        Value::Null => {}
        other => {
            found.insert(key.to_owned(), other.to_string());
        }
    }
}
