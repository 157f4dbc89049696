//! Which arrays belong together, by their names: `x_train` and `y_train`, `train-images-idx3-ubyte` and
//! `train-labels-idx1-ubyte`, `arr_0` and `arr_1`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::super::super::role::{Role, role_of_word, words_of};
use super::plain_name;

/// Pictures and their labels.
#[derive(Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) role: Role,
    pub(super) pictures: PathBuf,
    pub(super) labels: PathBuf,
}

/// Arrays that make a data set: at least one pair, the training part first.
#[derive(Debug, PartialEq)]
pub(super) struct Paired {
    pub(super) pairs: Vec<Pair>,
    /// The names of the classes.
    pub(super) classes: Option<PathBuf>,
}

/// Why an array makes none.
#[derive(Debug, PartialEq)]
pub(super) enum Unpaired {
    /// The array of that name is not there.
    Missing(String),
    /// Its name says nothing.
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Pictures,
    Labels,
}

const PICTURES: [&str; 11] = [
    "x", "data", "features", "image", "images", "img", "imgs", "inputs", "picture", "pictures",
    "pixels",
];
const LABELS: [&str; 6] = ["y", "label", "labels", "lbl", "target", "targets"];
const CLASSES: [&str; 6] = [
    "classes",
    "class_names",
    "label_names",
    "list_classes",
    "names",
    "target_names",
];
/// What MNIST's names say of the format.
const OF_THE_FORMAT: [&str; 3] = ["idx", "ubyte", "gz"];

/// What a name says.
#[derive(Debug)]
struct Named {
    /// What is left of it: arrays of one data set have it in common.
    family: String,
    role: Role,
    side: Side,
}

fn named(file: &Path) -> Option<Named> {
    let name = plain_name(file);
    if let Some(number) = name.strip_prefix("arr_") {
        return positional(number.parse().ok()?);
    }
    let mut role = None;
    let mut side = None;
    let mut family = Vec::new();
    for word in words_of(&name).iter().flat_map(|word| halves(word)) {
        let its_role = match word {
            "t10k" => Some(Role::Test),
            word => role_of_word(word).map(|(role, _)| role),
        };
        if let Some(found) = its_role {
            role.get_or_insert(found);
        } else if PICTURES.contains(&word) {
            side.get_or_insert(Side::Pictures);
        } else if LABELS.contains(&word) {
            side = Some(Side::Labels);
        } else if !OF_THE_FORMAT.contains(&word) {
            family.push(word.to_owned());
        }
    }
    family.push(digits(&name));
    Some(Named {
        family: family.join(" "),
        role: role.unwrap_or_default(),
        side: side?,
    })
}

/// What counts arrays, such as folds: not the digits that belong to MNIST's words.
fn digits(name: &str) -> String {
    let mut name = name.to_lowercase();
    for word in ["idx1", "idx3", "t10k"] {
        name = name.replace(word, "");
    }
    name.chars().filter(char::is_ascii_digit).collect()
}

/// `xtrain` is two words.
fn halves(word: &str) -> Vec<&str> {
    let rest = word.strip_prefix(['x', 'y']);
    match rest.filter(|rest| role_of_word(rest).is_some()) {
        Some(rest) => vec![&word[..1], rest],
        None => vec![word],
    }
}

/// NumPy counts arrays that were given no name: pictures and labels, first of the training part, then of the test part.
fn positional(number: usize) -> Option<Named> {
    let role = [Role::Training, Role::Test].get(number / 2)?;
    let side = [Side::Pictures, Side::Labels][number % 2];
    Some(Named {
        family: String::new(),
        role: *role,
        side,
    })
}

type Sides = BTreeMap<Side, PathBuf>;

/// The arrays of each family by role; of two that say the same, the first.
fn families(files: &[PathBuf]) -> BTreeMap<String, BTreeMap<Role, Sides>> {
    let mut families: BTreeMap<String, BTreeMap<Role, Sides>> = BTreeMap::new();
    for file in files {
        if let Some(named) = named(file) {
            let roles = families.entry(named.family).or_default();
            let sides = roles.entry(named.role).or_default();
            sides.entry(named.side).or_insert_with(|| file.clone());
        }
    }
    families
}

fn pairs(roles: BTreeMap<Role, Sides>) -> Vec<Pair> {
    let pair = |(role, mut sides): (Role, Sides)| {
        let (pictures, labels) = (sides.remove(&Side::Pictures)?, sides.remove(&Side::Labels)?);
        Some(Pair {
            role,
            pictures,
            labels,
        })
    };
    let mut pairs: Vec<Pair> = roles.into_iter().filter_map(pair).collect();
    if let Some(first) = pairs.first_mut() {
        first.role = Role::Training;
    }
    pairs
}

fn class_names(files: &[PathBuf]) -> Option<PathBuf> {
    let is_list = |file: &&PathBuf| CLASSES.contains(&plain_name(file).to_lowercase().as_str());
    files.iter().find(is_list).cloned()
}

