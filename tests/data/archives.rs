//! Archives of class folders as Python's zipfile and tarfile write them; `tests/golden/data_golden.py` made the files.

use std::fs;

use netsmith::data::{DataError, DataWarning, Loaded, Role};

use super::arrays::golden;
use super::opened;

/// Red of the first pixel of each picture with its label.
fn reds(part: &netsmith::data::Dataset) -> Vec<(u8, u32)> {
    let red = |index| part.pixels(index).expect("there")[0];
    (0..part.len())
        .map(red)
        .zip(part.labels().iter().copied())
        .collect()
}

fn check(name: &str, first_of_cats: &[(u8, u32)]) {
    let loaded = opened(&golden(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(loaded.train.classes(), ["cat", "dog"], "{name}");
    let expected = [first_of_cats, &[(20, 1)]].concat();
    assert_eq!(reds(&loaded.train), expected, "{name}");
    let test = loaded.part(Role::Test).expect("a test part");
    assert_eq!(reds(test), [(30, 0), (40, 1)], "{name}");
    let warnings = loaded.train.warnings();
    let broken = |warning: &DataWarning| matches!(warning, DataWarning::LeftOut { count: 1, example, .. } if example.ends_with("broken.png"));
    let readme = |warning: &DataWarning| matches!(warning, DataWarning::PassedOver { count: 1, example } if example == "readme.txt");
    assert!(
        warnings.iter().any(broken) && warnings.iter().any(readme),
        "{name}: {warnings:?}"
    );
}

#[test]
fn class_folders_are_read_out_of_every_archive() {
    for name in ["folders.zip", "folders_stored.zip", "ustar.tar"] {
        check(name, &[(0, 0), (10, 0)]);
    }
    // With a name too long for the oldest format.
    for name in ["gnu.tar", "pax.tar", "folders.tar.gz"] {
        check(name, &[(0, 0), (10, 0), (99, 0)]);
    }
}

#[test]
fn nothing_is_written_beside_an_archive() {
    let folder = tempfile::tempdir().expect("temporary folder");
    for name in ["folders.zip", "folders.tar.gz"] {
        let path = folder.path().join(name);
        fs::copy(golden(name), &path).expect("copies");
        opened(&path).expect("reads");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("lists").count(), 2);
}

#[test]
fn what_is_packed_otherwise_is_said() {
    let error = opened(&golden("lzma.zip"))
        .expect_err("unknown method")
        .to_string();
    assert!(
        error.contains("packed in a way that cannot be read"),
        "{error}"
    );
}

fn opened_bytes(name: &str, bytes: &[u8]) -> Result<Loaded, DataError> {
    let folder = tempfile::tempdir().expect("temporary folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("writes");
    opened(&path)
}

#[test]
fn archives_cut_short_or_changed_never_panic() {
    for (name, step) in [
        ("folders.zip", 141),
        ("ustar.tar", 1_201),
        ("folders.tar.gz", 47),
    ] {
        let whole = fs::read(golden(name)).expect("a golden file");
        for length in (0..whole.len()).step_by(step) {
            // Tar has no directory: cut between two files it is a smaller archive.
            if let Err(error) = opened_bytes(name, &whole[..length]) {
                assert!(!error.to_string().is_empty());
            } else {
                assert!(name.ends_with("tar"), "{name} of {length} bytes");
            }
        }
        for place in (0..whole.len()).step_by(step) {
            let mut bytes = whole.clone();
            bytes[place] ^= 0xff;
            let _ = opened_bytes(name, &bytes);
        }
    }
}

/// An entry that claims four gigabytes: it is left out before they are asked for.
#[test]
fn an_entry_that_claims_too_much_is_left_out() {
    let mut bytes = fs::read(golden("folders_stored.zip")).expect("a golden file");
    let record = bytes
        .windows(4)
        .position(|it| it == b"PK\x01\x02")
        .expect("a directory");
    let next = bytes[record + 4..]
        .windows(4)
        .position(|it| it == b"PK\x01\x02")
        .expect("a second")
        + record
        + 4;
    bytes[next + 24..next + 28].copy_from_slice(&0xffff_fff0_u32.to_le_bytes());
    let loaded = opened_bytes("a.zip", &bytes).expect("the others are read");
    assert_eq!(reds(&loaded.train), [(10, 0), (20, 1)]);
}

#[test]
fn archives_of_other_things_are_sentences() {
    let error = opened_bytes("a.zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")
        .expect_err("empty");
    assert!(matches!(error, DataError::ArchiveOfFiles { .. }), "{error}");
    let error = opened_bytes("a.zip", b"PK\x03\x04 and nothing more").expect_err("cut");
    assert!(matches!(error, DataError::Damaged { .. }), "{error}");
}
