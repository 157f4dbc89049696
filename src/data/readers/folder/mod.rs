//! Folders of images: which layout it is, what was taken for what, and the images themselves.

mod labeling;
mod layout;
mod tree;

use std::path::{Path, PathBuf};

use super::super::contract::Contract;
use super::super::dataset::Dataset;
use super::super::error::{DataError, DataWarning, listed};
use super::super::naming::CLASSES_FILE;
use super::super::open::{Loaded, OpenOptions};
use super::super::role::Role;
use super::super::taken::{Taken, TakenPart};
use super::archive::Archive;
use super::arrays;
use super::decode;
use super::files::PictureFiles;
use super::meter::Meter;
use crate::files::name_of;
use labeling::Labeled;
pub(super) use labeling::Listing;
pub(super) use tree::is_picture;

/// Reads a folder, whatever its layout.
pub(in super::super) fn read(
    path: &Path,
    options: &OpenOptions,
    meter: &Meter<'_>,
) -> Result<Loaded, DataError> {
    let tree = tree::scan(path, meter)?;
    if tree.picture_count > 0 {
        return read_tree(path, &tree, PictureFiles::OnDisk, options, meter);
    }
    match arrays::read_folder(path, meter)? {
        Some(loaded) => Ok(loaded),
        None => Err(without_pictures(path, &tree)),
    }
}

/// Reads an archive as if it were a folder; `None` where it holds no pictures.
pub(super) fn read_archive(
    archive: &Archive,
    options: &OpenOptions,
    meter: &Meter<'_>,
) -> Result<Option<Loaded>, DataError> {
    let tree = tree::of_files(archive.path(), archive.files());
    if tree.picture_count == 0 {
        return Ok(None);
    }
    let source = PictureFiles::In(archive);
    read_tree(archive.path(), &tree, source, options, meter).map(Some)
}

/// All pictures in a folder and below it.
pub(in super::super) fn pictures_below(
    path: &Path,
    meter: &Meter<'_>,
) -> Result<Vec<PathBuf>, DataError> {
    Ok(tree::scan(path, meter)?.all_pictures())
}

/// Reads picture files with the number of the class of each.
pub(in super::super) fn read_files(
    folder: &Path,
    files: Vec<(PathBuf, u32)>,
    classes: &[String],
    contract: &Contract,
    meter: &Meter<'_>,
) -> Result<Dataset, DataError> {
    let listing = Listing {
        role: Role::Training,
        path: folder.to_owned(),
        files,
        classes: classes.to_vec(),
    };
    let (listings, contract) = (vec![listing], Some(contract));
    let on_disk = PictureFiles::OnDisk;
    let parts = decode::read(folder, listings, Vec::new(), contract, on_disk, meter)?;
    let mut parts = parts.into_iter().map(|(_, dataset)| dataset);
    parts.next().ok_or(DataError::EmptyDataset)
}

fn read_tree(
    path: &Path,
    tree: &tree::Folder,
    source: PictureFiles<'_>,
    options: &OpenOptions,
    meter: &Meter<'_>,
) -> Result<Loaded, DataError> {
    let layout = layout::layout(tree);
    let labeled = labeling::label(path, layout.parts, options.labels)?;
    let Labeled {
        listings,
        labels,
        mut warnings,
    } = labeled;
    warnings.extend(passed_over(&tree.all_others()));
    warnings.extend(beside_parts(&layout.loose));
    warnings.extend(
        layout
            .passed_over
            .into_iter()
            .map(|(folder, count)| DataWarning::FolderPassedOver { count, folder }),
    );
    let taken = Taken {
        parts: listings
            .iter()
            .map(|listing| taken(path, listing))
            .collect(),
        labels: Some(labels),
        ..Taken::default()
    };
    let datasets = decode::read(
        path,
        listings,
        warnings,
        options.contract.as_ref(),
        source,
        meter,
    )?;
    Loaded::of_parts(datasets, taken)
}

/// Where a part was found, seen from the folder that was opened; a lone part's own name says nothing.
fn taken(path: &Path, listing: &Listing) -> TakenPart {
    let inside = listing.path.strip_prefix(path).unwrap_or(&listing.path);
    let is_itself = inside.as_os_str().is_empty();
    let from = if is_itself {
        name_of(path)
    } else {
        inside.display().to_string()
    };
    TakenPart {
        role: listing.role,
        from,
        images: listing.files.len(),
        is_beside: false,
    }
}

/// A folder that holds HDF5 files instead is told from an empty one.
fn without_pictures(path: &Path, tree: &tree::Folder) -> DataError {
    let files: Vec<String> = tree
        .all_others()
        .iter()
        .filter(|file| {
            file.extension().is_some_and(|extension| {
                ["h5", "hdf5"]
                    .iter()
                    .any(|known| extension.eq_ignore_ascii_case(known))
            })
        })
        .map(|file| name_of(file))
        .collect();
    if files.is_empty() {
        return DataError::EmptyFolder {
            path: path.to_owned(),
        };
    }
    DataError::FolderOfFiles {
        files: listed(&files, 4),
        path: path.to_owned(),
    }
}

/// Names of classes are read, though they are no image.
fn passed_over(others: &[PathBuf]) -> Option<DataWarning> {
    let mut unused = others.iter().filter(|file| name_of(file) != CLASSES_FILE);
    let first = unused.next()?;
    Some(DataWarning::PassedOver {
        example: name_of(first),
        count: 1 + unused.count(),
    })
}

fn beside_parts(loose: &[PathBuf]) -> Option<DataWarning> {
    Some(DataWarning::BesideParts {
        count: loose.len(),
        example: loose.first()?.clone(),
    })
}
