//! Files that lie together, in a folder or in an archive, and what can be read of them.

use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use image::DynamicImage;

use super::super::error::DataError;
use super::super::pixels::{
    FILE_LIMIT_BYTES, decode_bytes, decode_unless, upright_size, upright_size_of,
};
use super::super::sniff::unreadable;
use super::archive::{Archive, is_gzip};

/// Where pictures lie.
#[derive(Clone, Copy)]
pub(super) enum PictureFiles<'a> {
    OnDisk,
    In(&'a Archive),
}

impl PictureFiles<'_> {
    /// Width and height of a picture as it stands upright, px.
    pub(super) fn upright_size(self, file: &Path) -> Result<(u32, u32), DataError> {
        match self {
            Self::OnDisk => upright_size(file),
            Self::In(archive) => upright_size_of(&picture_bytes(archive, file)?),
        }
    }

    /// A picture, upright.
    pub(super) fn decode(
        self,
        file: &Path,
        is_stopped: &(dyn Fn() -> bool + Sync),
    ) -> Result<DynamicImage, DataError> {
        match self {
            Self::OnDisk => decode_unless(file, is_stopped),
            Self::In(archive) => decode_bytes(&picture_bytes(archive, file)?),
        }
    }
}

fn picture_bytes(archive: &Archive, file: &Path) -> Result<Vec<u8>, DataError> {
    let claimed = archive.size_of(file);
    if claimed > FILE_LIMIT_BYTES {
        return Err(DataError::ImageFileTooLarge {
            found_mib: claimed >> 20,
            limit_mib: FILE_LIMIT_BYTES >> 20,
        });
    }
    let mut bytes = Vec::new();
    let read = archive.read(file)?.read_to_end(&mut bytes);
    read.map_err(|error| DataError::BadImage {
        reason: error.to_string().into(),
    })?;
    Ok(bytes)
}

/// The files of one folder or archive.
pub(super) enum Files<'a> {
    Folder(&'a Path),
    Archive(&'a Archive),
}

impl Files<'_> {
    /// All of them, sorted; of a folder those that lie in it, of an archive also those in its folders.
    pub(super) fn list(&self) -> Result<Vec<PathBuf>, DataError> {
        match self {
            Self::Archive(archive) => Ok(archive.files().map(Path::to_owned).collect()),
            Self::Folder(folder) => {
                let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
                let files = entries.flatten().map(|entry| entry.path());
                let mut files: Vec<PathBuf> = files.filter(|file| file.is_file()).collect();
                files.sort();
                Ok(files)
            }
        }
    }

    /// What a file holds, unpacked where it is packed by itself.
    pub(super) fn read(&self, file: &Path) -> Result<Box<dyn Read + '_>, DataError> {
        let mut head = Vec::new();
        let read = self.as_stored(file)?.take(2).read_to_end(&mut head);
        read.map_err(|error| unreadable(file, &error))?;
        let content = self.as_stored(file)?;
        Ok(if is_gzip(&head) {
            Box::new(MultiGzDecoder::new(content))
        } else {
            content
        })
    }

    fn as_stored(&self, file: &Path) -> Result<Box<dyn Read + '_>, DataError> {
        match self {
            Self::Archive(archive) => archive.read(file),
            Self::Folder(_) => {
                let opened = File::open(file).map_err(|error| unreadable(file, &error))?;
                Ok(Box::new(BufReader::new(opened)))
            }
        }
    }

    /// What a file claims to hold, as it lies there.
    pub(super) fn size_of(&self, file: &Path) -> u64 {
        match self {
            Self::Archive(archive) => archive.size_of(file),
            Self::Folder(_) => fs::metadata(file).map_or(0, |metadata| metadata.len()),
        }
    }
}
