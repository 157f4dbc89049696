//! Names that cameras, telephones and programs give by themselves: they say nothing about what a image shows.

/// What cameras and programs put in front of a number.
const CAMERA_WORDS: [&str; 40] = [
    "img",
    "imgp",
    "dsc",
    "dscn",
    "dscf",
    "dcim",
    "dji",
    "pxl",
    "mvi",
    "vid",
    "gopr",
    "cimg",
    "sam",
    "hpim",
    "pict",
    "imag",
    "whatsapp",
    "screenshot",
    "screen",
    "kakaotalk",
    "snapchat",
    "mmexport",
    "received",
    "resized",
    "scan",
    "photo",
    "image",
    "images",
    "picture",
    "pic",
    "foto",
    "frame",
    "untitled",
    "unnamed",
    "download",
    "file",
    "copy",
    "fb",
    "burst",
    "wa",
];

/// Shorter runs of hexadecimal digits may be a word or a number; no class is called by 16 of them.
const HASH_DIGITS: usize = 16;

/// Whether `label` is what a camera or a program wrote: a word such as `IMG`, a date, a hash, a UUID.
pub(super) fn is_made_up(label: &str) -> bool {
    let mut words = label.split(|c: char| !c.is_alphanumeric());
    words.any(|word| is_camera_word(word) || is_hash(word))
        || is_date(label)
        || is_several_numbers(label)
}

/// Whether a word is one that cameras write, with or without digits behind it.
pub(super) fn is_camera_word(word: &str) -> bool {
    let letters = word
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .to_ascii_lowercase();
    CAMERA_WORDS.contains(&letters.as_str())
}

fn is_hash(word: &str) -> bool {
    word.len() >= HASH_DIGITS && word.bytes().all(|byte| byte.is_ascii_hexdigit())
        || is_start_of_uuid(word)
}

/// `f81d4fae-7dec-11d0-a765-00a0c91e6bf6` is cut at its first or last hyphen: eight hexadecimal digits, mixed.
fn is_start_of_uuid(word: &str) -> bool {
    let is_hexadecimal =
        matches!(word.len(), 8 | 12) && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hexadecimal
        && word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// `2021`, `202105`, `20210501`, …: a year of photography, and months behind it if anything.
fn is_date(label: &str) -> bool {
    let number = |range: std::ops::Range<usize>| {
        let text = label
            .get(range)
            .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        text.and_then(|text| text.parse::<u32>().ok())
    };
    label.bytes().all(|byte| byte.is_ascii_digit())
        && number(0..4).is_some_and(|year| (1900..2100).contains(&year))
        && match label.len() {
            4 => true,
            6 | 8 | 10 | 12 | 14 => number(4..6).is_some_and(|month| (1..=12).contains(&month)),
            _ => false,
        }
}

/// `2021-05-01`, `12.30.45`, `0_12`: a date, a time, or a label with a number that is none.
fn is_several_numbers(label: &str) -> bool {
    let mut groups = label.split(|c: char| !c.is_alphanumeric());
    label.bytes().any(|byte| !byte.is_ascii_alphanumeric())
        && groups.all(|group| group.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_machines_write_is_no_class() {
        for label in [
            "IMG",
            "img5942",
            "DSC",
            "DSCN0012",
            "WhatsApp",
            "WhatsApp Image 2021",
            "PXL",
            "Screenshot",
            "20210501",
            "2021-05-01",
            "2021_05_01",
            "1999",
            "12.30.45",
            "0_IMG",
            "f81d4fae",
            "d41d8cd98f00b204e9800998ecf8427e",
        ] {
            assert!(is_made_up(label), "{label}");
        }
        for label in [
            "cat",
            "0",
            "12",
            "american_bulldog",
            "n01440764",
            "1000",
            "dimple",
            "imagine",
            "facade",
            "deadbeef",
        ] {
            assert!(!is_made_up(label), "{label}");
        }
    }
}
