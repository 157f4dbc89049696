//! A layer as it is stored, before its settings are checked.

use serde::{Deserialize, Serialize};

use super::value::{Settings, Value};
use super::{Fault, Kind, Layer};

/// A layer as it is stored: its kind and the settings that differ from the defaults.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerSpec {
    /// The kind.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Settings that were given; the others have their defaults.
    #[serde(default, skip_serializing_if = "Settings::is_empty")]
    pub settings: Settings,
}

impl LayerSpec {
    /// A layer with default settings.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            settings: Settings::new(),
        }
    }

    /// The same layer with one setting changed; for building layers in code.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.settings.insert(key.to_owned(), value.into());
        self
    }

    /// The value of a setting, given or default; `None` for a key that the kind does not have.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<Value> {
        let spec = self.kind.entry().setting(key)?;
        Some(
            self.settings
                .get(key)
                .cloned()
                .unwrap_or_else(|| spec.default.into()),
        )
    }

    /// Checks the settings and gives the typed layer.
    ///
    /// # Errors
    /// Where a setting is unknown or has a value that it does not accept, an unresolved expression among them.
    pub fn resolve(&self) -> Result<Layer, Fault> {
        self.kind.read(&self.settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::{Function, Padding, Passes, Shape, catalog};

    #[test]
    fn every_kind_works_with_its_defaults_and_survives_a_file() {
        for entry in catalog() {
            let spec = LayerSpec::new(entry.kind);
            let layer = spec.resolve().unwrap();
            assert_eq!(layer.kind(), entry.kind);
            let json = serde_json::to_string(&spec).unwrap();
            assert_eq!(serde_json::from_str::<LayerSpec>(&json).unwrap(), spec);
        }
    }

    #[test]
    fn every_setting_accepts_its_own_default_when_it_is_given() {
        for entry in catalog() {
            let spec = entry
                .settings
                .iter()
                .fold(LayerSpec::new(entry.kind), |spec, setting| {
                    spec.with(setting.key, Value::from(setting.default))
                });
            assert_eq!(spec.resolve(), LayerSpec::new(entry.kind).resolve());
        }
    }

    /// What repairs ask a layer for and what its form shows must be one: whoever has such a setting has to answer with it.
    #[test]
    fn every_kind_answers_what_its_settings_say() {
        for entry in catalog() {
            let spec = LayerSpec::new(entry.kind);
            if entry.setting("activation").is_some() {
                let layer = spec.clone().with("activation", "tanh").resolve().unwrap();
                assert_eq!(layer.function(), Function::Tanh, "{}", entry.name);
            }
            if let Ok(layer) = spec.with("padding", "same").resolve() {
                assert_eq!(layer.padding(), Some(Padding::Same), "{}", entry.name);
            }
            if let Passes::Makes(key) = entry.passes {
                assert!(entry.setting(key).is_some(), "{} has no {key}", entry.name);
            }
        }
    }

    #[test]
    fn an_unknown_setting_is_named() {
        let fault = LayerSpec::new(Kind::Dropout)
            .with("rte", 0.1)
            .resolve()
            .unwrap_err();
        assert_eq!(
            fault.message,
            "there is no setting `rte` here; known are: rate, noise_shape"
        );
    }

    #[test]
    fn dense_needs_a_vector() {
        let fault = LayerSpec::new(Kind::Dense)
            .resolve()
            .unwrap()
            .output_shape(&[Shape::map(8, 8, 4)])
            .unwrap_err();
        assert!(fault.message.to_string().contains("(8, 8, 4)"));
    }

    #[test]
    fn pooling_strides_follow_the_window_unless_set() {
        let layer = LayerSpec::new(Kind::MaxPooling2D)
            .with("pool_size", [3, 3])
            .resolve()
            .unwrap();
        assert_eq!(
            layer.output_shape(&[Shape::map(9, 9, 1)]).unwrap(),
            Shape::map(3, 3, 1)
        );
        let layer = LayerSpec::new(Kind::MaxPooling2D)
            .with("pool_size", [3, 3])
            .with("strides", [2, 2])
            .resolve();
        assert_eq!(
            layer
                .unwrap()
                .output_shape(&[Shape::map(32, 32, 64)])
                .unwrap(),
            Shape::map(15, 15, 64)
        );
    }
}
