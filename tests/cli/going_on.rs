//! Projects and their runs: which run answers for a project, and trainings that go on from one.

use super::*;
use netsmith::engine::run::RunFolder;

/// MLP as a project file, with one change.
fn project(folder: &Path, from: &str, to: &str) -> PathBuf {
    write(
        &folder.join("mine.netsmith"),
        changed_preset("mlp", from, to),
    )
}

fn plain_project(folder: &Path) -> PathBuf {
    project(folder, "\"units\": 64", "\"units\": 64")
}

/// `netsmith train`, which must succeed; its messages.
fn trained(model: &Path, more: &[&str]) -> String {
    let start = ["--json", "train", model.to_str().unwrap()];
    let size = ["--batch-size", "256", "--threads", "1"];
    let output = run(start.iter().chain(&size).chain(more));
    let told = text(&output.stderr);
    assert!(output.status.success(), "{told}");
    told
}

/// [`trained`] on the digits for `epochs` epochs, in the folder `out`.
fn trained_into(model: &Path, out: &Path, epochs: &str, more: &[&str]) -> String {
    let out = out.to_str().unwrap();
    let words = ["--data", "builtin:digits", "--epochs", epochs, "--out", out];
    trained(model, &[&words[..], more].concat())
}

fn predicted(model: &Path, folder: &Path) -> Output {
    let picture = folder.join("gray.png");
    write_gray(&picture, [8, 8], 90);
    run([
        OsStr::new("predict"),
        model.as_os_str(),
        picture.as_os_str(),
        OsStr::new("--json"),
    ])
}

fn epochs_of(run: &Path) -> Vec<f64> {
    let run = RunFolder::open(run).unwrap();
    let losses = run.history().unwrap();
    losses.iter().map(|record| record.train.loss).collect()
}

#[test]
fn a_project_answers_with_its_newest_run_that_fits() {
    let folder = folder();
    let path = plain_project(folder.path());
    let (first, second) = (
        folder.path().join("runs/first"),
        folder.path().join("runs/second"),
    );
    trained_into(&path, &first, "1", &[]);
    let answered = |run: &Path| {
        let output = predicted(&path, folder.path());
        let told = text(&output.stderr);
        assert!(output.status.success(), "{told}");
        let words = format!("run after 1 epoch: {}", run.display());
        assert!(told.contains(&words), "{told}");
        let from_run = predicted(run, folder.path());
        assert_eq!(output.stdout, from_run.stdout);
    };
    answered(&first);

    // No weights fit the changed network until it is trained.
    project(folder.path(), "\"units\": 64", "\"units\": 48");
    let output = predicted(&path, folder.path());
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    let words = "was changed since it was trained";
    assert!(
        told.contains(words) && told.contains(first.to_str().unwrap()),
        "{told}"
    );
    trained_into(&path, &second, "1", &[]);
    answered(&second);

    // The newest run is of another network again.
    plain_project(folder.path());
    answered(&first);

    // One that fits and is damaged is passed over, and that is told.
    let damaged = folder.path().join("runs/damaged");
    trained_into(&path, &damaged, "1", &[]);
    netsmith::files::write_atomically(&damaged.join("weights.safetensors"), b"no weights").unwrap();
    answered(&first);
    let told = text(&predicted(&path, folder.path()).stderr);
    let words = "warning: a newer run cannot answer, and an older one does: ";
    assert!(
        told.contains(words) && told.contains(damaged.to_str().unwrap()),
        "{told}"
    );
    let [path, first] = [&path, &first].map(|path| path.to_str().unwrap());
    let report = |model: &str| json_of(["--json", "evaluate", model, "--data", "builtin:digits"]);
    assert_eq!(report(path), report(first));
}

#[test]
fn what_has_learned_nothing_says_so() {
    let folder = folder();
    let path = plain_project(folder.path());
    let message = text(&predicted(&path, folder.path()).stderr);
    assert!(message.contains("the project has no run"), "{message}");
    let message = text(&predicted(Path::new("mlp"), folder.path()).stderr);
    assert!(
        message.contains("`mlp` is a preset, which has learned nothing"),
        "{message}"
    );
    let message = refusal(
        ["train", "mlp", "--continue", "--data", "builtin:digits"],
        1,
    );
    assert!(message.contains("`mlp` is a preset"), "{message}");
    let message = refusal(["train", "mlp"], 2);
    assert!(message.contains("expected --data DATA"), "{message}");
}

