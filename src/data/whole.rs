//! Whether a image file is all there. Decoders fill what is missing with gray, and a network would learn the gray.

use std::io::{self, BufRead, Read, Seek, SeekFrom};

/// Whether the file reaches its own end: for the formats whose decoders do not say so themselves. `true` where the
/// format leaves it to the decoder.
pub(super) fn is_whole<R: BufRead + Seek>(
    format: Option<&str>,
    reader: &mut R,
) -> io::Result<bool> {
    reader.seek(SeekFrom::Start(0))?;
    let is_whole = match format {
        Some("JPEG") => jpeg_ends(reader)?,
        Some("WebP") => riff_ends(reader)?,
        _ => true,
    };
    reader.seek(SeekFrom::Start(0))?;
    Ok(is_whole)
}

/// Walks from marker to marker up to the end of the image, passing over thumbnails inside of segments. What cameras
/// append behind the end does no harm. Pillow refuses the same files, except those that lack nothing but the end marker.
fn jpeg_ends<R: BufRead + Seek>(reader: &mut R) -> io::Result<bool> {
    const START_OF_IMAGE: u8 = 0xd8;
    const END_OF_IMAGE: u8 = 0xd9;
    // Without a length behind them: stuffing, restarts, "temporary".
    let stands_alone = |marker| matches!(marker, 0x00 | 0x01 | 0xd0..=0xd7 | START_OF_IMAGE | 0xff);
    while let Some(marker) = next_marker(reader)? {
        if marker == END_OF_IMAGE {
            return Ok(true);
        }
        if stands_alone(marker) {
            continue;
        }
        let mut length = [0; 2];
        if !fills(reader, &mut length)? {
            return Ok(false);
        }
        let rest = i64::from(u16::from_be_bytes(length)) - 2;
        reader.seek_relative(rest.max(0))?;
    }
    Ok(false)
}

/// The byte behind the next 0xff.
fn next_marker<R: BufRead>(reader: &mut R) -> io::Result<Option<u8>> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        let found = buffer.iter().position(|&byte| byte == 0xff);
        let passed = found.map_or(buffer.len(), |at| at + 1);
        reader.consume(passed);
        if found.is_none() {
            continue;
        }
        // Any number of 0xff may stand before a marker.
        loop {
            let mut marker = [0; 1];
            if !fills(reader, &mut marker)? {
                return Ok(None);
            }
            if marker[0] != 0xff {
                return Ok(Some(marker[0]));
            }
        }
    }
}

/// A RIFF file says in its head how long it is.
fn riff_ends<R: BufRead + Seek>(reader: &mut R) -> io::Result<bool> {
    let mut head = [0; 8];
    if !fills(reader, &mut head)? {
        return Ok(false);
    }
    let claimed = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]])) + 8;
    Ok(reader.seek(SeekFrom::End(0))? >= claimed)
}

/// Whether the buffer could be filled.
fn fills<R: Read>(reader: &mut R, buffer: &mut [u8]) -> io::Result<bool> {
    match reader.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether a TIFF holds decimal numbers, as microscopes and satellites write them.
pub(super) fn is_decimal_tiff<R: BufRead + Seek>(reader: &mut R) -> io::Result<bool> {
    const SAMPLE_FORMAT: u16 = 339;
    const DECIMAL: u16 = 3;
    let mut head = [0; 8];
    reader.seek(SeekFrom::Start(0))?;
    if !fills(reader, &mut head)? {
        return Ok(false);
    }
    let is_little = head[0] == b'I';
    let number16 = |bytes: [u8; 2]| {
        if is_little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        }
    };
    let number32 = |bytes: [u8; 4]| {
        if is_little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        }
    };
    reader.seek(SeekFrom::Start(u64::from(number32([
        head[4], head[5], head[6], head[7],
    ]))))?;
    let mut count = [0; 2];
    if !fills(reader, &mut count)? {
        return Ok(false);
    }
    for _ in 0..number16(count) {
        let mut entry = [0; 12];
        if !fills(reader, &mut entry)? {
            return Ok(false);
        }
        if number16([entry[0], entry[1]]) != SAMPLE_FORMAT {
            continue;
        }
        // One or two values stand in the entry itself, three or more where it points.
        if number32([entry[4], entry[5], entry[6], entry[7]]) <= 2 {
            return Ok(number16([entry[8], entry[9]]) == DECIMAL);
        }
        reader.seek(SeekFrom::Start(u64::from(number32([
            entry[8], entry[9], entry[10], entry[11],
        ]))))?;
        let mut first = [0; 2];
        return Ok(fills(reader, &mut first)? && number16(first) == DECIMAL);
    }
    Ok(false)
}
