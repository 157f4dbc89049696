//! Files that hold arrays of numbers: pictures in one, labels in another, found by their names.

mod cifar;
mod idx;
mod npy;
mod numbers;
mod pairs;

use std::path::{Path, PathBuf};

use super::super::dataset::{Dataset, DatasetParts, ImageStore};
use super::super::error::{DataError, DataWarning, listed};
use super::super::open::{Loaded, Stage};
use super::super::role::Role;
use super::super::taken::{Taken, TakenPart};
use super::archive::Archive;
use super::axes::{Layout, Pictures};
use super::files::Files;
use super::labels::{Content, name_classes, read_classes, read_labels};
use super::meter::Meter;
use crate::files::name_of;
use crate::message;
pub(in super::super) use cifar::is_batch;
pub(in super::super) use idx::is_idx;
pub(in super::super) use npy::is_npy;
use numbers::NumberFile;
use pairs::{Pair, Paired, Unpaired};

/// Reads a file of an array, and the one beside it that its name asks for.
pub(in super::super) fn read_file(path: &Path, meter: &Meter<'_>) -> Result<Loaded, DataError> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let files = Files::Folder(folder);
    let beside = files.list()?.into_iter().filter(|file| is_array(file));
    let beside: Vec<PathBuf> = beside
        .map(|file| path.with_file_name(file.file_name().unwrap_or_default()))
        .collect();
    match pairs::beside(&beside, path) {
        Ok(paired) => read_pairs(&files, path, paired, true, meter),
        Err(unpaired) => Err(unpaired.of(path)),
    }
}

/// Reads the arrays in an archive, as NumPy's own is.
pub(super) fn read_archive(
    archive: &Archive,
    meter: &Meter<'_>,
) -> Result<Option<Loaded>, DataError> {
    let files = Files::Archive(archive);
    let all = files.list()?;
    let arrays: Vec<PathBuf> = all.iter().filter(|file| is_array(file)).cloned().collect();
    let loaded = read_together(&files, archive.path(), &arrays, &all, meter)?;
    let holds_numpy = all.iter().any(|file| has_ending(file, "npy"));
    if loaded.is_none() && holds_numpy {
        return Err(no_pair(&arrays, archive.path()));
    }
    Ok(loaded)
}

/// Reads the arrays in a folder, or in the only folder in it; `None` where there are none.
pub(in super::super) fn read_folder(
    path: &Path,
    meter: &Meter<'_>,
) -> Result<Option<Loaded>, DataError> {
    let mut folder = path.to_owned();
    for _ in 0..4 {
        let files = Files::Folder(&folder);
        let all = files.list()?;
        let arrays: Vec<PathBuf> = all.iter().filter(|file| is_array(file)).cloned().collect();
        if let Some(loaded) = read_together(&files, path, &arrays, &all, meter)? {
            return Ok(Some(loaded));
        }
        let Some(only) = only_folder(&folder) else {
            break;
        };
        folder = only;
    }
    Ok(None)
}

/// One file of CIFAR's, by itself.
pub(in super::super) fn read_batch(path: &Path, meter: &Meter<'_>) -> Result<Loaded, DataError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    cifar::read_file(&Files::Folder(folder), path, meter)
}

fn read_together(
    files: &Files<'_>,
    path: &Path,
    arrays: &[PathBuf],
    all: &[PathBuf],
    meter: &Meter<'_>,
) -> Result<Option<Loaded>, DataError> {
    if let Some(paired) = pairs::all(arrays) {
        return read_pairs(files, path, paired, false, meter).map(Some);
    }
    cifar::read_all(files, path, all, meter)
}

fn only_folder(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let mut folders = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_dir());
    let only = folders.next()?;
    folders.next().is_none().then_some(only)
}

fn has_ending(file: &Path, wanted: &str) -> bool {
    let ending = file.extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case(wanted))
}

/// Whether the name is one of NumPy's or of MNIST's arrays. What is in it is looked at when it is read.
fn is_array(file: &Path) -> bool {
    let name = name_of(file).to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    has_ending(file, "npy")
        || name.ends_with("ubyte")
        || name.contains("idx1")
        || name.contains("idx3")
}

fn no_pair(arrays: &[PathBuf], path: &Path) -> DataError {
    let names: Vec<String> = arrays.iter().map(|file| plain_name(file)).collect();
    DataError::NoArrayPair {
        found: listed(&names, 6),
        path: path.to_owned(),
    }
}

/// What an array is called: its file's name without NumPy's ending.
fn plain_name(file: &Path) -> String {
    let name = name_of(file);
    name.strip_suffix(".npy").unwrap_or(&name).to_owned()
}

impl Unpaired {
    fn of(self, path: &Path) -> DataError {
        match self {
            Self::Missing(missing) => DataError::MissingArray {
                present: name_of(path),
                missing,
                path: path.to_owned(),
            },
            Self::Unknown => DataError::NoArrayPair {
                found: listed(&[name_of(path)], 1),
                path: path.to_owned(),
            },
        }
    }
}

/// Opens an array, whichever of the two formats it has.
fn open<'a>(files: &'a Files<'_>, file: &Path) -> Result<NumberFile<'a>, DataError> {
    if has_ending(file, "npy") {
        npy::open(files, file)
    } else {
        idx::open(files, file)
    }
}

fn read_pairs(
    files: &Files<'_>,
    path: &Path,
    paired: Paired,
    is_beside: bool,
    meter: &Meter<'_>,
) -> Result<Loaded, DataError> {
    let classes = match &paired.classes {
        Some(file) => Some(read_classes(open(files, file)?.read_labels()?)?),
        None => None,
    };
    let mut taken = Taken::default();
    let mut datasets = Vec::new();
    for (place, pair) in paired.pairs.iter().enumerate() {
        let dataset = read_pair(files, path, pair, classes.clone(), meter)?;
        taken.parts.push(TakenPart {
            role: pair.role,
            from: plain_name(&pair.pictures),
            images: dataset.len(),
            is_beside: is_beside && place > 0,
        });
        datasets.push((pair.role, dataset));
    }
    Loaded::of_parts(datasets, taken)
}

fn read_pair(
    files: &Files<'_>,
    path: &Path,
    pair: &Pair,
    classes: Option<Content>,
    meter: &Meter<'_>,
) -> Result<Dataset, DataError> {
    let array = open(files, &pair.pictures)?;
    let Some(pictures) = Pictures::of_axes(&array.shape)? else {
        return Err(array.bad_shape(message!("expected-pictures-array")));
    };
    let labels = read_labels(open(files, &pair.labels)?.read_labels()?, pictures.count)?;
    let (labels, classes) = name_classes(&labels, classes)?;
    let name = array.name.clone();
    meter.begin(Stage::Reading, pictures.count as usize);
    let (pixels, change) = array.read_pixels(pictures.count, meter)?;
    let mut warnings: Vec<DataWarning> = change.warning(name.clone()).into_iter().collect();
    if pictures.layout == Layout::Flat {
        let shape = pictures.shape;
        warnings.push(DataWarning::SidesGuessed { array: name, shape });
    }
    Dataset::new(DatasetParts {
        name: name_of(path),
        source: path.display().to_string(),
        shape: pictures.shape,
        pictures: ImageStore::in_memory(pictures.channels_last(pixels), pictures.shape),
        labels,
        classes,
        file_names: Vec::new(),
        warnings,
    })
}

/// The part of a lone file: what its name says about others does not matter.
const ALONE: Role = Role::Training;
