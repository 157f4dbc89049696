//! HDF5 files of whole models, as Keras has written them since 2.0 and still does: one group for each layer at the top, with
//! the names of its arrays beside it. Arrays of models inside of models lie in one group, and those that are trained first.

use std::collections::BTreeSet;

use super::config::{Layer, Model};
use super::hdf5::Hdf5;
use super::walk::Arrays;
use crate::engine::weights::NamedArray;
use crate::exchange::open::IsCanceled;
use crate::text::Message;

/// Where the weights are in a file that has the model too; in a file of weights they are at the top.
pub(super) const WEIGHTS: &str = "model_weights";
const LAYERS: &str = "layer_names";
const ARRAYS: &str = "weight_names";

/// Whether the group at `root` has this layout.
pub(super) fn is_in(file: &Hdf5, root: &str) -> Result<bool, Message> {
    Ok(file.texts(root, LAYERS)?.is_some())
}

/// The arrays of every layer of `model`.
pub(super) fn arrays(
    file: &Hdf5,
    root: &str,
    model: &Model,
    is_canceled: IsCanceled<'_>,
) -> Result<Arrays, Message> {
    let mut arrays = Arrays::new();
    let groups = file.texts(root, LAYERS)?.unwrap_or_default();
    for (index, layer) in model.layers.iter().enumerate() {
        if !groups.contains(&layer.name) || is_canceled() {
            continue;
        }
        let group = joined(root, &layer.name);
        let names = file.texts(&group, ARRAYS)?.unwrap_or_default();
        let read = names
            .iter()
            .map(|name| file.array(&joined(&group, name), name));
        let read: Vec<NamedArray> = read.collect::<Result<_, _>>()?;
        match &layer.inner {
            None => {
                arrays.insert(vec![index], read.into_iter().map(with_short_name).collect());
            }
            Some(inner) => divide(read, layer, inner, index, &mut arrays),
        }
    }
    Ok(arrays)
}

/// Every array with the layer that it says it is of: that of its group, of models inside of the model by its own name.
pub(super) fn loose(file: &Hdf5, root: &str) -> Result<Vec<(String, NamedArray)>, Message> {
    let mut all = Vec::new();
    for layer in file.texts(root, LAYERS)?.unwrap_or_default() {
        let group = joined(root, &layer);
        let names = file.texts(&group, ARRAYS)?.unwrap_or_default();
        let owners: BTreeSet<&str> = names.iter().filter_map(|name| layer_name(name)).collect();
        for name in &names {
            let array = file.array(&joined(&group, name), name)?;
            let inside = layer_name(name).filter(|_| owners.len() > 1);
            let owner = inside.unwrap_or(&layer).to_owned();
            all.push((owner, with_short_name(array)));
        }
    }
    Ok(all)
}

fn joined(group: &str, name: &str) -> String {
    if group.is_empty() {
        return name.to_owned();
    }
    format!("{group}/{name}")
}

fn with_short_name(mut array: NamedArray) -> NamedArray {
    array.name = short_name(&array.name).to_owned();
    array
}

/// `kernel` of `conv_a/kernel:0`.
fn short_name(name: &str) -> &str {
    let last = name.rsplit('/').next().unwrap_or(name);
    last.split(':').next().unwrap_or(last)
}

/// The layer that an array says it is of: `seq_conv` of `seq/seq_conv/kernel:0`.
fn layer_name(name: &str) -> Option<&str> {
    name.rsplit('/').nth(1)
}

/// A layer inside of a model, with what is asked of its arrays.
struct Inside<'a> {
    path: Vec<usize>,
    name: &'a str,
    /// How many arrays a layer of its class has: those that can be trained, and the others.
    counts: (usize, usize),
    is_trained: bool,
}

/// Gives each layer of a model inside of the model its arrays: by the names that they bear where these tell the layers
/// apart, else in the order in which Keras puts them.
fn divide(read: Vec<NamedArray>, layer: &Layer, inner: &Model, index: usize, arrays: &mut Arrays) {
    let mut inside = Vec::new();
    add(
        inner,
        &[index],
        layer.is_trained() && inner.is_trained,
        &mut inside,
    );
    let owners =
        owners_by_name(&read, &inside).unwrap_or_else(|| owners_in_order(&inside, read.len()));
    for (array, owner) in read.into_iter().zip(owners) {
        if let Some(owner) = owner.and_then(|owner| inside.get(owner)) {
            arrays
                .entry(owner.path.clone())
                .or_default()
                .push(with_short_name(array));
        }
    }
}

fn add<'a>(model: &'a Model, path: &[usize], is_trained: bool, inside: &mut Vec<Inside<'a>>) {
    for (index, layer) in model.layers.iter().enumerate() {
        let mut path = path.to_vec();
        path.push(index);
        let is_trained = is_trained && layer.is_trained();
        match &layer.inner {
            Some(inner) => add(inner, &path, is_trained && inner.is_trained, inside),
            None => inside.push(Inside {
                path,
                name: &layer.name,
                counts: counts(layer),
                is_trained,
            }),
        }
    }
}

/// The layer of each array, by name; `None` where one of them bears no layer's name, or that of several.
fn owners_by_name(read: &[NamedArray], inside: &[Inside<'_>]) -> Option<Vec<Option<usize>>> {
    let owner = |array: &NamedArray| {
        let name = layer_name(&array.name)?;
        let mut owners = (0..inside.len()).filter(|owner| inside[*owner].name == name);
        match (owners.next(), owners.next()) {
            (Some(owner), None) => Some(Some(owner)),
            _ => None,
        }
    };
    read.iter().map(owner).collect()
}

/// All that are trained, layer by layer, and then all that are not: of a frozen layer everything.
fn owners_in_order(inside: &[Inside<'_>], count: usize) -> Vec<Option<usize>> {
    let many = |owner: usize, count: usize| std::iter::repeat_n(Some(owner), count);
    let layers = || inside.iter().enumerate();
    let trained = layers().filter(|(_, layer)| layer.is_trained);
    let first = trained.flat_map(|(owner, layer)| many(owner, layer.counts.0));
    let rest = layers().flat_map(|(owner, layer)| {
        let (trained, fixed) = layer.counts;
        many(
            owner,
            if layer.is_trained {
                fixed
            } else {
                trained + fixed
            },
        )
    });
    let mut owners: Vec<Option<usize>> = first.chain(rest).collect();
    owners.resize(count, None);
    owners
}

fn counts(layer: &Layer) -> (usize, usize) {
    let flag = |key: &str| {
        layer
            .config
            .get(key)
            .and_then(serde_json::Value::as_bool)
            .unwrap_or(true)
    };
    let affine = || usize::from(flag("scale")) + usize::from(flag("center"));
    let bias = || usize::from(flag("use_bias"));
    let is_given = || layer.config.get("mean").is_some_and(|mean| !mean.is_null());
    match super::translate::plain_class(&layer.class) {
        "Conv2D" | "Convolution2D" | "DepthwiseConv2D" | "Conv2DTranspose" | "Dense" => {
            (1 + bias(), 0)
        }
        "SeparableConv2D" => (2 + bias(), 0),
        "BatchNormalization" | "BatchNormalizationV1" | "SyncBatchNormalization" => (affine(), 2),
        "LayerNormalization" | "GroupNormalization" => (affine(), 0),
        "PReLU" | "LayerScale" => (1, 0),
        "Normalization" if !is_given() => (0, 3),
        _ => (0, 0),
    }
}
