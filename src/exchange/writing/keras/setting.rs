//! One argument of a layer of Keras's: as JSON for files, or as Python for a script.

use serde_json::{Map, Value, json};

use super::Dialect;
use crate::layer::{Given, Initializer, Penalty};

/// A class of Keras's that has had two names.
const ORTHOGONAL: &str = "Orthogonal";

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
    /// How an array starts.
    Initializer(Initializer),
    /// What an array costs.
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

/// How an array starts, which Keras lets start as `default` where nothing is said.
pub(super) fn initializer(key: &'static str, value: Initializer, default: Initializer) -> Setting {
    Setting {
        key,
        value: SettingValue::Initializer(value),
        is_default: value == default,
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
                let call = initializer.call();
                let given = call.given().map(|(key, value)| match (key, dialect) {
                    // It has one that is not uniform: a normal one that is drawn again beyond two standard deviations.
                    ("distribution", Dialect::Browser) if json(value) != "uniform" => {
                        (key.to_owned(), json!("normal"))
                    }
                    _ => (key.to_owned(), json(value)),
                });
                let given = Value::Object(given.collect());
                match (call.form.class, dialect) {
                    // What Keras before 3.6 calls it, and later ones know as well.
                    (ORTHOGONAL, Dialect::Keras3) => {
                        object("keras.initializers", "OrthogonalInitializer", given)
                    }
                    // The one name that tf_keras and all of Keras 3 read in a file of Keras 2.
                    (ORTHOGONAL, Dialect::Keras2) if call.is_bare() => json!(call.form.word),
                    (ORTHOGONAL, Dialect::Keras2) => {
                        object("keras.initializers", call.form.word, given)
                    }
                    // TensorFlow.js alone writes LeCun's name as he does.
                    (class, Dialect::Browser) => {
                        let class = class.replace("Lecun", "LeCun");
                        object("keras.initializers", &class, given)
                    }
                    (class, _) => object("keras.initializers", class, given),
                }
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
            SettingValue::Initializer(initializer) => {
                let call = initializer.call();
                if call.is_bare() {
                    return format!("{:?}", call.form.word);
                }
                let given = call.given();
                let given = given.map(|(key, value)| format!("{key}={}", python(&json(value))));
                let given: Vec<String> = given.collect();
                format!(
                    "keras.initializers.{}({})",
                    call.form.class,
                    given.join(", ")
                )
            }
            SettingValue::Penalty(Penalty { l1, l2 }) => {
                format!("keras.regularizers.L1L2(l1={l1:?}, l2={l2:?})")
            }
        }
    }
}

/// What an initializer is given, as files have it.
fn json(value: Given) -> Value {
    match value {
        Given::Real(number) => json!(number),
        Given::Whole(number) => json!(number),
        Given::Word(word) => json!(word),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, dialect: Dialect) -> Value {
        let mut config = Map::new();
        let value = Initializer::parse(text).unwrap();
        let default = Initializer::parse("zeros").unwrap();
        initializer("start", value, default).add_to(&mut config, dialect);
        config.remove("start").unwrap()
    }

    /// As TensorFlow.js 4.22 registers them, and as its `VarianceScaling` asks for.
    #[test]
    fn browsers_are_told_their_own_names_of_how_weights_begin() {
        let class = |text: &str| written(text, Dialect::Browser)["class_name"].clone();
        assert_eq!(class("lecun_normal"), "LeCunNormal");
        assert_eq!(class("lecun_uniform"), "LeCunUniform");
        assert_eq!(class("he_normal"), "HeNormal");
        assert_eq!(
            written("lecun_normal", Dialect::Keras3)["class_name"],
            "LecunNormal"
        );
        let drawn = |text: &str, dialect| written(text, dialect)["config"]["distribution"].clone();
        let scaling = "variance_scaling(distribution=untruncated_normal)";
        assert_eq!(drawn(scaling, Dialect::Browser), "normal");
        assert_eq!(drawn(scaling, Dialect::Keras2), "untruncated_normal");
        let uniform = "variance_scaling(distribution=uniform)";
        assert_eq!(drawn(uniform, Dialect::Browser), "uniform");
    }

    /// Asked of `keras.initializers.get` in Keras 3.3.3, 3.6.0 and 3.15.1 and of tf_keras 2.21: the long name is read by all of
    /// Keras 3, the short one by Keras from 3.6 on and tf_keras, the word by all of them, also as a class with settings.
    #[test]
    fn an_orthogonal_start_has_the_name_that_each_generation_reads() {
        let class = |value: &Value| value["class_name"].clone();
        let long = json!("OrthogonalInitializer");
        assert_eq!(class(&written("orthogonal", Dialect::Keras3)), long);
        assert_eq!(class(&written("orthogonal(2)", Dialect::Keras3)), long);
        assert_eq!(written("orthogonal", Dialect::Keras2), "orthogonal");
        let short = written("orthogonal(2)", Dialect::Keras2);
        assert_eq!(class(&short), "orthogonal");
        assert_eq!(short["config"]["gain"], 2.0);
        assert_eq!(
            class(&written("orthogonal", Dialect::Browser)),
            "Orthogonal"
        );
    }
}
