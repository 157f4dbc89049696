//! How a file was when somebody last looked, to tell later whether somebody else has written to it.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::{FileError, read_limited};

/// A file as of one moment: its content, and what the disk says about it without reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// SHA-256 of what is in it, in hexadecimal digits; `None` where there is no file.
    content: Option<String>,
    glance: Option<Glance>,
}

/// What changes when a file is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Glance {
    modified: Option<SystemTime>,
    length_bytes: u64,
    /// Number of the file, and when anything about it changed: a file put in its place has another one, however old it is.
    #[cfg(unix)]
    unix: (u64, i64, i64),
}

impl Stamp {
    /// The file at `path` as it is now, read to its end; there may be none.
    ///
    /// # Errors
    /// Where there is a file that cannot be read, or is larger than `limit_bytes`.
    pub fn of(path: &Path, limit_bytes: u64) -> Result<Self, FileError> {
        let before = glance(path);
        if matches!(&before, Err(error) if error.kind() == ErrorKind::NotFound) {
            return Ok(Self::gone());
        }
        let bytes = read_limited(path, limit_bytes)?;
        Ok(Self {
            content: Some(hash_of(&bytes)),
            glance: before.ok(),
        })
    }

    /// A file that is now at `path` and has this content.
    #[must_use]
    pub fn of_content(path: &Path, bytes: &[u8]) -> Self {
        Self {
            content: Some(hash_of(bytes)),
            glance: glance(path).ok(),
        }
    }

    /// The stamp of a file that is not there.
    #[must_use]
    pub fn gone() -> Self {
        Self {
            content: None,
            glance: None,
        }
    }

    /// A file of which only the content's hash is known.
    #[must_use]
    pub fn from_hash(hash: &str) -> Self {
        Self {
            content: Some(hash.to_owned()),
            glance: None,
        }
    }

    /// The hash of its content; `None` where there is no file.
    #[must_use]
    pub fn hash(&self) -> Option<&str> {
        self.content.as_deref()
    }

    /// Whether both hold the same, or neither is there.
    #[must_use]
    pub fn holds_same_as(&self, other: &Self) -> bool {
        self.content == other.content
    }

    /// Whether `path` looks untouched since; reads nothing.
    #[must_use]
    pub fn looks_current(&self, path: &Path) -> bool {
        match glance(path) {
            Ok(now) => self.glance == Some(now),
            Err(error) => error.kind() == ErrorKind::NotFound && self.content.is_none(),
        }
    }
}

fn glance(path: &Path) -> io::Result<Glance> {
    let metadata = std::fs::metadata(path)?;
    Ok(Glance {
        modified: metadata.modified().ok(),
        length_bytes: metadata.len(),
        #[cfg(unix)]
        unix: unix(&metadata),
    })
}

#[cfg(unix)]
fn unix(metadata: &std::fs::Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

/// SHA-256 in hexadecimal digits.
#[must_use]
pub fn hash_of(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes as hexadecimal digits, as hashes are written.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    let digits = |text: String, byte: &u8| text + &format!("{byte:02x}");
    bytes.iter().fold(String::new(), digits)
}

#[cfg(test)]
mod tests {
    use super::super::write_atomically;
    use super::*;

    const LIMIT: u64 = 1000;

    #[test]
    fn a_file_that_is_written_to_looks_changed_whatever_its_time_says() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        write_atomically(&path, b"one").unwrap();
        let before = Stamp::of(&path, LIMIT).unwrap();
        assert!(before.looks_current(&path));
        let time = std::fs::metadata(&path).unwrap().modified().unwrap();
        write_atomically(&path, b"two").unwrap();
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(time).unwrap();
        assert!(!before.looks_current(&path));
        assert!(!Stamp::of(&path, LIMIT).unwrap().holds_same_as(&before));
    }

    #[test]
    fn the_same_content_written_again_looks_changed_and_holds_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        write_atomically(&path, b"one").unwrap();
        let before = Stamp::of(&path, LIMIT).unwrap();
        write_atomically(&path, b"one").unwrap();
        assert!(Stamp::of(&path, LIMIT).unwrap().holds_same_as(&before));
        let known = Stamp::from_hash(before.hash().unwrap());
        assert!(known.holds_same_as(&before) && !known.looks_current(&path));
    }

    #[test]
    fn a_file_that_is_gone_has_a_stamp_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let none = Stamp::of(&path, LIMIT).unwrap();
        assert_eq!(none, Stamp::gone());
        assert!(none.looks_current(&path));
        write_atomically(&path, b"one").unwrap();
        assert!(!none.looks_current(&path));
        assert!(!none.holds_same_as(&Stamp::of(&path, LIMIT).unwrap()));
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hash_of(b"abc"), expected);
    }
}
