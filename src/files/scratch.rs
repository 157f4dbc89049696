//! Files without a name, for what has no room in memory. They are gone once they are closed, and after a crash as well.

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

use super::OwnFolders;

/// A new one to write and read, and the folder that it takes its room in: the user's cache, as the folder for temporary files
/// is memory itself on many systems; that folder where there is no other.
pub fn scratch_file() -> (PathBuf, io::Result<File>) {
    let folder = OwnFolders::find()
        .map(|folders| folders.cache)
        .filter(|folder| fs::create_dir_all(folder).is_ok())
        .unwrap_or_else(std::env::temp_dir);
    let file = tempfile::tempfile_in(&folder);
    (folder, file)
}

/// Fills `bytes` with what stands in `file` from `offset` on. Any number of threads may read one file so.
///
/// # Errors
/// Where the file ends before, or cannot be read.
#[cfg(unix)]
pub fn read_at(file: &File, offset: u64, bytes: &mut [u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

/// Fills `bytes` with what stands in `file` from `offset` on. Any number of threads may read one file so.
///
/// # Errors
/// Where the file ends before, or cannot be read.
#[cfg(windows)]
pub fn read_at(file: &File, offset: u64, bytes: &mut [u8]) -> io::Result<()> {
    let mut done = 0;
    while done < bytes.len() {
        let place = offset + done as u64;
        match std::os::windows::fs::FileExt::seek_read(file, &mut bytes[done..], place)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => done += read,
        }
    }
    Ok(())
}
