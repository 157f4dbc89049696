//! One argument of a layer of Keras's: as JSON for files, or as Python for a script.

use serde_json::{Map, Value, json};

use super::Dialect;
use crate::layer::{Choice, Initializer, Penalty};

/// An argument of a layer.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange::writing) struct Setting {
    /// Its name.
    pub key: &'static str,
    /// What is given.
    pub value: SettingValue,
    /// Whether Keras would take the same by itself.
    pub is_default: bool,
}

/// What is given to an argument.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange::writing) enum SettingValue {
    /// A number, a text, a list.
    Plain(Value),
    /// How a kernel starts.
    Initializer(Initializer),
    /// What a kernel costs.
    Penalty(Penalty),
}

/// An argument that always has to be said.
pub(super) fn needed(key: &'static str, value: Value) -> Setting {
    Setting {
        key,
        value: SettingValue::Plain(value),
        is_default: false,
    }
}

/// An argument that Keras takes to be `default` where it is not said.
pub(super) fn optional(key: &'static str, value: Value, default: Value) -> Setting {
    Setting {
        key,
        is_default: value == default,
        value: SettingValue::Plain(value),
    }
}

pub(super) fn initializer(key: &'static str, value: Initializer) -> Setting {
    Setting {
        key,
        value: SettingValue::Initializer(value),
        is_default: value == Initializer::GlorotUniform,
    }
}

pub(super) fn penalty(key: &'static str, value: Penalty) -> Setting {
    Setting {
        key,
        value: SettingValue::Penalty(value),
        is_default: value.is_none(),
    }
}

impl Setting {
    /// Puts it among the others of a layer's `config`.
    pub fn add_to(&self, config: &mut Map<String, Value>, dialect: Dialect) {
        let object = |module: &str, class: &str, settings: Value| match dialect {
            Dialect::Keras3 => {
                json!({"module": module, "class_name": class, "config": settings, "registered_name": null})
            }
            Dialect::Keras2 | Dialect::Browser => json!({"class_name": class, "config": settings}),
        };
        let value = match &self.value {
            SettingValue::Plain(value) => value.clone(),
            SettingValue::Initializer(initializer) => {
                object("keras.initializers", class_of(*initializer), json!({}))
            }
            SettingValue::Penalty(penalty) if penalty.is_none() => return,
            SettingValue::Penalty(Penalty { l1, l2 }) => {
                object("keras.regularizers", "L1L2", json!({"l1": l1, "l2": l2}))
            }
        };
        config.insert(self.key.to_owned(), value);
    }

    /// What stands behind its `=` in a script.
    pub fn python(&self) -> String {
        match &self.value {
            SettingValue::Plain(value) => python(value),
            SettingValue::Initializer(initializer) => format!("{:?}", initializer.word()),
            SettingValue::Penalty(Penalty { l1, l2 }) => {
                format!("keras.regularizers.L1L2(l1={l1:?}, l2={l2:?})")
            }
        }
    }
}

fn class_of(initializer: Initializer) -> &'static str {
    match initializer {
        Initializer::GlorotUniform => "GlorotUniform",
        Initializer::GlorotNormal => "GlorotNormal",
        Initializer::HeUniform => "HeUniform",
        Initializer::HeNormal => "HeNormal",
        Initializer::RandomNormal => "RandomNormal",
        Initializer::RandomUniform => "RandomUniform",
        Initializer::Zeros => "Zeros",
        Initializer::Ones => "Ones",
        Initializer::LecunUniform => "LecunUniform",
        Initializer::LecunNormal => "LecunNormal",
        Initializer::TruncatedNormal => "TruncatedNormal",
        Initializer::Orthogonal => "Orthogonal",
    }
}

/// A value as Python writes it.
pub(in crate::exchange::writing) fn python(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().map(python).collect();
            match &values[..] {
                [one] => format!("({one},)"),
                _ => format!("({})", values.join(", ")),
            }
        }
        Value::Object(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{key:?}: {}", python(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        // JSON's texts and numbers are Python's too.
        Value::Number(_) | Value::String(_) => value.to_string(),
    }
}
