//! The layout of weights since Keras 3, in archives and in `.weights.h5`: `layers/conv2d_1/vars/0`. Groups are numbered by
//! their class and never called after the layer; newer files say beside the arrays which layer they are of.

use std::collections::{BTreeMap, BTreeSet};

use super::config::{Layer, Model};
use super::hdf5::Hdf5;
use super::translate::plain_class;
use super::walk::Arrays;
use crate::engine::weights::NamedArray;
use crate::exchange::open::IsCanceled;
use crate::text::Message;

/// Where the layers of a model are, in the versions since TensorFlow 2.12.
const CONTAINERS: [&str; 2] = ["layers", "_layer_checkpoint_dependencies"];

/// The arrays of every layer of `model`.
pub(super) fn arrays(
    file: &Hdf5,
    model: &Model,
    is_canceled: IsCanceled<'_>,
) -> Result<Arrays, Message> {
    let mut arrays = Arrays::new();
    add(file, model, ("", &[]), is_canceled, &mut arrays)?;
    Ok(arrays)
}

/// Whether the file has this layout.
pub(super) fn is_in(file: &Hdf5) -> bool {
    CONTAINERS.iter().any(|container| file.has_group(container))
}

/// The arrays of a group, and the layer that they say they are of.
pub(super) struct Loose {
    pub layer: Option<String>,
    pub group: String,
    pub arrays: Vec<NamedArray>,
}

/// All groups with arrays, of models inside of models too.
pub(super) fn loose(file: &Hdf5) -> Result<Vec<Loose>, Message> {
    let mut found = Vec::new();
    let mut open = vec![String::new()];
    for _ in 0..MOST_GROUPS {
        let Some(at) = open.pop() else { break };
        for container in CONTAINERS.map(|container| joined(&at, container)) {
            let mut groups = file.groups(&container)?;
            groups.sort_by_cached_key(|group| counted(group));
            for group in groups {
                let at = joined(&container, &group);
                let vars = joined(&at, "vars");
                found.push(Loose {
                    layer: file.text(&vars, "name")?,
                    arrays: arrays_in(file, &vars)?,
                    group,
                });
                open.push(at);
            }
        }
    }
    Ok(found)
}

/// More groups than any network has layers.
const MOST_GROUPS: usize = 20_000;

/// A group's class and its number among those of its class: `conv2d_10` comes behind `conv2d_9`.
fn counted(group: &str) -> (String, usize) {
    let parts = group.rsplit_once('_');
    let parts = parts.and_then(|(class, number)| Some((class, number.parse().ok()?)));
    let (class, number) = parts.unwrap_or((group, 0));
    (class.to_owned(), number)
}

fn arrays_in(file: &Hdf5, vars: &str) -> Result<Vec<NamedArray>, Message> {
    let mut names = file.datasets(vars)?;
    // "10" comes behind "9".
    names.sort_by_key(|name| (name.len(), name.clone()));
    let read = names
        .iter()
        .map(|name| file.array(&joined(vars, name), name));
    read.collect()
}

fn add(
    file: &Hdf5,
    model: &Model,
    (group, path): (&str, &[usize]),
    is_canceled: IsCanceled<'_>,
    arrays: &mut Arrays,
) -> Result<(), Message> {
    let below = |container: &&str| joined(group, container);
    let containers = CONTAINERS.iter().map(below);
    let Some(container) = containers
        .into_iter()
        .find(|container| file.has_group(container))
    else {
        return Ok(());
    };
    let groups = groups_of(file, &container, &model.layers)?;
    for (index, layer) in model.layers.iter().enumerate() {
        let Some(group) = groups.get(&index).filter(|_| !is_canceled()) else {
            continue;
        };
        let at = joined(&container, group);
        let mut path = path.to_vec();
        path.push(index);
        match &layer.inner {
            Some(inner) => add(file, inner, (&at, &path), is_canceled, arrays)?,
            None => {
                arrays.insert(path, arrays_in(file, &joined(&at, "vars"))?);
            }
        }
    }
    Ok(())
}

/// Which group each layer has: by the name beside its arrays where all of them have one, else by counting.
fn groups_of(
    file: &Hdf5,
    container: &str,
    layers: &[Layer],
) -> Result<BTreeMap<usize, String>, Message> {
    let present: BTreeSet<String> = file.groups(container)?.into_iter().collect();
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    for group in &present {
        let vars = joined(&joined(container, group), "vars");
        if let Some(name) = file.text(&vars, "name")? {
            named.insert(name, group.clone());
        }
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups = BTreeMap::new();
    for (index, layer) in layers
        .iter()
        .enumerate()
        .filter(|(_, layer)| !layer.is_operator())
    {
        let stem = snake_case(plain_class(&layer.class));
        let count = counts.entry(stem.clone()).or_default();
        let counted = if *count == 0 {
            stem
        } else {
            format!("{stem}_{count}")
        };
        *count += 1;
        let group = named.get(&layer.name).cloned().unwrap_or(counted);
        if present.contains(&group) {
            groups.insert(index, group);
        }
    }
    Ok(groups)
}

fn joined(group: &str, name: &str) -> String {
    if group.is_empty() {
        return name.to_owned();
    }
    format!("{group}/{name}")
}

/// As Keras makes names of classes: `Conv2D` is `conv2d`, `ReLU` is `re_lu`.
fn snake_case(class: &str) -> String {
    let letters: Vec<char> = class
        .chars()
        .filter(|it| it.is_alphanumeric() || *it == '_')
        .collect();
    let with_words = divided(&letters, |rest| {
        let [_, first, second, ..] = rest else {
            return None;
        };
        let is_word = first.is_uppercase() && second.is_lowercase();
        let length = rest[2..]
            .iter()
            .take_while(|letter| letter.is_lowercase())
            .count();
        is_word.then_some(length + 2)
    });
    let with_all = divided(&with_words, |rest| match rest {
        [first, second, ..] if first.is_lowercase() && second.is_uppercase() => Some(2),
        _ => None,
    });
    with_all.into_iter().flat_map(char::to_lowercase).collect()
}

/// A `_` behind the first letter of each part that `part` finds, which is as long as it says; parts do not overlap.
fn divided(letters: &[char], part: impl Fn(&[char]) -> Option<usize>) -> Vec<char> {
    let mut made = Vec::with_capacity(letters.len() + 8);
    let mut at = 0;
    while at < letters.len() {
        match part(&letters[at..]) {
            Some(length) => {
                made.extend([letters[at], '_']);
                made.extend(&letters[at + 1..at + length]);
                at += length;
            }
            None => {
                made.push(letters[at]);
                at += 1;
            }
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    // Each as Keras 3.15.1 names the group of such a layer.
    #[test]
    fn groups_are_called_as_keras_calls_them() {
        let expected = [
            ("Conv2D", "conv2d"),
            ("ZeroPadding2D", "zero_padding2d"),
            ("ReLU", "re_lu"),
            ("PReLU", "p_re_lu"),
            ("ELU", "elu"),
            ("LeakyReLU", "leaky_re_lu"),
            ("GlobalAveragePooling2D", "global_average_pooling2d"),
            ("DepthwiseConv2D", "depthwise_conv2d"),
            ("BatchNormalization", "batch_normalization"),
            ("Functional", "functional"),
        ];
        for (class, name) in expected {
            assert_eq!(snake_case(class), name);
        }
    }
}
