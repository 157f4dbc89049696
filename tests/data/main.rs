//! The data room from outside: files as they come from elsewhere, whole or damaged.

// The bans protect what users own; a test writes and reads files of its own, on purpose also broken ones.
#![allow(
    clippy::disallowed_methods,
    reason = "test files are small and of our own making"
)]
#![allow(
    clippy::panic,
    reason = "clippy spares tests, but not the functions that tests share"
)]

mod archives;
mod arrays;
mod course_sets;
mod drawn_sets;
mod folders;
mod hdf5;
mod hostile;
mod labels;
mod layouts;
mod pictures;
mod tables;

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use image::{Rgb, RgbImage};

use netsmith::data::{DataError, DataSource, Dataset, Loaded, OpenOptions, open_quietly};

/// Opens a path without a network in mind.
fn opened(path: &Path) -> Result<Loaded, DataError> {
    open_quietly(&DataSource::Path(path.to_owned()), &OpenOptions::default())
}

/// `[count, height, width, channels]`.
fn all_pixels(dataset: &Dataset) -> Vec<u8> {
    let pictures = (0..dataset.len()).filter_map(|index| dataset.pixels(index));
    pictures.flat_map(Cow::into_owned).collect()
}

/// Written by h5py 3 with its oldest, checksum-free layout, so that a test can change bytes: `train_set_x` counts from
/// 0 to 23, `train_set_y` is [[1, 0]], `list_classes` the byte strings cat and horse; `test_set_x` is float64, gzipped,
/// k/11 for k from 0 to 11.
fn h5py_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/course_h5py.h5")
}

/// Writes a picture of one color, making folders on the way.
fn picture(path: &Path, width: u32, height: u32, red: u8) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("makes folders");
    RgbImage::from_pixel(width, height, Rgb([red, 0, 0]))
        .save(path)
        .expect("writes");
}

/// A folder with small pictures under these names.
fn folder_of<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("temporary folder");
    for (red, name) in names.into_iter().enumerate() {
        picture(&root.path().join(name.as_ref()), 4, 4, red as u8);
    }
    root
}
