//! A reader that gives up on a line without end, which would otherwise be read into memory whole.

use std::io::{self, Read};

/// More than a row of the largest picture takes.
const LONGEST_LINE_BYTES: usize = 64 << 20;

/// A text whose lines have an end.
pub(super) struct ShortLines<R> {
    text: R,
    since_end: usize,
}

impl<R> ShortLines<R> {
    pub(super) fn of(text: R) -> Self {
        Self { text, since_end: 0 }
    }
}

impl<R: Read> Read for ShortLines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.text.read(buffer)?;
        match buffer[..count].iter().rposition(|&byte| byte == b'\n') {
            Some(end) => self.since_end = count - end - 1,
            None => self.since_end += count,
        }
        if self.since_end > LONGEST_LINE_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(count)
    }
}
