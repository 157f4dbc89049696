//! HDF5 files as courses, notebooks and newer libraries write them. The fixtures are h5py 3.16's, with HDF5 2.0.

use std::path::Path;

use netsmith::data::{DataError, DataSource, DataWarning, OpenOptions, Role, open_quietly};

use super::{all_pixels, h5py_file, opened};

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

/// `labels_h5py.h5`: 16-bit pictures of 257·k for k from 0 to 47 with one-hot labels in decimal numbers; booleans for
/// `dev`; for `test` one-hot columns, as the course's `convert_to_one_hot` leaves them.
#[test]
fn one_hot_decimal_and_boolean_labels_are_read() {
    let loaded = opened(&fixture("labels_h5py.h5")).expect("reads");
    assert_eq!(loaded.train.labels(), [2, 0, 1, 2]);
    assert_eq!(loaded.train.classes(), ["0", "1", "2"]);
    assert_eq!(loaded.validation.expect("dev").labels(), [1, 0, 1]);
    assert_eq!(loaded.test.expect("test").labels(), [2, 0]);
}

#[test]
fn sixteen_bits_are_scaled_and_it_is_said() {
    let loaded = opened(&fixture("labels_h5py.h5")).expect("reads");
    assert_eq!(all_pixels(&loaded.train), (0..48).collect::<Vec<u8>>());
    assert!(
        matches!(loaded.train.warnings(), [DataWarning::Scaled { array }] if array == "train_set_x")
    );
}

#[test]
fn the_newest_layout_is_read_or_said_to_be_too_new() {
    match opened(&fixture("newest_h5py.h5")) {
        Ok(loaded) => assert_eq!(loaded.train.labels(), [2, 0, 1, 2]),
        Err(error) => {
            let sentence = error.to_string();
            assert!(matches!(error, DataError::NewerHdf5 { .. }), "{sentence}");
            assert!(
                sentence.contains("cannot be read yet") && !sentence.contains("damaged"),
                "{sentence}"
            );
        }
    }
}

#[test]
fn the_courses_pair_of_files_is_one_data_set() {
    let root = tempfile::tempdir().expect("temporary folder");
    // The h5py file holds a test part of its own; the other one lies beside and is not asked for.
    std::fs::copy(h5py_file(), root.path().join("train_cats.h5")).expect("copies");
    let whole = open_quietly(
        &DataSource::Path(root.path().join("train_cats.h5")),
        &OpenOptions::default(),
    )
    .expect("reads");
    assert_eq!(whole.taken.measured(), Role::Test);
    assert!(
        whole.taken.sentence().contains("`test_set_x` (1 picture)"),
        "{}",
        whole.taken.sentence()
    );
}

/// `chunks_h5py.h5`: four pictures of 4 × 4 × 3 in two gzipped chunks. The size of the first, 107 bytes, stands in the
/// index at 1424; with one byte changed it claims 4 GiB, which the library would reserve before it reads.
#[test]
fn a_chunk_that_claims_more_than_the_file_holds_is_refused_before_memory_is_taken() {
    let whole = std::fs::read(fixture("chunks_h5py.h5")).expect("a fixture");
    let root = tempfile::tempdir().expect("temporary folder");
    let path = root.path().join("chunks.h5");
    std::fs::write(&path, &whole).expect("writes");
    let pixels: Vec<u8> = (0..192_u32).map(|value| (value * 37 % 251) as u8).collect();
    assert_eq!(all_pixels(&opened(&path).expect("reads").train), pixels);
    assert_eq!(whole[1424..1428], [107, 0, 0, 0]);
    let mut changed = whole;
    changed[1427] = 0xff;
    std::fs::write(&path, &changed).expect("writes");
    let error = opened(&path).expect_err("4 GiB in 7 KiB");
    assert!(
        matches!(error, DataError::ArrayBeyondFile { claimed_bytes, .. } if claimed_bytes > 4_000_000_000),
        "{error}"
    );
}
