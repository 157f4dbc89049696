//! Names for classes: given by the user, by a project, or by a `classes.txt` beside the data.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::dataset::{Dataset, check_class_names};
use super::error::{DataError, DataWarning, listed};
use super::text::composed;
use crate::files;

/// Names for classes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ClassNames {
    /// None: a `classes.txt` beside the data is asked, or the data itself.
    #[default]
    Own,
    /// One for each class, in the order of the labels. Where they are the data's own names in another order, they say
    /// which output each class gets.
    InOrder(Vec<String>),
    /// By what the data itself calls a class; the others keep their names.
    Each(BTreeMap<String, String>),
}

impl ClassNames {
    /// Names as the command line gives them: `cat,dog`.
    pub fn from_list(text: &str) -> Self {
        let names = text.split(',').map(|name| composed(name.trim()));
        Self::InOrder(names.filter(|name| !name.is_empty()).collect())
    }
}

/// What names come to for some data.
#[derive(Debug, Default)]
pub(super) struct Naming {
    /// The order of the outputs, by own names, where it is to change.
    order: Option<Vec<String>>,
    /// New names, by own names.
    pub(super) names: BTreeMap<String, String>,
}

/// The file's name, in the folder of the data or beside the file of the data.
pub(super) const CLASSES_FILE: &str = "classes.txt";

const FILE_LIMIT_BYTES: u64 = 4 << 20;

impl Naming {
    /// What `given` names, and those beside the data at `path`, come to for the classes of `training`.
    ///
    /// # Errors
    /// Too many or too few names, or one name for two classes.
    pub(super) fn new(
        given: &ClassNames,
        path: Option<&Path>,
        training: &mut Dataset,
    ) -> Result<Self, DataError> {
        let each = match given {
            ClassNames::InOrder(names) => return Self::in_order(names, training.own_classes()),
            ClassNames::Each(names) => names.clone(),
            ClassNames::Own => BTreeMap::new(),
        };
        let beside = path.map_or_else(Self::default, |path| Self::beside(path, training));
        let mut names = beside.names;
        names.extend(each);
        let named = Self::each(names, training.own_classes())?;
        Ok(Self {
            order: beside.order,
            ..named
        })
    }

    /// What the `classes.txt` beside the data says; a file that does not fit is somebody else's.
    fn beside(path: &Path, training: &mut Dataset) -> Self {
        let Some((file, text)) = file_beside(path) else {
            return Self::default();
        };
        match Self::of_text(&text, training.own_classes()) {
            Ok(naming) => naming,
            Err(error) => {
                training.note(DataWarning::ClassesFileIgnored {
                    reason: error.message(),
                    path: file,
                });
                Self::default()
            }
        }
    }

    /// A name a line; or a class and its name, where every line begins with a class, under a heading or none; or all names
    /// in one line, between commas or as a list of Python or JSON.
    fn of_text(text: &str, own: &[String]) -> Result<Self, DataError> {
        let text = text.trim_start_matches('\u{feff}').trim();
        let list = text
            .strip_prefix(['[', '{', '('])
            .and_then(|text| text.strip_suffix([']', '}', ')']));
        let in_one_line = text.split(',').count() == own.len() && text.lines().count() == 1;
        let lines: Vec<&str> = match list {
            Some(list) => list.split([',', '\n']).collect(),
            None if in_one_line => text.split(',').collect(),
            None => text.lines().collect(),
        };
        let lines: Vec<String> = lines
            .into_iter()
            .map(|line| composed(line.trim()))
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        let pairs_in = |lines: &[String]| -> Option<BTreeMap<String, String>> {
            lines.iter().map(|line| pair(line, own)).collect()
        };
        let below_heading = lines.get(1..).unwrap_or_default();
        let pairs = pairs_in(&lines).or_else(|| pairs_in(below_heading));
        match pairs {
            Some(pairs) if !pairs.is_empty() => Self::each(pairs, own),
            _ => {
                let names: Vec<String> = lines.iter().map(|line| bare(line).to_owned()).collect();
                Self::in_order(&names, own)
            }
        }
    }

    fn in_order(names: &[String], own: &[String]) -> Result<Self, DataError> {
        let known: BTreeSet<&String> = names.iter().collect();
        if known.len() == names.len() && own.iter().all(|class| known.contains(class)) {
            return Ok(Self {
                order: Some(names.to_vec()),
                names: BTreeMap::new(),
            });
        }
        if names.len() != own.len() {
            return Err(DataError::ClassNameCount {
                given: names.len(),
                classes: own.len(),
                known: listed(own, 8),
            });
        }
        Self::each(
            own.iter().cloned().zip(names.iter().cloned()).collect(),
            own,
        )
    }

    fn each(mut names: BTreeMap<String, String>, own: &[String]) -> Result<Self, DataError> {
        let known: BTreeSet<&String> = own.iter().collect();
        names.retain(|class, name| *class != *name && known.contains(class));
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        for class in own {
            let name = names.get(class).unwrap_or(class);
            let is_of_another = name != class && known.contains(name);
            if !taken.insert(name) || is_of_another {
                return Err(DataError::ClassNameTaken {
                    name: name.clone(),
                    class: class.clone(),
                });
            }
        }
        Ok(Self { order: None, names })
    }

