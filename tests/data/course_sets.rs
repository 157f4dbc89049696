//! Files of the course, and of h5py.

use std::path::PathBuf;

use netsmith::data::{DataWarning, explore};

use super::{all_pixels, h5py_file, opened};

/// Data that may not be shipped and so is not on every machine.
fn shared(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/datasets")
        .join(name);
    if !path.exists() {
        println!("skipped: {} is not on this machine", path.display());
        return None;
    }
    Some(path)
}

#[test]
fn h5py_writes_what_we_read() {
    let loaded = opened(&h5py_file()).expect("reads");
    assert_eq!(loaded.train.classes(), ["cat", "horse"]);
    assert_eq!(loaded.train.labels(), [1, 0]);
    assert_eq!(all_pixels(&loaded.train), (0..24).collect::<Vec<u8>>());
    let test = loaded.test.expect("the file has a test part");
    // k/11 of 255, rounded: 23.18, 46.36, 69.55, 92.73, …
    assert_eq!(
        all_pixels(&test),
        [0, 23, 46, 70, 93, 116, 139, 162, 185, 209, 232, 255]
    );
    assert!(matches!(
        test.warnings(),
        [DataWarning::EmptyClass { .. }] | [DataWarning::Rounded { .. }, ..]
    ));
}

#[test]
fn signs_hold_the_known_counts() {
    let (Some(train), Some(test)) = (shared("train_signs.h5"), shared("test_signs.h5")) else {
        return;
    };
    let (train, test) = (
        opened(&train).expect("reads").train,
        opened(&test).expect("reads").train,
    );
    assert_eq!(train.shape().to_string(), "64 × 64 × 3");
    assert_eq!(
        (train.class_counts(), test.class_counts()),
        (vec![180; 6], vec![20; 6])
    );
    let report = explore(&train, Some(&test));
    assert_eq!((report.leak_groups, report.near_copies.len()), (0, 12));
}

/// The known 56 groups of copies, 12 of them between training and test, are those of the JPEGs. Counted with Python
/// over decoded pixels: 26 within train, 2 within val, 1 within test, 15 between train and val, 9 between train and
/// test, 3 between val and test. In the HDF5 files the 12 are near copies, as only one of each two went through JPEG.
#[test]
fn signs_hold_the_known_copies_and_leaks() {
    let folders = [
        "signs-folder/train_signs",
        "signs-folder/val_signs",
        "signs-folder/test_signs",
    ];
    let [Some(train), Some(val), Some(test)] = folders.map(shared) else {
        return;
    };
    let [train, val, test] = [train, val, test].map(|path| opened(&path).expect("reads").train);
    let counted = |first, second| {
        let report = explore(first, Some(second));
        (report.duplicates.len(), report.leak_groups)
    };
    assert_eq!(counted(&train, &test), (26 + 1 + 9, 9));
    assert_eq!(counted(&val, &test), (2 + 1 + 3, 3));
    assert_eq!(counted(&train, &val), (26 + 2 + 15, 15));
    let report = explore(&train, Some(&test));
    assert!(
        report
            .warnings
            .iter()
            .any(|warning| matches!(warning, DataWarning::Leak { count: 9 }))
    );
}

#[test]
fn smiles_hold_the_known_counts() {
    let (Some(train), Some(test)) = (shared("train_smiles.h5"), shared("test_smiles.h5")) else {
        return;
    };
    assert_eq!(
        opened(&train).expect("reads").train.class_counts(),
        [300, 300]
    );
    assert_eq!(opened(&test).expect("reads").train.class_counts(), [75, 75]);
}

#[test]
fn the_signs_folder_reads_as_its_file() {
    let (Some(folder), Some(file)) = (shared("signs-folder/test_signs"), shared("test_signs.h5"))
    else {
        return;
    };
    let (folder, file) = (
        opened(&folder).expect("reads").train,
        opened(&file).expect("reads").train,
    );
    assert_eq!(
        (folder.classes(), folder.class_counts()),
        (file.classes(), file.class_counts())
    );
    assert!(
        folder
            .file_name(0)
            .expect("files have names")
            .starts_with("0_IMG_")
    );
    assert_eq!(folder.shape(), file.shape());
}
