//! Reading files that may be anything and of any size.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::{FileError, Links, explain, open_regular};
use crate::message;

/// Reads a whole file of at most `limit_bytes` bytes. Only regular files are opened: a pipe could block for ever and a
/// device never ends.
///
/// # Errors
/// [`FileError::TooLarge`] before anything is read, [`FileError::Read`] for everything else.
pub fn read_limited(path: &Path, limit_bytes: u64) -> Result<Vec<u8>, FileError> {
    let source = Source::open(path, limit_bytes)?;
    let mut bytes = Vec::new();
    // The file may still be growing while it is read.
    let one_past_limit = limit_bytes.saturating_add(1);
    let read_bytes = source
        .file
        .take(one_past_limit)
        .read_to_end(&mut bytes)
        .map_err(|cause| unreadable(path, &cause))?;
    if read_bytes as u64 > limit_bytes {
        return Err(FileError::TooLarge {
            limit_bytes,
            found_bytes: read_bytes as u64,
            path: path.to_owned(),
        });
    }
    Ok(bytes)
}

/// A file that is read part by part.
#[derive(Debug)]
pub struct Source {
    file: File,
    path: PathBuf,
    len_bytes: u64,
}

impl Source {
    /// Opens a regular file of at most `limit_bytes` bytes.
    ///
    /// # Errors
    /// As [`read_limited`].
    pub fn open(path: &Path, limit_bytes: u64) -> Result<Self, FileError> {
        let metadata = fs::metadata(path).map_err(|cause| unreadable(path, &cause))?;
        let wrong = |found| FileError::Read {
            found,
            advice: message!("advice-choose-file"),
            path: path.to_owned(),
        };
        if metadata.is_dir() {
            return Err(wrong(message!("file-a-folder")));
        }
        if !metadata.is_file() {
            return Err(wrong(message!("file-a-pipe")));
        }
        if metadata.len() > limit_bytes {
            return Err(FileError::TooLarge {
                limit_bytes,
                found_bytes: metadata.len(),
                path: path.to_owned(),
            });
        }
        let file = open_regular(path, File::options().read(true), Links::Followed);
        Ok(Self {
            file: file.map_err(|cause| unreadable(path, &cause))?,
            path: path.to_owned(),
            len_bytes: metadata.len(),
        })
    }

    /// How large the file was when it was opened.
    #[must_use]
    pub fn len_bytes(&self) -> u64 {
        self.len_bytes
    }

    /// Fills `part` with what comes next.
    ///
    /// # Errors
    /// [`FileError::Read`], also where the file ends before `part` is full.
    pub fn read(&mut self, part: &mut [u8]) -> Result<(), FileError> {
        let read = self.file.read_exact(part);
        read.map_err(|cause| unreadable(&self.path, &cause))
    }

    /// Goes to the byte `offset_bytes` of the file; what is read next begins there.
    ///
    /// # Errors
    /// [`FileError::Read`].
    pub fn go_to(&mut self, offset_bytes: u64) -> Result<(), FileError> {
        let gone = self.file.seek(SeekFrom::Start(offset_bytes));
        gone.map(drop)
            .map_err(|cause| unreadable(&self.path, &cause))
    }
}

fn unreadable(path: &Path, cause: &io::Error) -> FileError {
    let (found, advice) = explain(cause);
    FileError::Read {
        found,
        advice,
        path: path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::write_atomically;
    use super::*;

    #[test]
    fn a_file_at_the_limit_is_read_and_one_byte_more_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.csv");
        write_atomically(&path, b"12345").unwrap();
        assert_eq!(read_limited(&path, 5).unwrap(), b"12345");
        let message = read_limited(&path, 4).unwrap_err().to_string();
        let expected = "expected a file of at most 4 bytes, found 5; choose a smaller one: ";
        assert_eq!(message, format!("{expected}{}", path.display()));
    }

    #[test]
    fn reading_a_folder_or_a_device_is_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let message = read_limited(folder.path(), 10).unwrap_err().to_string();
        assert!(message.starts_with("expected a readable file, found a folder; choose a file: "));
        let device = Path::new("/dev/zero");
        if device.exists() {
            let message = read_limited(device, 10).unwrap_err().to_string();
            assert!(message.contains("found a pipe or device"), "{message}");
        }
    }
}
