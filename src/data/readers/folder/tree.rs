//! What lies below a folder, listed once with a limit: images, other files, folders.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

use super::super::super::error::DataError;
use super::super::super::sniff::unreadable;
use super::super::super::text::composed;
use super::super::meter::Meter;

/// More would take minutes to list and cannot fit into memory anyway.
const FILE_LIMIT: usize = 500_000;

/// How deep images may lie below the folder that is opened.
const DEPTH_LIMIT: usize = 12;

/// The last nine are images that cannot be read: each is left out with its reason, never passed over as "no image".
const PICTURE_EXTENSIONS: [&str; 25] = [
    "bmp", "dib", "gif", "jfif", "jpe", "jpeg", "jpg", "pbm", "pgm", "png", "pnm", "ppm", "tif",
    "tiff", "webp", "pam", "heic", "heif", "avif", "jxl", "jp2", "j2k", "dng", "cr2", "nef",
];

/// A folder with everything in it, each list sorted by name.
#[derive(Debug, Default)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// Its name, with letters composed, so that one name is one text on every system.
    pub(super) name: String,
    pub(super) folders: Vec<Folder>,
    pub(super) pictures: Vec<PathBuf>,
    pub(super) others: Vec<PathBuf>,
    /// Images here and below.
    pub(super) picture_count: usize,
}

impl Folder {
    /// Folders inside that hold images, here or below.
    pub(super) fn filled(&self) -> impl Iterator<Item = &Self> {
        self.folders
            .iter()
            .filter(|folder| folder.picture_count > 0)
    }

    /// All images here and below, sorted by path.
    pub(super) fn all_pictures(&self) -> Vec<PathBuf> {
        let mut all = self.pictures.clone();
        all.extend(self.folders.iter().flat_map(Self::all_pictures));
        all.sort();
        all
    }

    /// All files here and below that are no images, sorted by path.
    pub(super) fn all_others(&self) -> Vec<PathBuf> {
        let mut all = self.others.clone();
        all.extend(self.folders.iter().flat_map(Self::all_others));
        all.sort();
        all
    }
}

/// Lists a folder and what is below it.
pub(super) fn scan(path: &Path, meter: &Meter<'_>) -> Result<Folder, DataError> {
    let mut scan = Scan {
        root: path,
        file_count: 0,
        linked: BTreeSet::new(),
        meter,
    };
    scan.folder(path, 0)
}

struct Scan<'a> {
    root: &'a Path,
    file_count: usize,
    /// Where links to folders led: none is entered twice, so there are no circles.
    linked: BTreeSet<PathBuf>,
    meter: &'a Meter<'a>,
}

impl Scan<'_> {
    fn folder(&mut self, path: &Path, depth: usize) -> Result<Folder, DataError> {
        self.meter.check()?;
        let mut listed = Folder {
            path: path.to_owned(),
            name: composed(&name_of(path)),
            ..Folder::default()
        };
        for entry in fs::read_dir(path).map_err(|error| unreadable(path, &error))? {
            let entry = entry.map_err(|error| unreadable(path, &error))?;
            if !is_hidden(&entry) {
                self.entry(&entry.path(), depth, &mut listed)?;
            }
        }
        listed.folders.sort_by(|a, b| a.path.cmp(&b.path));
        listed.pictures.sort();
        listed.others.sort();
        let below: usize = listed
            .folders
            .iter()
            .map(|folder| folder.picture_count)
            .sum();
        listed.picture_count = listed.pictures.len() + below;
        Ok(listed)
    }

    fn entry(&mut self, path: &Path, depth: usize, listed: &mut Folder) -> Result<(), DataError> {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                if depth < DEPTH_LIMIT && self.may_enter(path) {
                    listed.folders.push(self.folder(path, depth + 1)?);
                }
                return Ok(());
            }
            Ok(metadata) if metadata.is_file() => {}
            // Pipes, devices and dangling links are nobody's images.
            _ => return Ok(()),
        }
        self.file_count += 1;
        if self.file_count > FILE_LIMIT {
            return Err(DataError::TooManyFiles {
                limit: FILE_LIMIT,
                path: self.root.to_owned(),
            });
        }
        if is_picture(path) {
            listed.pictures.push(path.to_owned());
        } else {
            listed.others.push(path.to_owned());
        }
        Ok(())
    }

    /// Links are followed, except back into what is being listed.
    fn may_enter(&mut self, path: &Path) -> bool {
        if !path.is_symlink() {
            return true;
        }
        let (Ok(target), Ok(from)) = (fs::canonicalize(path), fs::canonicalize(self.root)) else {
            return false;
        };
        !target.starts_with(&from) && !from.starts_with(&target) && self.linked.insert(target)
    }
}

/// Whether the name says image. The content is looked at when it is decoded.
fn is_picture(path: &Path) -> bool {
    let extension = path
        .extension()
        .and_then(OsStr::to_str)
        .map(str::to_ascii_lowercase);
    extension.is_some_and(|extension| PICTURE_EXTENSIONS.contains(&extension.as_str()))
}

/// The last part of a path, for people.
pub(in super::super) fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// What desktops put beside images by themselves, in small letters.
const OF_DESKTOPS: [&str; 5] = [
    "__macosx",
    "desktop.ini",
    "ehthumbs.db",
    "icon\r",
    "thumbs.db",
];

/// Dot files and what desktops leave behind, such as the `__MACOSX` folder of archives that were made on a Mac.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy().to_lowercase();
    name.starts_with('.') || OF_DESKTOPS.contains(&name.as_str())
}
