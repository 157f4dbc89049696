//! One picture as plain bytes, and decoding from files, from memory and from the clipboard.
//!
//! Own photographs arrive in any state: turned on their side with a note in EXIF, with transparency, sixteen bits deep,
//! or with a header that claims gigabytes. What leaves here is upright, and never larger than [`DECODE_LIMIT_BYTES`].

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Seek};
use std::path::Path;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbaImage};

use super::error::DataError;
use super::shape::ImageShape;
use super::sniff::unreadable;

/// What one decoded picture may take: 178 megapixels of RGB, more than any phone takes.
pub const DECODE_LIMIT_BYTES: u64 = 512 << 20;

/// The longest side of a picture. Resizing holds whole rows in 32-bit colours, so a thread of millions of pixels
/// would need far more memory than its file claims.
const LONGEST_SIDE_PX: u32 = 32_768;

/// A picture of 8-bit values, `[height, width, channels]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    shape: ImageShape,
    pixels: Vec<u8>,
}

impl Picture {
    /// `pixels` is `[height, width, channels]` and must hold exactly that many values.
    pub fn new(shape: ImageShape, pixels: Vec<u8>) -> Option<Self> {
        (pixels.len() == shape.value_count()).then_some(Self { shape, pixels })
    }

    /// Its size.
    pub const fn shape(&self) -> ImageShape {
        self.shape
    }

    /// The values, `[height, width, channels]`.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The same for a screen: `[height, width, 3]`, grey repeated.
    pub fn to_rgb8(&self) -> Vec<u8> {
        match self.shape.channels() {
            1 => self.pixels.iter().flat_map(|&grey| [grey; 3]).collect(),
            _ => self.pixels.clone(),
        }
    }

    /// The same for the `image` crate, for resizing or for writing a file.
    pub fn to_dynamic(&self) -> DynamicImage {
        let (width, height) = (self.shape.width() as u32, self.shape.height() as u32);
        let image = match self.shape.channels() {
            1 => image::GrayImage::from_raw(width, height, self.pixels.clone())
                .map(DynamicImage::ImageLuma8),
            _ => image::RgbImage::from_raw(width, height, self.pixels.clone())
                .map(DynamicImage::ImageRgb8),
        };
        image.expect("a picture holds exactly height × width × channels values")
    }
}

/// Reads a picture file, upright. The content decides its kind, not the name.
///
/// # Errors
/// A sentence if it is missing, damaged, of an unknown kind, or claims more than [`DECODE_LIMIT_BYTES`].
pub fn decode_file(path: &Path) -> Result<DynamicImage, DataError> {
    decode(open_file(path)?)
}

/// Width and height of a picture file as it stands upright, px, from its header alone.
///
/// # Errors
/// As [`decode_file`].
pub(super) fn upright_size(path: &Path) -> Result<(u32, u32), DataError> {
    let (decoder, orientation) = checked_decoder(open_file(path)?)?;
    let (width, height) = decoder.dimensions();
    Ok(match orientation {
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => (width, height),
        _ => (height, width),
    })
}

/// Reads a picture from the bytes of a picture file, upright.
///
/// # Errors
/// As [`decode_file`].
pub fn decode_bytes(bytes: &[u8]) -> Result<DynamicImage, DataError> {
    decode(Cursor::new(bytes))
}

/// A picture from the clipboard: `rgba` is `[height, width, 4]`, not premultiplied.
///
/// # Errors
/// [`DataError::BadPicture`] if there are not exactly that many bytes.
pub fn from_rgba8(width: u32, height: u32, rgba: Vec<u8>) -> Result<DynamicImage, DataError> {
    let given = rgba.len();
    check_size(width, height, given as u64)?;
    RgbaImage::from_raw(width, height, rgba)
        .filter(|image| image.width() > 0 && image.height() > 0 && image.as_raw().len() == given)
        .map(DynamicImage::ImageRgba8)
        .ok_or_else(|| {
            bad_picture(format!(
                "{given} bytes are not {width} × {height} RGBA pixels"
            ))
        })
}

fn open_file(path: &Path) -> Result<BufReader<File>, DataError> {
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !metadata.is_file() {
        // Opening a pipe would wait for ever.
        return Err(DataError::NotAFile {
            path: path.to_owned(),
        });
    }
    if metadata.len() == 0 {
        return Err(DataError::EmptyFile {
            path: path.to_owned(),
        });
    }
    File::open(path)
        .map(BufReader::new)
        .map_err(|error| unreadable(path, &error))
}

