//! Handing networks over to other programs.

use super::*;

#[test]
fn a_preset_goes_out_as_a_network_and_not_as_weights() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lenet.json");
    let file = path.to_str().unwrap();
    let said = json_of(["export", "lenet5", "--out", file, "--json"]);
    assert_eq!(said["files"][0], file);
    let model: Value = serde_json::from_str(&read(&path).unwrap()).unwrap();
    assert_eq!(model["class_name"], "Functional");
    assert_eq!(model["config"]["layers"][1]["config"]["filters"], 6);

    let archive = folder.path().join("lenet.keras");
    let message = refusal(["export", "lenet5", "--out", archive.to_str().unwrap()], 1);
    assert!(message.contains("has learned none"), "{message}");
    assert!(!archive.exists());
}

#[test]
fn what_the_name_does_not_say_is_asked_for() {
    let message = refusal(["export", "lenet5", "--out", "lenet.py"], 2);
    assert!(
        message.contains("keras-py, ") && message.contains("torch-py"),
        "{message}"
    );
}

#[test]
fn a_preview_tells_what_is_lost_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.keras");
    let said = json_of([
        "export",
        "resnet50",
        "--preview",
        "--json",
        "--out",
        path.to_str().unwrap(),
    ]);
    let findings = said["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["fate"] == "refused"));
    assert!(said["files"].as_array().unwrap().is_empty() && !path.exists());
}
