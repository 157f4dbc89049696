//! Names and numbers of strangers: letters that a terminal would obey, and more classes than anybody has.

use super::*;
use hdf5_pure::FileBuilder;
use netsmith::layer::is_obeyed;

/// Red letters, a title, a line of its own, and a name that reads backwards.
const NAME: &str = "a\x1b[31mb\x1b]0;t\x07\u{202e}c\u{9b}1m";

/// Fails where a letter would be obeyed by a terminal; ends of lines are ours.
fn assert_shown(output: &Output) {
    for part in [&output.stdout, &output.stderr] {
        let text = text(part);
        let obeyed = text
            .chars()
            .find(|letter| is_obeyed(*letter) && *letter != '\n');
        assert_eq!(obeyed, None, "{text:?}");
    }
}

/// A folder of class folders, one of them with that name, each with pictures of one gray.
fn class_folders(folder: &Path, class: &str) -> PathBuf {
    let data = folder.join("data");
    for (class, gray) in [(class, 30), ("plain", 200)] {
        for index in 0..6 {
            let path = data.join(class).join(format!("{index}.png"));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            write_gray(&path, [20, 20], gray + index);
        }
    }
    data
}

#[cfg(unix)]
#[test]
fn names_of_classes_files_and_folders_are_shown_and_not_obeyed() {
    let folder = folder();
    let class = format!("{NAME}\nerror: forged");
    let data = class_folders(folder.path(), &class);
    let out = folder.path().join(format!("run{NAME}"));
    let (data, out) = (data.to_str().unwrap(), out.to_str().unwrap());
    let picture = format!("{data}/{class}/0.png");
    let lost = format!("{NAME}.png");
    let train = [
        "train", "mlp", "--data", data, "--epochs", "1", "--out", out,
    ];
    let commands: [&[&str]; 9] = [
        &train,
        &train,
        &["dataset", data],
        &["evaluate", out, "--data", data],
        &["predict", out, &picture, &lost],
        &["predict", out, &picture, "--json"],
        &["evaluate", out, "--data", data, "--json"],
        &["dataset", data, "--json"],
        &["train", NAME, "--data", NAME, "--out", out],
    ];
    for arguments in commands {
        let output = run(arguments);
        assert_shown(&output);
        let lines = text(&output.stdout) + &text(&output.stderr);
        assert!(!lines.contains("\nerror: forged"), "{lines}");
    }
    let report = json_of(["evaluate", out, "--data", data, "--json"]);
    let classes = report["classes"].as_array().unwrap();
    assert!(classes.contains(&class.into()), "{classes:?}");
}

#[test]
fn names_in_projects_and_arguments_are_shown_and_not_obeyed() {
    let folder = folder();
    let escaped = serde_json::to_string(NAME).unwrap();
    let cases = [
        ("\"name\": \"fc1\"", format!("\"name\": {escaped}")),
        ("\"type\": \"Dense\"", format!("\"type\": {escaped}")),
        ("\"units\"", escaped.clone()),
    ];
    for (index, (from, to)) in cases.iter().enumerate() {
        let path = folder.path().join(format!("{index}.netsmith"));
        let path = write(&path, changed_preset("mlp", from, to));
        let path = path.to_str().unwrap();
        for arguments in [
            &["summary", path][..],
            &["summary", path, "--json"],
            &["check", path],
            &["check", path, "--json"],
            &["speed", path, "--steps", "1", "--device", NAME],
        ] {
            assert_shown(&run(arguments));
        }
    }
    for arguments in [
        &[NAME][..],
        &["summary", NAME],
        &["presets", NAME],
        &[
            "train",
            "mlp",
            "--data",
            "builtin:digits",
            "--optimizer",
            NAME,
        ],
        &["train", "mlp", "--data", "builtin:digits", "--epochs", NAME],
        &["diagram", "mlp", "-o", NAME],
    ] {
        let output = run(arguments);
        assert_shown(&output);
        assert!(!output.status.success());
    }
}

/// Twelve pictures with these labels in an HDF5 file, of as many classes where the file says how many.
fn twelve_pictures(path: &Path, labels: [i64; 12], classes: Option<i64>) {
    let mut builder = FileBuilder::new();
    let pixels: Vec<u8> = (0..12 * 4 * 4 * 3)
        .map(|value| (value * 7 % 251) as u8)
        .collect();
    builder
        .create_dataset("train_set_x")
        .with_u8_data(&pixels)
        .with_shape(&[12, 4, 4, 3]);
    builder
        .create_dataset("train_set_y")
        .with_i64_data(&labels)
        .with_shape(&[12]);
    if let Some(count) = classes {
        let numbers: Vec<i64> = (0..count).collect();
        builder
            .create_dataset("list_classes")
            .with_i64_data(&numbers)
            .with_shape(&[count as u64]);
    }
    builder.write(path).unwrap();
}

#[test]
fn thousands_of_classes_are_trained_stopped_and_resumed() {
    let folder = folder();
    let data = folder.path().join("many.h5");
    let mut labels = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    labels[11] = 7_999;
    twelve_pictures(&data, labels, Some(8_000));
    let out = folder.path().join("run");
    let (data, out) = (data.to_str().unwrap(), out.to_str().unwrap());
    let train = |more: &[&str]| {
        let start = [
            "train",
            "mlp",
            "--data",
            data,
            "--validation",
            "none",
            "--threads",
            "1",
            "--out",
            out,
            "--epochs",
        ];
        run(start.iter().chain(more))
    };
    let output = train(&["1"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    // 7,988 classes without a picture are one warning.
    let warnings = text(&output.stderr);
    assert!(warnings.lines().count() < 10, "{warnings}");
    assert!(
        warnings.contains("7988 of 8000 classes have no pictures"),
        "{warnings}"
    );
    let output = train(&["2", "--resume"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let table = output_of(["evaluate", out, "--data", data]);
    assert!(table.contains("most frequent mistakes"), "{table}");
}

#[test]
fn one_label_that_is_too_large_is_refused_before_memory_is_asked_for() {
    let folder = folder();
    let data = folder.path().join("wrong.h5");
    let out = folder.path().join("run");
    let refused = |label, classes| {
        twelve_pictures(&data, [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, label], classes);
        let (data, out) = (data.to_str().unwrap(), out.to_str().unwrap());
        refusal(["train", "mlp", "--data", data, "--out", out], 1)
    };
    for label in [99_999, i64::MAX] {
        let message = refused(label, None);
        assert!(message.contains(&format!("has label {label}")), "{message}");
    }
    let message = refused(99_999, Some(100_000));
    assert!(message.contains("list_classes"), "{message}");
}
