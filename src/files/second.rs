//! A file that gets another name, or a second one, without being written again; where the file system has no such names, as on
//! many a USB stick, it is copied. Whoever looks finds the old file or the new one, never a part.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::save::{folder_of, keep_permissions, refuse_unfit, sync_folder, unwritable};
use super::{FileError, Source, is_same_file, leftovers, place, write_atomically_in_parts};

/// How much of a file is copied at a time.
const PART_BYTES: usize = 1 << 20;

/// Makes `second` the same file as `first`, which stays where it is. What stood there is replaced, unless it is marked
/// read-only.
///
/// # Errors
/// [`FileError`], with the old file unchanged.
pub fn share(first: &Path, second: &Path) -> Result<(), FileError> {
    share_by(first, second, |first, second| fs::hard_link(first, second))
}

fn share_by(
    first: &Path,
    second: &Path,
    link: impl FnOnce(&Path, &Path) -> io::Result<()>,
) -> Result<(), FileError> {
    // Renaming one name of a file over another one of the same leaves both, and the temporary one would stay.
    if is_same_file(first, second) {
        return Ok(());
    }
    let target = fit_target(second)?;
    match linked(first, &target, link) {
        Ok(()) => Ok(()),
        Err(refused) => {
            tracing::debug!(%refused, target = %target.display(), "copied instead of linked");
            copy(first, &target)
        }
    }
}

/// Moves `first` to `second`, whose place it takes. What stood there is replaced, unless it is marked read-only.
///
/// # Errors
/// [`FileError`], with the old file unchanged.
pub fn move_over(first: &Path, second: &Path) -> Result<(), FileError> {
    let target = fit_target(second)?;
    if let Ok(file) = File::open(first) {
        keep_permissions(&target, &file);
    }
    if fs::rename(first, &target).is_err() {
        copy(first, &target)?;
        if let Err(refused) = fs::remove_file(first) {
            tracing::debug!(%refused, path = %first.display(), "stays after it was copied");
        }
    }
    sync_folder(folder_of(&target));
    Ok(())
}

/// The file that `path` leads to, where it may be replaced.
fn fit_target(path: &Path) -> Result<std::path::PathBuf, FileError> {
    let target = place::link_target(path).and_then(|target| {
        #[cfg(test)]
        super::faults::ask()?;
        refuse_unfit(&target)?;
        Ok(target)
    });
    target.map_err(|cause| unwritable(path, &cause))
}

fn linked(
    first: &Path,
    target: &Path,
    link: impl FnOnce(&Path, &Path) -> io::Result<()>,
) -> io::Result<()> {
    let folder = folder_of(target);
    leftovers::sweep_once(folder);
    // A link asks for a name that nobody has.
    let name = leftovers::temporary_file_in(folder)?.into_temp_path();
    fs::remove_file(&name)?;
    link(first, &name)?;
    name.persist(target).map_err(|refused| refused.error)?;
    sync_folder(folder);
    Ok(())
}

fn copy(first: &Path, target: &Path) -> Result<(), FileError> {
    let mut source = Source::open(first, u64::MAX)?;
    let mut left = source.len_bytes();
    let mut bytes = vec![0; PART_BYTES];
    write_atomically_in_parts(target, |sink| {
        while left > 0 {
            let part = &mut bytes[..PART_BYTES.min(usize::try_from(left).unwrap_or(PART_BYTES))];
            source.read(part)?;
            sink.write(part)?;
            left -= part.len() as u64;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::super::{read_limited, write_atomically};
    use super::*;

    fn file(folder: &Path, name: &str, text: &[u8]) -> std::path::PathBuf {
        let path = folder.join(name);
        write_atomically(&path, text).unwrap();
        path
    }

    fn count(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_second_name_stays_what_it_is_when_the_first_one_is_given_away() {
        let folder = tempfile::tempdir().unwrap();
        let first = file(folder.path(), "weights", b"after one");
        let second = file(folder.path(), "best", b"old");
        for _ in 0..2 {
            share(&first, &second).unwrap();
            assert!(is_same_file(&first, &second));
        }
        write_atomically(&first, b"after two").unwrap();
        assert_eq!(read_limited(&second, 100).unwrap(), b"after one");
        assert_eq!(count(folder.path()), 2);
    }

    #[test]
    fn where_links_are_refused_the_file_is_copied() {
        let folder = tempfile::tempdir().unwrap();
        let text = vec![7; PART_BYTES + 3];
        let first = file(folder.path(), "weights", &text);
        let second = folder.path().join("best");
        let refuse = |_: &Path, _: &Path| Err(io::ErrorKind::Unsupported.into());
        share_by(&first, &second, refuse).unwrap();
        assert!(!is_same_file(&first, &second));
        assert_eq!(read_limited(&second, 2 << 20).unwrap(), text);
        assert_eq!(count(folder.path()), 2);
    }

    #[test]
    fn a_file_moves_over_another_one_and_not_over_one_that_is_read_only() {
        let folder = tempfile::tempdir().unwrap();
        let first = file(folder.path(), "next", b"new");
        let second = file(folder.path(), "weights", b"old");
        let mut permissions = fs::metadata(&second).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&second, permissions.clone()).unwrap();
        for refused in [move_over(&first, &second), share(&first, &second)] {
            let message = refused.unwrap_err().to_string();
            assert!(message.contains("found no permission"), "{message}");
        }
        #[expect(
            clippy::permissions_set_readonly_false,
            reason = "a file of this test's own"
        )]
        permissions.set_readonly(false);
        fs::set_permissions(&second, permissions).unwrap();
        move_over(&first, &second).unwrap();
        assert_eq!(read_limited(&second, 100).unwrap(), b"new");
        assert_eq!(count(folder.path()), 1);
    }

    #[test]
    fn a_file_that_is_gone_leaves_the_second_one_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let second = file(folder.path(), "best", b"old");
        let gone = folder.path().join("gone");
        assert!(share(&gone, &second).is_err() && move_over(&gone, &second).is_err());
        assert_eq!(read_limited(&second, 100).unwrap(), b"old");
        assert_eq!(count(folder.path()), 1);
    }
}
