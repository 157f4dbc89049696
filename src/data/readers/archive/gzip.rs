//! Files that are packed as a whole by gzip.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::super::super::error::DataError;
use super::super::super::sniff::unreadable;
use super::super::meter::Meter;

/// What an archive may unpack to; it takes as much of the disk while it is read.
const LIMIT_BYTES: u64 = 16 << 30;

const CHUNK_BYTES: usize = 1 << 20;

/// Whether a file that begins so is packed by gzip.
pub(in super::super) fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(b"\x1f\x8b")
}

/// How the content begins, as far as it can be read.
pub(in super::super::super) fn unpacked_head(file: &File, most_bytes: usize) -> Vec<u8> {
    let mut head = Vec::new();
    let mut content = MultiGzDecoder::new(file).take(most_bytes as u64);
    // What came before the damage tells what it was.
    let _ = content.read_to_end(&mut head);
    head
}

/// The content as a file without a name, which is gone once it is closed.
pub(super) fn unpacked(file: File, path: &Path, meter: &Meter<'_>) -> Result<File, DataError> {
    let mut content = MultiGzDecoder::new(file);
    let mut unpacked = tempfile::tempfile().map_err(|error| unreadable(path, &error))?;
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut bytes = 0;
    loop {
        meter.check()?;
        let count = match content.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                return Err(DataError::Damaged {
                    kind: "kind-archive",
                    reason: error.to_string().into(),
                    path: path.to_owned(),
                });
            }
        };
        bytes += count as u64;
        if bytes > LIMIT_BYTES {
            return Err(DataError::ArchiveTooLarge {
                limit_gib: LIMIT_BYTES >> 30,
                path: path.to_owned(),
            });
        }
        let written = unpacked.write_all(&chunk[..count]);
        written.map_err(|error| unreadable(path, &error))?;
    }
    let rewound = unpacked.seek(SeekFrom::Start(0));
    rewound.map_err(|error| unreadable(path, &error))?;
    Ok(unpacked)
}
