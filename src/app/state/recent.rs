//! The files that were open before.

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Paths of projects, latest first, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<PathBuf>")]
pub struct RecentFiles(Vec<PathBuf>);

impl From<Vec<PathBuf>> for RecentFiles {
    /// Paths as they were stored. Those as typed, which earlier versions kept, mean another file in every folder.
    fn from(stored: Vec<PathBuf>) -> Self {
        let mut paths = stored;
        paths.retain(|path| path.is_absolute());
        paths.truncate(LIMIT);
        Self(paths)
    }
}

/// As many as a menu shows without scrolling.
const LIMIT: usize = 10;

impl RecentFiles {
    /// Puts `path` first.
    pub fn remember(&mut self, path: &Path) {
        self.forget(path);
        self.0.insert(0, path.to_owned());
        self.0.truncate(LIMIT);
    }

    /// Drops a path, for one that is gone.
    pub fn forget(&mut self, path: &Path) {
        self.0.retain(|known| known != path);
    }

    /// The paths, latest first.
    pub fn iter(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(PathBuf::as_path)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_opened_again_moves_to_the_front() {
        let mut recent = RecentFiles::default();
        for name in ["a", "b", "a"] {
            recent.remember(Path::new(name));
        }
        assert_eq!(
            recent.iter().collect::<Vec<_>>(),
            [Path::new("a"), Path::new("b")]
        );
    }

    #[test]
    fn a_path_that_was_stored_as_typed_is_no_file_that_anybody_knows() {
        let here = std::env::current_dir().unwrap().join("net.netsmith");
        let text = serde_json::to_string(&["net.netsmith".into(), here.clone()]).unwrap();
        let recent: RecentFiles = serde_json::from_str(&text).unwrap();
        assert_eq!(recent.iter().collect::<Vec<_>>(), [here.as_path()]);
    }

    #[test]
    fn the_eleventh_file_pushes_out_the_oldest() {
        let mut recent = RecentFiles::default();
        for number in 0..11 {
            recent.remember(Path::new(&format!("{number}.netsmith")));
        }
        assert_eq!(recent.iter().count(), 10);
        assert!(recent.iter().all(|path| path != Path::new("0.netsmith")));
    }
}
