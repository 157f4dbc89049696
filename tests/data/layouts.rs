//! The layouts that people have: parts, wrappers, classes, and what lies beside them.

use std::fs;
use std::path::Path;

use netsmith::data::{DataError, DataWarning, Dataset, Loaded, Role};

use super::{folder_of, opened};

fn loaded(root: &Path) -> Loaded {
    opened(root).expect("reads")
}

/// Classes with their counts.
fn counted(dataset: &Dataset) -> Vec<(&str, usize)> {
    let classes = dataset.classes().iter().map(String::as_str);
    classes.zip(dataset.class_counts()).collect()
}

fn counts_of(loaded: &Loaded) -> [Option<Vec<(&str, usize)>>; 3] {
    [
        Some(counted(&loaded.train)),
        loaded.validation.as_ref().map(counted),
        loaded.test.as_ref().map(counted),
    ]
}

const CAT_AND_DOG: &[(&str, usize)] = &[("cat", 1), ("dog", 1)];

/// Pictures of a cat and a dog in each of the folders.
fn cat_and_dog_in(folders: &[&str]) -> tempfile::TempDir {
    folder_of(
        folders
            .iter()
            .flat_map(|folder| ["cat", "dog"].map(|class| format!("{folder}/{class}/1.png"))),
    )
}

#[test]
fn parts_are_known_by_their_names() {
    for (train, validation, test) in [
        ("train", "val", "test"),
        ("Training", "Validation", "Testing"),
        ("training_set", "dev_set", "test_set"),
        ("TRAIN", "valid", "TEST"),
        ("data/train", "data/val", "data/test"),
        ("a/b/c/train2017", "a/b/c/val2017", "a/b/c/test2017"),
    ] {
        let root = cat_and_dog_in(&[train, validation, test]);
        let loaded = loaded(root.path());
        assert_eq!(
            counts_of(&loaded),
            [
                Some(CAT_AND_DOG.to_vec()),
                Some(CAT_AND_DOG.to_vec()),
                Some(CAT_AND_DOG.to_vec())
            ],
            "{train}"
        );
        let sentence = loaded.taken.sentence();
        for part in [train, validation, test] {
            assert!(
                sentence.contains(&format!("`{part}` (2 pictures)")),
                "{sentence}"
            );
        }
    }
}

#[test]
fn the_courses_folders_are_parts() {
    let root = folder_of([
        "train_signs/0_a.png",
        "train_signs/1_a.png",
        "test_signs/0_b.png",
        "val_signs/1_c.png",
    ]);
    let loaded = loaded(root.path());
    assert_eq!(
        counts_of(&loaded),
        [
            Some(vec![("0", 1), ("1", 1)]),
            Some(vec![("0", 0), ("1", 1)]),
            Some(vec![("0", 1), ("1", 0)]),
        ]
    );
}

#[test]
fn a_part_inside_a_folder_of_its_own_name_is_passed_through() {
    let root = folder_of([
        "seg_train/seg_train/sea/1.png",
        "seg_train/seg_train/street/2.png",
        "seg_test/seg_test/sea/1.png",
        "seg_test/seg_test/street/2.png",
        "seg_pred/seg_pred/10004.png",
        "seg_pred/seg_pred/10005.png",
    ]);
    let loaded = loaded(root.path());
    assert_eq!(counted(&loaded.train), [("sea", 1), ("street", 1)]);
    assert_eq!(
        loaded.test.as_ref().map(counted),
        Some(vec![("sea", 1), ("street", 1)])
    );
    assert!(
        matches!(
            loaded.train.warnings(),
            [DataWarning::FolderPassedOver { count: 2, folder }] if folder.ends_with("seg_pred")
        ),
        "{:?}",
        loaded.train.warnings()
    );
}

#[test]
fn a_nested_copy_beside_the_parts_is_passed_over() {
    let root = cat_and_dog_in(&[
        "train",
        "val",
        "test",
        "chest_xray/train",
        "chest_xray/val",
        "chest_xray/test",
    ]);
    let loaded = loaded(root.path());
    assert_eq!(
        counts_of(&loaded),
        [
            Some(CAT_AND_DOG.to_vec()),
            Some(CAT_AND_DOG.to_vec()),
            Some(CAT_AND_DOG.to_vec())
        ]
    );
    assert!(matches!(
        loaded.train.warnings(),
        [DataWarning::FolderPassedOver { count: 6, .. }]
    ));
}

#[test]
fn a_lone_part_and_a_wrapper_are_passed_through() {
    for folder in ["train", "PetImages", "download/train", "test"] {
        let root = cat_and_dog_in(&[folder]);
        fs::write(root.path().join("readme.txt"), "by somebody").expect("writes");
        let loaded = loaded(root.path());
        assert_eq!(
            counts_of(&loaded),
            [Some(CAT_AND_DOG.to_vec()), None, None],
            "{folder}"
        );
    }
}

