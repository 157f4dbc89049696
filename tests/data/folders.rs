//! Folders of pictures as people have them.

use std::fs;
use std::ops::ControlFlow;

use netsmith::data::{
    Contract, DataError, DataSource, DataWarning, ImageShape, OpenOptions, ResizeMode, open,
    open_quietly,
};
use tempfile::TempDir;

use super::{opened, picture};

fn folder() -> TempDir {
    tempfile::tempdir().expect("temporary folder")
}

#[test]
fn class_folders_are_read_in_order_of_their_names() {
    let root = folder();
    picture(&root.path().join("dog/1.png"), 6, 4, 200);
    picture(&root.path().join("cat/b.png"), 6, 4, 20);
    picture(&root.path().join("cat/more/a.png"), 6, 4, 10);
    fs::create_dir(root.path().join("emu")).expect("makes a folder");
    fs::write(root.path().join("dog/notes.txt"), "good dog").expect("writes");
    let data = opened(root.path()).expect("reads").train;
    assert_eq!(
        (data.classes(), data.labels()),
        (
            &["cat", "dog", "emu"].map(str::to_owned)[..],
            &[0, 0, 1][..]
        )
    );
    assert_eq!(data.shape().to_string(), "4 × 6 × 3");
    assert_eq!(data.pixels(2).expect("the dog")[0], 200);
    assert_eq!(
        data.warnings(),
        [
            DataWarning::PassedOver {
                count: 1,
                example: "notes.txt".to_owned()
            },
            DataWarning::EmptyClass {
                class: "emu".to_owned()
            },
        ]
    );
}

#[test]
fn pictures_go_through_the_networks_contract() {
    let root = folder();
    picture(&root.path().join("0_wide.png"), 40, 10, 250);
    picture(&root.path().join("1_tall.png"), 10, 40, 250);
    let shape = ImageShape::new(20, 20, 1).expect("valid");
    let contract = Contract::new(shape).with_resize(ResizeMode::Pad);
    let source = DataSource::Path(root.path().to_owned());
    let data = open_quietly(
        &source,
        &OpenOptions {
            contract: Some(contract),
            ..OpenOptions::default()
        },
    )
    .expect("reads")
    .train;
    assert_eq!(data.shape(), shape);
    // Red 250 weighs 0.299: gray 75 in the middle, black bars beside the tall one.
    assert_eq!(
        data.pixels(1).expect("tall")[..20],
        [[0; 7].as_slice(), &[75; 5], &[0; 8]].concat()[..]
    );
}

#[test]
fn sizes_that_differ_become_the_courses_size_and_it_is_said() {
    let root = folder();
    picture(&root.path().join("a/1.png"), 30, 20, 1);
    picture(&root.path().join("b/1.png"), 20, 20, 1);
    let data = opened(root.path()).expect("reads").train;
    assert_eq!(data.shape(), ImageShape::course());
    assert_eq!(
        data.warnings(),
        [DataWarning::Resized {
            shape: ImageShape::course(),
            mode: "stretch"
        }]
    );
}

#[test]
fn unreadable_pictures_are_left_out_and_counted() {
    let root = folder();
    picture(&root.path().join("a/1.png"), 8, 8, 1);
    picture(&root.path().join("b/1.png"), 8, 8, 1);
    let whole = fs::read(root.path().join("a/1.png")).expect("reads");
    fs::write(root.path().join("a/0.png"), &whole[..40]).expect("writes");
    fs::write(root.path().join("b/0.jpg"), "").expect("writes");
    let data = opened(root.path()).expect("two are left").train;
    assert_eq!(data.labels(), [0, 1]);
    let [
        DataWarning::LeftOut {
            count: 2,
            total: 4,
            example,
            ..
        },
    ] = data.warnings()
    else {
        panic!("{:?}", data.warnings());
    };
    assert!(example.ends_with("a/0.png"));
}

#[test]
fn folders_without_usable_pictures_are_sentences() {
    let root = folder();
    assert!(matches!(
        opened(root.path()),
        Err(DataError::EmptyFolder { .. })
    ));
    fs::create_dir(root.path().join("a")).expect("makes a folder");
    assert!(matches!(
        opened(root.path()),
        Err(DataError::EmptyFolder { .. })
    ));
    fs::write(root.path().join("a/1.png"), "no picture").expect("writes");
    assert!(matches!(
        opened(root.path()),
        Err(DataError::NoReadableImage { count: 1, .. })
    ));
}

#[test]
fn opening_can_be_stopped() {
    let root = folder();
    for index in 0..20 {
        picture(
            &root.path().join(format!("{}_{index}.png", index % 2)),
            4,
            4,
            index,
        );
    }
    let source = DataSource::Path(root.path().to_owned());
    let result = open(
        &source,
        &OpenOptions::default(),
        &|_| ControlFlow::Break(()),
    );
    assert_eq!(result, Err(DataError::Canceled));
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf8_are_read_all_the_same() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let root = folder();
    let umlaut = root.path().join(OsStr::from_bytes(b"h\xe4nde"));
    for name in [b"0_\xff.png".as_slice(), b"1_\xfe.png"] {
        picture(&umlaut.join("safe.png"), 4, 4, 7);
        fs::rename(
            umlaut.join("safe.png"),
            umlaut.join(OsStr::from_bytes(name)),
        )
        .expect("renames");
    }
    let data = opened(&umlaut).expect("reads").train;
    assert_eq!((data.len(), data.labels()), (2, &[0, 1][..]));
}
