//! Weights in HDF5 files, in the two layouts that Keras has for them.

use std::collections::BTreeMap;

use hdf5_pure::{AttrValue, FileBuilder, GroupBuilder};

use super::{KerasLayer, KerasNetwork};
use crate::exchange::outgoing::{ExportError, WeightView};

/// The version of Keras that a file of the older dialect says to be of, the last before Keras 3.
pub(super) const LEGACY_VERSION: &str = "2.15.0";

/// Where weights lie that Keras's version 3 loads: `layers/conv2d_1/vars/0`, counted class by class.
pub(super) fn layers(file: &mut FileBuilder, network: &KerasNetwork<'_>) {
    let mut layers = file.create_group("layers");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for layer in &network.layers {
        let class = snake_case(layer.class);
        let count = counts.entry(class.clone()).or_default();
        let folder = match *count {
            0 => class,
            number => format!("{class}_{number}"),
        };
        *count += 1;
        let mut group = layers.create_group(&folder);
        let mut variables = group.create_group("vars");
        variables.set_attr("name", AttrValue::VarLenString(layer.name.clone()));
        for (number, array) in layer.arrays.iter().enumerate() {
            add(&mut variables, &number.to_string(), array);
        }
        group.add_group(variables.finish());
        layers.add_group(group.finish());
    }
    file.add_group(layers.finish());
    let own = file.create_group("vars").finish();
    file.add_group(own);
}

/// Where weights lie that Keras 2 loads: `model_weights/conv/conv/kernel:0`.
pub(super) fn legacy_layers(file: &mut FileBuilder, network: &KerasNetwork<'_>) {
    let mut weights = file.create_group("model_weights");
    let names = network.layers.iter().map(|layer| layer.name.clone());
    weights.set_attr(
        "layer_names",
        AttrValue::VarLenAsciiStringArray(names.collect()),
    );
    for (key, value) in [("backend", "tensorflow"), ("keras_version", LEGACY_VERSION)] {
        weights.set_attr(key, AttrValue::VarLenAsciiString(value.to_owned()));
    }
    for layer in &network.layers {
        let mut group = weights.create_group(&layer.name);
        let names = legacy_names(layer);
        if names.is_empty() {
            // As h5py writes a list of no names.
            group.set_attr("weight_names", AttrValue::F64Array(Vec::new()));
        } else {
            group.set_attr("weight_names", AttrValue::VarLenAsciiStringArray(names));
            let mut inner = group.create_group(&layer.name);
            for array in &layer.arrays {
                add(&mut inner, &format!("{}:0", array.name), array);
            }
            group.add_group(inner.finish());
        }
        weights.add_group(group.finish());
    }
    file.add_group(weights.finish());
}

fn legacy_names(layer: &KerasLayer<'_>) -> Vec<String> {
    let name = |array: &WeightView<'_>| format!("{}/{}:0", layer.name, array.name);
    layer.arrays.iter().map(name).collect()
}

fn add(group: &mut GroupBuilder, name: &str, array: &WeightView<'_>) {
    let shape: Vec<u64> = array.shape.iter().map(|axis| *axis as u64).collect();
    let dataset = group.create_dataset(name);
    // How many pictures statistics come from is one whole number in Keras.
    if array.name == "count" {
        let counts: Vec<i32> = array.values.iter().map(|value| *value as i32).collect();
        dataset.with_i32_data(&counts).with_shape(&[]);
    } else {
        dataset.with_f32_data(&array.values).with_shape(&shape);
    }
}

/// The file's bytes.
///
/// # Errors
/// What the writer of HDF5 refuses, such as a name that is too long.
pub(super) fn finished(file: FileBuilder) -> Result<Vec<u8>, ExportError> {
    file.finish().map_err(|error| ExportError::refused(&error))
}

/// A class as Keras names the folder of its layers.
fn snake_case(class: &str) -> String {
    let entry = crate::layer::catalog()
        .iter()
        .find(|entry| entry.keras_class == class);
    entry.map_or_else(|| class.to_lowercase(), |entry| entry.stem.to_owned())
}
