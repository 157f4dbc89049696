//! The header of NumPy's files, formats 1.0 to 3.0: a Python dictionary with type, order and shape.

use std::io::Read;
use std::path::Path;

use super::super::super::error::DataError;
use super::super::files::Files;
use super::numbers::{Bytes, Number, NumberFile};
use super::plain_name;
use crate::message;
use crate::text::Message;

const SIGNATURE: &[u8] = b"\x93NUMPY";

/// NumPy itself refuses longer ones.
const HEADER_LIMIT_BYTES: usize = 64 << 10;

/// Text of more letters is no label.
const LONGEST_TEXT: usize = 4_096;

/// Whether a file that begins so is NumPy's.
pub(in super::super::super) fn is_npy(head: &[u8]) -> bool {
    head.starts_with(SIGNATURE)
}

/// Reads the header of an array.
pub(super) fn open<'a>(files: &'a Files<'_>, file: &Path) -> Result<NumberFile<'a>, DataError> {
    let damaged = |reason: Message| DataError::Damaged {
        kind: "kind-numpy",
        reason,
        path: file.to_owned(),
    };
    let mut values = files.read(file)?;
    let header = header(&mut values).map_err(damaged)?;
    let unreadable = || damaged(message!("array-header-unreadable"));
    let kind = text_value(&header, "descr");
    let Some(kind) = kind else {
        return Err(unreadable());
    };
    let Some((number, is_big_endian)) = number(kind) else {
        return Err(DataError::BadArrayType {
            array: plain_name(file),
            found: kind.to_owned(),
            expected: "expected-numbers-or-text",
            path: file.to_owned(),
        });
    };
    Ok(NumberFile {
        name: plain_name(file),
        path: file.to_owned(),
        shape: shape(&header).ok_or_else(unreadable)?,
        number,
        is_big_endian,
        is_fortran: value(&header, "fortran_order").is_some_and(|it| it.starts_with("True")),
        values,
    })
}

fn header(values: &mut impl Read) -> Result<String, Message> {
    let words = |error: std::io::Error| Message::from(error.to_string());
    let mut head = [0; 10];
    values.read_exact(&mut head).map_err(words)?;
    if !head.starts_with(SIGNATURE) {
        return Err(message!("array-header-unreadable"));
    }
    let mut length = usize::from(u16::from_le_bytes([head[8], head[9]]));
    if head[6] > 1 {
        // From format 2.0 on the length has four bytes.
        let mut high = [0; 2];
        values.read_exact(&mut high).map_err(words)?;
        length |= usize::from(u16::from_le_bytes(high)) << 16;
    }
    if length > HEADER_LIMIT_BYTES {
        return Err(message!("array-header-unreadable"));
    }
    let mut header = vec![0; length];
    values.read_exact(&mut header).map_err(words)?;
    Ok(String::from_utf8_lossy(&header).into_owned())
}

/// What follows a key of the dictionary.
fn value<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let place = [format!("'{key}'"), format!("\"{key}\"")]
        .iter()
        .find_map(|quoted| Some(header.find(quoted)? + quoted.len()))?;
    Some(header[place..].trim_start().strip_prefix(':')?.trim_start())
}

fn text_value<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let value = value(header, key)?;
    // A list stands for an array of records.
    let quote = value.chars().next()?;
    match quote {
        '\'' | '"' => value[1..].split(quote).next(),
        _ => value.split('\n').next(),
    }
}

fn shape(header: &str) -> Option<Vec<u64>> {
    let axes = value(header, "shape")?.strip_prefix('(')?;
    let axes = axes.split(')').next()?.split(',').map(str::trim);
    let axes = axes.filter(|axis| !axis.is_empty());
    axes.map(|axis| axis.trim_end_matches('L').parse().ok())
        .collect()
}

/// `<f4` and what else NumPy writes, and whether the most significant byte comes first.
fn number(kind: &str) -> Option<(Number, bool)> {
    let is_big_endian = kind.starts_with('>');
    let kind = kind.trim_start_matches(['<', '>', '|', '=']);
    let letter = kind.chars().next()?;
    let length: usize = kind.get(1..)?.parse().ok()?;
    let number = match letter {
        'b' if length == 1 => Number::Bool,
        'u' => Number::Unsigned(Bytes::of(length)?),
        'i' => Number::Signed(Bytes::of(length)?),
        'f' if length > 1 => Number::Float(Bytes::of(length)?),
        'S' | 'U' if (1..=LONGEST_TEXT).contains(&length) => Number::Text {
            length,
            is_wide: letter == 'U',
        },
        _ => return None,
    };
    Some((number, is_big_endian))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_as_python_writes_them() {
        let header = "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3L), }   \n";
        assert_eq!(text_value(header, "descr"), Some("<f4"));
        assert_eq!(shape(header), Some(vec![2, 3]));
        assert_eq!(shape("{'shape': ()}"), Some(vec![]));
        assert_eq!(shape("{'shape': (7,)}"), Some(vec![7]));
        assert_eq!(shape("{'shape': (-7,)}"), None);
        assert_eq!(shape("{'shape': (2, "), Some(vec![2]));
    }

    #[test]
    fn types_are_known_or_not() {
        assert_eq!(number("|u1"), Some((Number::Unsigned(Bytes::One), false)));
        assert_eq!(number(">f8"), Some((Number::Float(Bytes::Eight), true)));
        for kind in ["|O", "<c8", "<M8[ns]", "<f16", "", "é", "<U0"] {
            assert_eq!(number(kind), None, "{kind}");
        }
    }
}