fn decode<R: BufRead + Seek>(reader: R) -> Result<DynamicImage, DataError> {
    let (decoder, orientation) = checked_decoder(reader)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(bad_picture)?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// A decoder whose header has been read and found harmless, and how the picture is turned.
fn checked_decoder<'a, R: BufRead + Seek + 'a>(
    reader: R,
) -> Result<(impl ImageDecoder + 'a, Orientation), DataError> {
    let mut reader = ImageReader::new(reader)
        .with_guessed_format()
        .map_err(bad_picture)?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(DECODE_LIMIT_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(bad_picture)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height, decoder.total_bytes())?;
    if width == 0 || height == 0 {
        return Err(bad_picture("it has no pixels"));
    }
    let orientation = decoder.orientation().map_err(bad_picture)?;
    Ok((decoder, orientation))
}

fn check_size(width: u32, height: u32, total_bytes: u64) -> Result<(), DataError> {
    if total_bytes <= DECODE_LIMIT_BYTES && width.max(height) <= LONGEST_SIDE_PX {
        return Ok(());
    }
    let (longest_side_px, limit_mib) = (LONGEST_SIDE_PX, DECODE_LIMIT_BYTES >> 20);
    Err(DataError::PictureTooLarge {
        width,
        height,
        longest_side_px,
        limit_mib,
    })
}

fn bad_picture(reason: impl ToString) -> DataError {
    DataError::BadPicture {
        reason: reason.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder};

    /// A BMP header with the given size and hardly any pixels behind it.
    fn bmp_header(width: i32, height: i32) -> Vec<u8> {
        let mut bytes = b"BM".to_vec();
        bytes.extend([0; 8]);
        bytes.extend(54_u32.to_le_bytes());
        bytes.extend(40_u32.to_le_bytes());
        bytes.extend(width.to_le_bytes());
        bytes.extend(height.to_le_bytes());
        bytes.extend(1_u16.to_le_bytes());
        bytes.extend(24_u16.to_le_bytes());
        bytes.extend([0; 24 + 64]);
        bytes
    }

    #[test]
    fn a_header_that_claims_gigabytes_is_refused() {
        for (width, height) in [(30_000, 30_000), (60_000, 1)] {
            let error = decode_bytes(&bmp_header(width, height)).expect_err("too large");
            assert!(
                matches!(error, DataError::PictureTooLarge { .. }),
                "{error}"
            );
        }
    }

    #[test]
    fn a_truncated_or_unknown_picture_is_a_sentence() {
        assert!(matches!(
            decode_bytes(b"\x89PNG\r\n\x1a\n"),
            Err(DataError::BadPicture { .. })
        ));
        assert!(matches!(
            decode_bytes(b"<!doctype html>"),
            Err(DataError::BadPicture { .. })
        ));
        assert!(matches!(
            decode_bytes(&bmp_header(64, 64)),
            Err(DataError::BadPicture { .. })
        ));
    }

    #[test]
    fn a_photograph_taken_on_its_side_stands_upright() {
        // Left half black, right half white, 16 × 8; EXIF orientation 6 says: turn clockwise to see it upright.
        let sideways: Vec<u8> = (0..16 * 8)
            .flat_map(|i| [if i % 16 < 8 { 0_u8 } else { 255 }; 3])
            .collect();
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 100);
        let exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        encoder.set_exif_metadata(exif).expect("JPEG holds EXIF");
        encoder
            .write_image(&sideways, 16, 8, ExtendedColorType::Rgb8)
            .expect("encodes");
        let upright = decode_bytes(&bytes).expect("decodes").to_rgb8();
        assert_eq!((upright.width(), upright.height()), (8, 16));
        assert!(upright.get_pixel(4, 2)[0] < 40 && upright.get_pixel(4, 13)[0] > 215);
    }

    #[test]
    fn clipboard_bytes_must_fit_their_size() {
        assert!(from_rgba8(2, 2, vec![0; 16]).is_ok());
        assert!(from_rgba8(2, 2, vec![0; 15]).is_err());
        assert!(from_rgba8(0, 2, Vec::new()).is_err());
        assert!(from_rgba8(u32::MAX, u32::MAX, vec![0; 16]).is_err());
    }

    #[test]
    fn a_missing_file_and_a_folder_are_told_apart() {
        let folder = tempfile::tempdir().expect("temporary folder");
        assert!(matches!(
            decode_file(&folder.path().join("none.png")),
            Err(DataError::Missing { .. })
        ));
        assert!(matches!(
            decode_file(folder.path()),
            Err(DataError::NotAFile { .. })
        ));
    }
}
