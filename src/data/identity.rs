//! Which data it is, wherever it lies: a fingerprint over the files of a source as they are on the disk. That of a
//! [`Dataset`](super::Dataset) is over images as a network sees them, and another network would see them otherwise.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::source::DataSource;
use crate::files::hexadecimal;

/// More than any data set that fits into memory.
const MOST_FILES: usize = 500_000;
/// How deep images may lie in a folder.
const MOST_DEPTH: usize = 8;
/// One read.
const CHUNK_BYTES: usize = 1 << 20;

/// Files that belong to a folder of images. What a desktop or the user puts beside them is no other data.
const OF_A_FOLDER: [&str; 18] = [
    "bin", "bmp", "csv", "gif", "gz", "jfif", "jpeg", "jpg", "npy", "pbm", "pgm", "png", "pnm",
    "ppm", "tif", "tiff", "txt", "webp",
];

/// The fingerprint of the data at `source`, as hexadecimal digits: equal for equal files under equal names below a folder,
/// whatever the folder or file itself is called. `None` for what comes with the program, what cannot be read, and where
/// `goes_on` says no.
pub fn identity(source: &DataSource, goes_on: &dyn Fn() -> bool) -> Option<String> {
    let DataSource::Path(path) = source else {
        return None;
    };
    let mut hash = Sha256::new();
    let hashed = if path.is_dir() {
        hash_folder(path, &mut hash, goes_on)
    } else {
        hash_file(path, &mut hash, goes_on)
    };
    hashed
        .inspect_err(|error| tracing::debug!(%error, path = %path.display(), "no fingerprint"))
        .ok()?;
    Some(hexadecimal(&hash.finalize()))
}

fn hash_folder(folder: &Path, hash: &mut Sha256, goes_on: &dyn Fn() -> bool) -> io::Result<()> {
    let mut files = Vec::new();
    list(folder, PathBuf::new(), 0, &mut files)?;
    files.sort();
    for name in files {
        let text = name.to_string_lossy();
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
        let path = folder.join(&name);
        hash.update(fs::metadata(&path)?.len().to_le_bytes());
        hash_file(&path, hash, goes_on)?;
    }
    Ok(())
}

/// Adds the names of all files in `folder`/`below` that count, as seen from `folder`.
fn list(folder: &Path, below: PathBuf, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder.join(&below))? {
        let name = entry?.file_name();
        let is_hidden = name.to_string_lossy().starts_with('.');
        let inside = below.join(&name);
        let Ok(metadata) = fs::metadata(folder.join(&inside)) else {
            continue;
        };
        if is_hidden {
            continue;
        }
        if metadata.is_dir() && depth < MOST_DEPTH {
            list(folder, inside, depth + 1, files)?;
        } else if metadata.is_file() && counts(&inside) {
            files.push(inside);
        }
        if files.len() > MOST_FILES {
            return Err(io::Error::other("too many files"));
        }
    }
    Ok(())
}

fn counts(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // MNIST's files have no ending.
    name.ends_with("ubyte") || ending.is_some_and(|ending| OF_A_FOLDER.contains(&ending.as_str()))
}

fn hash_file(path: &Path, hash: &mut Sha256, goes_on: &dyn Fn() -> bool) -> io::Result<()> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("a pipe or device"));
    }
    let mut file = File::open(path)?;
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        if !goes_on() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        match file.read(&mut chunk)? {
            0 => return Ok(()),
            count => hash.update(&chunk[..count]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Builtin;
    use crate::files::write_atomically;

    fn of(path: &Path) -> Option<String> {
        identity(&DataSource::Path(path.to_owned()), &|| true)
    }

    #[test]
    fn a_file_is_known_by_its_content_wherever_it_lies() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name| folder.path().join(name);
        write_atomically(&path("a.h5"), b"abc").unwrap();
        write_atomically(&path("b.h5"), b"abc").unwrap();
        write_atomically(&path("c.h5"), b"abd").unwrap();
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of(&path("a.h5")).as_deref(), Some(expected));
        assert_eq!(of(&path("a.h5")), of(&path("b.h5")));
        assert_ne!(of(&path("a.h5")), of(&path("c.h5")));
    }

    #[test]
    fn a_folder_is_known_by_its_pictures_and_their_names() {
        let folder = tempfile::tempdir().unwrap();
        let make = |name: &str, file: &str| {
            let class = folder.path().join(name).join("cat");
            fs::create_dir_all(&class).unwrap();
            write_atomically(&class.join(file), b"abc").unwrap();
            folder.path().join(name)
        };
        let (one, same, other) = (make("1", "a.png"), make("2", "a.png"), make("3", "b.png"));
        write_atomically(&same.join("net.netsmith"), b"beside").unwrap();
        write_atomically(&same.join("cat/.DS_Store"), b"desktop").unwrap();
        assert_eq!(of(&one), of(&same));
        assert_ne!(of(&one), of(&other));
        write_atomically(&one.join("cat/a.png"), b"abd").unwrap();
        assert_ne!(of(&one), of(&same));
    }

    #[test]
    fn what_has_no_files_has_no_fingerprint() {
        assert_eq!(of(Path::new("/no/such/data")), None);
        let builtin = DataSource::builtin(Builtin::ALL[0]);
        assert_eq!(identity(&builtin, &|| true), None);
    }

    #[test]
    fn it_can_be_called_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.h5");
        write_atomically(&path, b"abc").unwrap();
        assert_eq!(identity(&DataSource::Path(path), &|| false), None);
    }
}
