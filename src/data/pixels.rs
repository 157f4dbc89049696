//! One image as plain bytes, and decoding from files, from memory and from the clipboard.
//!
//! Own photographs arrive in any state: turned on their side with a note in EXIF, with transparency, sixteen bits deep,
//! with a header that claims gigabytes, or cut short. What leaves here is upright, whole, and never larger than
//! [`PIXEL_LIMIT`].

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits, RgbaImage};

use super::error::DataError;
use super::kinds::{HEAD_BYTES, Other, other_kind, picture_format};
use super::shape::ImageShape;
use super::sniff::unreadable;
use super::whole::{is_decimal_tiff, is_whole};
use crate::message;
use crate::text::Message;

/// What one image may have, of any depth: more than any telephone takes. Beyond, Pillow refuses it too, as a
/// "decompression bomb".
pub const PIXEL_LIMIT: u64 = 178_956_970;

/// What one decoded image may take: [`PIXEL_LIMIT`] of 16-bit RGB.
const DECODE_LIMIT_BYTES: u64 = PIXEL_LIMIT * 6;

/// What one image file may hold; some decoders read all of it into memory.
pub(super) const FILE_LIMIT_BYTES: u64 = 512 << 20;

/// Larger images are decoded one at a time: sixteen threads with one each would need more memory than there is.
const SIDE_BY_SIDE_PIXELS: u64 = 16 << 20;

/// The longest side of a image. Resizing holds whole rows in 32-bit colors, so a thread of millions of pixels
/// would need far more memory than its file claims.
const LONGEST_SIDE_PX: u32 = 32_768;

/// A image of 8-bit values, `[height, width, channels]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    shape: ImageShape,
    pixels: Vec<u8>,
}

impl Image {
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

    /// The same for a screen: `[height, width, 3]`, gray repeated.
    pub fn to_rgb8(&self) -> Vec<u8> {
        match self.shape.channels() {
            1 => self.pixels.iter().flat_map(|&gray| [gray; 3]).collect(),
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

/// Reads a image file, upright. The content decides its kind, not the name.
///
/// # Errors
/// A sentence if it is missing, damaged, cut short, of a kind that cannot be read, or claims more than `PIXEL_LIMIT`.
pub fn decode_file(path: &Path) -> Result<DynamicImage, DataError> {
    decode_unless(path, &|| false)
}

/// [`decode_file`], given up between two pieces of the file once `is_stopped`.
pub(super) fn decode_unless(
    path: &Path,
    is_stopped: &(dyn Fn() -> bool + Sync),
) -> Result<DynamicImage, DataError> {
    let file = open_file(path)?;
    decode(BufReader::new(Stoppable { file, is_stopped })).map_err(|error| {
        if is_stopped() {
            DataError::Canceled
        } else {
            error
        }
    })
}

/// A file that ends in an error once nobody wants it any more.
struct Stoppable<'a> {
    file: File,
    is_stopped: &'a (dyn Fn() -> bool + Sync),
}

impl Read for Stoppable<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if (self.is_stopped)() {
            return Err(io::Error::other("stopped"));
        }
        self.file.read(buffer)
    }
}

impl Seek for Stoppable<'_> {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.file.seek(place)
    }
}

/// Width and height of a image file as it stands upright, px, from its header alone.
///
/// # Errors
/// As [`decode_file`].
pub(super) fn upright_size(path: &Path) -> Result<(u32, u32), DataError> {
    upright_size_in(BufReader::new(open_file(path)?))
}

/// The same of the bytes of a image file.
///
/// # Errors
/// As [`decode_file`].
pub(super) fn upright_size_of(bytes: &[u8]) -> Result<(u32, u32), DataError> {
    upright_size_in(Cursor::new(bytes))
}

fn upright_size_in<R: BufRead + Seek>(reader: R) -> Result<(u32, u32), DataError> {
    let (decoder, orientation) = checked_decoder(reader)?;
    let (width, height) = decoder.dimensions();
    Ok(match orientation {
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => (width, height),
        _ => (height, width),
    })
}

/// Reads a image from the bytes of a image file, upright.
///
/// # Errors
/// As [`decode_file`].
pub fn decode_bytes(bytes: &[u8]) -> Result<DynamicImage, DataError> {
    decode(Cursor::new(bytes))
}

