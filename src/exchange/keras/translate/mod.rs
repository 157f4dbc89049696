//! A layer of Keras in the words of ours: a closed list of classes, and of each the settings that there are here.
//! A class that is not on the list is refused, whatever it holds.

mod activations;
mod convolutions;
mod initializers;
mod kinds;
mod operators;

use serde_json::{Map, Value as Json};

use super::settings::Settings;
use crate::exchange::report::Fate;
use crate::layer::{Kind, LayerSpec, Shape, Value};
use crate::message;

pub(super) use operators::{Operand, Options, operator};

/// What a layer becomes: one of ours, and perhaps more behind it.
#[derive(Clone, Debug)]
pub(super) struct Translated {
    pub spec: LayerSpec,
    pub after: Vec<LayerSpec>,
}

impl From<LayerSpec> for Translated {
    fn from(spec: LayerSpec) -> Self {
        Self {
            spec,
            after: Vec::new(),
        }
    }
}

/// What a layer has to be read by, besides its settings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    /// Whether functions are those of Keras 2, of which `hard_sigmoid` is another one.
    pub is_keras_2: bool,
    /// The shape that reaches it, where it is known.
    pub input: Option<Shape>,
}

/// The layer of this class with these settings; `None` where it is none of ours, or cannot be one with these settings, which
/// is then told.
pub(super) fn layer(class: &str, settings: &Settings<'_>, context: Context) -> Option<Translated> {
    refuse_channels_first(settings);
    tell_precision(settings);
    tell_left_out(settings);
    kinds::of(class, settings, context)
}

/// The class without the package that registered it, as Keras writes it: `Custom>LayerScale`.
pub(super) fn plain_class(class: &str) -> &str {
    class.rsplit('>').next().unwrap_or(class)
}

fn refuse_channels_first(settings: &Settings<'_>) {
    if settings.text("data_format") == Some("channels_first") {
        settings.tell(Fate::Refused, message!("keras-channels-first"));
    }
}

/// Everything computes in float32 here.
fn tell_precision(settings: &Settings<'_>) {
    let Some(dtype) = settings.raw("dtype") else {
        return;
    };
    let name = dtype
        .as_str()
        .or_else(|| dtype.get("config")?.get("name")?.as_str());
    if let Some(name) = name.filter(|name| *name != "float32") {
        settings.tell(
            Fate::Translated,
            message!("keras-other-precision", dtype = name),
        );
    }
}

/// What only matters while training and is not done here.
fn tell_left_out(settings: &Settings<'_>) {
    const KEYS: [&str; 8] = [
        "activity_regularizer",
        "kernel_constraint",
        "bias_constraint",
        "depthwise_constraint",
        "pointwise_constraint",
        "beta_constraint",
        "gamma_constraint",
        "alpha_constraint",
    ];
    for key in KEYS {
        if let Some(value) = settings.raw(key) {
            let what = initializers::name(value);
            settings.tell(
                Fate::LeftOut,
                message!("keras-only-in-training", key = key, value = what),
            );
        }
    }
}

/// A spec of `kind` with those of the settings that have the same name and form here.
fn with_same(kind: Kind, settings: &Settings<'_>, keys: &[&str]) -> LayerSpec {
    let mut spec = LayerSpec::new(kind);
    for key in keys {
        if let Some(value) = settings.raw(key).and_then(value_of) {
            spec.settings.insert((*key).to_owned(), value);
        }
    }
    spec
}

fn value_of(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Int(whole),
            None => Value::Float(number.as_f64()?),
        },
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(values) => {
            let whole: Option<Vec<i64>> = values.iter().map(Json::as_i64).collect();
            Value::List(whole?)
        }
        Json::Null | Json::Object(_) => return None,
    })
}

/// Refuses a setting that has a value under which something else is computed.
fn refuse_value(settings: &Settings<'_>, key: &str) {
    if let Some(value) = settings
        .raw(key)
        .filter(|value| *value != &Json::Bool(false))
    {
        let value = super::settings::shortened(value);
        settings.tell(
            Fate::Refused,
            message!("keras-setting-changes-result", key = key, value = value),
        );
    }
}

/// An axis as one number, however it was written.
fn axis(settings: &Settings<'_>, key: &str) -> Option<i64> {
    let axes = settings.wholes(key)?;
    if let [axis] = axes[..] {
        return Some(axis);
    }
    settings.tell(
        Fate::Refused,
        message!("keras-several-axes", key = key, axes = format!("{axes:?}")),
    );
    None
}

/// An object with a class and a configuration of its own.
fn object(value: &Json) -> Option<(&str, Map<String, Json>)> {
    let class = value.get("class_name")?.as_str()?;
    let config = value.get("config").and_then(Json::as_object);
    Some((class, config.cloned().unwrap_or_default()))
}
