//! Taking pictures of a user's own into the folder of a project: a copy of each, called by its name and what is in it, so that
//! the same picture is there once. Never changes the files that it reads.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageFormat};
use sha2::{Digest, Sha256};

use super::error::DataError;
use super::kinds::picture_format;
use super::open::OnProgress;
use super::pixels::{FILE_LIMIT_BYTES, decode_bytes};
use super::readers::Meter;
use super::readers::folder::pictures_below;
use crate::files::{hexadecimal, read_limited, write_atomically};
use crate::message;
use crate::text::Message;

/// Bytes of the hash that tells contents apart.
const CONTENT_BYTES: usize = 8;

/// Letters of a file's own name that its copy keeps.
const MOST_NAME: usize = 40;

/// Copies a picture file into `folder`; answers what the copy is called and whether it was not there before.
///
/// # Errors
/// A sentence where it is no picture or cannot be copied.
pub fn collect_file(folder: &Path, file: &Path) -> Result<(String, bool), Message> {
    let bytes = read_limited(file, FILE_LIMIT_BYTES).map_err(|error| error.message())?;
    let decoded = decode_bytes(&bytes);
    decoded.map_err(|error| message!("collect-fault", fault = error.message(), path = file))?;
    let ending = picture_format(&bytes).map_or_else(|| "pnm".to_owned(), str::to_ascii_lowercase);
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    keep(folder, &stem, &bytes, &ending)
}

/// The same of a picture that is no file, under the name `stem`.
///
/// # Errors
/// A sentence where it cannot be written.
pub fn collect_image(
    folder: &Path,
    stem: &str,
    image: &DynamicImage,
) -> Result<(String, bool), Message> {
    let mut png = Cursor::new(Vec::new());
    let written = image.write_to(&mut png, ImageFormat::Png);
    written.map_err(|error| Message::from(error.to_string()))?;
    keep(folder, stem, png.get_ref(), "png")
}

/// The files among `paths`, and the pictures in its folders and below them.
///
/// # Errors
/// A folder that cannot be read or holds too many files; [`DataError::Canceled`].
pub fn pictures_at(
    paths: &[PathBuf],
    on_progress: OnProgress<'_>,
) -> Result<Vec<PathBuf>, DataError> {
    let meter = Meter::new(on_progress);
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() {
            all.extend(pictures_below(path, &meter)?);
        } else {
            all.push(path.clone());
        }
    }
    Ok(all)
}

fn keep(folder: &Path, stem: &str, bytes: &[u8], ending: &str) -> Result<(String, bool), Message> {
    let made = fs::create_dir_all(folder);
    made.map_err(|error| message!("collect-fault", fault = error.to_string(), path = folder))?;
    let content = hexadecimal(&Sha256::digest(bytes)[..CONTENT_BYTES]);
    let name = format!("{}-{content}.{ending}", plain(stem));
    let path = folder.join(&name);
    let is_new = !path.exists();
    if is_new {
        write_atomically(&path, bytes).map_err(|error| error.message())?;
    }
    Ok((name, is_new))
}

/// A name that every file system takes.
fn plain(stem: &str) -> String {
    let letters = stem.chars().take(MOST_NAME);
    letters
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                '_'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    #[test]
    fn a_picture_is_copied_once_and_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (from, into) = (
            folder.path().join("a cat.x.png"),
            folder.path().join("new/kept"),
        );
        let image = image::RgbImage::from_pixel(3, 2, image::Rgb([1, 2, 3]));
        let mut png = Cursor::new(Vec::new());
        image.write_to(&mut png, ImageFormat::Png).unwrap();
        write_atomically(&from, png.get_ref()).unwrap();
        let before = read_limited(&from, 1 << 20).unwrap();
        let (name, is_new) = collect_file(&into, &from).unwrap();
        assert!(
            is_new
                && name.starts_with("a_cat_x-")
                && Path::new(&name).extension() == Some("png".as_ref()),
            "{name}"
        );
        assert_eq!(collect_file(&into, &from).unwrap(), (name.clone(), false));
        assert_eq!(read_limited(&into.join(name), 1 << 20).unwrap(), before);
        assert_eq!(read_limited(&from, 1 << 20).unwrap(), before);
    }

    #[test]
    fn what_is_no_picture_is_refused_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.png");
        write_atomically(&file, b"no picture").unwrap();
        let fault = collect_file(&folder.path().join("kept"), &file).unwrap_err();
        assert!(fault.to_string().ends_with("a.png"), "{fault}");
        assert!(!folder.path().join("kept").exists());
        assert!(collect_file(folder.path(), &folder.path().join("none.png")).is_err());
    }

    #[test]
    fn folders_stand_for_the_pictures_below_them() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("pets/cat")).unwrap();
        for name in ["pets/cat/1.png", "pets/2.jpg", "pets/words.txt", "3.png"] {
            write_atomically(&root.join(name), b"x").unwrap();
        }
        let found = pictures_at(&[root.join("pets"), root.join("3.png")], &|_| {
            ControlFlow::Continue(())
        });
        let expected = ["pets/2.jpg", "pets/cat/1.png", "3.png"].map(|name| root.join(name));
        assert_eq!(found.unwrap(), expected);
    }
}
