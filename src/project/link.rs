//! Paths inside a project: relative to the project's file, so that both can be moved together, with the absolute path
//! beside, so that either can be moved alone.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files;

/// A path that a project file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Link {
    /// Where it leads, as far as is known.
    path: PathBuf,
    stored: Stored,
}

/// A link as text. Paths that are no text are left out: JSON cannot hold them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Stored {
    /// From the folder of the project file, where there is a way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    relative: Option<String>,
    /// The path itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    absolute: Option<String>,
}

impl From<Stored> for Link {
    fn from(stored: Stored) -> Self {
        let path = stored.absolute.as_ref().map(PathBuf::from);
        Self {
            path: path.unwrap_or_default(),
            stored,
        }
    }
}

impl From<Link> for Stored {
    fn from(link: Link) -> Self {
        link.stored
    }
}

impl Link {
    /// A link to `path`, which is absolute, from wherever the project will be saved.
    #[must_use]
    pub fn to(path: &Path) -> Self {
        let absolute = path.to_str().map(str::to_owned);
        Self {
            path: path.to_owned(),
            stored: Stored {
                relative: None,
                absolute,
            },
        }
    }

    /// Where it leads, as far as is known.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The same link in a project file that lies in `folder`.
    pub(super) fn seen_from(&self, folder: &Path) -> Self {
        let relative = files::relative_to(folder, &self.path);
        let relative = relative.and_then(|way| way.to_str().map(str::to_owned));
        let Self { path, stored } = Self::to(&self.path);
        Self {
            path,
            stored: Stored { relative, ..stored },
        }
    }

    /// The same link as read from a project file that lies in `folder`: beside the file comes first, for a copy of both
    /// means the copy.
    pub(super) fn read_in(&self, folder: &Path) -> Self {
        let beside = self
            .stored
            .relative
            .as_ref()
            .map(|relative| folder.join(relative));
        // Where neither is there, the nearer one is named.
        let is_lost = self.stored.absolute.is_none();
        let found = beside.filter(|path| is_lost || path.exists());
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
