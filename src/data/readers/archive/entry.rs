//! One file of an archive: where it lies, how it is packed, and its content, checked while it is read.

use std::fs::File;
use std::io::{self, Read};
use std::sync::Mutex;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::super::super::error::DataError;
use super::Stretch;
use super::zip::data_behind;

/// One file of an archive.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) place: Place,
    /// What it takes in the archive.
    pub(super) packed_bytes: u64,
    /// What it holds.
    pub(super) bytes: u64,
    pub(super) method: Method,
    pub(super) checksum: Option<u32>,
}

/// Where the content begins.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    At(u64),
    /// Behind a zip's header of the file, which stands here.
    BehindHeader(u64),
}

/// How content is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Stored,
    Deflated,
    Encrypted,
    Unknown,
}

impl Entry {
    /// The content, up to the size that was claimed.
    pub(super) fn open<'a>(&self, file: &'a Mutex<File>) -> Result<Box<dyn Read + 'a>, DataError> {
        let other_kind = |found| {
            let advice = "advice-unpack-folder";
            Err(DataError::OtherKind { found, advice })
        };
        let at = match self.place {
            Place::At(at) => at,
            Place::BehindHeader(at) => data_behind(file, at).map_err(bad)?,
        };
        let stretch = Stretch {
            file,
            at,
            left: self.packed_bytes,
        };
        let content: Box<dyn Read + 'a> = match self.method {
            Method::Stored => Box::new(stretch),
            Method::Deflated => Box::new(DeflateDecoder::new(stretch)),
            Method::Encrypted => return other_kind("kind-encrypted"),
            Method::Unknown => return other_kind("kind-packed-otherwise"),
        };
        Ok(Box::new(Checked {
            content,
            left: self.bytes,
            sum: Crc::new(),
            expected: self.checksum,
        }))
    }
}

fn bad(error: io::Error) -> DataError {
    DataError::BadImage {
        reason: error.to_string().into(),
    }
}

/// Content that ends where it was said to, and is what it was.
struct Checked<'a> {
    content: Box<dyn Read + 'a>,
    left: u64,
    sum: Crc,
    expected: Option<u32>,
}

impl Read for Checked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).map_or(buffer.len(), |left| left.min(buffer.len()));
        if most == 0 {
            return Ok(0);
        }
        let count = self.content.read(&mut buffer[..most])?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= count as u64;
        self.sum.update(&buffer[..count]);
        if self.left == 0 && self.expected.is_some_and(|sum| sum != self.sum.sum()) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(count)
    }
}