#[test]
fn a_finished_run_goes_on_as_if_it_had_never_ended() {
    let folder = folder();
    let path = plain_project(folder.path());
    let (whole, parts) = (
        folder.path().join("runs/whole"),
        folder.path().join("runs/parts"),
    );
    trained_into(&path, &whole, "4", &[]);
    trained_into(&path, &parts, "2", &[]);
    // The project's newest run; by its own data.
    let more = ["--data", "builtin:digits", "--epochs", "2", "--continue"];
    let told = trained(&path, &more);
    assert!(
        told.contains(parts.to_str().unwrap()) && told.contains("going on after 2 epochs"),
        "{told}"
    );
    assert_eq!(epochs_of(&parts), epochs_of(&whole));
    assert!(weights_of(&parts) == weights_of(&whole));
}

#[test]
fn other_settings_go_on_in_a_run_of_their_own() {
    let folder = folder();
    let path = plain_project(folder.path());
    let (first, second) = (
        folder.path().join("runs/first"),
        folder.path().join("else/second"),
    );
    let [first_text, second_text] = [&first, &second].map(|path| path.to_str().unwrap());
    trained_into(&path, &first, "2", &[]);
    let before = epochs_of(&first);
    // A run names its data itself.
    let more = [
        "--continue",
        "--epochs",
        "1",
        "--learning-rate",
        "0.0001",
        "--out",
        second_text,
    ];
    trained(&first, &more);
    assert_eq!(epochs_of(&first), before);
    let after = epochs_of(&second);
    assert_eq!((after.len(), &after[..2]), (3, &before[..]));
    let manifest = RunFolder::open(&second).unwrap().manifest().clone();
    assert_eq!(manifest.continues.as_deref(), Some(first_text));
    // It is found as a run of the same project.
    assert_eq!(
        manifest.project,
        RunFolder::open(&first).unwrap().manifest().project
    );
}

#[test]
fn without_a_place_a_new_run_lies_beside_the_others_and_in_one_it_is_its_own() {
    let folder = folder();
    let first = folder.path().join("runs/first");
    trained_into(Path::new("mlp"), &first, "2", &[]);
    let output = netsmith()
        .current_dir(folder.path())
        .args([
            "--json",
            "train",
            "runs/first",
            "--continue",
            "--epochs",
            "1",
            "--seed",
            "9",
        ])
        .output()
        .unwrap();
    let told = text(&output.stderr);
    assert!(output.status.success(), "{told}");
    assert!(told.contains("run folder: runs/first-"), "{told}");
    let runs = std::fs::read_dir(folder.path().join("runs")).unwrap();
    let mut second = runs.map(|run| run.unwrap().path());
    let second = second.find(|run| *run != first).unwrap();
    let manifest = RunFolder::open(&second).unwrap().manifest().clone();
    // A path as typed would mean another run in another folder.
    let before = PathBuf::from(manifest.continues.unwrap());
    assert!(
        before.is_absolute() && before.ends_with("runs/first"),
        "{before:?}"
    );
    let third = folder.path().join("third");
    trained(
        &first,
        &[
            "--continue",
            "--epochs",
            "1",
            "--out",
            third.to_str().unwrap(),
        ],
    );
    assert_eq!((epochs_of(&first).len(), epochs_of(&third).len()), (2, 3));
}

#[test]
fn going_on_with_a_changed_network_is_refused() {
    let folder = folder();
    let path = plain_project(folder.path());
    let run = folder.path().join("runs/one");
    trained_into(&path, &run, "1", &[]);
    project(folder.path(), "\"units\": 64", "\"units\": 48");
    let arguments = [
        "train",
        path.to_str().unwrap(),
        "--data",
        "builtin:digits",
        "--continue",
    ];
    let message = refusal(arguments, 1);
    assert!(
        message.contains("was changed since it was trained"),
        "{message}"
    );
}

/// Pictures that `netsmith evaluate` measures a run on.
fn measured(run: &Path, more: &[&str]) -> u64 {
    let start = ["--json", "evaluate", run.to_str().unwrap()];
    let report = json_of(start.iter().chain(more));
    let rows = report["per_class"].as_array().unwrap();
    rows.iter()
        .map(|row| row["support"].as_u64().unwrap())
        .sum()
}

/// Pictures that a run was trained on, and those that it was validated on.
fn counts(run: &Path) -> (usize, usize) {
    let run = RunFolder::open(run).unwrap();
    let manifest = run.manifest();
    let validation = manifest.validation.as_ref();
    (
        manifest.data.images,
        validation.map_or(0, |part| part.images),
    )
}

