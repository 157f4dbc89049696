//! Pictures of a user's own that a project adds to its data: copies in one folder, and the class of each. The data itself stays
//! as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::contract::Contract;
use super::dataset::Dataset;
use super::error::{DataError, DataWarning};
use super::open::{Loaded, OnProgress};
use super::readers::{Meter, folder};

/// What keys of collected pictures begin with (see [`Dataset::key`]).
const KEY: &str = "own/";

/// Pictures and the class of each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collected {
    /// The folder of the copies.
    #[serde(default)]
    pub folder: String,
    /// Their classes in the order in which each first got pictures: those that the data itself does not have stand so behind
    /// its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    classes: Vec<String>,
    /// The class of each copy, by the name of its file: one of the data's own names, or a new one.
    #[serde(default)]
    pictures: BTreeMap<String, String>,
}

impl Collected {
    /// More would be a data set of its own, and make each step of the history a long one.
    pub const MOST: usize = 10_000;

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pictures.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.pictures.len()
    }

    /// Whether a picture with this key is such a picture.
    pub fn is_key(key: &str) -> bool {
        key.starts_with(KEY)
    }

    /// The class of the picture with this key, where it is one of them.
    pub fn class_of(&self, key: &str) -> Option<&String> {
        self.pictures.get(key.strip_prefix(KEY)?)
    }

    /// Adds copies with the class of each. What is there already, by its content, is of the class that was said last.
    pub fn add(&mut self, pictures: impl IntoIterator<Item = (String, String)>) {
        let known = self.pictures.keys();
        let mut names: BTreeMap<String, String> = known
            .map(|name| (content_of(name).to_owned(), name.clone()))
            .collect();
        for (name, class) in pictures {
            let place = names.entry(content_of(&name).to_owned());
            let name = place.or_insert(name).clone();
            self.pictures.insert(name, class);
        }
        self.tidy_classes();
    }

    /// Forgets the picture with this key, whose copy stays where it is; answers whether it was one of them.
    pub fn remove(&mut self, key: &str) -> bool {
        let name = key.strip_prefix(KEY);
        let is_known = name.is_some_and(|name| self.pictures.remove(name).is_some());
        self.tidy_classes();
        is_known
    }

    /// Each class that has pictures once, those known before in their order.
    fn tidy_classes(&mut self) {
        let used: BTreeSet<&String> = self.pictures.values().collect();
        self.classes.retain(|class| used.contains(class));
        let new = used
            .into_iter()
            .filter(|class| !self.classes.contains(class));
        let new: Vec<String> = new.cloned().collect();
        self.classes.extend(new);
    }

    /// The classes that data with these does not have.
    fn more_than(&self, own: &[String]) -> Vec<String> {
        let known: BTreeSet<&String> = own.iter().collect();
        let all = self.classes.iter().chain(self.pictures.values());
        let mut more: Vec<String> = Vec::new();
        for class in all {
            if !known.contains(class) && !more.contains(class) {
                more.push(class.clone());
            }
        }
        more
    }

    /// The copies with the number of the class of each. A project from elsewhere may name anything: a name that leads out of
    /// the folder is passed over.
    fn files(&self, classes: &[String]) -> Vec<(PathBuf, u32)> {
        let numbers: BTreeMap<&String, u32> = classes.iter().zip(0..).collect();
        let folder = Path::new(&self.folder);
        let pictures = self.pictures.iter().filter(|(name, _)| is_plain(name));
        pictures
            .filter_map(|(name, class)| Some((folder.join(name), *numbers.get(class)?)))
            .collect()
    }
}

/// The part of a copy's name that stands for what is in it.
fn content_of(name: &str) -> &str {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit_once('-').map_or(stem, |(_, content)| content)
}

/// Whether it is the name of a file and nothing else.
fn is_plain(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    matches!(
        (parts.next(), parts.next()),
        (Some(Component::Normal(_)), None)
    ) && !name.contains(['/', '\\'])
}

impl Loaded {
    /// The same data with `collected` in its training part, and classes behind its own where they need any. What is wrong with
    /// them is said and keeps nobody from training.
    ///
    /// # Errors
    /// [`DataError::Canceled`]; too many classes.
    pub fn with_collected(
        mut self,
        collected: &Collected,
        contract: Option<&Contract>,
        on_progress: OnProgress<'_>,
    ) -> Result<Self, DataError> {
        if collected.is_empty() {
            return Ok(self);
        }
        let more = collected.more_than(self.train.own_classes());
        if !more.is_empty() {
            let before = self.train.own_classes().to_vec();
            let grown = |part: Dataset| {
                if part.own_classes() == before {
                    part.with_more_classes(&more)
                } else {
                    Ok(part)
                }
            };
            self.train = grown(self.train)?;
            self.validation = self.validation.map(grown).transpose()?;
            self.test = self.test.map(grown).transpose()?;
        }
        match read(collected, &self.train, contract, &Meter::new(on_progress)) {
            Ok(own) => self.train = self.train.joined(&own),
            Err(DataError::Canceled) => return Err(DataError::Canceled),
            Err(error) => self.train.note(DataWarning::CollectedIgnored {
                count: collected.len(),
                reason: error.message(),
            }),
        }
        Ok(self)
    }
}

