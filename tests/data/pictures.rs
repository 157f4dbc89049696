//! Pictures that are cut short, of kinds that cannot be read, or larger than anyone wants to wait for.

use std::fs;
use std::io::Cursor;
use std::time::{Duration, Instant};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use netsmith::data::{DataError, DataWarning, decode_bytes, decode_file};

use super::{opened, picture};

/// Noise, so that the file's end lies far behind its head.
fn noise() -> DynamicImage {
    let mut state = 1_u32;
    DynamicImage::ImageRgb8(RgbImage::from_fn(64, 64, |_, _| {
        Rgb([(); 3].map(|()| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        }))
    }))
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = if format == ImageFormat::Gif {
        noise().to_rgba8().into()
    } else {
        noise()
    };
    image.write_to(&mut bytes, format).expect("encodes");
    bytes.into_inner()
}

/// Pillow 13 refuses every one of these prefixes of a JPEG, up to the one that lacks only the last byte.
#[test]
fn a_picture_cut_short_anywhere_is_refused_in_every_format() {
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
        ImageFormat::WebP,
        ImageFormat::Pnm,
    ] {
        let whole = encoded(format);
        assert!(decode_bytes(&whole).is_ok(), "{format:?}");
        for tenth in 1..10 {
            let cut = &whole[..whole.len() * tenth / 10];
            assert!(decode_bytes(cut).is_err(), "{format:?}, {tenth} tenths");
        }
    }
    let jpeg = encoded(ImageFormat::Jpeg);
    for missing in 1..4 {
        assert_eq!(
            decode_bytes(&jpeg[..jpeg.len() - missing]),
            Err(DataError::ImageCutShort {
                format: Some("JPEG")
            })
        );
    }
    let half = jpeg.len() / 2;
    let mut padded = jpeg[..half].to_vec();
    padded.resize(jpeg.len(), 0);
    assert!(
        decode_bytes(&padded).is_err(),
        "a download that was given its whole length at once"
    );
}

#[test]
fn what_a_camera_appends_behind_a_jpeg_does_no_harm() {
    let mut jpeg = encoded(ImageFormat::Jpeg);
    jpeg.extend(b"SEFH trailer of a telephone");
    assert!(decode_bytes(&jpeg).is_ok());
}

#[test]
fn pictures_of_other_kinds_are_called_by_their_names_in_folders_too() {
    let root = tempfile::tempdir().expect("temporary folder");
    picture(&root.path().join("a/1.png"), 8, 8, 1);
    picture(&root.path().join("b/1.png"), 8, 8, 1);
    fs::write(
        root.path().join("a/0.heic"),
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    )
    .expect("writes");
    let data = opened(root.path()).expect("two are left").train;
    assert!(
        matches!(data.warnings(), [DataWarning::LeftOut { count: 1, total: 3, reason, .. }] if reason.to_string().contains("HEIC")),
        "{:?}",
        data.warnings()
    );
    let pointer = root.path().join("pointer.jpg");
    fs::write(
        &pointer,
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n",
    )
    .expect("writes");
    let error = decode_file(&pointer).expect_err("no picture").to_string();
    assert!(
        error.contains("Git LFS pointer") && error.contains("git lfs pull"),
        "{error}"
    );
}

#[test]
fn a_tiff_of_decimal_numbers_is_called_so() {
    let mut bytes = Cursor::new(Vec::new());
    let decimal = DynamicImage::ImageRgb32F(image::ImageBuffer::from_pixel(
        4,
        4,
        Rgb([0.5, 900.0, -1.0]),
    ));
    decimal
        .write_to(&mut bytes, ImageFormat::Tiff)
        .expect("encodes");
    let error = decode_bytes(bytes.get_ref())
        .expect_err("decimal")
        .to_string();
    assert!(error.contains("TIFF of decimal numbers"), "{error}");
}

/// 22,000 × 22,000 gray pixels: the header alone decides, in no time.
#[test]
fn a_picture_beyond_the_limit_is_refused_at_its_header() {
    let root = tempfile::tempdir().expect("temporary folder");
    let path = root.path().join("huge.png");
    fs::write(&path, huge_png(22_000)).expect("writes");
    let began = Instant::now();
    let error = decode_file(&path).expect_err("484 megapixels").to_string();
    assert!(
        began.elapsed() < Duration::from_secs(1),
        "{:?}",
        began.elapsed()
    );
    assert!(
        error.contains("22000 × 22000") && error.contains("178 megapixels"),
        "{error}"
    );
}

/// A PNG's signature and header, with the checksum that decoders look at.
fn huge_png(side: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(side.to_be_bytes());
    header.extend(side.to_be_bytes());
    header.extend([8, 0, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    png.extend(&header);
    png.extend(checksum(&header).to_be_bytes());
    png.extend(b"\0\0\0\x04IDAT\0\0\0\0");
    png
}

/// CRC-32 as in the PNG specification, annex D.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                0xedb8_8320 ^ (sum >> 1)
            } else {
                sum >> 1
            }
        })
    })
}
