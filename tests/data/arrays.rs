//! Arrays as NumPy, MNIST and CIFAR write them; `tests/golden/data_golden.py` made the files.

use std::fs;
use std::path::{Path, PathBuf};

use netsmith::data::{DataError, DataWarning, Loaded, Role};

use super::{all_pixels, opened};

/// A file of `tests/golden/data`.
pub fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden/data")
        .join(name)
}

fn read(name: &str) -> Loaded {
    opened(&golden(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Values as the script counts them, in the order (picture, row, column, channel).
pub fn values(count: usize) -> Vec<u8> {
    (0..count).map(|k| ((37 * k + 11) % 251) as u8).collect()
}

/// Copies of golden files in a folder of their own.
fn copies(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    for name in names {
        let from = golden(name);
        let to = folder.path().join(from.file_name().expect("a name"));
        fs::copy(&from, to).expect("copies");
    }
    folder
}

#[test]
fn keras_archives_hold_both_parts() {
    let loaded = read("keras.npz");
    assert_eq!(loaded.train.shape().to_string(), "3 × 2 × 3");
    assert_eq!(all_pixels(&loaded.train), values(72));
    assert_eq!(loaded.train.labels(), [2, 0, 1, 2]);
    assert_eq!(loaded.train.classes(), ["0", "1", "2"]);
    let test = loaded.part(Role::Test).expect("a test part");
    assert_eq!((test.labels(), all_pixels(test)), (&[1, 0][..], values(36)));
    assert!(loaded.train.warnings().is_empty());
}

#[test]
fn three_parts_and_labels_in_a_column_are_read() {
    let loaded = read("medical.npz");
    assert_eq!(loaded.train.labels(), [2, 0, 1, 2]);
    assert_eq!(
        loaded.part(Role::Validation).expect("validation").labels(),
        [1]
    );
    assert_eq!(loaded.part(Role::Test).expect("test").labels(), [0, 2]);
    assert_eq!(
        all_pixels(loaded.part(Role::Test).expect("test")),
        values(36)
    );
}

#[test]
fn arrays_without_names_in_fortran_order_with_words_are_read() {
    let loaded = read("positional.npz");
    assert_eq!(all_pixels(&loaded.train), values(72));
    assert_eq!(loaded.train.classes(), ["cat", "dog", "owl"]);
    assert_eq!(loaded.train.labels(), [2, 0, 1, 2]);
}

#[test]
fn channels_first_are_turned_and_one_hot_rows_are_labels() {
    let loaded = read("channels_first.npz");
    assert_eq!(loaded.train.shape().to_string(), "3 × 2 × 3");
    assert_eq!(all_pixels(&loaded.train), values(72));
    assert_eq!(loaded.train.labels(), [2, 0, 1, 2]);
}

#[test]
fn rows_of_values_are_squares_and_it_is_said() {
    let loaded = read("flat.npz");
    assert_eq!(loaded.train.shape().to_string(), "3 × 3 × 1");
    assert_eq!(all_pixels(&loaded.train), values(36));
    assert!(
        matches!(loaded.train.warnings(), [DataWarning::SidesGuessed { array, .. }] if array == "data")
    );
}

#[test]
fn every_format_of_numpy_is_read_with_the_array_beside_it() {
    for version in ["version_1", "version_2", "version_3"] {
        for file in ["x_train.npy", "y_train.npy"] {
            let loaded = read(&format!("{version}/{file}"));
            assert_eq!(all_pixels(&loaded.train), values(72), "{version}");
            assert_eq!(loaded.train.labels(), [2, 0, 1, 2]);
        }
        assert_eq!(all_pixels(&read(version).train), values(72));
    }
}

#[test]
fn every_type_of_number_is_read() {
    for number in 0..8 {
        let loaded = read(&format!("types/x_{number}.npy"));
        assert_eq!(all_pixels(&loaded.train), values(72), "{number}");
        assert_eq!(loaded.train.labels(), [2, 0, 1, 2], "{number}");
    }
    let fortran = read("types/x_fortran.npy");
    assert_eq!(all_pixels(&fortran.train), values(72));
    assert_eq!(fortran.train.labels(), [2, 0, 1, 2]);
    let gray = read("types/x_gray.npy");
    assert_eq!(gray.train.shape().to_string(), "3 × 2 × 1");
    assert_eq!(all_pixels(&gray.train), values(24));
    assert_eq!(gray.train.labels(), [1, 0, 1, 1]);
}

#[test]
fn objects_and_lone_arrays_are_sentences() {
    let error = opened(&golden("objects/x.npy")).expect_err("pickled");
    assert!(
        matches!(&error, DataError::BadArrayType { found, .. } if found == "|O"),
        "{error}"
    );
    let folder = copies(&["version_1/x_train.npy"]);
    let error = opened(&folder.path().join("x_train.npy")).expect_err("no labels");
    assert!(
        matches!(&error, DataError::MissingArray { missing, .. } if missing == "y_train.npy"),
        "{error}"
    );
}

#[test]
fn mnist_is_read_from_a_file_a_folder_and_an_archive() {
    for name in [
        "mnist",
        "mnist_gz",
        "mnist.zip",
        "mnist/train-images-idx3-ubyte",
        "mnist_gz/train-labels-idx1-ubyte.gz",
    ] {
        let loaded = read(name);
        assert_eq!(loaded.train.shape().to_string(), "4 × 4 × 1", "{name}");
        assert_eq!(all_pixels(&loaded.train), values(80), "{name}");
        assert_eq!(loaded.train.labels(), [3, 1, 0, 2, 1], "{name}");
        let test = loaded.part(Role::Test).expect("a test part");
        assert_eq!(
            (test.labels(), all_pixels(test)),
            (&[0, 3, 1][..], values(48))
        );
    }
    let alone = read("mnist/t10k-images-idx3-ubyte");
    assert_eq!((alone.train.labels(), alone.test), (&[0, 3, 1][..], None));
}

#[test]
fn cifar_is_read_with_its_names() {
    let loaded = read("cifar10");
    assert_eq!(loaded.train.shape().to_string(), "32 × 32 × 3");
    assert_eq!(loaded.train.labels(), [6, 9, 4]);
    assert_eq!(loaded.train.classes()[6], "frog");
    assert_eq!(all_pixels(&loaded.train)[..6144], values(6144));
    assert_eq!(all_pixels(&loaded.train)[6144..], values(3072));
    assert_eq!(loaded.part(Role::Test).expect("test").labels(), [3]);
    let alone = read("cifar10/data_batch_1.bin");
    assert_eq!((alone.train.labels(), alone.test), (&[6, 9][..], None));
    let hundred = read("cifar100");
    assert_eq!(hundred.train.labels(), [19, 29]);
    assert_eq!(hundred.train.classes()[19], "class 19");
    assert_eq!(hundred.part(Role::Test).expect("test").labels(), [99]);
}

/// Opens the file of that name with other content, beside the golden files in its folder.
fn with_content(name: &str, content: &[u8]) -> Result<Loaded, DataError> {
    let from = golden(name);
    let folder = tempfile::tempdir().expect("temporary folder");
    for file in fs::read_dir(from.parent().expect("a folder"))
        .expect("lists")
        .flatten()
    {
        if file.path().is_file() {
            fs::copy(file.path(), folder.path().join(file.file_name())).expect("copies");
        }
    }
    let path = folder.path().join(from.file_name().expect("a name"));
    fs::write(&path, content).expect("writes");
    opened(&path)
}

#[test]
fn files_cut_short_anywhere_are_sentences() {
    for (name, step) in [
        ("version_1/x_train.npy", 23),
        ("mnist/train-images-idx3-ubyte", 11),
        ("mnist_gz/train-images-idx3-ubyte.gz", 15),
        ("keras.npz", 137),
        ("medical.npz", 131),
        ("cifar10/data_batch_1.bin", 1501),
    ] {
        let whole = fs::read(golden(name)).expect("a golden file");
        for length in (0..whole.len()).step_by(step) {
            let result = with_content(name, &whole[..length]);
            assert!(result.is_err(), "{name}: {length} of {}", whole.len());
        }
    }
}

#[test]
fn a_changed_byte_never_panics() {
    for name in [
        "version_1/x_train.npy",
        "version_1/y_train.npy",
        "mnist/train-images-idx3-ubyte",
        "keras.npz",
    ] {
        let whole = fs::read(golden(name)).expect("a golden file");
        for place in (0..whole.len().min(400)).step_by(17) {
            for change in [0x01, 0xff] {
                let mut bytes = whole.clone();
                bytes[place] ^= change;
                // Either is right, as long as it comes back.
                let _ = with_content(name, &bytes);
            }
        }
    }
}

#[test]
fn shapes_that_claim_too_much_are_refused_before_memory_is_taken() {
    let mut idx = vec![0, 0, 8, 3];
    idx.extend(
        [u32::MAX, 64, 64]
            .iter()
            .flat_map(|axis| axis.to_be_bytes()),
    );
    let error = with_content("mnist/train-images-idx3-ubyte", &idx).expect_err("too large");
    // Labels are read first: they are five.
    assert!(matches!(error, DataError::BadArrayShape { .. }), "{error}");
    let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (4, 30000, 30000, 3), }\n";
    let mut npy = b"\x93NUMPY\x01\x00".to_vec();
    npy.extend((header.len() as u16).to_le_bytes());
    npy.extend(header.as_bytes());
    let error = with_content("version_1/x_train.npy", &npy).expect_err("too large");
    assert!(
        matches!(
            error,
            DataError::ArrayTooLarge { .. } | DataError::BadShape { .. }
        ),
        "{error}"
    );
}
