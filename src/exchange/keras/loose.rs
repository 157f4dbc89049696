//! Weights without the network that they are of, for one that is open: by the names of layers where the file has them, else by
//! counting layers of a class, as Keras does.

use std::collections::BTreeMap;

use super::hdf5::Hdf5;
use super::{legacy, stored};
use crate::engine::weights::NamedArray;
use crate::exchange::loading::Place;
use crate::message;
use crate::text::Message;

/// All arrays of the file, each with the layer that it is of, or with the group that it lies in where the file names no
/// layers.
pub(super) fn all(file: &Hdf5) -> Result<Vec<(String, NamedArray)>, Message> {
    let root = root(file);
    if legacy::is_in(file, root)? {
        return legacy::loose(file, root);
    }
    if !stored::is_in(file) {
        return Err(message!("keras-no-weights"));
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = Vec::new();
    for found in stored::loose(file)? {
        let name = found.layer.unwrap_or(found.group);
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        // Models inside of models count their groups anew.
        let name = match *count {
            1 => name,
            count => format!("{name} ({count})"),
        };
        all.extend(found.arrays.into_iter().map(|array| (name.clone(), array)));
    }
    Ok(all)
}

/// Where the layers are in files of whole models, of Keras 2.
fn root(file: &Hdf5) -> &'static str {
    if file.has_group(legacy::WEIGHTS) {
        legacy::WEIGHTS
    } else {
        ""
    }
}

/// The arrays for each of these layers, in their order; empty where the file has none for it.
pub(super) fn arrays(file: &Hdf5, places: &[Place]) -> Result<Vec<Vec<NamedArray>>, Message> {
    let root = root(file);
    let mut by_name: BTreeMap<String, Vec<NamedArray>> = BTreeMap::new();
    let mut by_group = BTreeMap::new();
    if legacy::is_in(file, root)? {
        for (layer, array) in legacy::loose(file, root)? {
            by_name.entry(layer).or_default().push(array);
        }
    } else if stored::is_in(file) {
        for found in stored::loose(file)? {
            match found.layer {
                Some(layer) => by_name.insert(layer, found.arrays),
                None => by_group.insert(found.group, found.arrays),
            };
        }
    } else {
        return Err(message!("keras-no-weights"));
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let of_place = |place: &Place| {
        let count = counts.entry(place.stem).or_default();
        let group = match *count {
            0 => place.stem.to_owned(),
            count => format!("{}_{count}", place.stem),
        };
        *count += 1;
        by_name
            .remove(&place.name)
            .or_else(|| by_group.remove(&group))
            .unwrap_or_default()
    };
    Ok(places.iter().map(of_place).collect())
}
