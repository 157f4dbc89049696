//! What is said follows the language that is asked for; what programs read does not.

use super::*;

/// A network whose dense layer gets a map, as a project file.
fn faulty(folder: &Path) -> PathBuf {
    let text = r#"{"format": "netsmith", "version": 1, "name": "Row", "graph": {"nodes": [
        {"id": 0, "name": "image", "layer": {"type": "Input", "settings": {"shape": [8, 8, 1]}}, "inputs": []},
        {"id": 1, "name": "fc", "layer": {"type": "Dense", "settings": {"activation": "softmax"}}, "inputs": [0]}]}}"#;
    write(&folder.join("row.netsmith"), text)
}

fn said(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = netsmith();
    for variable in ["NETSMITH_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"] {
        command.env_remove(variable);
    }
    command.args(arguments).envs(variables.iter().copied());
    command.output().unwrap()
}

fn has_chinese(words: &str) -> bool {
    words.contains(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

#[test]
fn a_problem_has_a_code_and_arguments_that_no_language_changes() {
    let folder = folder();
    let path = faulty(folder.path());
    let path = path.to_str().unwrap();
    let problem = |lang: &str| {
        let output = said(&["check", path, "--json", "--lang", lang], &[]);
        assert_eq!(output.status.code(), Some(1));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        report["problems"][0].clone()
    };
    let (english, chinese) = (problem("en-US"), problem("zh-Hans"));
    assert_eq!(
        english["message"],
        "needs a vector but gets the feature map (8, 8, 1); insert Flatten or GlobalAveragePooling2D before it"
    );
    assert!(has_chinese(chinese["message"].as_str().unwrap()));
    for problem in [&english, &chinese] {
        assert_eq!(problem["code"], "needs-vector");
        assert_eq!(problem["arguments"]["shape"], "(8, 8, 1)");
        assert_eq!(problem["severity"], "error");
        assert_eq!(problem["node"], "fc");
    }
    let keys =
        |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(keys(&english), keys(&chinese));
}

#[test]
fn a_reason_inside_of_a_problem_keeps_its_own_code() {
    let folder = folder();
    let text = r#"{"format": "netsmith", "version": 1, "name": "Row", "graph": {"nodes": [
        {"id": 0, "name": "image", "layer": {"type": "Input"}, "inputs": []},
        {"id": 1, "name": "conv", "layer": {"type": "Conv2D", "settings": {"filters": 0}}, "inputs": [0]}]}}"#;
    let path = write(&folder.path().join("row.netsmith"), text);
    let output = said(&["check", path.to_str().unwrap(), "--json"], &[]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problem = &report["problems"][0];
    assert_eq!(problem["code"], "wrong-setting");
    let reason = &problem["arguments"]["reason"];
    assert_eq!(reason["code"], "setting-refused");
    assert_eq!(reason["arguments"]["key"], "filters");
    assert_eq!(
        reason["arguments"]["expected"]["code"],
        "expected-whole-between"
    );
}

#[test]
fn the_language_is_that_of_the_argument_then_of_the_variable_then_of_the_system() {
    let speaks_chinese = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut arguments = arguments.to_vec();
        arguments.push("--help");
        let output = said(&arguments, variables);
        assert!(output.status.success());
        has_chinese(&text(&output.stdout))
    };
    let chinese = ("NETSMITH_LANG", "zh-Hans");
    let english = ("NETSMITH_LANG", "en-US");
    let system = ("LANG", "zh_CN.UTF-8");
    assert!(!speaks_chinese(&["train"], &[]));
    assert!(speaks_chinese(&["train"], &[system]));
    assert!(speaks_chinese(
        &["train"],
        &[("LC_ALL", "zh_SG.UTF-8"), ("LANG", "en_US.UTF-8")]
    ));
    assert!(!speaks_chinese(&["train"], &[("LANG", "fr_FR.UTF-8")]));
    assert!(!speaks_chinese(&["train"], &[english, system]));
    assert!(speaks_chinese(&["train"], &[chinese]));
    assert!(!speaks_chinese(&["--lang", "en", "train"], &[chinese]));
    assert!(speaks_chinese(&["train", "--lang=zh"], &[english]));
}

#[test]
fn a_failure_is_told_in_the_language_that_was_asked_for() {
    let output = said(&["train", "no_such_preset", "--lang", "zh"], &[]);
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    assert!(message.starts_with("错误："), "{message}");
    assert!(message.contains("no_such_preset"), "{message}");
}

#[test]
fn a_language_that_nothing_is_written_in_is_refused() {
    let output = said(&["presets", "--lang", "fr"], &[]);
    assert_eq!(output.status.code(), Some(2));
    let message = text(&output.stderr);
    assert!(
        message.contains("en-US") && message.contains("zh-Hans"),
        "{message}"
    );
}
