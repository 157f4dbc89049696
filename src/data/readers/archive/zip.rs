//! The directory at the end of a zip archive, also of large ones (zip64).

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Mutex, PoisonError};

use super::super::meter::Meter;
use super::entry::{Entry, Method, Place};
use super::{Fault, MOST_FILES, number};
use crate::message;

const END: &[u8] = b"PK\x05\x06";
const END_OF_LARGE: &[u8] = b"PK\x06\x06";
const PLACE_OF_LARGE: &[u8] = b"PK\x06\x07";
const IN_DIRECTORY: &[u8] = b"PK\x01\x02";
const HEADER: &[u8] = b"PK\x03\x04";

/// Without the comment, which may have 65,535 bytes.
const END_BYTES: u64 = 22;
const PLACE_OF_LARGE_BYTES: u64 = 20;
const DIRECTORY_BYTES: usize = 46;
const HEADER_BYTES: u64 = 30;

/// Half a million names of the usual length.
const DIRECTORY_LIMIT_BYTES: u64 = 256 << 20;

/// The files in a zip archive.
pub(super) fn list(file: &mut File, meter: &Meter<'_>) -> Result<Vec<(String, Entry)>, Fault> {
    let length = file.metadata()?.len();
    let broken = || Fault::Broken(message!("archive-without-end"));
    let tail_at = length.saturating_sub(END_BYTES + u64::from(u16::MAX));
    let tail = stretch(file, tail_at, length - tail_at)?;
    let end = tail
        .windows(END.len())
        .rposition(|bytes| bytes == END)
        .ok_or_else(broken)?;
    let end_at = tail_at + end as u64;
    let end = &tail[end..];
    let (mut bytes, mut at) = (number::<4>(end, 12), number::<4>(end, 16));
    // What was put in front of the archive, such as a program that unpacks it, moves everything.
    let mut moved = end_at.saturating_sub(bytes).saturating_sub(at);
    let place = end_at.saturating_sub(PLACE_OF_LARGE_BYTES);
    let large = stretch(file, place, PLACE_OF_LARGE_BYTES.min(end_at))?;
    if large.starts_with(PLACE_OF_LARGE) {
        let large = stretch(file, number::<8>(&large, 8), 56)?;
        if !large.starts_with(END_OF_LARGE) {
            return Err(broken());
        }
        (bytes, at, moved) = (number::<8>(&large, 40), number::<8>(&large, 48), 0);
    }
    if bytes > DIRECTORY_LIMIT_BYTES {
        return Err(Fault::TooMany);
    }
    let directory = stretch(file, at.saturating_add(moved), bytes)?;
    if (directory.len() as u64) < bytes {
        return Err(broken());
    }
    entries(&directory, moved, meter)
}

fn entries(directory: &[u8], moved: u64, meter: &Meter<'_>) -> Result<Vec<(String, Entry)>, Fault> {
    let mut listed = Vec::new();
    let mut rest = directory;
    while rest.starts_with(IN_DIRECTORY) {
        if listed.len().is_multiple_of(1_024) {
            meter.check()?;
        }
        if listed.len() == MOST_FILES {
            return Err(Fault::TooMany);
        }
        let length = |place| number::<2>(rest, place) as usize;
        let name_end = DIRECTORY_BYTES + length(28);
        let extra_end = name_end + length(30);
        let (Some(name), Some(extra)) = (
            rest.get(DIRECTORY_BYTES..name_end),
            rest.get(name_end..extra_end),
        ) else {
            return Err(Fault::Broken(message!("archive-without-end")));
        };
        let entry = entry(rest, extra, moved);
        listed.push((String::from_utf8_lossy(name).into_owned(), entry));
        rest = rest.get(extra_end + length(32)..).unwrap_or_default();
    }
    Ok(listed)
}

fn entry(record: &[u8], extra: &[u8], moved: u64) -> Entry {
    const SATURATED: u64 = 0xffff_ffff;
    const IS_ENCRYPTED: u64 = 1;
    let mut large = large_numbers(extra);
    let mut size = |place| match number::<4>(record, place) {
        SATURATED => large.next().unwrap_or(SATURATED),
        size => size,
    };
    // In this order behind each other, those that do not fit.
    let (bytes, packed_bytes, at) = (size(24), size(20), size(42));
    let method = match (
        number::<2>(record, 8) & IS_ENCRYPTED,
        number::<2>(record, 10),
    ) {
        (IS_ENCRYPTED, _) => Method::Encrypted,
        (_, 0) => Method::Stored,
        (_, 8) => Method::Deflated,
        _ => Method::Unknown,
    };
    Entry {
        place: Place::BehindHeader(at.saturating_add(moved)),
        packed_bytes,
        bytes,
        method,
        checksum: Some(number::<4>(record, 16) as u32),
    }
}

/// The sizes and places that need more than 32 bits.
fn large_numbers(extra: &[u8]) -> impl Iterator<Item = u64> + '_ {
    const LARGE: u64 = 1;
    let mut rest = extra;
    let mut found: &[u8] = &[];
    while rest.len() >= 4 {
        let end = 4 + number::<2>(rest, 2) as usize;
        if number::<2>(rest, 0) == LARGE {
            found = rest.get(4..end).unwrap_or_default();
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    found.chunks_exact(8).map(|bytes| number::<8>(bytes, 0))
}

/// Where the content begins behind the header at `at`.
pub(super) fn data_behind(file: &Mutex<File>, at: u64) -> io::Result<u64> {
    let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
    let header = stretch(&mut file, at, HEADER_BYTES)?;
    if !header.starts_with(HEADER) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(at + HEADER_BYTES + number::<2>(&header, 26) + number::<2>(&header, 28))
}

/// Up to `bytes` bytes at `at`, fewer where the file ends before.
fn stretch(file: &mut File, at: u64, bytes: u64) -> io::Result<Vec<u8>> {
    let mut read = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.take(bytes).read_to_end(&mut read)?;
    Ok(read)
}