#[test]
fn classes_that_hold_the_parts_are_classes() {
    let root = folder_of([
        "cat/train/1.png",
        "cat/train/2.png",
        "cat/test/3.png",
        "dog/train/1.png",
        "dog/test/2.png",
        "dog/test/3.png",
    ]);
    let loaded = loaded(root.path());
    assert_eq!(
        counts_of(&loaded),
        [
            Some(vec![("cat", 2), ("dog", 1)]),
            None,
            Some(vec![("cat", 1), ("dog", 2)]),
        ]
    );
}

#[test]
fn a_class_may_be_called_like_a_part() {
    let root = folder_of(["bus/1.png", "car/1.png", "train/1.png", "train/2.png"]);
    assert_eq!(
        counted(&loaded(root.path()).train),
        [("bus", 1), ("car", 1), ("train", 2)]
    );
    let root = folder_of(["valid/1.png", "invalid/1.png"]);
    assert_eq!(
        counted(&loaded(root.path()).train),
        [("invalid", 1), ("valid", 1)]
    );
}

#[test]
fn opening_one_part_finds_the_others_beside_it() {
    let root = cat_and_dog_in(&["train", "val", "test"]);
    let loaded = loaded(&root.path().join("train"));
    assert_eq!(
        counts_of(&loaded),
        [
            Some(CAT_AND_DOG.to_vec()),
            Some(CAT_AND_DOG.to_vec()),
            Some(CAT_AND_DOG.to_vec())
        ]
    );
    assert_eq!(
        loaded.taken.measured(),
        Role::Training,
        "what lies beside was not named"
    );
    let others = opened(&root.path().join("test")).expect("reads");
    assert_eq!(counts_of(&others), [Some(CAT_AND_DOG.to_vec()), None, None]);
}

#[test]
fn a_held_out_part_without_labels_or_with_other_classes_keeps_nobody_from_training() {
    let root = folder_of([
        "train/cat/1.png",
        "train/dog/1.png",
        "test1/1.png",
        "test1/2.png",
        "val/cat/1.png",
        "val/emu/1.png",
    ]);
    let loaded = loaded(root.path());
    assert_eq!(
        counts_of(&loaded),
        [
            Some(CAT_AND_DOG.to_vec()),
            Some(vec![("cat", 1), ("dog", 0)]),
            None
        ]
    );
    let warnings = loaded.train.warnings();
    assert!(warnings.iter().any(|warning| matches!(warning, DataWarning::ClassNotTrained { count: 1, class, .. } if class == "emu")), "{warnings:?}");
    assert!(
        warnings
            .iter()
            .any(|warning| matches!(warning, DataWarning::PartWithoutLabels { count: 2, .. })),
        "{warnings:?}"
    );
}

#[test]
fn an_empty_folder_beside_labeled_pictures_changes_nothing() {
    let names: Vec<String> = (0..12)
        .map(|index| format!("{}_{index}.png", ["cat", "dog"][index % 2]))
        .collect();
    let root = folder_of(&names);
    fs::create_dir(root.path().join("New folder")).expect("makes a folder");
    let data = loaded(root.path()).train;
    assert_eq!(
        (counted(&data), data.warnings()),
        (vec![("cat", 6), ("dog", 6)], &[][..])
    );
    super::picture(&root.path().join("New folder/x.png"), 4, 4, 99);
    let data = loaded(root.path()).train;
    assert_eq!(counted(&data), [("cat", 6), ("dog", 6)]);
    assert!(
        matches!(data.warnings(), [DataWarning::WithoutLabel { count: 1, example, .. }] if example.ends_with("New folder/x.png")),
        "{:?}",
        data.warnings()
    );
}

#[test]
fn a_new_folder_and_one_of_notes_are_no_classes() {
    let root = cat_and_dog_in(&["."]);
    fs::create_dir(root.path().join("New folder (2)")).expect("makes a folder");
    fs::create_dir(root.path().join("annotations")).expect("makes a folder");
    fs::write(root.path().join("annotations/1.xml"), "<x/>").expect("writes");
    assert_eq!(counted(&loaded(root.path()).train), CAT_AND_DOG);
}

#[test]
fn one_name_in_two_spellings_is_one_class() {
    // "é" as one character and as two, as an archive from a Mac holds it.
    let root = folder_of(["caf\u{e9}/1.png", "cafe\u{301}/2.png", "bar/3.png"]);
    assert_eq!(
        counted(&loaded(root.path()).train),
        [("bar", 1), ("caf\u{e9}", 2)]
    );
    let root = folder_of([
        "caf\u{e9}_1.png",
        "cafe\u{301}_2.png",
        "bar_3.png",
        "bar_4.png",
    ]);
    assert_eq!(
        counted(&loaded(root.path()).train),
        [("bar", 2), ("caf\u{e9}", 2)]
    );
    let root = folder_of([
        "train/caf\u{e9}/1.png",
        "train/bar/1.png",
        "test/cafe\u{301}/2.png",
        "test/bar/3.png",
    ]);
    assert_eq!(
        loaded(root.path()).test.as_ref().map(counted),
        Some(vec![("bar", 1), ("caf\u{e9}", 1)])
    );
}

