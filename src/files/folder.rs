//! Saving a folder so that a crash leaves all of it or nothing.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::save::{folder_of, sync_folder, unwritable};
use super::{FileError, FileLock, Sink, leftovers};

/// Held by whoever makes the folder, so that one whose maker was killed goes with the next save beside it.
pub(super) const LOCK: &str = ".lock";

/// A folder in the making, beside the place that it is to take. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct PendingFolder {
    beside: tempfile::TempDir,
    lock: FileLock,
    target: PathBuf,
    names: Vec<PathBuf>,
}

impl PendingFolder {
    /// Begins the folder that is to be at `target`, where nothing may be yet.
    ///
    /// # Errors
    /// [`FileError::Write`] where something is there, or the system makes no folder beside it.
    pub fn begin(target: &Path) -> Result<Self, FileError> {
        let failed = |cause: io::Error| unwritable(target, &cause);
        #[cfg(test)]
        super::faults::ask().map_err(failed)?;
        refuse_taken(target).map_err(failed)?;
        let home = folder_of(target);
        leftovers::sweep_once(home);
        let beside = leftovers::temporary_folder_in(home).map_err(failed)?;
        let lock = FileLock::take(&beside.path().join(LOCK))
            .map_err(|_| failed(ErrorKind::ResourceBusy.into()))?;
        Ok(Self {
            beside,
            lock,
            target: target.to_owned(),
            names: Vec::new(),
        })
    }

    /// Where a file of this name lies until the folder takes its place, for whoever writes it by itself.
    ///
    /// # Errors
    /// [`FileError::Write`] where the system makes no folder for it.
    pub fn place(&mut self, name: &str) -> Result<PathBuf, FileError> {
        let path = self.beside.path().join(name);
        let failed = |cause: io::Error| unwritable(&self.target.join(name), &cause);
        fs::create_dir_all(folder_of(&path)).map_err(failed)?;
        self.names.push(PathBuf::from(name));
        Ok(path)
    }

    /// Writes a file of the folder.
    ///
    /// # Errors
    /// [`FileError::Write`] where the disk refuses.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), FileError> {
        self.write_in_parts(name, |sink| sink.write(bytes))
    }

    /// The same, what is written being handed over part by part.
    ///
    /// # Errors
    /// What `write` gives, or [`FileError::Write`].
    pub fn write_in_parts<E: From<FileError>>(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut Sink<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let path = self.place(name)?;
        let shown = self.target.join(name);
        let failed = |cause: io::Error| unwritable(&shown, &cause);
        #[cfg(test)]
        super::faults::ask().map_err(failed)?;
        let mut file = File::create_new(&path).map_err(failed)?;
        write(&mut Sink::new(&mut file, &shown))?;
        Ok(file.sync_all().map_err(failed)?)
    }

    /// Gives the folder its name, and says which files are in it, in the order in which they were written.
    ///
    /// # Errors
    /// [`FileError::Write`]; nothing is there then.
    pub fn take_place(self) -> Result<Vec<PathBuf>, FileError> {
        let Self {
            beside,
            lock,
            target,
            names,
        } = self;
        let failed = |cause: io::Error| unwritable(&target, &cause);
        #[cfg(test)]
        super::faults::ask().map_err(failed)?;
        refuse_taken(&target).map_err(failed)?;
        // Some systems move no folder that holds an open file.
        drop(lock);
        fs::remove_file(beside.path().join(LOCK)).map_err(failed)?;
        fs::rename(beside.path(), &target).map_err(failed)?;
        // It has another name now.
        let _ = beside.keep();
        sync_folder(folder_of(&target));
        Ok(names.into_iter().map(|name| target.join(name)).collect())
    }
}

/// Renaming over an empty folder would succeed; whoever made it did not ask for that.
fn refuse_taken(target: &Path) -> io::Result<()> {
    match target.symlink_metadata() {
        Ok(_) => Err(ErrorKind::AlreadyExists.into()),
        Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;
    use crate::files::{faults, read_limited};

    fn made(target: &Path) -> Result<Vec<PathBuf>, FileError> {
        let mut folder = PendingFolder::begin(target)?;
        folder.write("README.md", b"how")?;
        folder.write("data/part.npy", b"what")?;
        folder.take_place()
    }

    fn count(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_folder_appears_with_all_of_its_files_and_takes_no_place_that_is_taken() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("made");
        let files = made(&target).unwrap();
        assert_eq!(
            files,
            ["README.md", "data/part.npy"].map(|name| target.join(name))
        );
        assert_eq!(read_limited(&files[1], 9).unwrap(), b"what");
        assert_eq!((count(&target), count(home.path())), (2, 1));
        let empty = home.path().join("empty");
        fs::create_dir(&empty).unwrap();
        for taken in [&target, &empty] {
            assert!(made(taken).is_err());
        }
        assert_eq!(
            (count(&target), count(&empty), count(home.path())),
            (2, 0, 2)
        );
    }

    /// Made while the change of this number is refused; and how many changes were asked for.
    fn refused_at(number: usize, target: &Path) -> (bool, usize) {
        let asked = Rc::new(Cell::new(0));
        let counted = Rc::clone(&asked);
        let refuse = move || {
            counted.set(counted.get() + 1);
            if counted.get() == number {
                return Err(ErrorKind::StorageFull.into());
            }
            Ok(())
        };
        let is_refused = faults::watched(refuse, || made(target).is_err());
        (is_refused, asked.get())
    }

    #[test]
    fn whatever_the_disk_refuses_nothing_is_left() {
        let home = tempfile::tempdir().unwrap();
        let (is_refused, changes) = refused_at(0, &home.path().join("made"));
        assert!(!is_refused && changes > 3);
        for number in 1..=changes {
            let home = tempfile::tempdir().unwrap();
            let (is_refused, _) = refused_at(number, &home.path().join("made"));
            assert!(is_refused, "change {number}");
            assert_eq!(count(home.path()), 0, "change {number}");
        }
    }

    #[test]
    fn what_a_killed_maker_has_left_goes_and_what_is_being_made_stays() {
        let home = tempfile::tempdir().unwrap();
        let live = leftovers::temporary_folder_in(home.path()).unwrap();
        let _lock = FileLock::take(&live.path().join(LOCK)).unwrap();
        let left = leftovers::temporary_folder_in(home.path()).unwrap().keep();
        drop(FileLock::take(&left.join(LOCK)).unwrap());
        made(&home.path().join("made")).unwrap();
        assert!(live.path().exists() && !left.exists());
    }
}
