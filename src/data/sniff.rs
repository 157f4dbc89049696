//! What a path holds, by its first bytes and never by its name.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::error::DataError;
use super::kinds::{HEAD_BYTES, Other, WEB_PAGE, other_kind, picture_format};

/// What this room can open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A folder, of whichever layout.
    Folder,
    /// An HDF5 file.
    Hdf5,
}

const HDF5_SIGNATURE: &[u8] = b"\x89HDF\r\n\x1a\n";

/// # Errors
/// A sentence that says what is there instead, wherever that can be told.
pub(super) fn sniff(path: &Path) -> Result<Kind, DataError> {
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if metadata.is_dir() {
        return Ok(Kind::Folder);
    }
    if !metadata.is_file() {
        return Err(DataError::NotAFile {
            expected: "expected-file-or-folder",
            found: "found-device-or-pipe",
            path: path.to_owned(),
        });
    }
    if metadata.len() == 0 {
        return Err(DataError::EmptyFile {
            path: path.to_owned(),
        });
    }
    let mut file = File::open(path).map_err(|error| unreadable(path, &error))?;
    if holds_hdf5(&mut file, &metadata).map_err(|error| unreadable(path, &error))? {
        return Ok(Kind::Hdf5);
    }
    let head = head(&mut file).map_err(|error| unreadable(path, &error))?;
    Err(something_else(&head, path))
}

/// An I/O error as a sentence.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> DataError {
    match error.kind() {
        io::ErrorKind::NotFound => DataError::Missing {
            path: path.to_owned(),
        },
        _ => DataError::Unreadable {
            reason: error.to_string(),
            path: path.to_owned(),
        },
    }
}

/// The signature stands at 0, or behind a user block at 512, 1024, 2048, …
fn holds_hdf5(file: &mut File, metadata: &Metadata) -> io::Result<bool> {
    let mut offset = 0;
    while offset < metadata.len() {
        let mut signature = Vec::new();
        file.seek(SeekFrom::Start(offset))?;
        file.by_ref()
            .take(HDF5_SIGNATURE.len() as u64)
            .read_to_end(&mut signature)?;
        if signature == HDF5_SIGNATURE {
            return Ok(true);
        }
        offset = if offset == 0 {
            512
        } else {
            offset.saturating_mul(2)
        };
    }
    Ok(false)
}

fn head(file: &mut File) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.by_ref()
        .take(HEAD_BYTES as u64)
        .read_to_end(&mut head)?;
    Ok(head)
}

fn something_else(head: &[u8], path: &Path) -> DataError {
    let path = path.to_owned();
    if let Some(format) = picture_format(head) {
        return DataError::SingleImage { format, path };
    }
    match other_kind(head) {
        Some(other) if other.found == WEB_PAGE => DataError::WebPage { path },
        Some(Other { found, advice }) => DataError::WrongKind {
            found,
            advice,
            path,
        },
        None => DataError::UnknownKind { path },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sniffed(content: &[u8]) -> Result<Kind, DataError> {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("data.h5");
        crate::files::write_atomically(&path, content).expect("writes");
        sniff(&path)
    }

    #[test]
    fn the_content_decides_not_the_name() {
        assert!(matches!(
            sniffed(b"\n\n  <!DOCTYPE html><title>Sign in</title>"),
            Err(DataError::WebPage { .. })
        ));
        assert!(matches!(
            sniffed(b"<?xml?><HTML lang=en>"),
            Err(DataError::WebPage { .. })
        ));
        assert!(matches!(sniffed(b""), Err(DataError::EmptyFile { .. })));
        assert!(matches!(
            sniffed(b"\x89PNG\r\n\x1a\n"),
            Err(DataError::SingleImage { format: "PNG", .. })
        ));
        assert!(matches!(
            sniffed(b"PK\x03\x04"),
            Err(DataError::WrongKind { .. })
        ));
        assert!(matches!(
            sniffed(b"0,1,2,3"),
            Err(DataError::UnknownKind { .. })
        ));
        assert_eq!(sniffed(HDF5_SIGNATURE), Ok(Kind::Hdf5));
    }

    #[test]
    fn hdf5_behind_a_user_block_is_found() {
        let mut content = vec![b' '; 1024];
        content.extend(HDF5_SIGNATURE);
        assert_eq!(sniffed(&content), Ok(Kind::Hdf5));
    }

    #[test]
    fn missing_paths_folders_and_devices_are_told_apart() {
        let folder = tempfile::tempdir().expect("temporary folder");
        assert_eq!(sniff(folder.path()), Ok(Kind::Folder));
        assert!(matches!(
            sniff(&folder.path().join("none.h5")),
            Err(DataError::Missing { .. })
        ));
        #[cfg(unix)]
        assert!(matches!(
            sniff(Path::new("/dev/null")),
            Err(DataError::NotAFile { .. })
        ));
    }
}
