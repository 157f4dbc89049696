//! A path as a project file holds it: the way from the file's folder, so that both can be moved together, with the absolute
//! path beside, so that either can be moved alone.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files;

/// Both ways to say it as text. Paths that are no text are left out: JSON cannot hold them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredPath {
    /// From the folder of the project file, where there is a way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relative: Option<String>,
    /// The path itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absolute: Option<String>,
}

impl StoredPath {
    /// `path`, which is absolute, from wherever the project will be saved.
    pub fn of(path: &Path) -> Self {
        Self {
            relative: None,
            absolute: path.to_str().map(str::to_owned),
        }
    }

    /// `path`, which is absolute, for a project file that lies in `folder`.
    pub fn seen_from(path: &Path, folder: &Path) -> Self {
        let relative = files::relative_to(folder, path);
        Self {
            relative: relative.and_then(|way| way.to_str().map(str::to_owned)),
            ..Self::of(path)
        }
    }

    /// Where it leads from a project file in `folder`: beside the file comes first, for a copy of both means the copy. What is
    /// not there is named where it lay.
    pub fn found_from(&self, folder: &Path) -> Option<PathBuf> {
        let near = self.relative.as_ref();
        let near = near.map(|way| files::absolute(&folder.join(way)));
        let far = self.absolute.as_ref().map(PathBuf::from);
        match (near, far) {
            (Some(near), Some(far)) if !near.exists() => Some(far),
            (near, far) => near.or(far),
        }
    }
}
