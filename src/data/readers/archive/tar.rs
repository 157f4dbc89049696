//! The headers of a tar archive: those of POSIX, of GNU and of old ones.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::super::meter::Meter;
use super::entry::{Entry, Method, Place};
use super::{Fault, MOST_FILES};
use crate::message;

const BLOCK_BYTES: u64 = 512;

/// A name or a list of properties in front of a file.
const NOTE_LIMIT_BYTES: u64 = 1 << 20;

type Block = [u8; BLOCK_BYTES as usize];

/// Whether a file that begins so is a tar archive.
pub(in super::super::super) fn is_tar(head: &[u8]) -> bool {
    let block = head.first_chunk::<{ BLOCK_BYTES as usize }>();
    block.is_some_and(is_header)
}

/// A header counts its own bytes, with spaces in the place of the sum.
fn is_header(block: &Block) -> bool {
    let sum: u64 = block.iter().map(|&byte| u64::from(byte)).sum();
    let own: u64 = block[148..156].iter().map(|&byte| u64::from(byte)).sum();
    block[0] != 0 && number(&block[148..156]) == Some(sum - own + 8 * 32)
}

/// The files in a tar archive.
pub(super) fn list(file: &mut File, meter: &Meter<'_>) -> Result<Vec<(String, Entry)>, Fault> {
    let length = file.seek(SeekFrom::End(0))?;
    let broken = || Fault::Broken(message!("archive-cut-short"));
    let mut listed = Vec::new();
    let mut noted = Noted::default();
    let mut at = 0;
    while at < length {
        meter.check()?;
        let mut block: Block = [0; BLOCK_BYTES as usize];
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut block)?;
        if block.iter().all(|&byte| byte == 0) {
            break;
        }
        if !is_header(&block) {
            return Err(broken());
        }
        let bytes = noted.bytes.take().or_else(|| number(&block[124..136]));
        let bytes = bytes.ok_or_else(broken)?;
        let content_at = at + BLOCK_BYTES;
        at = content_at
            .checked_add(bytes)
            .and_then(|end| end.checked_next_multiple_of(BLOCK_BYTES))
            .ok_or_else(broken)?;
        if content_at.saturating_add(bytes) > length {
            return Err(broken());
        }
        match block[156] {
            b'L' => noted.name = Some(text(&note(file, bytes)?)),
            b'x' => noted.read(&note(file, bytes)?),
            b'0' | b'7' | 0 => {
                let name = noted.name.take().unwrap_or_else(|| name_of(&block));
                let entry = Entry {
                    place: Place::At(content_at),
                    packed_bytes: bytes,
                    bytes,
                    method: Method::Stored,
                    checksum: None,
                };
                listed.push((name, entry));
            }
            // Folders, links and devices.
            _ => noted = Noted::default(),
        }
        if listed.len() > MOST_FILES {
            return Err(Fault::TooMany);
        }
    }
    Ok(listed)
}

/// What was said in front of a file about it.
#[derive(Default)]
struct Noted {
    name: Option<String>,
    bytes: Option<u64>,
}

impl Noted {
    /// Lines of `LENGTH KEY=VALUE`.
    fn read(&mut self, mut lines: &[u8]) {
        while let Some(space) = lines.iter().position(|&byte| byte == b' ') {
            let Ok(length) = text(&lines[..space]).parse::<usize>() else {
                return;
            };
            let Some(line) = lines.get(space + 1..length) else {
                return;
            };
            let line = text(line);
            match line.trim_end_matches('\n').split_once('=') {
                Some(("path", name)) => self.name = Some(name.to_owned()),
                Some(("size", bytes)) => self.bytes = bytes.parse().ok(),
                _ => {}
            }
            lines = &lines[length..];
        }
    }
}

fn note(file: &mut File, bytes: u64) -> io::Result<Vec<u8>> {
    if bytes > NOTE_LIMIT_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut note = Vec::new();
    file.take(bytes).read_to_end(&mut note)?;
    Ok(note)
}

/// `PREFIX/NAME`, where the format has a prefix.
fn name_of(block: &Block) -> String {
    let name = text(&block[..100]);
    let is_posix = &block[257..263] == b"ustar\0";
    match text(&block[345..500]) {
        prefix if is_posix && !prefix.is_empty() => format!("{prefix}/{name}"),
        _ => name,
    }
}

/// Text up to the first zero byte.
fn text(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|&byte| byte == 0);
    String::from_utf8_lossy(&bytes[..end.unwrap_or(bytes.len())]).into_owned()
}

/// Octal digits; or, behind a set first bit, the number itself with the most significant byte first.
fn number(field: &[u8]) -> Option<u64> {
    if field[0] & 0x80 != 0 {
        let (high, low) = field.split_at(field.len() - 8);
        let is_small = high.iter().all(|byte| matches!(byte, 0 | 0x80));
        let low = low.first_chunk::<8>()?;
        return is_small.then(|| u64::from_be_bytes(*low));
    }
    let digits = text(field);
    let digits = digits.trim();
    if digits.is_empty() {
        return Some(0);
    }
    u64::from_str_radix(digits, 8).ok()
}
