//! Files that a table names: as they are written, or by their name alone below the table's folder, as many tables have them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::super::folder::pictures_below;
use super::super::meter::Meter;

/// Finds pictures.
pub(super) struct Finder<'a> {
    folder: &'a Path,
    meter: &'a Meter<'a>,
    /// Pictures by their name and by their name without ending; `None` where two have it. Made when first needed.
    below: Option<BTreeMap<String, Option<PathBuf>>>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(folder: &'a Path, meter: &'a Meter<'a>) -> Self {
        Self {
            folder,
            meter,
            below: None,
        }
    }

    /// The file that is meant; where there is none, the one that is named.
    pub(super) fn find(&mut self, named: &str) -> PathBuf {
        let named = named.replace('\\', "/");
        let as_written = self.folder.join(&named);
        if named.is_empty() || as_written.is_file() {
            return as_written;
        }
        let (folder, meter) = (self.folder, self.meter);
        let below = self.below.get_or_insert_with(|| by_name(folder, meter));
        let name = named.rsplit('/').next().unwrap_or(&named);
        below.get(name).cloned().flatten().unwrap_or(as_written)
    }
}

fn by_name(folder: &Path, meter: &Meter<'_>) -> BTreeMap<String, Option<PathBuf>> {
    let mut names: BTreeMap<String, Option<PathBuf>> = BTreeMap::new();
    for file in pictures_below(folder, meter).unwrap_or_default() {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        for name in [name, stem] {
            let place = names.entry(name.into_owned());
            place
                .and_modify(|known| *known = None)
                .or_insert_with(|| Some(file.clone()));
        }
    }
    names
}
