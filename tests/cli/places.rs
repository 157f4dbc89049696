//! Where things lie: paths as typed, data that was moved or changed, locks, links, and what killed saves have left.

use super::*;
use std::fs;

/// The course's layout in small, under its usual names: a data set of two classes.
fn write_data(folder: &Path, gray: u8) {
    for (class, value) in [("dark", 0), ("light", gray)] {
        fs::create_dir_all(folder.join(class)).unwrap();
        for name in ["a.png", "b.png", "c.png"] {
            write_gray(&folder.join(class).join(name), [28, 28], value);
        }
    }
}

/// One epoch of LeNet-5 on `data`, typed as it stands there, in `folder`.
fn train_in(folder: &Path, data: &str) -> Output {
    netsmith()
        .current_dir(folder)
        .args(["--json", "train", "lenet5", "--data", data, "--epochs", "1"])
        .args(["--out", "run", "--threads", "1"])
        .output()
        .unwrap()
}

fn trained(folder: &Path) -> PathBuf {
    write_data(&folder.join("data"), 255);
    let output = train_in(folder, "data");
    assert!(output.status.success(), "{}", text(&output.stderr));
    folder.join("run")
}

fn notes_of_evaluating(run: &Path, data: &Path, from: &Path) -> String {
    let output = netsmith()
        .current_dir(from)
        .arg("evaluate")
        .arg(run)
        .arg("--data")
        .arg(data)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stderr)
}

#[test]
fn the_data_of_a_run_is_found_from_every_folder() {
    let folder = folder();
    let root = folder.path().canonicalize().unwrap();
    let run = trained(&root);
    let project = netsmith::project::Project::load(&run.join("project.netsmith")).unwrap();
    assert_eq!(project.data.as_deref(), root.join("data").to_str());
    let json: Value = serde_json::from_str(&read(&run.join("project.netsmith")).unwrap()).unwrap();
    assert_eq!(json["data"], "../data");
    let manifest: Value = serde_json::from_str(&read(&run.join("run.json")).unwrap()).unwrap();
    assert_eq!(
        manifest["data"]["source"],
        root.join("data").to_str().unwrap()
    );
}

#[test]
fn evaluating_says_where_the_data_is_not_what_was_trained_on() {
    let folder = folder();
    let run = trained(folder.path());
    let data = folder.path().join("data");
    let is_silent = |notes: &str| {
        !notes.contains("other data") && !notes.contains("the data has changed since")
    };
    let notes = notes_of_evaluating(&run, Path::new("data"), folder.path());
    assert!(is_silent(&notes), "{notes}");

    let moved = folder.path().join("moved");
    fs::rename(&data, &moved).unwrap();
    let notes = notes_of_evaluating(&run, &moved, Path::new("/"));
    assert!(is_silent(&notes), "{notes}");

    write_data(&data, 200);
    let notes = notes_of_evaluating(&run, &data, Path::new("/"));
    assert!(notes.contains("the data has changed since"), "{notes}");

    let other = folder.path().join("other");
    write_data(&other, 100);
    let notes = notes_of_evaluating(&run, &other, Path::new("/"));
    assert!(notes.contains("measuring on other data"), "{notes}");
}

#[test]
fn going_on_with_other_data_of_the_same_name_is_refused() {
    let folder = folder();
    trained(folder.path());
    write_data(&folder.path().join("data"), 200);
    let output = netsmith()
        .current_dir(folder.path())
        .args(["train", "lenet5", "--data", "data", "--epochs", "2"])
        .args(["--out", "run", "--threads", "1", "--resume"])
        .output()
        .unwrap();
    let message = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(
        message.contains("the run was begun with the data"),
        "{message}"
    );
}

#[test]
#[cfg(unix)]
fn a_pipe_or_a_link_in_the_place_of_the_lock_is_refused_at_once() {
    let folder = folder();
    write_data(&folder.path().join("data"), 255);
    let run = folder.path().join("run");
    let lock = run.join(".lock");
    fs::create_dir(&run).unwrap();
    let made = Command::new("mkfifo").arg(&lock).status().unwrap();
    assert!(made.success());
    let message = text(&train_in(folder.path(), "data").stderr);
    assert!(
        message.contains("a pipe or device, at `.lock`"),
        "{message}"
    );

    fs::remove_file(&lock).unwrap();
    let elsewhere = folder.path().join("elsewhere");
    std::os::unix::fs::symlink(&elsewhere, &lock).unwrap();
    let message = text(&train_in(folder.path(), "data").stderr);
    assert!(message.contains("a symbolic link, at `.lock`"), "{message}");
    assert!(!elsewhere.exists());
}

#[test]
fn what_a_killed_save_has_left_goes_with_the_next_save_into_its_folder() {
    let folder = folder();
    let left = folder.path().join(".netsmith-abc123.tmp");
    fs::File::create(&left).unwrap();
    let picture = folder.path().join("net.svg");
    output_of(["diagram", "mlp", "-o", picture.to_str().unwrap()]);
    assert!(picture.is_file() && !left.exists());
}

#[test]
#[cfg(unix)]
fn a_picture_saved_through_a_link_to_nothing_is_where_the_link_leads() {
    let folder = folder();
    let (link, target) = (folder.path().join("net.svg"), folder.path().join("drawn"));
    std::os::unix::fs::symlink("drawn", &link).unwrap();
    output_of(["diagram", "mlp", "-o", link.to_str().unwrap()]);
    assert!(link.is_symlink() && target.is_file());
}

#[test]
fn a_picture_without_a_window_is_told_how_it_can_be_asked_about() {
    let folder = folder();
    let picture = folder.path().join("cat.png");
    write_gray(&picture, [8, 8], 0);
    let message = refusal([picture.as_os_str()], 1);
    assert!(message.contains("netsmith predict RUN"), "{message}");
}