    /// The part with its new order and names.
    ///
    /// # Errors
    /// A class that the new order leaves out, or names that are too long.
    pub(super) fn apply(&self, part: Dataset) -> Result<Dataset, DataError> {
        let ordered = match &self.order {
            Some(order) if order != part.classes() => part.with_classes(order)?.into_owned(),
            _ => part,
        };
        if self.names.is_empty() {
            return Ok(ordered);
        }
        let renamed = ordered.renamed(&self.names);
        check_class_names(renamed.classes())?;
        Ok(renamed)
    }
}

/// A class and its name: `0 cat`, `0,cat`, `"0": "cat"`.
fn pair(line: &str, own: &[String]) -> Option<(String, String)> {
    let (class, name) = line.split_once(['\t', ' ', ':', ',', '=', ';'])?;
    let (class, name) = (
        bare(class),
        bare(name.trim_start_matches([':', ',', '=', ';'])),
    );
    let is_known = own.iter().any(|known| known == class);
    (is_known && !name.is_empty()).then(|| (class.to_owned(), name.to_owned()))
}

/// A name without the quotes around it.
fn bare(name: &str) -> &str {
    let name = name.trim().trim_end_matches([',', ';']).trim_end();
    let quotes = ['"', '\''];
    let mut inside = quotes.into_iter().filter_map(|quote| {
        let inside = name.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inside.is_empty()).then_some(inside)
    });
    inside.next().unwrap_or(name)
}

/// In the folder itself; beside the file; beside the folder of a part.
fn file_beside(path: &Path) -> Option<(PathBuf, String)> {
    let places = [path.join(CLASSES_FILE), path.with_file_name(CLASSES_FILE)];
    places.into_iter().find_map(|file| {
        let bytes = file
            .is_file()
            .then(|| files::read_limited(&file, FILE_LIMIT_BYTES).ok())??;
        Some((file, String::from_utf8_lossy(&bytes).into_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::dataset::samples::numbered;
    use super::*;

    fn named(text: &str) -> Result<Vec<String>, DataError> {
        let data = numbered(&[0, 1, 2], 3);
        let naming = Naming::of_text(text, data.own_classes())?;
        Ok(naming.apply(data)?.classes().to_vec())
    }

    #[test]
    fn a_file_gives_names_in_order_or_by_class() {
        assert_eq!(
            named("cat\ndog\n\n# note\nemu\n"),
            Ok(["cat", "dog", "emu"].map(str::to_owned).to_vec())
        );
        assert_eq!(
            named("2 emu\n0: cat\n1\tdog"),
            Ok(["cat", "dog", "emu"].map(str::to_owned).to_vec())
        );
        assert_eq!(
            named("\u{feff}cat\r\ndog\r\nemu"),
            Ok(["cat", "dog", "emu"].map(str::to_owned).to_vec())
        );
    }

    #[test]
    fn names_are_read_in_the_ways_that_programs_write_them() {
        let expected = Ok(["cat", "dog", "emu"].map(str::to_owned).to_vec());
        for text in [
            "\"cat\"\n\"dog\"\n\"emu\"\n",
            "cat,dog,emu",
            "cat, dog, emu\n",
            "['cat', 'dog', 'emu']",
            "[\n  \"cat\",\n  \"dog\",\n  \"emu\"\n]\n",
            "{\"0\": \"cat\", \"1\": \"dog\", \"2\": \"emu\"}",
            "{0: 'cat', 1: 'dog', 2: 'emu'}",
            "class,name\n0,cat\n1,dog\n2,emu\n",
            "label name\n0 \"cat\"\n1 dog\n2 emu",
            "cat,\ndog,\nemu",
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
        // An apostrophe is no quote.
        assert_eq!(
            named("cat's\ndogs'\nemu"),
            Ok(["cat's", "dogs'", "emu"].map(str::to_owned).to_vec())
        );
    }

    #[test]
    fn the_datas_own_names_in_another_order_are_an_order() {
        let mut data = numbered(&[0, 1, 2], 3);
        let order = ClassNames::from_list("2, 0 ,1");
        let ordered = Naming::new(&order, None, &mut data)
            .expect("known")
            .apply(data)
            .expect("all there");
        assert_eq!(
            (ordered.classes(), ordered.labels()),
            (&["2", "0", "1"].map(str::to_owned)[..], &[1, 2, 0][..])
        );
    }

    #[test]
    fn names_that_do_not_fit_are_sentences() {
        assert!(matches!(
            named("cat\ndog"),
            Err(DataError::ClassNameCount {
                given: 2,
                classes: 3,
                ..
            })
        ));
        assert!(matches!(
            named("cat\ncat\ndog"),
            Err(DataError::ClassNameTaken { .. })
        ));
        assert!(matches!(
            named("1\ncat\ndog"),
            Err(DataError::ClassNameTaken { .. })
        ));
    }
}