/// A image from the clipboard: `rgba` is `[height, width, 4]`, not premultiplied.
///
/// # Errors
/// [`DataError::BadImage`] if there are not exactly that many bytes.
pub fn from_rgba8(width: u32, height: u32, rgba: Vec<u8>) -> Result<DynamicImage, DataError> {
    let given = rgba.len();
    check_size(width, height, given as u64)?;
    RgbaImage::from_raw(width, height, rgba)
        .filter(|image| image.width() > 0 && image.height() > 0 && image.as_raw().len() == given)
        .map(DynamicImage::ImageRgba8)
        .ok_or_else(|| DataError::BadImage {
            reason: message!(
                "bytes-are-no-pixels",
                bytes = given,
                width = width,
                height = height
            ),
        })
}

fn open_file(path: &Path) -> Result<File, DataError> {
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !metadata.is_file() {
        // Opening a pipe would wait for ever.
        let found = if metadata.is_dir() {
            "found-folder-for-picture"
        } else {
            "found-device-or-pipe"
        };
        return Err(DataError::NotAFile {
            expected: "expected-picture-file",
            found,
            path: path.to_owned(),
        });
    }
    if metadata.len() == 0 {
        return Err(DataError::EmptyFile {
            path: path.to_owned(),
        });
    }
    if metadata.len() > FILE_LIMIT_BYTES {
        return Err(DataError::ImageFileTooLarge {
            found_mib: metadata.len() >> 20,
            limit_mib: FILE_LIMIT_BYTES >> 20,
        });
    }
    File::open(path).map_err(|error| unreadable(path, &error))
}

/// Held while a large image is being decoded.
static LARGE: Mutex<()> = Mutex::new(());

fn decode<R: BufRead + Seek>(mut reader: R) -> Result<DynamicImage, DataError> {
    let format = refuse_other_kinds(&mut reader)?;
    if !is_whole(format, &mut reader).map_err(bad_picture)? {
        return Err(cut_short(format));
    }
    let (decoder, orientation) = checked_decoder(reader)?;
    let (width, height) = decoder.dimensions();
    let is_large = u64::from(width) * u64::from(height) > SIDE_BY_SIDE_PIXELS;
    let _turn = is_large.then(|| LARGE.lock().unwrap_or_else(PoisonError::into_inner));
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| match error {
        ImageError::IoError(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            cut_short(format)
        }
        error => bad_picture(error),
    })?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// The format of a image that can be read; `None` leaves it to the decoders.
fn refuse_other_kinds<R: BufRead + Seek>(
    reader: &mut R,
) -> Result<Option<&'static str>, DataError> {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    let read = reader
        .by_ref()
        .take(HEAD_BYTES as u64)
        .read_to_end(&mut head);
    read.map_err(bad_picture)?;
    let format = picture_format(&head);
    let other = match format {
        Some("TIFF") if is_decimal_tiff(reader).map_err(bad_picture)? => Some(DECIMAL_TIFF),
        Some(_) => None,
        None => other_kind(&head),
    };
    reader.seek(SeekFrom::Start(0)).map_err(bad_picture)?;
    match other {
        Some(Other { found, advice }) => Err(DataError::OtherKind { found, advice }),
        None => Ok(format),
    }
}

const DECIMAL_TIFF: Other = Other {
    found: "kind-decimal-tiff",
    advice: "advice-save-with-bits",
};

fn cut_short(format: Option<&'static str>) -> DataError {
    DataError::ImageCutShort { format }
}

/// A decoder whose header has been read and found harmless, and how the image is turned.
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
        return Err(DataError::BadImage {
            reason: message!("picture-without-pixels"),
        });
    }
    let orientation = decoder.orientation().map_err(bad_picture)?;
    Ok((decoder, orientation))
}

fn check_size(width: u32, height: u32, total_bytes: u64) -> Result<(), DataError> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels <= PIXEL_LIMIT
        && total_bytes <= DECODE_LIMIT_BYTES
        && width.max(height) <= LONGEST_SIDE_PX
    {
        return Ok(());
    }
    Err(DataError::ImageTooLarge {
        width,
        height,
        longest_side_px: LONGEST_SIDE_PX,
        limit_megapixels: PIXEL_LIMIT / 1_000_000,
    })
}

fn bad_picture(reason: impl ToString) -> DataError {
    DataError::BadImage {
        reason: Message::words(reason.to_string()),
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
            assert!(matches!(error, DataError::ImageTooLarge { .. }), "{error}");
        }
    }

    #[test]
    fn a_truncated_or_unknown_picture_is_a_sentence() {
        assert!(matches!(
            decode_bytes(b"\x89PNG\r\n\x1a\n"),
            Err(DataError::BadImage { .. })
        ));
        assert!(matches!(
            decode_bytes(b"<!doctype html>"),
            Err(DataError::OtherKind { .. })
        ));
        assert!(matches!(
            decode_bytes(&bmp_header(64, 64)),
            Err(DataError::ImageCutShort {
                format: Some("BMP")
            })
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
