//! A network as the JSON that Keras makes it of again.

use serde_json::{Map, Value, json};

use super::{Dialect, KerasLayer, KerasNetwork};
use crate::layer::Shape;

/// The model as Keras 3 has it.
pub(super) fn config(network: &KerasNetwork<'_>) -> Value {
    let layers: Vec<Value> = (0..network.layers.len())
        .map(|index| layer(network, index))
        .collect();
    json!({
        "module": "keras.src.models.functional",
        "class_name": "Functional",
        "config": functional(network, layers),
        "registered_name": "Functional",
    })
}

/// The model as Keras 2 has it.
pub(super) fn legacy_config(network: &KerasNetwork<'_>, dialect: Dialect) -> Value {
    let layers: Vec<Value> = (0..network.layers.len())
        .map(|index| legacy_layer(network, index, dialect))
        .collect();
    json!({"class_name": "Functional", "config": functional(network, layers)})
}

fn functional(network: &KerasNetwork<'_>, layers: Vec<Value>) -> Value {
    // Where either is one triple alone, versions before 3.7 do not find it.
    let end = |layer: Option<&KerasLayer<'_>>| match layer {
        Some(layer) => json!([[layer.name, 0, 0]]),
        None => json!([]),
    };
    json!({
        "name": network.name,
        "trainable": true,
        "layers": layers,
        "input_layers": end(network.layers.first()),
        "output_layers": end(network.layers.last()),
    })
}

fn settings(layer: &KerasLayer<'_>, dialect: Dialect) -> Map<String, Value> {
    let mut config = Map::new();
    config.insert("name".to_owned(), json!(layer.name));
    if layer.can_be_frozen() && layer.is_frozen {
        config.insert("trainable".to_owned(), json!(false));
    }
    config.insert("dtype".to_owned(), json!("float32"));
    for setting in &layer.settings {
        setting.add_to(&mut config, dialect);
    }
    config
}

/// Where a class lives that Keras's `keras.layers` does not have.
fn module(class: &str) -> &'static str {
    match class {
        "LayerScale" => "keras.src.applications.convnext",
        "CustomScaleLayer" => "keras.src.applications.inception_resnet_v2",
        _ => "keras.layers",
    }
}

/// Whether a layer takes its inputs as one list.
pub(super) fn merges(layer: &KerasLayer<'_>) -> bool {
    layer.inputs.len() > 1
}

fn layer(network: &KerasNetwork<'_>, index: usize) -> Value {
    let layer = &network.layers[index];
    let tensor = |input: &usize| {
        let source = &network.layers[*input];
        json!({
            "class_name": "__keras_tensor__",
            "config": {
                "shape": batch_of(source.shape),
                "dtype": "float32",
                "keras_history": [source.name, 0, 0],
            },
        })
    };
    let tensors: Vec<Value> = layer.inputs.iter().map(tensor).collect();
    let nodes = match &tensors[..] {
        [] => json!([]),
        [_, _, ..] if merges(layer) => json!([{"args": [tensors], "kwargs": {}}]),
        tensors => json!([{"args": tensors, "kwargs": {}}]),
    };
    json!({
        "module": module(layer.class),
        "class_name": layer.class,
        "config": settings(layer, Dialect::Keras3),
        "registered_name": null,
        "name": layer.name,
        "inbound_nodes": nodes,
    })
}

fn legacy_layer(network: &KerasNetwork<'_>, index: usize, dialect: Dialect) -> Value {
    let layer = &network.layers[index];
    let tensor = |input: &usize| json!([network.layers[*input].name, 0, 0, {}]);
    let tensors: Vec<Value> = layer.inputs.iter().map(tensor).collect();
    let nodes = if tensors.is_empty() {
        json!([])
    } else {
        json!([tensors])
    };
    json!({
        "class_name": layer.class,
        "config": settings(layer, dialect),
        "name": layer.name,
        "inbound_nodes": nodes,
    })
}

fn batch_of(shape: Shape) -> Vec<Value> {
    let axes = shape.dims().iter().map(|axis| json!(axis));
    std::iter::once(Value::Null).chain(axes).collect()
}
