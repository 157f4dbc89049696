//! The label of each image: by its folder or by its name, whichever fits; the same way for every part.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::super::super::error::{DataError, DataWarning};
use super::super::super::labels::{
    Candidate, Reading, candidates, classes_of, is_same_class, label_of,
};
use super::super::super::role::Role;
use super::super::super::taken::LabelsTaken;
use super::super::super::text::composed;
use super::layout::PartFolders;
use crate::files::name_of;

/// A part whose images each have a class.
#[derive(Debug)]
pub(in super::super) struct Listing {
    pub(in super::super) role: Role,
    /// The folder it was taken from.
    pub(in super::super) path: PathBuf,
    /// Files with their class index, in a fixed order.
    pub(in super::super) files: Vec<(PathBuf, u32)>,
    /// Class names; the same for every part.
    pub(in super::super) classes: Vec<String>,
}

/// All parts that have labels, and what was noticed.
pub(super) struct Labeled {
    pub(super) listings: Vec<Listing>,
    pub(super) labels: LabelsTaken,
    pub(super) warnings: Vec<DataWarning>,
}

/// Labels every part in the way that fits the training part, or in the way that was asked for.
pub(super) fn label(
    root: &Path,
    parts: Vec<PartFolders>,
    asked: Option<Reading>,
) -> Result<Labeled, DataError> {
    let mut parts = parts.into_iter();
    let Some(training) = parts.next() else {
        return Err(DataError::EmptyFolder {
            path: root.to_owned(),
        });
    };
    let offers = offers(&training);
    let reading = match asked {
        Some(reading) => reading,
        None => chosen(&training, &offers).ok_or_else(|| no_label(root, &training))?,
    };
    let mut warnings = Vec::new();
    let read = read_part(&training, reading, asked.is_some());
    if read.is_empty() {
        return Err(DataError::ReadingFindsNothing {
            reading: reading.name(),
            path: root.to_owned(),
        });
    }
    warnings.extend(left_out(&training, &read, reading));
    let classes = classes(&training, reading, &read);
    let index = ClassIndex::new(&classes);
    let mut listings = vec![listing(&training, read, &index)];
    for part in parts {
        match other_part(&part, reading, &index) {
            Ok((listing, warning)) => {
                warnings.extend(warning);
                listings.push(listing);
            }
            Err(warning) => warnings.push(warning),
        }
    }
    let labels = LabelsTaken { reading, offers };
    Ok(Labeled {
        listings,
        labels,
        warnings,
    })
}

/// Every way of labeling a part that finds classes in it, the best first.
fn offers(part: &PartFolders) -> Vec<Candidate> {
    let names: Vec<String> = named_pictures(part)
        .iter()
        .map(|file| composed(&name_of(file)))
        .collect();
    let mut offers = candidates(&names);
    offers.extend(Candidate::of_folders(&merged(part)));
    offers
}

/// The images whose names may hold labels: those that lie loose, or all where none does.
fn named_pictures(part: &PartFolders) -> Vec<PathBuf> {
    if part.loose.is_empty() {
        part.groups
            .iter()
            .flat_map(|(_, pictures)| pictures)
            .cloned()
            .collect()
    } else {
        part.loose.clone()
    }
}

/// The images of each folder; two spellings of one name are one.
fn merged(part: &PartFolders) -> BTreeMap<String, Vec<PathBuf>> {
    let mut merged: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for (name, pictures) in &part.groups {
        merged
            .entry(name.clone())
            .or_default()
            .extend(pictures.iter().cloned());
    }
    for pictures in merged.values_mut() {
        pictures.sort();
    }
    merged
}

/// Two folders or more that hold images are classes, unless most images lie beside them and carry labels.
fn chosen(part: &PartFolders, offers: &[Candidate]) -> Option<Reading> {
    let filled = merged(part)
        .values()
        .filter(|pictures| !pictures.is_empty())
        .count();
    let in_folders: usize = part.groups.iter().map(|(_, pictures)| pictures.len()).sum();
    let by_name = offers
        .iter()
        .find(|offer| offer.fits && offer.reading != Reading::Folder)
        .map(|offer| offer.reading);
    match by_name {
        _ if filled >= 2 && in_folders >= part.loose.len() => Some(Reading::Folder),
        Some(reading) => Some(reading),
        None if filled >= 1 => Some(Reading::Folder),
        None => None,
    }
}

