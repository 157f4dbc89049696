//! What lies in a folder, for the browser inside the window.

use crate::app::command::FileFilter;
use crate::tr;
use std::path::{Path, PathBuf};

/// The content of one folder, sorted by name, hidden entries left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The folder.
    pub folder: PathBuf,
    /// Folders in it.
    pub folders: Vec<PathBuf>,
    /// Files in it that the question admits.
    pub files: Vec<PathBuf>,
    /// Why it could not be read, as a sentence.
    pub fault: Option<String>,
}

/// More entries than anyone scrolls through; the rest is left out.
const LIMIT: usize = 5000;

impl Listing {
    /// Reads `folder`, keeping the files that one of `filters` admits; all where there is no filter.
    pub fn read(folder: &Path, filters: &[FileFilter]) -> Self {
        let mut listing = Self {
            folder: folder.to_owned(),
            folders: Vec::new(),
            files: Vec::new(),
            fault: None,
        };
        match std::fs::read_dir(folder) {
            Ok(entries) => {
                for path in entries.flatten().map(|entry| entry.path()).take(LIMIT) {
                    listing.sort_in(path, filters);
                }
            }
            Err(error) => {
                listing.fault = Some(tr!("folder-unreadable", error = %error, path = folder));
            }
        }
        listing.folders.sort();
        listing.files.sort();
        listing
    }

    fn sort_in(&mut self, path: PathBuf, filters: &[FileFilter]) {
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            return;
        }
        if path.is_dir() {
            self.folders.push(path);
        } else if filters.is_empty() || filters.iter().any(|filter| admits(filter, &path)) {
            self.files.push(path);
        }
    }
}

fn admits(filter: &FileFilter, path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    filter.extensions == ["*"]
        || ending.is_some_and(|ending| filter.extensions.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_keeps_folders_and_the_files_that_fit() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("runs")).unwrap();
        for name in ["b.netsmith", "a.NETSMITH", "c.txt", ".hidden.netsmith"] {
            std::fs::File::create(folder.path().join(name)).unwrap();
        }
        let filter = FileFilter {
            label: "Netsmith project",
            extensions: &["netsmith"],
        };
        let listing = Listing::read(folder.path(), &[filter]);
        let names = |paths: &[PathBuf]| -> Vec<String> {
            paths
                .iter()
                .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
                .collect()
        };
        assert_eq!(names(&listing.folders), ["runs"]);
        assert_eq!(names(&listing.files), ["a.NETSMITH", "b.netsmith"]);
    }

    #[test]
    fn a_folder_that_is_gone_says_so() {
        let listing = Listing::read(Path::new("/no/such/folder"), &[]);
        assert!(listing.fault.unwrap().contains("/no/such/folder"));
    }
}
