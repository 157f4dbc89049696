//! What a path holds, by its first bytes and never by its name alone.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::error::DataError;
use super::kinds::{HEAD_BYTES, Other, WEB_PAGE, other_kind, picture_format};
use super::readers::archive::{Packing, is_tar, unpacked_head};
use super::readers::arrays::{is_batch, is_idx, is_npy};
use super::readers::table::is_table;

/// What this room can open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A folder, of whichever layout.
    Folder,
    /// An HDF5 file.
    Hdf5,
    /// An array of NumPy's or MNIST's.
    Array,
    /// A file of CIFAR's.
    Batch,
    /// A text with cells.
    Table,
    /// Files in one.
    Archive(Packing),
}

/// Rows of a table and of CIFAR's pictures are longer than a head is.
const LONG_HEAD_BYTES: usize = 64 << 10;

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
    let head = head(&mut file, LONG_HEAD_BYTES).map_err(|error| unreadable(path, &error))?;
    let short = &head[..head.len().min(HEAD_BYTES)];
    if let Some(kind) =
        packed_or_array(&mut file, short).map_err(|error| unreadable(path, &error))?
    {
        return Ok(kind);
    }
    if is_batch(path, metadata.len(), &head) {
        return Ok(Kind::Batch);
    }
    let is_known = picture_format(short).is_some() || other_kind(short).is_some();
    if !is_known && is_table(&head) {
        return Ok(Kind::Table);
    }
    Err(something_else(short, path))
}

fn packed_or_array(file: &mut File, head: &[u8]) -> io::Result<Option<Kind>> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Some(Kind::Archive(Packing::Zip)));
    }
    if is_npy(head) || is_idx(head) {
        return Ok(Some(Kind::Array));
    }
    if is_tar(head) {
        return Ok(Some(Kind::Archive(Packing::Tar)));
    }
    if !head.starts_with(b"\x1f\x8b") {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(0))?;
    let inside = unpacked_head(file, LONG_HEAD_BYTES);
    let short = &inside[..inside.len().min(HEAD_BYTES)];
    Ok(if is_idx(short) {
        Some(Kind::Array)
    } else if is_tar(short) {
        Some(Kind::Archive(Packing::TarGz))
    } else {
        let is_known = picture_format(short).is_some() || other_kind(short).is_some();
        (!is_known && is_table(&inside)).then_some(Kind::Table)
    })
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

fn head(file: &mut File, most_bytes: usize) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.by_ref()
        .take(most_bytes as u64)
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
            sniffed(b"Rar!\x1a\x07"),
            Err(DataError::WrongKind { .. })
        ));
        assert_eq!(sniffed(b"PK\x03\x04"), Ok(Kind::Archive(Packing::Zip)));
        assert_eq!(sniffed(b"a.png,cat\nb.png,dog\n"), Ok(Kind::Table));
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
