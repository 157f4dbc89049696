//! Which array of a file each weight of an open network gets: by names where they agree, else by shapes in the order of both.
//! Plain data: a dialog shows it, and a user changes it. Never reads a file; [`WeightsFile`] does, and puts the arrays in.

mod file;
mod matching;
mod rows;
#[cfg(test)]
mod tests;

pub use file::WeightsFile;

use super::pytorch::Turn;
use crate::graph::Flat;
use crate::message;
use crate::text::Message;

/// Why an array was taken for a weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Both are called the same.
    Name,
    /// Shapes agree, and so does the order of the layers around.
    Order,
    /// Shapes agree, and nothing else is left that they would agree with.
    Shape,
    /// It is what the first call of the same layer gets.
    Again,
    /// A user says so.
    Chosen,
}

impl Reason {
    /// What it is called.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Name => message!("mapping-reason-name"),
            Self::Order => message!("mapping-reason-order"),
            Self::Shape => message!("mapping-reason-shape"),
            Self::Again => message!("mapping-reason-again"),
            Self::Chosen => message!("mapping-reason-chosen"),
        }
    }
}

/// A weight of the network, and what it gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its layer.
    pub layer: String,
    /// What its kind calls it.
    pub weight: &'static str,
    /// Its axes.
    pub shape: Vec<usize>,
    /// The array that it gets, by its place in [`Mapping::offered`], and why; `None` where it stays as it is.
    pub source: Option<(usize, Reason)>,
    /// All arrays that it could get, and how each is turned.
    fitting: Vec<(usize, Turn)>,
    /// The array that is called so but has another shape.
    namesake: Option<usize>,
}

impl Row {
    /// The array that it gets, and how that is turned.
    pub(super) fn turned_source(&self) -> Option<(usize, &Turn)> {
        let (source, _) = self.source?;
        let mut fitting = self.fitting.iter();
        fitting.find_map(|(offered, turn)| (*offered == source).then_some((source, turn)))
    }
}

/// An array of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// What the file calls it.
    pub name: String,
    /// Its axes in the file.
    pub shape: Vec<usize>,
    /// The layer or module that it is of.
    pub(super) module: String,
    /// What it is there: `weight`, `kernel`, or its number where the file says no more.
    pub(super) role: String,
    /// Its place among the arrays of its module, from 0.
    pub(super) nth: usize,
}

/// How a file keeps its arrays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// As PyTorch does: channels first.
    Torch {
        /// Whether it was written here, and so flattens maps with their channels last.
        is_own: bool,
    },
    /// As here: channels last, and weights called as in Keras.
    Here,
}

/// The weights of a network and the arrays of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// One for each weight, in the order of the network.
    pub rows: Vec<Row>,
    /// What the file offers, in its order.
    pub offered: Vec<Offered>,
}

impl Mapping {
    /// What seems right.
    pub(super) fn proposed(offered: Vec<Offered>, keeping: Keeping, flat: &Flat) -> Self {
        let (rows, parts) = rows::rows(&offered, keeping, flat);
        let mut mapping = Self { rows, offered };
        mapping.join(&parts);
        mapping
    }

    /// The arrays that the weight in this row could get.
    pub fn fitting(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        self.rows[row].fitting.iter().map(|(offered, _)| *offered)
    }

    /// The arrays that no weight gets.
    #[must_use]
    pub fn left_over(&self) -> Vec<usize> {
        let mut is_used = vec![false; self.offered.len()];
        for (source, _) in self.rows.iter().filter_map(|row| row.source) {
            is_used[source] = true;
        }
        (0..is_used.len()).filter(|it| !is_used[*it]).collect()
    }

    /// How many weights get an array.
    #[must_use]
    pub fn given_count(&self) -> usize {
        let given = self.rows.iter().filter(|row| row.source.is_some());
        given.count()
    }

    /// How many layers have weights, all of which get what is called like them or what a user chose.
    pub(super) fn taken_count(&self) -> usize {
        let is_plain = |row: &Row| {
            matches!(
                row.source,
                Some((_, Reason::Name | Reason::Again | Reason::Chosen))
            )
        };
        let layers = self.rows.chunk_by(|one, next| one.layer == next.layer);
        layers.filter(|rows| rows.iter().all(is_plain)).count()
    }

    /// Gives a weight another array, or none.
    ///
    /// # Errors
    /// A sentence where the array does not fit.
    pub fn choose(&mut self, row: usize, offered: Option<usize>) -> Result<(), Message> {
        if let Some(offered) = offered
            && !self.fitting(row).any(|fitting| fitting == offered)
        {
            let (row, offered) = (&self.rows[row], &self.offered[offered]);
            return Err(message!(
                "mapping-does-not-fit",
                tensor = &offered.name,
                found = shape_words(&offered.shape),
                weight = format!("{}/{}", row.layer, row.weight),
                expected = shape_words(&row.shape)
            ));
        }
        self.rows[row].source = offered.map(|offered| (offered, Reason::Chosen));
        Ok(())
    }

    /// Why a weight gets nothing; `None` where it gets something.
    #[must_use]
    pub fn lack(&self, row: usize) -> Option<Message> {
        let row = &self.rows[row];
        if row.source.is_some() {
            return None;
        }
        let shape = shape_words(&row.shape);
        let namesake = row.namesake.map(|namesake| &self.offered[namesake]);
        Some(match (namesake, row.fitting.len()) {
            (Some(namesake), _) => message!(
                "mapping-namesake-of-other-shape",
                array = &namesake.name,
                found = shape_words(&namesake.shape),
                expected = shape
            ),
            (None, 0) => message!("mapping-nothing-fits", shape = shape),
            (None, count) => message!("mapping-all-taken", count = count, shape = shape),
        })
    }
}

/// A shape as sentences here write it.
#[must_use]
pub fn shape_words(shape: &[usize]) -> String {
    let axes: Vec<String> = shape.iter().map(usize::to_string).collect();
    format!("({})", axes.join(", "))
}
