//! What lies below a folder, listed once with a limit: images, other files, folders.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::super::super::error::DataError;
use super::super::super::sniff::unreadable;
use super::super::super::text::composed;
use super::super::meter::Meter;
use crate::files::name_of;

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
    fn named(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            name: composed(&name_of(path)),
            ..Self::default()
        }
    }

    /// Puts a file into the folder that `above` leads to, which is made where it is none of the last ones.
    fn place(&mut self, above: &[String], file: &Path) {
        let Some((next, rest)) = above.split_first() else {
            self.put(file);
            return;
        };
        let path = self.path.join(next);
        if self.folders.last().is_none_or(|last| last.path != path) {
            self.folders.push(Self::named(&path));
        }
        if let Some(last) = self.folders.last_mut() {
            last.place(rest, file);
        }
    }

    fn put(&mut self, file: &Path) {
        if is_picture(file) {
            self.pictures.push(file.to_owned());
        } else {
            self.others.push(file.to_owned());
        }
    }

    fn count(&mut self) {
        for folder in &mut self.folders {
            folder.count();
        }
        let below: usize = self.folders.iter().map(|folder| folder.picture_count).sum();
        self.picture_count = self.pictures.len() + below;
    }

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

/// The same from the paths of files below `root`, as an archive lists them: sorted, so that those of one folder follow each
/// other.
pub(super) fn of_files<'a>(root: &Path, files: impl Iterator<Item = &'a Path>) -> Folder {
    let mut folder = Folder::named(root);
    for file in files {
        let inside = file.strip_prefix(root).unwrap_or(file);
        let names = inside.components().filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        });
        let names: Vec<String> = names.map(Into::into).collect();
        let is_out_of_sight = names.iter().any(|name| is_hidden(name));
        if !is_out_of_sight && names.len() <= DEPTH_LIMIT {
            folder.place(names.split_last().map_or(&[][..], |(_, above)| above), file);
        }
    }
    folder.count();
    folder
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
        let mut listed = Folder::named(path);
        for entry in fs::read_dir(path).map_err(|error| unreadable(path, &error))? {
            let entry = entry.map_err(|error| unreadable(path, &error))?;
            if !is_hidden(&entry.file_name().to_string_lossy()) {
                self.entry(&entry.path(), depth, &mut listed)?;
            }
        }
        listed.folders.sort_by(|a, b| a.path.cmp(&b.path));
        listed.pictures.sort();
        listed.others.sort();
        listed.count();
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
        listed.put(path);
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
pub(in super::super) fn is_picture(path: &Path) -> bool {
    let extension = path
        .extension()
        .and_then(OsStr::to_str)
        .map(str::to_ascii_lowercase);
    extension.is_some_and(|extension| PICTURE_EXTENSIONS.contains(&extension.as_str()))
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
fn is_hidden(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with('.') || OF_DESKTOPS.contains(&name.as_str())
}
