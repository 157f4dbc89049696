//! Labels in file names, other readings of them, and names for classes. What folders come to is what torchvision's
//! `ImageFolder` and Keras's `image_dataset_from_directory` make of them: classes are the folders' names, sorted.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use netsmith::data::{
    ClassNames, DataError, DataSource, DataWarning, Loaded, OpenOptions, Reading, open_quietly,
};

use super::{folder_of, opened};

fn read(path: &Path, options: OpenOptions) -> Result<Loaded, DataError> {
    open_quietly(&DataSource::Path(path.to_owned()), &options)
}

const PETS: [&str; 6] = [
    "american_bulldog_1.png",
    "american_bulldog_2.png",
    "american_pit_bull_terrier_1.png",
    "american_pit_bull_terrier_2.png",
    "Abyssinian_1.png",
    "Abyssinian_2.png",
];

#[test]
fn labels_of_several_words_stay_apart_and_other_ways_can_be_chosen() {
    let root = folder_of(PETS);
    let loaded = opened(root.path()).expect("reads");
    assert_eq!(
        loaded.train.classes(),
        [
            "Abyssinian",
            "american_bulldog",
            "american_pit_bull_terrier"
        ]
    );
    let labels = loaded.taken.labels.expect("there was a choice");
    assert_eq!(labels.reading, Reading::BeforeLast);
    let other = labels
        .others()
        .find(|other| other.reading == Reading::BeforeFirst)
        .expect("offered");
    assert_eq!(
        other.classes,
        [("Abyssinian".to_owned(), 2), ("american".to_owned(), 4)]
    );
    assert_eq!(
        other.example.as_ref().map(|(_, label)| label.as_str()),
        Some("Abyssinian")
    );
    let options = OpenOptions {
        labels: Some(Reading::BeforeFirst),
        ..OpenOptions::default()
    };
    assert_eq!(
        read(root.path(), options).expect("reads").train.classes(),
        ["Abyssinian", "american"]
    );
}

#[test]
fn what_cameras_write_is_a_class_only_where_the_user_says_so() {
    let root = folder_of(["IMG_1.png", "IMG_2.png", "DSC_1.png", "DSC_2.png"]);
    let error = opened(root.path()).expect_err("no labels");
    assert!(matches!(&error, DataError::NoLabelInName { .. }), "{error}");
    let options = OpenOptions {
        labels: Some(Reading::BeforeFirst),
        ..OpenOptions::default()
    };
    assert_eq!(
        read(root.path(), options)
            .expect("asked for")
            .train
            .classes(),
        ["DSC", "IMG"]
    );
}

#[test]
fn a_label_before_a_dot_is_read() {
    let root = folder_of([
        "train/cat.0.png",
        "train/cat.1.png",
        "train/dog.0.png",
        "train/dog.1.png",
        "test1/1.png",
        "test1/2.png",
    ]);
    let loaded = opened(root.path()).expect("reads");
    assert_eq!(
        (loaded.train.classes(), loaded.train.len()),
        (&["cat", "dog"].map(str::to_owned)[..], 4)
    );
    assert!(loaded.test.is_none());
    assert!(matches!(
        loaded.train.warnings(),
        [DataWarning::PartWithoutLabels { count: 2, .. }]
    ));
}

#[test]
fn labels_in_names_can_be_asked_for_where_there_are_folders() {
    let root = folder_of([
        "monday/cat_1.png",
        "monday/dog_1.png",
        "tuesday/cat_2.png",
        "tuesday/dog_2.png",
    ]);
    assert_eq!(
        opened(root.path()).expect("reads").train.classes(),
        ["monday", "tuesday"]
    );
    let options = OpenOptions {
        labels: Some(Reading::BeforeFirst),
        ..OpenOptions::default()
    };
    assert_eq!(
        read(root.path(), options).expect("reads").train.classes(),
        ["cat", "dog"]
    );
    let options = OpenOptions {
        labels: Some(Reading::LeadingDigits),
        ..OpenOptions::default()
    };
    let error = read(root.path(), options).expect_err("no digits");
    assert!(matches!(
        error,
        DataError::ReadingFindsNothing {
            reading: "leading-digits",
            ..
        }
    ));
}

#[test]
fn classes_get_names_from_a_list_a_map_or_a_file() {
    let root = folder_of([
        "data/0_a.png",
        "data/0_b.png",
        "data/1_a.png",
        "data/1_b.png",
    ]);
    let path = root.path().join("data");
    let classes = |classes: ClassNames| {
        let loaded = read(
            &path,
            OpenOptions {
                classes,
                ..OpenOptions::default()
            },
        )?;
        Ok::<_, DataError>((loaded.train.classes().to_vec(), loaded.taken.names))
    };
    let (names, map) = classes(ClassNames::from_list("not smiling,smiling")).expect("two names");
    assert_eq!(names, ["not smiling", "smiling"]);
    assert_eq!(classes(ClassNames::Each(map)).expect("the same").0, names);
    let one = BTreeMap::from([("1".to_owned(), "smiling".to_owned())]);
    assert_eq!(
        classes(ClassNames::Each(one)).expect("one name").0,
        ["0", "smiling"]
    );
    assert!(matches!(
        classes(ClassNames::from_list("a,b,c")),
        Err(DataError::ClassNameCount {
            given: 3,
            classes: 2,
            ..
        })
    ));
    fs::write(path.join("classes.txt"), "sad\nhappy\n").expect("writes");
    assert_eq!(
        classes(ClassNames::Own).expect("a file").0,
        ["sad", "happy"]
    );
    assert_eq!(
        classes(ClassNames::from_list("x,y"))
            .expect("the option wins")
            .0,
        ["x", "y"]
    );
    fs::write(path.join("classes.txt"), "sad\nhappy\nangry\n").expect("writes");
    let loaded = opened(&path).expect("reads all the same");
    assert_eq!(loaded.train.classes(), ["0", "1"]);
    assert!(
        loaded
            .train
            .warnings()
            .iter()
            .any(|warning| matches!(warning, DataWarning::ClassesFileIgnored { .. }))
    );
}

#[test]
fn names_reach_every_part() {
    let root = folder_of([
        "train/0_a.png",
        "train/0_b.png",
        "train/1_a.png",
        "train/1_b.png",
        "test/1_c.png",
        "test/0_c.png",
    ]);
    fs::write(root.path().join("classes.txt"), "sad\nhappy\n").expect("writes");
    let loaded = opened(root.path()).expect("reads");
    let test = loaded.test.expect("a test part");
    assert_eq!(
        (test.classes(), loaded.train.classes()),
        (&["sad", "happy"].map(str::to_owned)[..], test.classes())
    );
}
