//! Folders that belong to a project, wherever it is moved.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::stored_path::StoredPath;

/// A path that a project file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredPath", into = "StoredPath")]
pub struct Link {
    /// Where it leads, as far as is known.
    path: PathBuf,
    stored: StoredPath,
}

impl From<StoredPath> for Link {
    fn from(stored: StoredPath) -> Self {
        let path = stored.absolute.as_ref().map(PathBuf::from);
        Self {
            path: path.unwrap_or_default(),
            stored,
        }
    }
}

impl From<Link> for StoredPath {
    fn from(link: Link) -> Self {
        link.stored
    }
}

impl Link {
    /// A link to `path`, which is absolute, from wherever the project will be saved.
    #[must_use]
    pub fn to(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            stored: StoredPath::of(path),
        }
    }

    /// Where it leads, as far as is known.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The same link in a project file that lies in `folder`.
    pub(super) fn seen_from(&self, folder: &Path) -> Self {
        Self {
            path: self.path.clone(),
            stored: StoredPath::seen_from(&self.path, folder),
        }
    }

    /// The same link as read from a project file that lies in `folder`.
    pub(super) fn read_in(&self, folder: &Path) -> Self {
        let found = self.stored.found_from(folder);
        Self {
            path: found.unwrap_or_else(|| self.path.clone()),
            stored: self.stored.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_follows_its_project_and_else_stays_where_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        let run = old.join("runs").join("one");
        std::fs::create_dir_all(&run).unwrap();
        let link = Link::to(&run).seen_from(&old);
        assert_eq!(link.read_in(&old).path(), run);
        // The project alone was copied: its run is where it was.
        assert_eq!(link.read_in(&new).path(), run);
        // Both were copied: the copy is meant.
        let copy = new.join("runs").join("one");
        std::fs::create_dir_all(&copy).unwrap();
        assert_eq!(link.read_in(&new).path(), copy);
    }
}
