//! Folders of pictures: which of the two layouts it is, and what is in it.

use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

use super::super::contract::Contract;
use super::super::dataset::Dataset;
use super::super::error::{DataError, DataWarning, listed};
use super::super::open::OnProgress;
use super::super::sniff::unreadable;
use super::{class_folders, decode, labelled_files};

/// More would take minutes to list and cannot fit into memory anyway.
const FILE_LIMIT: usize = 500_000;

/// How deep pictures may lie below a class folder.
const DEPTH_LIMIT: usize = 8;

const PICTURE_EXTENSIONS: [&str; 13] = [
    "bmp", "gif", "jfif", "jpeg", "jpg", "pbm", "pgm", "png", "pnm", "ppm", "tif", "tiff", "webp",
];

/// Names that say "part of a data set" rather than "class".
const PART_WORDS: [&str; 7] = [
    "train",
    "training",
    "val",
    "valid",
    "validation",
    "dev",
    "test",
];

/// A picture file and its class, and what was found besides.
pub(super) struct Listing {
    /// Files with their class index, in a fixed order.
    pub(super) files: Vec<(PathBuf, u32)>,
    /// Class names.
    pub(super) classes: Vec<String>,
    /// Files that are no pictures.
    pub(super) others: Vec<PathBuf>,
}

/// Reads a folder of class folders, or a flat folder whose file names begin with the label.
pub(in super::super) fn read(
    path: &Path,
    contract: Option<&Contract>,
    on_progress: OnProgress<'_>,
) -> Result<Dataset, DataError> {
    let (folders, files) = entries(path)?;
    refuse_parts(path, &folders)?;
    let listing = if folders.is_empty() {
        labelled_files::list(path, files)?
    } else {
        class_folders::list(path, folders, files)?
    };
    if listing.files.is_empty() {
        return Err(DataError::EmptyFolder {
            path: path.to_owned(),
        });
    }
    let warnings = passed_over(&listing.others).into_iter().collect();
    decode::read(path, listing, warnings, contract, on_progress)
}

/// Visible folders and files directly inside, each sorted by name.
pub(super) fn entries(path: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), DataError> {
    let (mut folders, mut files) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(path).map_err(|error| unreadable(path, &error))? {
        let entry = entry.map_err(|error| unreadable(path, &error))?;
        if is_hidden(&entry) {
            continue;
        }
        let entry_path = entry.path();
        match fs::metadata(&entry_path) {
            Ok(metadata) if metadata.is_dir() => folders.push(entry_path),
            Ok(metadata) if metadata.is_file() => files.push(entry_path),
            // Pipes, devices and dangling links are nobody's pictures.
            _ => {}
        }
        if files.len() > FILE_LIMIT {
            return Err(DataError::TooManyFiles {
                limit: FILE_LIMIT,
                path: path.to_owned(),
            });
        }
    }
    folders.sort();
    files.sort();
    Ok((folders, files))
}

/// All files below `path`, sorted by path. Links to folders are not followed, so there are no circles.
pub(super) fn files_below(path: &Path) -> Result<Vec<PathBuf>, DataError> {
    let (mut found, mut waiting) = (Vec::new(), vec![(path.to_owned(), 0)]);
    while let Some((folder, depth)) = waiting.pop() {
        let (folders, files) = entries(&folder)?;
        found.extend(files);
        if found.len() > FILE_LIMIT {
            return Err(DataError::TooManyFiles {
                limit: FILE_LIMIT,
                path: path.to_owned(),
            });
        }
        if depth < DEPTH_LIMIT {
            waiting.extend(
                folders
                    .into_iter()
                    .filter(|folder| !folder.is_symlink())
                    .map(|folder| (folder, depth + 1)),
            );
        }
    }
    found.sort();
    Ok(found)
}

/// Whether the name says picture. The content is looked at when it is decoded.
pub(super) fn is_picture(path: &Path) -> bool {
    let extension = path
        .extension()
        .and_then(OsStr::to_str)
        .map(str::to_ascii_lowercase);
    extension.is_some_and(|extension| PICTURE_EXTENSIONS.contains(&extension.as_str()))
}

/// The last part of a path, for people.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Dot files, and the `__MACOSX` folder that archives made on a Mac leave behind.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let name = name.to_string_lossy();
    name.starts_with('.') || name.starts_with("__")
}

fn refuse_parts(path: &Path, folders: &[PathBuf]) -> Result<(), DataError> {
    let names: Vec<String> = folders.iter().map(|folder| name_of(folder)).collect();
    let is_part = |name: &String| {
        let first_word = name
            .split(['_', '-', ' '])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        PART_WORDS.contains(&first_word.as_str())
    };
    if names.len() > 1 && names.iter().all(is_part) {
        return Err(DataError::FolderOfParts {
            parts: listed(&names, 4),
            path: path.to_owned(),
        });
    }
    Ok(())
}

fn passed_over(others: &[PathBuf]) -> Option<DataWarning> {
    let first = others.first()?;
    Some(DataWarning::PassedOver {
        count: others.len(),
        example: name_of(first),
    })
}