#[test]
fn a_single_class_is_read_and_refused_where_somebody_wants_to_learn_from_it() {
    let root = folder_of(["cat/1.png", "cat/2.png"]);
    let data = loaded(root.path()).train;
    assert_eq!(
        data.check_classes(),
        Err(DataError::SingleClass {
            class: "cat".to_owned()
        })
    );
}

#[test]
fn a_folder_of_data_files_is_told_from_an_empty_one() {
    let root = tempfile::tempdir().expect("temporary folder");
    fs::copy(super::h5py_file(), root.path().join("train_signs.h5")).expect("copies");
    let error = opened(root.path()).expect_err("no pictures").to_string();
    assert!(error.contains("`train_signs.h5`"), "{error}");
}

#[cfg(unix)]
#[test]
fn links_between_folders_lead_nowhere_twice() {
    let root = cat_and_dog_in(&["."]);
    let link = |from: &str, to: &Path| {
        std::os::unix::fs::symlink(to, root.path().join(from)).expect("links");
    };
    link("cat/up", root.path());
    link("again", &root.path().join("cat"));
    assert_eq!(counted(&loaded(root.path()).train), CAT_AND_DOG);
    let elsewhere = folder_of(["1.png", "2.png"]);
    link("emu", elsewhere.path());
    assert_eq!(
        counted(&loaded(root.path()).train),
        [("cat", 1), ("dog", 1), ("emu", 2)]
    );
}

#[test]
fn a_test_folder_beside_labeled_pictures_is_their_test_part() {
    let names = |folder: &str, count: usize| -> Vec<String> {
        let name = |index| format!("{folder}{}_{index}.png", ["cat", "dog"][index % 2]);
        (0..count).map(name).collect()
    };
    let root = folder_of([names("", 8), names("test/", 4)].concat());
    let both = loaded(root.path());
    assert_eq!(
        counts_of(&both),
        [
            Some(vec![("cat", 4), ("dog", 4)]),
            None,
            Some(vec![("cat", 2), ("dog", 2)])
        ]
    );
    assert_eq!(both.train.warnings(), []);
    // One that lies beside whole parts by mistake is said and passed over.
    let root = cat_and_dog_in(&["train", "test"]);
    super::picture(&root.path().join("loose.png"), 4, 4, 9);
    let parts = loaded(root.path());
    assert_eq!(counted(&parts.train), CAT_AND_DOG);
    assert!(
        matches!(parts.train.warnings(), [DataWarning::BesideParts { count: 1, example }] if example.ends_with("loose.png")),
        "{:?}",
        parts.train.warnings()
    );
}

#[test]
fn parts_inside_of_classes_are_called_by_their_own_names() {
    let root = folder_of([
        "cat/train/1.png",
        "cat/test/3.png",
        "dog/train/1.png",
        "dog/test/2.png",
    ]);
    let sentence = loaded(root.path()).taken.sentence();
    assert!(
        sentence
            .starts_with("training part `*/train` (2 pictures), test part `*/test` (2 pictures)"),
        "{sentence}"
    );
}

#[test]
fn what_a_desktop_leaves_and_names_of_classes_are_not_passed_over() {
    let root = cat_and_dog_in(&["."]);
    for name in [
        "Thumbs.db",
        "cat/desktop.ini",
        ".DS_Store",
        "__MACOSX/cat/._1.png",
        "classes.txt",
    ] {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("makes folders");
        fs::write(path, "Kater\nHund\n").expect("writes");
    }
    let data = loaded(root.path()).train;
    assert_eq!(
        (counted(&data), data.warnings()),
        (vec![("Kater", 1), ("Hund", 1)], &[][..])
    );
    // Only the archive's own folder is none.
    let root = folder_of(["__background__/1.png", "cat/1.png"]);
    assert_eq!(
        counted(&loaded(root.path()).train),
        [("__background__", 1), ("cat", 1)]
    );
}

#[test]
fn each_reason_why_pictures_are_left_out_is_said_once_and_the_file_last() {
    let root = cat_and_dog_in(&["."]);
    let odd = [
        ("cat/a.jpg", "".as_bytes()),
        ("cat/b.jpg", b""),
        (
            "cat/c.png",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 1\n",
        ),
        ("dog/d.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
    ];
    for (name, bytes) in odd {
        fs::write(root.path().join(name), bytes).expect("writes");
    }
    let data = loaded(root.path()).train;
    let [warning] = data.warnings() else {
        panic!("{:?}", data.warnings());
    };
    let sentence = warning.to_string();
    let path = root.path().join("cat/a.jpg").display().to_string();
    assert!(
        sentence.starts_with("4 of 6 pictures could not be read"),
        "{sentence}"
    );
    for words in [
        "the file is empty",
        "a Git LFS pointer",
        "a HEIC picture",
        &path,
    ] {
        assert_eq!(sentence.matches(words).count(), 1, "{words}: {sentence}");
    }
    assert!(sentence.ends_with(&path), "{sentence}");
}
