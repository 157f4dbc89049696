//! The pictures of the pages. `docs/handbook/pictures.py` takes them, of the real window.

use image::ImageFormat;

use crate::text::{Language, spoken};

/// A picture of a page, as pixels.
#[derive(Debug, PartialEq, Eq)]
pub struct Picture {
    /// Width and height in pixels.
    pub size: [usize; 2],
    /// Red, green, blue, opacity; row by row.
    pub rgba: Vec<u8>,
}

/// A file as the pages name it, and its bytes in English and Chinese.
type File = (&'static str, &'static [u8], &'static [u8]);

macro_rules! files {
    ($($name:literal)*) => {
        &[$((
            concat!("pictures/", $name, ".png"),
            include_bytes!(concat!("../../docs/handbook/en/pictures/", $name, ".png")),
            include_bytes!(concat!("../../docs/handbook/zh-Hans/pictures/", $name, ".png")),
        )),*]
    };
}

const FILES: &[File] = files![
    "build" "problem" "blocks" "data" "training" "runs" "health" "results" "predict" "explain" "export"
];

/// The picture that pages call `file`, in the language of now; `None` where there is none.
#[must_use]
pub fn picture(file: &str) -> Option<Picture> {
    let (_, english, chinese) = FILES.iter().find(|(name, ..)| *name == file)?;
    let bytes = match spoken() {
        Language::English => english,
        Language::Chinese => chinese,
    };
    let picture = image::load_from_memory_with_format(bytes, ImageFormat::Png).ok()?;
    let picture = picture.into_rgba8();
    Some(Picture {
        size: [picture.width(), picture.height()].map(|side| side as usize),
        rgba: picture.into_raw(),
    })
}
