//! What a Keras file says of a network, whichever version of Keras has written it: models of layers, models inside of models,
//! and the calls of each layer. Told by structure, never by version; nothing is known here of what a layer does.

use serde_json::{Map, Value};

use super::calls::{Call, Ref, calls, refs};
use crate::message;
use crate::text::Message;

/// Models inside of models deeper than this are no network.
const DEEPEST: usize = 16;

/// A model, at the top or inside of another one.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub name: String,
    pub layers: Vec<Layer>,
    pub wiring: Wiring,
    pub is_trained: bool,
    /// The shape that a Sequential was built for, with the batch's axis.
    pub built_for: Option<Value>,
}

/// How the layers of a model are joined.
#[derive(Clone, Debug, Default)]
pub(super) enum Wiring {
    /// Each takes what the one before it gives.
    #[default]
    Sequential,
    /// Each says what it takes.
    Functional { inputs: Vec<Ref>, outputs: Vec<Ref> },
}

/// A layer of a model; a model where it has one inside.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub name: String,
    pub class: String,
    /// The Python module of its class; empty where the file does not say.
    pub module: String,
    pub config: Map<String, Value>,
    pub calls: Vec<Call>,
    pub inner: Option<Model>,
    /// The shape that it was built for, with the batch's axis.
    pub built_for: Option<Value>,
}

/// The model that `value` describes.
///
/// # Errors
/// What it is instead.
pub(super) fn model(value: &Value) -> Result<Model, Message> {
    let class = text(value, "class_name").unwrap_or_default();
    let config = value.get("config").unwrap_or(&Value::Null);
    if !is_model(class, config) {
        return Err(match class {
            "" => message!("keras-no-model"),
            class => message!("keras-other-class", class = class),
        });
    }
    inside(class, config, 0)
}

/// Whether it is a model: `Model`, `Functional` and `Sequential` by their names, own classes by what they hold.
fn is_model(class: &str, config: &Value) -> bool {
    matches!(class, "Model" | "Functional" | "Sequential")
        || (config.get("layers").is_some_and(Value::is_array)
            && config.get("input_layers").is_some())
}

fn inside(class: &str, config: &Value, depth: usize) -> Result<Model, Message> {
    if depth > DEEPEST {
        return Err(message!("keras-too-deep", deepest = DEEPEST));
    }
    // Keras before 2.2.3 wrote the layers of a Sequential as the whole configuration.
    let listed = config.get("layers").unwrap_or(config).as_array();
    let Some(listed) = listed else {
        return Err(message!("keras-model-without-layers"));
    };
    let layers = listed.iter().map(|value| layer(value, depth));
    let layers = layers.collect::<Result<Vec<Layer>, Message>>()?;
    let wiring = match config.get("input_layers") {
        Some(inputs) if class != "Sequential" => Wiring::Functional {
            inputs: refs(inputs),
            outputs: config.get("output_layers").map(refs).unwrap_or_default(),
        },
        _ => Wiring::Sequential,
    };
    Ok(Model {
        name: text(config, "name").unwrap_or_default().to_owned(),
        layers,
        wiring,
        built_for: config.get("build_input_shape").cloned(),
        is_trained: config
            .get("trainable")
            .and_then(Value::as_bool)
            .unwrap_or(true),
    })
}

fn layer(value: &Value, depth: usize) -> Result<Layer, Message> {
    let class = text(value, "class_name").unwrap_or_default().to_owned();
    let config = value.get("config").unwrap_or(&Value::Null);
    let name = text(value, "name")
        .or_else(|| text(config, "name"))
        .unwrap_or_default();
    let inner = if is_model(&class, config) {
        Some(inside(&class, config, depth + 1)?)
    } else {
        None
    };
    let built_for = value
        .get("build_config")
        .and_then(|built| built.get("input_shape"));
    Ok(Layer {
        name: name.to_owned(),
        module: text(value, "module").unwrap_or_default().to_owned(),
        config: config.as_object().cloned().unwrap_or_default(),
        calls: value.get("inbound_nodes").map(calls).unwrap_or_default(),
        inner,
        built_for: built_for.cloned(),
        class,
    })
}

impl Layer {
    /// Whether its weights are trained, as far as it says itself.
    pub(super) fn is_trained(&self) -> bool {
        self.config
            .get("trainable")
            .and_then(Value::as_bool)
            .unwrap_or(true)
    }

    /// Whether it is a function that was called on tensors, and no layer: it has no weights and does not count as one.
    pub(super) fn is_operator(&self) -> bool {
        let is_bare =
            || !self.config.contains_key("dtype") && !self.config.contains_key("trainable");
        self.module.contains(".ops.")
            || (self.module.is_empty() && self.inner.is_none() && is_bare())
    }

    /// The shape of an input that the layer names, with the batch's axis.
    pub(super) fn batch_shape(&self) -> Option<&Value> {
        let named = ["batch_shape", "batch_input_shape"];
        named
            .iter()
            .find_map(|key| self.config.get(*key))
            .filter(|shape| shape.is_array())
    }
}

pub(super) fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}
