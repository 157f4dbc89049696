//! What a file is, by its first bytes: the images that can be read, and by name those things that cannot.

/// Enough to see past the blank lines that some servers put before a web page.
pub(super) const HEAD_BYTES: usize = 512;

/// Something that is no image that can be read, and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Other {
    /// The message that says what it is.
    pub found: &'static str,
    /// The message that says what to do.
    pub advice: &'static str,
}

/// What a file of HTML is.
pub(super) const WEB_PAGE: &str = "kind-web-page";

const CONVERT: &str = "advice-save-as-png";
const VIDEO: &str = "kind-video";
const UNPACK: &str = "advice-unpack";

const AS_DATA: &str = "advice-save-as-hdf5";

/// What a file begins with, and the messages that say what it is then and what to do about it.
const SIGNATURES: [(&[u8], &str, &str); 22] = [
    (b"PK\x03\x04", "kind-zip", UNPACK),
    (b"\x1f\x8b", "kind-compressed", UNPACK),
    (b"BZh", "kind-compressed", UNPACK),
    (b"\xfd7z", "kind-compressed", UNPACK),
    (b"7z\xbc\xaf", "kind-compressed", UNPACK),
    (b"Rar!", "kind-rar", UNPACK),
    (b"%PDF", "kind-pdf", "advice-save-its-pictures"),
    (b"8BPS", "kind-photoshop", CONVERT),
    (b"\xff\x0a", "kind-jpeg-xl", CONVERT),
    (b"\0\0\0\x0cJXL ", "kind-jpeg-xl", CONVERT),
    (b"\0\0\0\x0cjP  ", "kind-jpeg-2000", CONVERT),
    (b"\xff\x4f\xff\x51", "kind-jpeg-2000", CONVERT),
    (b"\0\0\x01\0", "kind-icon", CONVERT),
    (b"\x76\x2f\x31\x01", "kind-open-exr", CONVERT),
    (b"#?RADIANCE", "kind-radiance", CONVERT),
    (b"\x93NUMPY", "kind-numpy", "advice-open-as-data"),
    (b"\x80\x03", "kind-pickle", AS_DATA),
    (b"\x80\x04", "kind-pickle", AS_DATA),
    (b"\x80\x05", "kind-pickle", AS_DATA),
    (b"\x89HDF", "kind-hdf5", "advice-open-as-data"),
    (
        b"\0\x05\x16\x07",
        "kind-apple-double",
        "advice-copy-picture",
    ),
    (b"FUJIFILM", "kind-raw-raf", CONVERT),
];

/// The format of a image that can be read.
pub(super) fn picture_format(head: &[u8]) -> Option<&'static str> {
    match head {
        [0x89, b'P', b'N', b'G', ..] => Some("PNG"),
        [0xff, 0xd8, 0xff, ..] => Some("JPEG"),
        [b'G', b'I', b'F', b'8', ..] => Some("GIF"),
        [b'B', b'M', ..] => Some("BMP"),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Some("TIFF"),
        _ if head.starts_with(b"RIFF") && head.get(8..12) == Some(&b"WEBP"[..]) => Some("WebP"),
        _ => None,
    }
}

/// What a file that holds no image we read is, where its head tells.
pub(super) fn other_kind(head: &[u8]) -> Option<Other> {
    let other = |found, advice| Some(Other { found, advice });
    if let Some(found) = in_a_container(head) {
        let is_video = found == VIDEO;
        return other(
            found,
            if is_video {
                "advice-take-pictures"
            } else {
                CONVERT
            },
        );
    }
    if is_web_page(head) {
        return other(WEB_PAGE, "advice-download-itself");
    }
    let text = text_of(head);
    if text.starts_with("version https://git-lfs.github.com/spec/") {
        return other("kind-git-lfs", "advice-git-lfs-pull");
    }
    if text.contains("<svg") {
        return other("kind-svg", CONVERT);
    }
    if let Some((_, found, advice)) = SIGNATURES
        .iter()
        .find(|(start, ..)| head.starts_with(start))
    {
        return other(found, advice);
    }
    if !head.is_empty() && head.iter().all(|byte| *byte == 0) {
        return other("kind-zeros", "advice-copy-again");
    }
    if text.trim_start().starts_with('{') {
        return other("kind-json", "advice-open-as-project");
    }
    None
}

/// ISO base media files say what they are behind `ftyp`.
fn in_a_container(head: &[u8]) -> Option<&'static str> {
    if head.get(4..8) != Some(&b"ftyp"[..]) {
        return None;
    }
    let brand = head.get(8..12)?;
    Some(match brand {
        b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1" => {
            // The general brand is AVIF's as well; the list behind it tells.
            let has_avif = head.windows(4).any(|word| word == b"avif");
            if has_avif { "kind-avif" } else { "kind-heic" }
        }
        b"avif" | b"avis" => "kind-avif",
        b"crx " => "kind-raw-cr3",
        b"jxl " => "kind-jpeg-xl",
        _ => VIDEO,
    })
}

/// Whether a file begins as a page of the web does, such as one that asks for a password instead of the file.
pub fn is_web_page(head: &[u8]) -> bool {
    let text = text_of(head);
    let text = text
        .trim_start_matches(['\u{feff}', '\u{fffd}'])
        .trim_start();
    text.starts_with("<!doctype html") || text.contains("<html")
}

fn text_of(head: &[u8]) -> String {
    String::from_utf8_lossy(head).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::say;

    #[test]
    fn what_is_no_picture_is_called_by_its_name() {
        for (head, found) in [
            (&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], "HEIC"),
            (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif", "AVIF"),
            (b"\0\0\0\x1cftypavif\0\0\0\0", "AVIF"),
            (b"\0\0\0\x18ftypmp42\0\0\0\0", "video"),
            (
                b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
                "Git LFS pointer",
            ),
            (b"<?xml version=\"1.0\"?>\n<svg xmlns=", "SVG"),
            (b"%PDF-1.7", "PDF"),
            (b"\xff\x0a\xfa\x1f", "JPEG XL"),
            (b"\0\0\0\0\0\0\0\0", "zeros"),
            (b"\n\n <!DOCTYPE html>", "web page"),
            (b"\x93NUMPY\x01\0", "NumPy"),
        ] {
            let kind = other_kind(head);
            assert!(
                kind.is_some_and(|other| say(other.found).contains(found)),
                "{found}: {kind:?}"
            );
        }
        assert_eq!(other_kind(b"hello"), None);
        assert_eq!(picture_format(b"RIFF\x10\0\0\0WEBPVP8 "), Some("WebP"));
        assert_eq!(picture_format(b"RIFF\x10\0\0\0WAVEfmt "), None);
    }
}
