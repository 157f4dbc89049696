//! One folder for each class: `cats/1.jpg`, `dogs/1.jpg`. Classes are sorted by name, as Keras's
//! `image_dataset_from_directory` sorts them.

use std::path::{Path, PathBuf};

use super::super::error::DataError;
use super::folder::{Listing, files_below, is_picture, name_of};

/// Lists `folders` as classes; `loose` files beside them belong to none.
pub(super) fn list(
    path: &Path,
    folders: Vec<PathBuf>,
    loose: Vec<PathBuf>,
) -> Result<Listing, DataError> {
    let mut listing = Listing {
        files: Vec::new(),
        classes: Vec::new(),
        others: loose,
    };
    for (class, folder) in folders.iter().enumerate() {
        let (pictures, others): (Vec<_>, Vec<_>) = files_below(folder)?
            .into_iter()
            .partition(|file| is_picture(file));
        listing
            .files
            .extend(pictures.into_iter().map(|file| (file, class as u32)));
        listing.others.extend(others);
        listing.classes.push(name_of(folder));
    }
    if listing.files.is_empty() {
        return Err(DataError::EmptyFolder {
            path: path.to_owned(),
        });
    }
    Ok(listing)
}
