//! One flat folder whose file names begin with the label, as in the course's SIGNS: `0_IMG_5942.jpg`, `cat-12.png`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::super::error::DataError;
use super::folder::{Listing, is_picture, name_of};

/// Labels that are numbers name the classes 0 to the largest, so that a validation folder in which one never occurs
/// still agrees with its training folder. Beyond this they are taken for words.
const LARGEST_NUMBER: usize = 999;

const SEPARATORS: [char; 3] = ['_', '-', ' '];

/// Lists the pictures of a flat folder.
pub(super) fn list(path: &Path, files: Vec<PathBuf>) -> Result<Listing, DataError> {
    let (pictures, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| is_picture(file));
    let mut labels = Vec::with_capacity(pictures.len());
    for file in &pictures {
        let name = name_of(file);
        let label = label_of(&name).map(str::to_owned);
        labels.push(label.ok_or(DataError::NoLabelInName {
            example: name,
            path: path.to_owned(),
        })?);
    }
    refuse_mere_names(path, &pictures, &labels)?;
    let classes = classes_of(&labels);
    let index_of = |label: &String| {
        classes
            .iter()
            .position(|class| same_label(class, label))
            .unwrap_or(0) as u32
    };
    let indices: Vec<u32> = labels.iter().map(index_of).collect();
    Ok(Listing {
        files: pictures.into_iter().zip(indices).collect(),
        classes,
        others,
    })
}

/// One label for all (`IMG_1.jpg`, `IMG_2.jpg`), or bare numbers of which each stands once (`1.jpg`, `2.jpg`), is what
/// names without labels look like.
fn refuse_mere_names(
    path: &Path,
    pictures: &[PathBuf],
    labels: &[String],
) -> Result<(), DataError> {
    let Some(first) = pictures.first() else {
        return Ok(());
    };
    let distinct = labels.iter().collect::<BTreeSet<_>>().len();
    let are_bare = pictures
        .iter()
        .all(|file| !name_of(file).contains(SEPARATORS));
    if distinct < 2 || (are_bare && distinct == labels.len()) {
        return Err(DataError::NoLabelInName {
            example: name_of(first),
            path: path.to_owned(),
        });
    }
    Ok(())
}

/// The text before the first `_`, `-` or space; or the digits a name begins with.
fn label_of(name: &str) -> Option<&str> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let by_separator = stem.split_once(SEPARATORS).map(|(label, _)| label);
    let digits = &stem[..stem.bytes().take_while(u8::is_ascii_digit).count()];
    by_separator
        .or(Some(digits))
        .filter(|label| !label.is_empty())
}

fn number(label: &str) -> Option<usize> {
    label
        .parse()
        .ok()
        .filter(|&number| number <= LARGEST_NUMBER)
}

fn same_label(class: &str, label: &str) -> bool {
    class == label || matches!((number(class), number(label)), (Some(a), Some(b)) if a == b)
}

fn classes_of(labels: &[String]) -> Vec<String> {
    let numbers: Option<Vec<usize>> = labels.iter().map(|label| number(label)).collect();
    match numbers.and_then(|numbers| numbers.into_iter().max()) {
        Some(largest) => (0..=largest).map(|number| number.to_string()).collect(),
        None => labels
            .iter()
            .cloned()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(names: &[&str]) -> Result<Listing, DataError> {
        list(
            Path::new("signs"),
            names.iter().map(PathBuf::from).collect(),
        )
    }

    #[test]
    fn numbers_count_from_zero_even_where_one_is_missing() {
        let listing = listed(&[
            "0_IMG_1.jpg",
            "02_IMG_9.jpg",
            "2_IMG_1 (1).jpg",
            "notes.txt",
        ])
        .expect("labels");
        assert_eq!(listing.classes, ["0", "1", "2"]);
        assert_eq!(
            listing
                .files
                .iter()
                .map(|(_, label)| *label)
                .collect::<Vec<_>>(),
            [0, 2, 2]
        );
        assert_eq!(listing.others, [PathBuf::from("notes.txt")]);
    }

    #[test]
    fn words_are_sorted() {
        let listing = listed(&["dog-1.png", "cat_1.png", "cat 2.png"]).expect("labels");
        assert_eq!(listing.classes, ["cat", "dog"]);
        assert_eq!(listing.files[0], (PathBuf::from("dog-1.png"), 1));
    }

    #[test]
    fn names_without_labels_are_a_sentence() {
        for names in [
            ["IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg"],
            ["a.jpg", "b.jpg", "c.jpg"],
            ["1.jpg", "_2.jpg", "3.jpg"],
        ] {
            assert!(
                matches!(listed(&names), Err(DataError::NoLabelInName { .. })),
                "{names:?}"
            );
        }
    }
}
