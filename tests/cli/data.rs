//! Data on the command line: what is trained on, validated on and measured, and what it is called.

use super::*;

/// Gray pictures, dark for the first class and bright for the second, under these names.
fn pictures(root: &Path, names: &[(&str, u8)]) {
    for (name, value) in names {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        write_gray(&path, [8, 8], *value);
    }
}

/// `count` pictures of each of two classes in each of the folders.
pub(super) fn classes_in(root: &Path, folders: &[&str], count: u8) {
    for (place, folder) in folders.iter().enumerate() {
        for index in 0..count {
            let shift = place as u8 * 3 + index;
            let names = [
                format!("{folder}/dark/{index}.png"),
                format!("{folder}/bright/{index}.png"),
            ];
            pictures(root, &[(&names[0], 10 + shift), (&names[1], 200 + shift)]);
        }
    }
}

fn trained(folder: &Path, data: &Path, more: &[&str]) -> (PathBuf, String) {
    let run_folder = folder.join(format!("run{}", std::fs::read_dir(folder).unwrap().count()));
    let mut arguments: Vec<String> = ["train", "mlp", "--epochs", "1", "--data"]
        .map(str::to_owned)
        .to_vec();
    arguments.push(data.to_str().unwrap().to_owned());
    arguments.push("--out".to_owned());
    arguments.push(run_folder.to_str().unwrap().to_owned());
    arguments.extend(more.iter().map(|&more| more.to_owned()));
    let output = run(&arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    (run_folder, text(&output.stderr))
}

/// Pictures trained on, and pictures validated on.
fn counts(run: &Path) -> (usize, Option<usize>) {
    let run = netsmith::engine::run::RunFolder::open(run).unwrap();
    let manifest = run.manifest();
    (
        manifest.data.images,
        manifest.validation.as_ref().map(|part| part.images),
    )
}

#[test]
fn validation_comes_from_the_training_part_and_the_test_part_is_one_choice_away() {
    let folder = folder();
    let digits = Path::new("builtin:digits");
    for (more, expected) in [
        // A fifth of 1437, and the 360 of the test part untouched.
        (&[][..], (1150, Some(287))),
        (&["--validation", "test"], (1437, Some(360))),
        (&["--validation", "none"], (1437, None)),
        (&["--split", "0.4"], (862, Some(575))),
        (&["--validation", "builtin:digits/test"], (1437, Some(360))),
    ] {
        let (run, told) = trained(folder.path(), digits, more);
        assert_eq!(counts(&run), expected, "{more:?}: {told}");
    }
    let message = refusal(
        [
            "train",
            "mlp",
            "--data",
            "builtin:digits",
            "--validation",
            "dev",
            "--out",
            folder.path().join("none").to_str().unwrap(),
        ],
        1,
    );
    assert!(message.contains("no validation part"), "{message}");
}

#[test]
fn a_validation_part_of_the_data_is_used_and_measured_apart_from_the_test_part() {
    let folder = folder();
    let data = folder.path().join("data");
    classes_in(&data, &["train"], 6);
    classes_in(&data, &["val"], 2);
    classes_in(&data, &["test"], 3);
    let (run, told) = trained(folder.path(), &data, &[]);
    assert_eq!(counts(&run), (12, Some(4)), "{told}");
    for part in [
        "training part `train` (12 pictures)",
        "validation part `val` (4 pictures)",
        "test part `test` (6 pictures)",
    ] {
        assert!(told.contains(part), "{told}");
    }
    let measured = |more: &[&str]| -> u64 {
        let mut arguments = vec![
            "evaluate",
            run.to_str().unwrap(),
            "--data",
            data.to_str().unwrap(),
            "--json",
        ];
        arguments.extend(more);
        let report = json_of(arguments);
        report["per_class"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["support"].as_u64().unwrap())
            .sum()
    };
    assert_eq!(
        (
            measured(&[]),
            measured(&["--part", "validation"]),
            measured(&["--part", "training"])
        ),
        (6, 4, 12)
    );
}

#[test]
fn a_single_class_is_refused_in_words() {
    let folder = folder();
    let data = folder.path().join("data");
    pictures(
        &data,
        &[("cat/1.png", 1), ("cat/2.png", 2), ("cat/3.png", 3)],
    );
    let run = folder.path().join("run");
    let message = refusal(
        [
            "train",
            "mlp",
            "--data",
            data.to_str().unwrap(),
            "--out",
            run.to_str().unwrap(),
        ],
        1,
    );
    assert!(message.contains("one class, `cat`"), "{message}");
    assert!(!run.exists());
}

#[test]
fn the_ways_of_reading_labels_are_shown_and_chosen() {
    let folder = folder();
    let data = folder.path().join("pets");
    let names = [
        "american_bulldog_1",
        "american_bulldog_2",
        "american_pit_bull_terrier_1",
        "american_pit_bull_terrier_2",
        "Abyssinian_1",
        "Abyssinian_2",
    ];
    for (value, name) in names.iter().enumerate() {
        pictures(&data, &[(&format!("{name}.png"), value as u8 * 40)]);
    }
    let data = data.to_str().unwrap();
    let told = output_of(["dataset", data]);
    assert!(told.contains("american_bulldog (2)"), "{told}");
    assert!(
        told.contains("--labels before-first: 2 classes, Abyssinian (2), american (4)"),
        "{told}"
    );
    let report = json_of(["dataset", data, "--labels", "before-first", "--json"]);
    assert_eq!(report["first"]["classes"].as_array().unwrap().len(), 2);
    assert_eq!(report["taken"]["labels"]["reading"], "before-first");
    refusal(["dataset", data, "--labels", "first"], 2);
}

#[test]
fn names_of_classes_travel_with_the_run() {
    let folder = folder();
    let data = folder.path().join("data");
    for index in 0..6 {
        pictures(
            &data,
            &[
                (&format!("0_{index}.png"), 10 + index),
                (&format!("1_{index}.png"), 200 + index),
            ],
        );
    }
    let (run, _) = trained(folder.path(), &data, &["--classes", "not smiling,smiling"]);
    let run = run.to_str().unwrap();
    let bright = data.join("1_0.png");
    let prediction = &json_of(["predict", run, bright.to_str().unwrap(), "--json"])[0];
    assert!(
        ["not smiling", "smiling"].contains(&prediction["class"].as_str().unwrap()),
        "{prediction}"
    );
    let report = json_of(["evaluate", run, "--data", data.to_str().unwrap(), "--json"]);
    assert_eq!(
        report["classes"],
        serde_json::json!(["not smiling", "smiling"])
    );
    let message = refusal(["dataset", data.to_str().unwrap(), "--classes", "a,b,c"], 1);
    assert!(
        message.contains("3 class names were given, but the data has 2 classes"),
        "{message}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_small_file_that_claims_gigabytes_is_refused_with_hardly_any_memory() {
    let folder = folder();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/course_h5py.h5");
    let mut bytes = netsmith::files::read_limited(&fixture, 1 << 20).unwrap();
    let shape = [2_u64, 2, 2, 3].map(u64::to_le_bytes).concat();
    let place = bytes
        .windows(32)
        .position(|window| window == shape)
        .unwrap();
    // 1,048,576 pictures of 32 × 32 × 3: 3 GiB in 8 KiB.
    bytes[place..place + 32]
        .copy_from_slice(&[1_u64 << 20, 32, 32, 3].map(u64::to_le_bytes).concat());
    let path = write(&folder.path().join("claims.h5"), bytes);
    // 1.5 GiB of address space: the program itself, its threads' stacks, and nothing like 3 GiB.
    let script = format!(
        "ulimit -v 1500000; exec {} dataset {}",
        env!("CARGO_BIN_EXE_netsmith"),
        path.display()
    );
    let output = Command::new("sh")
        .env("NETSMITH_LANG", "en-US")
        .args(["-c", &script])
        .output()
        .unwrap();
    let message = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(
        message.contains("claims 3221225472 bytes, but the whole file holds 8296"),
        "{message}"
    );
}

/// Pictures that a project leaves out are left out wherever the project is asked.
#[test]
fn a_project_leaves_pictures_out_and_labels_others_otherwise() {
    let folder = folder();
    let data = folder.path().join("pets");
    for class in ["cat", "dog"] {
        for number in 0..6_u8 {
            let path = data.join(format!("{class}/{number}.png"));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            write_gray(&path, [8, 8], 20 * number);
        }
    }
    let mut project = netsmith::project::preset("happy_model")
        .unwrap()
        .project
        .clone();
    project.data = Some(data.to_str().unwrap().to_owned());
    project.picture_changes = serde_json::from_str(
        r#"{"training/cat/0.png": null, "training/cat/1.png": null, "training/dog/5.png": "cat"}"#,
    )
    .unwrap();
    let path = folder.path().join("pets.netsmith");
    project.save(&path).unwrap();
    let report = |argument: &Path| -> serde_json::Value {
        let report = output_of(["dataset", argument.to_str().unwrap(), "--json"]);
        serde_json::from_str(&report).unwrap()
    };
    let counts = |report: &serde_json::Value| {
        let classes = report["first"]["classes"].as_array().unwrap().iter();
        classes
            .map(|class| class["count"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(counts(&report(&path)), [5, 5]);
    let whole = report(&data);
    assert_eq!(counts(&whole), [6, 6]);
    assert_eq!(whole["statistics"]["channels"][0]["mean"], 50.0);
}

/// Pictures that a project adds to its data are there wherever the project is asked, and a new class stands behind the others.
#[test]
fn a_project_adds_pictures_to_its_data() {
    let folder = folder();
    let data = folder.path().join("pets");
    let added = folder.path().join("mine.pictures");
    for (folder, name) in [
        (&data, "cat/1.png"),
        (&data, "dog/1.png"),
        (&added, "e-1f.png"),
    ] {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        write_gray(&path, [8, 8], 100);
    }
    let mut project = netsmith::project::preset("happy_model")
        .unwrap()
        .project
        .clone();
    project.data = Some(data.to_str().unwrap().to_owned());
    project.class_names = [("emu".to_owned(), "Emu".to_owned())].into();
    project.collected.folder = added.to_str().unwrap().to_owned();
    project
        .collected
        .add([("e-1f.png".to_owned(), "emu".to_owned())]);
    let path = folder.path().join("pets.netsmith");
    project.save(&path).unwrap();
    // Moved as a whole, it finds its pictures.
    let moved = folder.path().join("moved");
    std::fs::create_dir(&moved).unwrap();
    for name in ["pets", "mine.pictures", "pets.netsmith"] {
        std::fs::rename(folder.path().join(name), moved.join(name)).unwrap();
    }
    let project = moved.join("pets.netsmith");
    let report = output_of(["dataset", project.to_str().unwrap(), "--json"]);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let classes = report["first"]["classes"].as_array().unwrap().iter();
    let classes: Vec<_> = classes
        .map(|class| {
            (
                class["class"].as_str().unwrap(),
                class["count"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(classes, [("cat", 1), ("dog", 1), ("Emu", 1)]);
    std::fs::remove_dir_all(moved.join("mine.pictures")).unwrap();
    let report = output_of(["dataset", project.to_str().unwrap()]);
    assert!(
        report.contains("was added to this data is not used"),
        "{report}"
    );
}

#[test]
fn files_of_other_programs_are_data_on_the_command_line() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/data");
    for (name, pictures) in [
        ("keras.npz", 4),
        ("version_1/x_train.npy", 4),
        ("mnist", 5),
        ("mnist_gz/train-images-idx3-ubyte.gz", 5),
        ("cifar10", 3),
        ("folders.zip", 3),
        ("folders.tar.gz", 4),
        ("tables/paths.csv", 4),
        ("tables/pixels.csv", 4),
        ("tables/pixels.csv.gz", 4),
        ("tables/digits.zip", 4),
    ] {
        let path = golden.join(name);
        let report = output_of(["dataset", path.to_str().unwrap(), "--json"]);
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["first"]["images"], pictures, "{name}");
    }
}

#[test]
fn pictures_are_shown_on_a_sheet_as_training_will_vary_them() {
    let folder = folder();
    let sheet = |name: &str, more: &[&str]| -> Vec<u8> {
        let path = folder.path().join(name);
        let file = path.to_str().unwrap();
        let arguments = ["dataset", "builtin:digits", "--augment-preview", file];
        output_of(arguments.iter().chain(more));
        netsmith::files::read_limited(&path, 16 << 20).unwrap()
    };
    let rotated = ["--augment", "rotate:degrees=30", "--seed", "5"];
    let one = sheet("one.png", &rotated);
    // Eight classes of 8 × 8 pixels, each shown ten times and enlarged twelve times.
    let size = image::load_from_memory(&one).unwrap();
    assert_eq!((size.width(), size.height()), (6 + 10 * 102, 6 + 8 * 102));
    assert_eq!(one, sheet("again.png", &rotated));
    assert_ne!(
        one,
        sheet(
            "other.png",
            &["--augment", "rotate:degrees=30", "--seed", "6"]
        )
    );
    let named = sheet("named.png", &["--augment", "flip", "--picture", "3"]);
    let size = image::load_from_memory(&named).unwrap();
    assert_eq!(size.height(), 6 + 4 * 102);
    let fault = refusal(
        ["dataset", "builtin:digits", "--augment-preview", "x.png"],
        2,
    );
    assert!(fault.contains("--augment"), "{fault}");
}