/// A image and its label.
type Pair = (PathBuf, String);

fn read_part(part: &PartFolders, reading: Reading, was_asked_for: bool) -> Vec<Pair> {
    if reading == Reading::Folder {
        let of_folder = |(name, pictures): (String, Vec<PathBuf>)| {
            pictures.into_iter().map(move |file| (file, name.clone()))
        };
        return merged(part).into_iter().flat_map(of_folder).collect();
    }
    let labeled = named_pictures(part).into_iter().filter_map(|file| {
        let name = composed(&name_of(&file));
        let label = label_of(reading, &name, was_asked_for)?.to_owned();
        Some((file, label))
    });
    labeled.collect()
}

fn classes(part: &PartFolders, reading: Reading, read: &[Pair]) -> Vec<String> {
    match reading {
        // Empty folders beside filled ones are classes still waiting for images.
        Reading::Folder => merged(part).into_keys().collect(),
        _ => classes_of(&read.iter().map(|(_, label)| label).collect::<Vec<_>>()),
    }
}

fn listing(part: &PartFolders, read: Vec<Pair>, index: &ClassIndex<'_>) -> Listing {
    let files = read
        .into_iter()
        .filter_map(|(file, label)| Some((file, index.of(&label)?)));
    Listing {
        role: part.role,
        path: part.path.clone(),
        files: files.collect(),
        classes: index.classes.to_vec(),
    }
}

/// Finds the number of a class.
struct ClassIndex<'a> {
    classes: &'a [String],
    places: BTreeMap<&'a str, u32>,
}

impl<'a> ClassIndex<'a> {
    fn new(classes: &'a [String]) -> Self {
        let places = classes.iter().map(String::as_str).zip(0..);
        Self {
            classes,
            places: places.collect(),
        }
    }

    fn of(&self, label: &str) -> Option<u32> {
        let written_otherwise = || {
            let place = self
                .classes
                .iter()
                .position(|class| is_same_class(class, label));
            place.map(|place| place as u32)
        };
        self.places.get(label).copied().or_else(written_otherwise)
    }
}

/// Images of the training part that have no label in the way that was taken.
fn left_out(part: &PartFolders, read: &[Pair], reading: Reading) -> Option<DataWarning> {
    let used: BTreeSet<&Path> = read.iter().map(|(file, _)| file.as_path()).collect();
    let in_folders = part.groups.iter().flat_map(|(_, pictures)| pictures);
    let mut unused = in_folders
        .chain(&part.loose)
        .filter(|file| !used.contains(file.as_path()));
    let example = unused.next()?.clone();
    Some(DataWarning::WithoutLabel {
        count: 1 + unused.count(),
        labels: reading,
        example,
    })
}

/// A validation or test part: in the training part's way or, where that finds nothing, in any that finds its classes.
fn other_part(
    part: &PartFolders,
    reading: Reading,
    index: &ClassIndex<'_>,
) -> Result<(Listing, Option<DataWarning>), DataWarning> {
    let total = part.loose.len()
        + part
            .groups
            .iter()
            .map(|(_, pictures)| pictures.len())
            .sum::<usize>();
    let ways = std::iter::once(reading).chain(Reading::ALL);
    let mut fitting = ways.filter_map(|way| {
        let read = read_part(part, way, way == reading);
        let known = read
            .iter()
            .filter(|(_, label)| index.of(label).is_some())
            .count();
        // The training part's own way is taken at its word; another has to explain nearly everything.
        let is_enough = if way == reading {
            2 * known >= total
        } else {
            10 * known >= 9 * total
        };
        (is_enough && known > 0).then_some(read)
    });
    let Some(read) = fitting.next() else {
        return Err(DataWarning::PartWithoutLabels {
            role: part.role,
            count: total,
            folder: part.path.clone(),
        });
    };
    let unknown = read
        .iter()
        .find(|(_, label)| index.of(label).is_none())
        .map(|(_, label)| label.clone());
    let listing = listing(part, read, index);
    let warning = unknown.map(|class| DataWarning::ClassNotTrained {
        count: total - listing.files.len(),
        role: part.role,
        class,
    });
    Ok((listing, warning))
}

fn no_label(root: &Path, part: &PartFolders) -> DataError {
    let example = part
        .loose
        .first()
        .map_or_else(String::new, |file| name_of(file));
    DataError::NoLabelInName {
        example,
        path: root.to_owned(),
    }
}
