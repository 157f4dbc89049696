//! The header of MNIST's files: two zeros, a type, the number of axes, each axis with its most significant byte first.

use std::io::Read;
use std::path::Path;

use super::super::super::error::DataError;
use super::super::files::Files;
use super::numbers::{Bytes, Number, NumberFile};
use crate::files::name_of;
use crate::message;
use crate::text::Message;

/// (count, height, width, channels).
const MOST_AXES: u8 = 4;

/// Whether a file that begins so is of MNIST's format.
pub(in super::super::super) fn is_idx(head: &[u8]) -> bool {
    match head {
        [0, 0, kind, axes, first @ ..] => {
            number(*kind).is_some()
                && (1..=MOST_AXES).contains(axes)
                && first.len() >= 4 * usize::from(*axes)
        }
        _ => false,
    }
}

/// Reads the header of an array.
pub(super) fn open<'a>(files: &'a Files<'_>, file: &Path) -> Result<NumberFile<'a>, DataError> {
    let damaged = |reason: Message| DataError::Damaged {
        kind: "kind-idx",
        reason,
        path: file.to_owned(),
    };
    let mut values = files.read(file)?;
    let mut read = |bytes: &mut [u8]| {
        let read = values.read_exact(bytes);
        read.map_err(|error| damaged(error.to_string().into()))
    };
    let mut head = [0; 4];
    read(&mut head)?;
    let number = number(head[2]).filter(|_| head[..2] == [0, 0] && head[3] <= MOST_AXES);
    let Some(number) = number else {
        return Err(damaged(message!("array-header-unreadable")));
    };
    let mut shape = Vec::new();
    for _ in 0..head[3] {
        let mut axis = [0; 4];
        read(&mut axis)?;
        shape.push(u64::from(u32::from_be_bytes(axis)));
    }
    Ok(NumberFile {
        name: name_of(file),
        path: file.to_owned(),
        shape,
        number,
        is_big_endian: true,
        is_fortran: false,
        values,
    })
}

fn number(kind: u8) -> Option<Number> {
    Some(match kind {
        0x08 => Number::Unsigned(Bytes::One),
        0x09 => Number::Signed(Bytes::One),
        0x0b => Number::Signed(Bytes::Two),
        0x0c => Number::Signed(Bytes::Four),
        0x0d => Number::Float(Bytes::Four),
        0x0e => Number::Float(Bytes::Eight),
        _ => return None,
    })
}
