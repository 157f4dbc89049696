//! Weights without the network that they are of, for one that is open: by the names of layers where the file has them, else by
//! counting layers of a class, as Keras does.

use std::collections::{BTreeMap, BTreeSet};

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

/// The classes of which the file has as many groups as there are layers here: it is of a network whose layers are called once
/// each, as those are that were written here.
fn stems_with_each_call<'a>(
    places: &'a [Place],
    groups: &BTreeMap<String, Vec<NamedArray>>,
) -> BTreeSet<&'a str> {
    let stems: BTreeSet<&str> = places.iter().map(|place| place.stem).collect();
    let has_each = |stem: &&str| {
        let here = places.iter().filter(|place| place.stem == *stem);
        let there = groups.keys().filter(|group| is_counted(group, stem));
        there.count() >= here.count()
    };
    stems.into_iter().filter(has_each).collect()
}

/// Whether the group is one of those that Keras counts by this name.
fn is_counted(group: &str, stem: &str) -> bool {
    match group.strip_prefix(stem) {
        Some("") => true,
        Some(rest) => (rest.strip_prefix('_')).is_some_and(|it| it.parse::<usize>().is_ok()),
        None => false,
    }
}

/// Where the layers are in files of whole models, of Keras 2.
fn root(file: &Hdf5) -> &'static str {
    if file.has_group(legacy::WEIGHTS) {
        legacy::WEIGHTS
    } else {
        ""
    }
}

/// The arrays for each of these layers, in their order; empty where the file has none for it, as for later calls of a layer.
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
    let each_call = stems_with_each_call(places, &by_group);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let of_place = |place: &Place| {
        if place.first_call.is_some() && !each_call.contains(place.stem) {
            return by_name.remove(&place.name).unwrap_or_default();
        }
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
