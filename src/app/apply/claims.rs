//! Which window has which file: a lock for each file that is open, in the program's own folder, never beside the file.

use crate::files::{FileLock, LockRefusal, absolute, hash_of};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files that this window has.
#[derive(Debug, Default)]
pub struct Claims {
    /// Where the locks lie; `None` where there is only one window, as in most tests.
    folder: Option<PathBuf>,
    /// The files of the open documents as told last, each with its lock; `None` for one that another window has.
    held: BTreeMap<PathBuf, Option<FileLock>>,
}

impl Claims {
    /// Claims with locks in `folder`, which is made where it is missing.
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            folder: Some(folder.to_owned()),
            held: BTreeMap::new(),
        }
    }

    /// Claims exactly these files from now on. Called in every frame; touches the disk only where the files are others.
    pub fn follow(&mut self, paths: &[&Path]) {
        let is_known = |path: &&Path| self.held.contains_key(*path);
        let is_same = paths.len() == self.held.len() && paths.iter().all(is_known);
        if self.folder.is_none() || is_same {
            return;
        }
        let mut held = std::mem::take(&mut self.held);
        for path in paths {
            let lock = held.remove(*path).flatten();
            let lock = lock.or_else(|| self.lock(path));
            self.held.insert((*path).to_owned(), lock);
        }
    }

    /// Whether another window has the file at `path`.
    pub fn is_elsewhere(&self, path: &Path) -> bool {
        let is_ours = self.held.get(path).is_some_and(Option::is_some);
        let lock = self.lock_path(path);
        !is_ours && lock.is_some_and(|lock| FileLock::is_taken(&lock))
    }

    /// Claims again what another window had, in case it has let go.
    pub fn try_again(&mut self) {
        let missing = self.held.iter().filter(|(_, lock)| lock.is_none());
        let missing: Vec<PathBuf> = missing.map(|(path, _)| path.clone()).collect();
        for path in missing {
            let lock = self.lock(&path);
            self.held.insert(path, lock);
        }
    }

    fn lock(&self, path: &Path) -> Option<FileLock> {
        let lock = self.lock_path(path)?;
        let folder = lock.parent()?;
        let made = std::fs::create_dir_all(folder).map_err(LockRefusal::Unfit);
        match made.and_then(|()| FileLock::take(&lock)) {
            Ok(lock) => Some(lock),
            Err(LockRefusal::Taken) => None,
            Err(LockRefusal::Unfit(error)) => {
                tracing::debug!(%error, path = %lock.display(), "nobody learns that a file is open here");
                None
            }
        }
    }

    /// One name for one file, however it is spelled and whichever links lead to it.
    fn lock_path(&self, path: &Path) -> Option<PathBuf> {
        let real = path.canonicalize().unwrap_or_else(|_| absolute(path));
        let name = hash_of(real.as_os_str().as_encoded_bytes());
        Some(self.folder.as_ref()?.join(format!("{name}.lock")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_had_by_one_window_until_it_closes_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("net.netsmith");
        std::fs::File::create(&file).unwrap();
        let locks = folder.path().join("open");
        let (mut one, mut other) = (Claims::in_folder(&locks), Claims::in_folder(&locks));
        one.follow(&[&file]);
        assert!(!one.is_elsewhere(&file));
        assert!(other.is_elsewhere(&file));
        other.follow(&[&file]);
        assert!(other.is_elsewhere(&file));
        one.follow(&[]);
        other.try_again();
        assert!(!other.is_elsewhere(&file));
        assert!(one.is_elsewhere(&file));
    }

    #[test]
    #[cfg(unix)]
    fn a_link_to_a_file_is_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::fs::File::create(&file).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let locks = folder.path().join("open");
        let (mut one, other) = (Claims::in_folder(&locks), Claims::in_folder(&locks));
        one.follow(&[&file]);
        assert!(other.is_elsewhere(&link));
    }
}