/// The pictures in the size of `train`, by the network's own contract where that has this size.
fn read(
    collected: &Collected,
    train: &Dataset,
    contract: Option<&Contract>,
    meter: &Meter<'_>,
) -> Result<Dataset, DataError> {
    let shape = train.shape();
    let classes = train.own_classes();
    let files = collected.files(classes);
    let fitting = contract.filter(|contract| contract.shape() == shape);
    let contract = fitting.copied().unwrap_or_else(|| Contract::new(shape));
    let place = Path::new(&collected.folder);
    let own = folder::read_files(place, files, classes, &contract, meter)?;
    let name = |index| own.file_name(index).unwrap_or_default();
    let keys = (0..own.len()).map(|index| format!("{KEY}{}", name(index)));
    let keys = keys.collect();
    Ok(own.keyed(keys))
}

#[cfg(test)]
mod tests {
    use super::super::collecting::collect_image;
    use super::super::dataset::samples::numbered;
    use super::super::role::Role;
    use super::super::taken::Taken;
    use super::*;
    use image::{DynamicImage, GrayImage, Luma};
    use std::ops::ControlFlow;

    fn loaded() -> Loaded {
        let parts = vec![
            (Role::Training, numbered(&[0, 1], 2)),
            (Role::Test, numbered(&[1], 2)),
        ];
        Loaded::of_parts(parts, Taken::default())
            .unwrap()
            .with_keys()
            .unwrap()
    }

    fn joined(collected: &Collected) -> Loaded {
        let joined = loaded().with_collected(collected, None, &|_| ControlFlow::Continue(()));
        joined.unwrap()
    }

    fn collected(folder: &Path, grays: &[(u8, &str)]) -> Collected {
        let copy = |&(gray, class): &(u8, &str)| {
            let image = DynamicImage::ImageLuma8(GrayImage::from_pixel(4, 4, Luma([gray])));
            let (name, _) = collect_image(folder, "mine", &image).unwrap();
            (name, class.to_owned())
        };
        let mut collected = Collected {
            folder: folder.to_str().unwrap().to_owned(),
            ..Collected::default()
        };
        collected.add(grays.iter().map(copy));
        collected
    }

    #[test]
    fn collected_pictures_join_the_training_part_of_their_class() {
        let folder = tempfile::tempdir().unwrap();
        // The second is the first once more, and its class is the one that was said last.
        let collected = collected(folder.path(), &[(9, "0"), (9, "1"), (200, "0")]);
        assert_eq!(collected.len(), 2);
        let joined = joined(&collected);
        let train = &joined.train;
        assert_eq!(train.class_counts(), [2, 2]);
        let of_nine = (0..4).find(|&index| train.pixels(index).as_deref() == Some(&[9; 4][..]));
        let of_nine = of_nine.expect("brought to the size of the data");
        assert_eq!(train.labels()[of_nine], 1);
        let key = train.key(of_nine).unwrap();
        assert_eq!(collected.class_of(key).map(String::as_str), Some("1"));
        assert_eq!((train.file_name(0), train.file_size_px(0)), (None, None));
        assert_eq!(train.file_size_px(of_nine), Some([4, 4]));
        assert_eq!(joined.test.unwrap().len(), 1);
    }

    #[test]
    fn new_classes_stand_behind_those_of_the_data_in_every_part() {
        let folder = tempfile::tempdir().unwrap();
        let mut collected = collected(folder.path(), &[(9, "emu"), (7, "1")]);
        collected.add([("x-77.png".to_owned(), "ant".to_owned())]);
        let joined = joined(&collected);
        assert_eq!(joined.train.classes(), ["0", "1", "emu", "ant"]);
        assert_eq!(joined.test.unwrap().classes(), joined.train.classes());
        assert_eq!(joined.train.class_counts(), [1, 2, 1, 0]);
        // What has no picture any more is no class any more.
        assert!(collected.remove("own/x-77.png") && !collected.remove("own/x-77.png"));
        assert_eq!(collected.more_than(&[]), ["1", "emu"]);
    }

    #[test]
    fn what_cannot_be_read_is_said_and_nothing_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let mut gone = collected(folder.path(), &[(9, "1")]);
        gone.folder = "/no/such/folder".to_owned();
        let same = joined(&gone);
        assert_eq!(same.train.len(), 2);
        let is_said =
            |it: &DataWarning| matches!(it, DataWarning::CollectedIgnored { count: 1, .. });
        assert!(same.train.warnings().iter().any(is_said));
        let text =
            r#"{"folder": "/tmp", "pictures": {"../a.png": "1", "/etc/b.png": "0", "c.png": "1"}}"#;
        let foreign: Collected = serde_json::from_str(text).unwrap();
        let files = foreign.files(&["0".to_owned(), "1".to_owned()]);
        assert_eq!(files, [(PathBuf::from("/tmp/c.png"), 1)]);
    }

    #[test]
    fn they_are_kept_as_names_of_files_and_classes() {
        let text = r#"{"folder":"mine.pictures","classes":["emu"],"pictures":{"a-1f.png":"emu"}}"#;
        let collected: Collected = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&collected).unwrap(), text);
    }
}
