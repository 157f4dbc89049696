//! `netsmith lesson`: lessons that teachers write, and networks that students hand in.

use super::{json_of, netsmith, output_of, run, text};
use netsmith::files::write_atomically;

#[test]
fn lessons_that_come_along_are_listed_in_the_language_that_is_spoken() {
    let list = output_of(["lesson", "list"]);
    assert!(
        list.contains("happy-model") && list.contains("residual-networks"),
        "{list}"
    );
    let rows = json_of(["lesson", "list", "--json"]);
    assert_eq!(rows[0]["id"], "happy-model");
    assert_eq!(rows[0]["steps"], 9);
    let chinese = netsmith()
        .env("NETSMITH_LANG", "zh-Hans")
        .args(["lesson", "list", "--json"])
        .output()
        .unwrap();
    assert!(text(&chinese.stdout).contains("九步完成"));
}

#[test]
fn the_template_is_a_lesson_without_faults_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("my lesson.md");
    let name = path.to_str().unwrap();
    output_of(["lesson", "template", "-o", name]);
    let said = output_of(["lesson", "check", name]);
    assert_eq!(said, "My lesson: 3 steps, 6 checks, no faults\n");
    let again = run(["lesson", "template", "-o", name]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("exists already"));
    assert!(output_of(["lesson", "template"]).starts_with("---\nlesson: 1\n"));
}

#[test]
fn what_is_wrong_with_a_lesson_is_told_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wrong.md");
    let words = "---\nlesson: 1\ntitle: T\n---\n## A\nDo.\n```check\nlayer Conv2D padding=sam\n```\n```chek\n```\n";
    write_atomically(&path, words.as_bytes()).unwrap();
    let name = path.to_str().unwrap();
    let told = run(["lesson", "check", name]);
    assert_eq!(told.status.code(), Some(1));
    let lines = text(&told.stdout);
    assert!(
        lines.contains("line 8: “sam” is no value of padding"),
        "{lines}"
    );
    assert!(
        lines.contains("line 10:") && lines.contains("did you mean check?"),
        "{lines}"
    );
    let told = run(["lesson", "check", name, "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(json["faults"][0]["line"], 8);
    assert_eq!(json["faults"][0]["code"], "lesson-value");

    let missing = run(["lesson", "check", "happy-modle"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing.stderr).contains("did you mean happy-model?"));
}

#[test]
fn a_network_that_is_handed_in_is_checked_step_by_step() {
    let told = json_of_any(["lesson", "check", "residual-networks", "resnet50", "--json"]);
    let checks = |step: usize| told["steps"][step]["checks"].as_array().unwrap().clone();
    for step in 0..3 {
        for check in checks(step) {
            assert_eq!(check["holds"], true, "{check}");
        }
    }
    assert_eq!(checks(3)[1]["holds"], false);

    let told = run(["lesson", "check", "residual-networks", "plain50"]);
    assert_eq!(told.status.code(), Some(1));
    let lines = text(&told.stdout);
    assert!(lines.contains("1. The identity block"), "{lines}");
    assert!(lines.contains("✗ An identity block"), "{lines}");
    assert!(lines.contains("here comes Add"), "{lines}");
    assert!(lines.contains("✓ Six classes, softmax"), "{lines}");
}

/// The output as JSON, whatever the answer is.
fn json_of_any<const N: usize>(arguments: [&str; N]) -> serde_json::Value {
    serde_json::from_slice(&run(arguments).stdout).unwrap()
}