#[test]
fn what_is_kept_for_the_end_is_chosen_apart_from_what_is_validated_on() {
    let folder = folder();
    for (number, (more, expected, at_the_end)) in [
        // Of 1437 and 360: a fifth of what is left is validated on.
        (&["--test-split", "0.1"][..], (1034, 259), 144),
        (&["--test-split", "0.1", "--split", "0.5"], (646, 647), 144),
        (
            &["--test", "test", "--validation", "test"],
            (1437, 360),
            360,
        ),
        (
            &[
                "--test",
                "builtin:digits/train",
                "--validation",
                "builtin:digits/test",
            ],
            (1437, 360),
            1437,
        ),
        // Nothing is kept: what was validated on must do.
        (&["--test", "none"], (1150, 287), 287),
        (
            &["--test", "none", "--validation", "builtin:digits/test"],
            (1437, 360),
            360,
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let run = folder.path().join(format!("run{number}"));
        let told = trained_into(Path::new("mlp"), &run, "1", more);
        assert_eq!(counts(&run), expected, "{more:?}: {told}");
        assert_eq!(measured(&run, &[]), at_the_end, "{more:?}");
    }
}

#[test]
fn going_on_keeps_what_is_kept_for_the_end() {
    let folder = folder();
    let run = folder.path().join("run");
    trained_into(Path::new("mlp"), &run, "1", &["--test-split", "0.1"]);
    assert_eq!(measured(&run, &["--part", "training"]), 1293);
    // Going on keeps to the same pictures.
    let told = trained(&run, &["--continue", "--epochs", "1"]);
    assert!(
        told.contains("test: 10 % of the training part, 144 pictures"),
        "{told}"
    );
    assert_eq!((epochs_of(&run).len(), counts(&run)), (2, (1034, 259)));
    let arguments = [
        "train",
        "mlp",
        "--data",
        "builtin:digits",
        "--test",
        "training",
    ];
    assert!(refusal(arguments, 2).contains("--test-split"));
    let arguments = [
        "train",
        "mlp",
        "--data",
        "builtin:digits",
        "--test",
        "validation",
    ];
    assert!(refusal(arguments, 1).contains("no validation part"));
}

#[test]
fn going_on_keeps_the_order_of_the_classes() {
    let folder = folder();
    let data = folder.path().join("data");
    super::data::classes_in(&data, &["."], 6);
    let run = folder.path().join("run");
    let [data, run_text] = [&data, &run].map(|path| path.to_str().unwrap());
    // By name `bright` would come first.
    let begun = [
        "--data",
        data,
        "--classes",
        "dark,bright",
        "--out",
        run_text,
    ];
    trained(
        Path::new("mlp"),
        &[&begun[..], &["--epochs", "20"]].concat(),
    );
    let classes = |run: &Path| {
        let metadata = RunFolder::open(run).unwrap().metadata().unwrap();
        metadata.unwrap().classes
    };
    assert_eq!(classes(&run), ["dark", "bright"]);
    let accuracy = |run: &Path| {
        let report = json_of([
            "--json",
            "evaluate",
            run.to_str().unwrap(),
            "--part",
            "training",
        ]);
        report["accuracy"].as_f64().unwrap()
    };
    let before = accuracy(&run);
    trained(&run, &["--continue", "--epochs", "1"]);
    assert_eq!(classes(&run), ["dark", "bright"]);
    assert_eq!(epochs_of(&run).len(), 21);
    assert!(accuracy(&run) >= before);
    let other = folder.path().join("other");
    trained(
        &run,
        &[
            "--continue",
            "--epochs",
            "1",
            "--out",
            other.to_str().unwrap(),
        ],
    );
    assert_eq!(classes(&other), ["dark", "bright"]);
}

#[test]
fn a_run_that_goes_on_from_another_is_resumed_to_its_own_end() {
    let folder = folder();
    let path = plain_project(folder.path());
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    trained_into(&path, &first, "2", &[]);
    let [from, into] = [&first, &second].map(|run| run.to_str().unwrap());
    let words = ["train", from, "--continue", "--learning-rate", "0.0005"];
    let size = ["--epochs", "60", "--batch-size", "256", "--threads", "1"];
    let mut child = netsmith()
        .args(words.iter().chain(&size).chain(&["--out", into]))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begins = || RunFolder::open(&second).is_ok_and(|run| run.manifest().epochs_done > 2);
    while !begins() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    output_of(["train", into, "--resume", "--out", into, "--threads", "1"]);
    assert_eq!(epochs_of(&second).len(), 62);
}