/// The data set among `files`; of several, the one with most pairs.
pub(super) fn all(files: &[PathBuf]) -> Option<Paired> {
    let mut found: Vec<Vec<Pair>> = families(files).into_values().map(pairs).collect();
    // Stable: of equals the first stays in front.
    found.sort_by_key(|pairs| std::cmp::Reverse(pairs.len()));
    let pairs = found.into_iter().next().filter(|pairs| !pairs.is_empty())?;
    Some(Paired {
        pairs,
        classes: class_names(files),
    })
}

/// The data set that `chosen` belongs to among the files beside it. Who chooses a held-out part means that part alone.
pub(super) fn beside(files: &[PathBuf], chosen: &Path) -> Result<Paired, Unpaired> {
    let own = named(chosen).ok_or(Unpaired::Unknown)?;
    let mut roles = families(files).remove(&own.family).unwrap_or_default();
    let sides = roles.entry(own.role).or_default();
    sides.insert(own.side, chosen.to_owned());
    if own.role != Role::Training {
        roles.retain(|role, _| *role == own.role);
    }
    let has_its_pair = roles.get(&own.role).is_some_and(|sides| sides.len() == 2);
    if !has_its_pair {
        return Err(Unpaired::Missing(counterpart(chosen, own.side)));
    }
    Ok(Paired {
        pairs: pairs(roles),
        classes: class_names(files),
    })
}

/// What the array would be called that goes with this one.
fn counterpart(file: &Path, side: Side) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let renamed = |from: &str, to: &str| name.contains(from).then(|| name.replace(from, to));
    let known = match side {
        Side::Pictures => renamed("images", "labels")
            .map(|name| name.replace("idx3", "idx1"))
            .or_else(|| renamed("data", "labels"))
            .or_else(|| renamed("x", "y"))
            .or_else(|| renamed("X", "y")),
        Side::Labels => renamed("labels", "images")
            .map(|name| name.replace("idx1", "idx3"))
            .or_else(|| renamed("y", "x")),
    };
    known.unwrap_or_else(|| match side {
        Side::Pictures => "y".to_owned(),
        Side::Labels => "x".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    fn found(names: &[&str]) -> Option<Vec<(Role, String, String)>> {
        let paired = all(&paths(names))?;
        let names = |pair: Pair| {
            (
                pair.role,
                plain_name(&pair.pictures),
                plain_name(&pair.labels),
            )
        };
        Some(paired.pairs.into_iter().map(names).collect())
    }

    fn pair(role: Role, pictures: &str, labels: &str) -> (Role, String, String) {
        (role, pictures.to_owned(), labels.to_owned())
    }

    #[test]
    fn arrays_are_paired_by_the_names_that_programs_give_them() {
        use Role::{Test, Training, Validation};
        assert_eq!(
            found(&["x_test.npy", "x_train.npy", "y_test.npy", "y_train.npy"]),
            Some(vec![
                pair(Training, "x_train", "y_train"),
                pair(Test, "x_test", "y_test")
            ])
        );
        assert_eq!(
            found(&[
                "train_images.npy",
                "train_labels.npy",
                "val_images.npy",
                "val_labels.npy"
            ]),
            Some(vec![
                pair(Training, "train_images", "train_labels"),
                pair(Validation, "val_images", "val_labels")
            ])
        );
        assert_eq!(
            found(&["Xtrain.npy", "Ytrain.npy"]),
            Some(vec![pair(Training, "Xtrain", "Ytrain")])
        );
        assert_eq!(
            found(&["arr_0.npy", "arr_1.npy"]),
            Some(vec![pair(Training, "arr_0", "arr_1")])
        );
        assert_eq!(
            found(&["t10k-images-idx3-ubyte.gz", "t10k-labels.idx1-ubyte"]),
            Some(vec![pair(
                Training,
                "t10k-images-idx3-ubyte.gz",
                "t10k-labels.idx1-ubyte"
            )])
        );
        assert_eq!(found(&["weights.npy", "x.npy"]), None);
    }

    #[test]
    fn who_chooses_one_array_is_told_which_other_is_missing() {
        let alone = |name: &str| beside(&[], Path::new(name));
        for (name, missing) in [
            ("x_train.npy", "y_train.npy"),
            ("X.npy", "y.npy"),
            ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"),
            ("t10k-labels.idx1-ubyte", "t10k-images.idx3-ubyte"),
        ] {
            assert_eq!(
                alone(name),
                Err(Unpaired::Missing(missing.to_owned())),
                "{name}"
            );
        }
        assert_eq!(alone("weights.npy"), Err(Unpaired::Unknown));
    }

    #[test]
    fn a_held_out_part_is_chosen_by_itself() {
        let files = paths(&["x_test.npy", "x_train.npy", "y_test.npy", "y_train.npy"]);
        let of = |name: &str| beside(&files, Path::new(name)).expect("a pair").pairs.len();
        assert_eq!(
            (of("x_train.npy"), of("y_train.npy"), of("x_test.npy")),
            (2, 2, 1)
        );
    }
}
