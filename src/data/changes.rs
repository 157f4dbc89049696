//! Pictures that are left out or labeled otherwise by whoever works with them: kept beside the data, which stays as it is.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::collected::Collected;
use super::dataset::Dataset;
use super::error::{DataError, DataWarning};
use super::open::Loaded;
use super::role::Role;
use super::source::DataSource;
use crate::files::is_same_file;

/// What becomes of single pictures, by the key of each (see [`Dataset::key`]): the data's own name of another class, or nothing
/// for what is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PictureChanges(BTreeMap<String, Option<String>>);

/// What becomes of one picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureChange<'a> {
    /// It is learned from as it is.
    None,
    /// It counts as one of this class, by the data's own name.
    Label(&'a str),
    /// It is left out.
    LeftOut,
}

/// Changes and the data that they are of.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangesOf {
    /// The data.
    pub source: DataSource,
    /// What becomes of its pictures.
    pub changes: PictureChanges,
    /// Pictures that are added to it.
    pub collected: Collected,
}

impl ChangesOf {
    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.collected.is_empty()
    }

    /// Whether they are of the data at `source`.
    pub(super) fn is_of(&self, source: &DataSource) -> bool {
        match (&self.source, source) {
            (DataSource::Path(own), DataSource::Path(other)) => is_same_file(own, other),
            (own, other) => own == other,
        }
    }
}

impl PictureChanges {
    /// Whether every picture is as the data has it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many pictures are changed.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// What becomes of the picture with this key.
    pub fn of(&self, key: &str) -> PictureChange<'_> {
        match self.0.get(key) {
            None => PictureChange::None,
            Some(None) => PictureChange::LeftOut,
            Some(Some(class)) => PictureChange::Label(class),
        }
    }

    /// Leaves a picture out.
    pub fn leave_out(&mut self, key: &str) {
        self.0.insert(key.to_owned(), None);
    }

    /// Counts a picture as one of `class`, by the data's own name.
    pub fn label(&mut self, key: &str, class: &str) {
        self.0.insert(key.to_owned(), Some(class.to_owned()));
    }

    /// Takes a picture as the data has it.
    pub fn take_back(&mut self, key: &str) {
        self.0.remove(key);
    }

    fn applied(&self, part: &Dataset) -> Result<Dataset, DataError> {
        let place_of = |name: &str| part.own_classes().iter().position(|class| class == name);
        let mut labels = part.labels().to_vec();
        let mut kept = Vec::new();
        let mut unknown: Option<&str> = None;
        for (index, label) in labels.iter_mut().enumerate() {
            match self.of(part.key(index).unwrap_or_default()) {
                PictureChange::LeftOut => continue,
                PictureChange::None => {}
                PictureChange::Label(class) => match place_of(class) {
                    Some(place) => *label = place as u32,
                    None => unknown = Some(class),
                },
            }
            kept.push(index);
        }
        let mut changed = part.relabeled(labels);
        if kept.len() < part.len() {
            changed = changed.picked(&kept)?;
        }
        if let Some(class) = unknown {
            let class = class.to_owned();
            changed.note(DataWarning::ChangedToUnknownClass { class });
        }
        Ok(changed)
    }

    /// The pictures of a part that are left out; `None` where all are in.
    pub fn left_out_of(&self, part: &Dataset) -> Option<Dataset> {
        let is_out =
            |index: &usize| self.of(part.key(*index).unwrap_or_default()) == PictureChange::LeftOut;
        let indices: Vec<usize> = (0..part.len()).filter(is_out).collect();
        part.picked(&indices).ok()
    }
}

impl Loaded {
    /// The same data with pictures left out and labeled otherwise; borrowed where there is nothing to do.
    ///
    /// # Errors
    /// [`DataError::EmptyDataset`] where a part has no pictures left.
    pub fn changed(&self, changes: &PictureChanges) -> Result<Cow<'_, Self>, DataError> {
        if changes.is_empty() {
            return Ok(Cow::Borrowed(self));
        }
        let part =
            |part: &Option<Dataset>| part.as_ref().map(|part| changes.applied(part)).transpose();
        Ok(Cow::Owned(Self {
            train: changes.applied(&self.train)?,
            validation: part(&self.validation)?,
            test: part(&self.test)?,
            taken: self.taken.clone(),
        }))
    }

    /// Gives each picture its key.
    ///
    /// # Errors
    /// Where pictures can no longer be read.
    pub(super) fn with_keys(mut self) -> Result<Self, DataError> {
        let keyed = |role, part: Dataset| {
            let keys = keys(role, &part)?;
            Ok::<_, DataError>(part.keyed(keys))
        };
        let validation = self.validation.map(|part| keyed(Role::Validation, part));
        let test = self.test.map(|part| keyed(Role::Test, part));
        self.train = keyed(Role::Training, self.train)?;
        self.validation = validation.transpose()?;
        self.test = test.transpose()?;
        Ok(self)
    }
}

