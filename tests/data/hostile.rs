//! Files that are not what they say: every one has to end in a sentence, and none in a panic or in swapping memory.

use std::fs;
use std::path::Path;

use netsmith::data::{DataError, Loaded};

use super::{h5py_file, opened};

/// Opens these bytes as a file of the given name.
fn opened_bytes(name: &str, bytes: &[u8]) -> Result<Loaded, DataError> {
    let folder = tempfile::tempdir().expect("temporary folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("writes");
    opened(&path)
}

/// The h5py file with the first run of `axes` in it replaced, as little-endian 64-bit numbers.
fn with_shape(axes: [u64; 4], replacement: [u64; 4]) -> Vec<u8> {
    let mut bytes = fs::read(h5py_file()).expect("a fixture");
    let encoded = |axes: [u64; 4]| axes.map(u64::to_le_bytes).concat();
    let place = bytes
        .windows(32)
        .position(|window| window == encoded(axes))
        .expect("the shape stands in the file");
    bytes[place..place + 32].copy_from_slice(&encoded(replacement));
    bytes
}

#[test]
fn missing_empty_and_mislabeled_files_are_sentences() {
    assert!(matches!(
        opened(Path::new("/no/such/file.h5")),
        Err(DataError::Missing { .. })
    ));
    assert!(matches!(
        opened_bytes("a.h5", b""),
        Err(DataError::EmptyFile { .. })
    ));
    let page = opened_bytes(
        "train_signs.h5",
        b"<!DOCTYPE html><html><body>Please sign in</body></html>",
    );
    let sentence = page.expect_err("a web page").to_string();
    assert!(
        sentence.contains("web page (HTML)") && sentence.ends_with("train_signs.h5"),
        "{sentence}"
    );
}

#[test]
fn shapes_that_claim_too_much_are_refused_before_memory_is_taken() {
    let shape = [2, 2, 2, 3];
    for hostile in [[1 << 40, 64, 64, 3], [u64::MAX; 4], [1 << 62, 2, 2, 3]] {
        let result = opened_bytes("a.h5", &with_shape(shape, hostile));
        assert!(
            matches!(&result, Err(DataError::ArrayTooLarge { .. })),
            "{hostile:?}: {result:?}"
        );
    }
}

#[test]
fn a_shape_that_claims_more_than_the_file_can_hold_is_refused_before_memory_is_taken() {
    for hostile in [
        [1 << 20, 32, 32, 3],
        [1 << 16, 64, 128, 3],
        [40_000, 32, 32, 3],
    ] {
        let result = opened_bytes("a.h5", &with_shape([2, 2, 2, 3], hostile));
        assert!(
            matches!(&result, Err(DataError::ArrayBeyondFile { file_bytes, .. }) if *file_bytes < 20_000),
            "{hostile:?}: {result:?}"
        );
    }
}

#[test]
fn shapes_that_claim_more_than_the_file_holds_are_refused() {
    for wrong in [[200, 64, 64, 3], [2, 2, 4, 3], [1, 2, 2, 3]] {
        let error =
            opened_bytes("a.h5", &with_shape([2, 2, 2, 3], wrong)).expect_err("wrong shape");
        assert!(
            matches!(
                error,
                DataError::BrokenHdf5 { .. }
                    | DataError::ShortArray { .. }
                    | DataError::BadArrayShape { .. }
            ),
            "{wrong:?}: {error}"
        );
    }
    assert_eq!(
        opened_bytes("a.h5", &with_shape([2, 2, 2, 3], [0, 2, 2, 3])),
        Err(DataError::EmptyDataset)
    );
}

/// h5py's float16: hdf5-pure reads it as no values at all, without an error.
#[test]
fn numbers_we_cannot_read_are_named() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/float16_h5py.h5");
    let error = opened(&path).expect_err("float16");
    assert!(
        matches!(&error, DataError::BadArrayType { array, .. } if array == "train_set_x"),
        "{error}"
    );
}

#[test]
fn a_file_cut_short_anywhere_is_a_sentence() {
    let whole = fs::read(h5py_file()).expect("a fixture");
    for length in (0..whole.len()).step_by(97) {
        let result = opened_bytes("a.h5", &whole[..length]);
        assert!(result.is_err(), "{length} of {} bytes", whole.len());
    }
}

#[test]
fn a_changed_byte_never_panics() {
    let whole = fs::read(h5py_file()).expect("a fixture");
    let folder = tempfile::tempdir().expect("temporary folder");
    let path = folder.path().join("a.h5");
    for place in (0..whole.len()).filter(|&place| whole[place] != 0 || place % 16 == 0) {
        for change in [0x01, 0xff] {
            let mut bytes = whole.clone();
            bytes[place] ^= change;
            fs::write(&path, &bytes).expect("writes");
            // Either answer is right; reaching the next turn is what counts.
            let _ = opened(&path);
        }
    }
}
