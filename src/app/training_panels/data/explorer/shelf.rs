//! Where pictures stand: the parts of the data, and beside each what was left out of it.

use crate::app::learning::LoadedData;
use crate::data::{Dataset, Role};
use std::sync::Arc;

/// A part of the data, or what was left out of one.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    pub role: Role,
    pub is_left_out: bool,
    pub dataset: &'a Arc<Dataset>,
}

/// A picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The shelf, by its number.
    pub shelf: usize,
    /// The picture on it, by its number.
    pub index: usize,
}

/// All shelves: the parts in their order, then what was left out.
pub fn shelves(data: &LoadedData) -> Vec<Shelf<'_>> {
    let parts = data.parts().map(|(role, dataset)| (role, false, dataset));
    let left_out = data
        .left_out
        .iter()
        .map(|(role, dataset)| (*role, true, dataset));
    let shelf = |(role, is_left_out, dataset)| Shelf {
        role,
        is_left_out,
        dataset,
    };
    parts.chain(left_out).map(shelf).collect()
}

impl Shelf<'_> {
    /// The file's name, or the picture's number where the data names no files.
    pub fn name_of(&self, index: usize) -> String {
        match self.dataset.file_name(index) {
            Some(name) => name.to_owned(),
            None => crate::tr!("picture-number", number = index),
        }
    }

    /// The class that the picture counts as.
    pub fn class_of(&self, index: usize) -> Option<&str> {
        let label = *self.dataset.labels().get(index)?;
        self.dataset
            .classes()
            .get(label as usize)
            .map(String::as_str)
    }
}
