//! Archives, whose files are read where they lie: nothing is unpacked onto the disk under a name, so no name in an archive can
//! lead anywhere.

mod entry;
mod gzip;
mod tar;
mod zip;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::super::error::DataError;
use super::super::sniff::unreadable;
use super::meter::Meter;
use crate::text::Message;
use entry::Entry;
pub(super) use gzip::is_gzip;
pub(in super::super) use gzip::unpacked_head;
pub(in super::super) use tar::is_tar;

/// More would take minutes to list and cannot fit into memory anyway.
const MOST_FILES: usize = 500_000;

/// How an archive is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Packing {
    Zip,
    Tar,
    /// A tar that is packed as a whole.
    TarGz,
}

/// An archive with the places of its files.
#[derive(Debug)]
pub(super) struct Archive {
    path: PathBuf,
    file: Mutex<File>,
    /// By the archive's path and their own behind it.
    entries: BTreeMap<PathBuf, Entry>,
}

impl Archive {
    /// Lists what is in the archive at `path`.
    pub(super) fn open(
        path: &Path,
        packing: Packing,
        meter: &Meter<'_>,
    ) -> Result<Self, DataError> {
        let mut file = File::open(path).map_err(|error| unreadable(path, &error))?;
        if packing == Packing::TarGz {
            file = gzip::unpacked(file, path, meter)?;
        }
        let listed = match packing {
            Packing::Zip => zip::list(&mut file, meter),
            Packing::Tar | Packing::TarGz => tar::list(&mut file, meter),
        };
        let listed = listed.map_err(|fault| fault.of(path))?;
        let entries = listed
            .into_iter()
            .filter_map(|(name, entry)| Some((path.join(inside(&name)?), entry)))
            .collect();
        Ok(Self {
            path: path.to_owned(),
            file: Mutex::new(file),
            entries,
        })
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Its files, as if it were a folder, sorted.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.entries.keys().map(PathBuf::as_path)
    }

    /// The content of one of its files.
    pub(super) fn read(&self, file: &Path) -> Result<Box<dyn Read + '_>, DataError> {
        let entry = self.entries.get(file).ok_or_else(|| DataError::Missing {
            path: file.to_owned(),
        })?;
        entry.open(&self.file)
    }

    /// What one of its files claims to hold.
    pub(super) fn size_of(&self, file: &Path) -> u64 {
        self.entries.get(file).map_or(0, |entry| entry.bytes)
    }
}

/// The path of a file in an archive, without what would lead out of it. Folders have none.
fn inside(name: &str) -> Option<PathBuf> {
    if name.ends_with(['/', '\\']) {
        return None;
    }
    let parts = name.split(['/', '\\']);
    let parts = parts.filter(|part| !matches!(*part, "" | "." | ".."));
    let path: PathBuf = parts.map(|part| part.replace(['\0', ':'], "_")).collect();
    (!path.as_os_str().is_empty()).then_some(path)
}

/// Why an archive could not be listed.
enum Fault {
    Canceled,
    Broken(Message),
    TooMany,
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Broken(error.to_string().into())
    }
}

impl From<DataError> for Fault {
    fn from(_: DataError) -> Self {
        Self::Canceled
    }
}

impl Fault {
    fn of(self, path: &Path) -> DataError {
        let path = path.to_owned();
        match self {
            Self::Canceled => DataError::Canceled,
            Self::TooMany => DataError::TooManyFiles {
                limit: MOST_FILES,
                path,
            },
            Self::Broken(reason) => DataError::Damaged {
                kind: "kind-archive",
                reason,
                path,
            },
        }
    }
}

/// A stretch of a file that several threads read from.
struct Stretch<'a> {
    file: &'a Mutex<File>,
    at: u64,
    left: u64,
}

impl Read for Stretch<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).map_or(buffer.len(), |left| left.min(buffer.len()));
        if most == 0 {
            return Ok(0);
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let count = file.read(&mut buffer[..most])?;
        self.at += count as u64;
        self.left -= count as u64;
        Ok(count)
    }
}

/// A little-endian number of `SIZE` bytes at `place`; 0 where the bytes end before it.
fn number<const SIZE: usize>(bytes: &[u8], place: usize) -> u64 {
    let stretch = bytes.get(place..place.saturating_add(SIZE));
    let digits = stretch.unwrap_or_default().iter().rev();
    digits.fold(0, |number, &byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_archive() {
        for (name, path) in [
            ("cat/1.png", Some("cat/1.png")),
            ("./cat//1.png", Some("cat/1.png")),
            ("../../etc/1.png", Some("etc/1.png")),
            ("/etc/1.png", Some("etc/1.png")),
            ("C:\\cat\\1.png", Some("C_/cat/1.png")),
            ("cat/", None),
            ("..", None),
        ] {
            assert_eq!(inside(name), path.map(PathBuf::from), "{name}");
        }
    }
}