/// A key for each picture of a part, which stays the same whatever order the pictures come in and whatever size a network wants
/// them in: a file's name in its folder, else what the picture holds. Of equal pictures each has a number.
fn keys(role: Role, part: &Dataset) -> Result<Vec<String>, DataError> {
    let part_name = match role {
        Role::Training => "training",
        Role::Validation => "validation",
        Role::Test => "test",
    };
    if part.file_name(0).is_some() {
        let names = (0..part.len()).map(|index| part.file_name(index).unwrap_or_default());
        let keys = names.map(|name| format!("{part_name}/{}", name.replace('\\', "/")));
        return Ok(keys.collect());
    }
    let hashes = part.all_pixels().map(|pixels| Ok(short_hash(&pixels?)));
    let hashes: Vec<String> = hashes.collect::<Result<_, DataError>>()?;
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let key = |hash: &String, number: usize| match number {
        1 => format!("{part_name}/{hash}"),
        number => format!("{part_name}/{hash}-{number}"),
    };
    let mut keys = Vec::with_capacity(hashes.len());
    for hash in &hashes {
        let number = seen.entry(hash.as_str()).or_default();
        *number += 1;
        keys.push(key(hash, *number));
    }
    Ok(keys)
}

/// Half of SHA-256: enough that no two pictures of a data set share it by chance.
fn short_hash(pixels: &[u8]) -> String {
    let hash = Sha256::digest(pixels);
    let half = hash.first_chunk::<16>();
    format!("{:032x}", half.map_or(0, |half| u128::from_be_bytes(*half)))
}

#[cfg(test)]
mod tests {
    use super::super::dataset::samples::from_pixels;
    use super::super::shape::ImageShape;
    use super::super::taken::Taken;
    use super::*;

    fn loaded(pixels: &[u8], labels: &[u32]) -> Loaded {
        let shape = ImageShape::new(1, 1, 1).expect("valid");
        let train = from_pixels(shape, pixels.to_vec(), labels, 2).expect("valid");
        let parts = vec![(Role::Training, train)];
        Loaded::of_parts(parts, Taken::default())
            .expect("one part")
            .with_keys()
            .expect("keys")
    }

    fn values(data: &Dataset) -> Vec<u8> {
        (0..data.len())
            .filter_map(|index| Some(data.pixels(index)?[0]))
            .collect()
    }

    #[test]
    fn a_key_follows_its_picture_whatever_the_order() {
        let (one, other) = (
            loaded(&[7, 8, 9], &[0, 1, 0]),
            loaded(&[9, 7, 8], &[0, 0, 1]),
        );
        assert_eq!(one.train.key(0), other.train.key(1));
        assert_eq!(one.train.key(2), other.train.key(0));
        let twice = loaded(&[7, 7], &[0, 1]);
        assert_ne!(twice.train.key(0), twice.train.key(1));
    }

    #[test]
    fn pictures_are_left_out_and_labeled_otherwise() {
        let before = loaded(&[7, 8, 9], &[0, 1, 0]);
        let mut changes = PictureChanges::default();
        changes.leave_out(before.train.key(0).expect("a key"));
        changes.label(before.train.key(2).expect("a key"), "1");
        let after = before.changed(&changes).expect("pictures are left");
        assert_eq!(
            (values(&after.train), after.train.labels()),
            (vec![8, 9], &[1, 1][..])
        );
        let out = changes.left_out_of(&before.train).expect("one is out");
        assert_eq!(values(&out), [7]);
        changes.take_back(before.train.key(0).expect("a key"));
        assert_eq!(before.changed(&changes).expect("all are in").train.len(), 3);
    }

    #[test]
    fn a_class_that_is_gone_is_said_and_nobody_is_left_out_for_it() {
        let before = loaded(&[7, 8], &[0, 1]);
        let mut changes = PictureChanges::default();
        changes.label(before.train.key(0).expect("a key"), "emu");
        let after = before.changed(&changes).expect("pictures are left");
        assert_eq!(after.train.labels(), [0, 1]);
        let is_said = |warning: &DataWarning| matches!(warning, DataWarning::ChangedToUnknownClass { class } if class == "emu");
        assert!(after.train.warnings().iter().any(is_said));
    }

    #[test]
    fn a_part_without_pictures_is_refused() {
        let before = loaded(&[7], &[0]);
        let mut changes = PictureChanges::default();
        changes.leave_out(before.train.key(0).expect("a key"));
        assert_eq!(
            before.changed(&changes).map(|_| ()),
            Err(DataError::EmptyDataset)
        );
    }

    #[test]
    fn changes_are_of_their_own_data() {
        let source = DataSource::parse("builtin:digits").expect("known");
        let of = ChangesOf {
            source: source.clone(),
            changes: PictureChanges::default(),
            collected: Collected::default(),
        };
        assert!(of.is_of(&source));
        let other = DataSource::parse("builtin:happy").expect("known");
        assert!(!of.is_of(&other));
    }

    #[test]
    fn they_are_kept_as_names_of_classes_or_nothing() {
        let mut changes = PictureChanges::default();
        changes.leave_out("training/a.png");
        changes.label("test/b.png", "dog");
        let text = serde_json::to_string(&changes).expect("serializes");
        assert_eq!(text, r#"{"test/b.png":"dog","training/a.png":null}"#);
        assert_eq!(
            serde_json::from_str::<PictureChanges>(&text).expect("reads"),
            changes
        );
    }
}
