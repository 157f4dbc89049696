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
    // Whoever runs the tests may have given the window a language.
    command.env("XDG_CONFIG_HOME", "/nonexistent");
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

#[test]
fn an_error_has_a_code_and_arguments_that_no_language_changes() {
    let error = |arguments: &[&str], lang: &str| {
        let asked = [arguments, &["--json", "--lang", lang]].concat();
        let output = said(&asked, &[]);
        assert!(output.stdout.is_empty());
        let told = text(&output.stderr);
        let lines: Vec<&str> = told.lines().collect();
        let [.., sentence, last] = lines[..] else {
            panic!("{told}");
        };
        let report: Value = serde_json::from_str(last).unwrap();
        let message = report["error"]["message"].as_str().unwrap();
        assert!(sentence.ends_with(message), "{told}");
        report["error"].clone()
    };
    let folder = folder();
    let archive = write(&folder.path().join("data.h5"), "Rar!\u{1a}\u{7} and more");
    let archive = archive.to_str().unwrap();
    for (arguments, code) in [
        (&["train", "no_such_preset"][..], "did-you-mean-or-not"),
        (&["dataset", "/nowhere/at/all"], "data-missing"),
        (&["dataset", archive], "data-wrong-kind"),
        (
            &["speed", "mlp", "--batch-size", "0"],
            "recipe-setting-refused",
        ),
        (&["predict", "mlp", "x.png"], "preset-learned-nothing"),
        (&["diagram", "mlp", "-o", "x.gif"], "diagram-ending"),
        (&["evaluate", archive], "import-unreadable"),
    ] {
        let (english, chinese) = (error(arguments, "en-US"), error(arguments, "zh-Hans"));
        if code != "did-you-mean-or-not" {
            assert_eq!(english["code"], code, "{english}");
        }
        assert_eq!(english["code"], chinese["code"]);
        assert_eq!(english["arguments"], chinese["arguments"]);
        assert!(
            !has_chinese(english["message"].as_str().unwrap()),
            "{english}"
        );
        assert!(
            has_chinese(chinese["message"].as_str().unwrap()),
            "{chinese}"
        );
    }
    let rar = error(&["dataset", archive], "zh-Hans");
    assert_eq!(rar["arguments"]["found"]["code"], "kind-rar");
    assert_eq!(rar["arguments"]["path"], archive);
}

#[test]
fn a_cause_and_a_repair_have_codes_beside_their_words() {
    let folder = folder();
    let path = faulty(folder.path());
    let output = said(&["check", path.to_str().unwrap(), "--json"], &[]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problem = &report["problems"][0];
    let repairs = problem["coded_repairs"].as_array().unwrap();
    let words = problem["repairs"].as_array().unwrap();
    assert!(!repairs.is_empty());
    assert_eq!(repairs.len(), words.len());
    for (repair, words) in repairs.iter().zip(words) {
        assert_eq!(repair["message"], *words);
        assert!(
            repair["code"].as_str().unwrap().starts_with("repair-"),
            "{repair}"
        );
    }
    assert_eq!(problem["cause"].is_null(), problem["coded_cause"].is_null());
}

#[test]
fn whatever_a_command_prints_is_in_the_language_that_was_asked_for() {
    for arguments in [
        &["presets"][..],
        &["devices"],
        &["dataset", "builtin:digits"],
        &["speed", "mlp", "--steps", "1", "--batch-size", "2"],
        &["--help"],
        &["help", "train"],
        &["train", "--help"],
        &["frobnicate"],
        &["train", "mlp", "--epochs", "x"],
    ] {
        let printed = |lang: &str| {
            let asked = [&["--lang", lang], arguments].concat();
            let output = said(&asked, &[]);
            text(&output.stdout) + &text(&output.stderr)
        };
        assert!(!has_chinese(&printed("en-US")), "{arguments:?}");
        let chinese = printed("zh-Hans");
        assert!(has_chinese(&chinese), "{arguments:?}");
        for word in [
            "Usage",
            "Options:",
            "Print",
            "params",
            "training step",
            "ms of",
            // With its colon, as clap writes it: `mean_squared_error` is the name of a loss in any language.
            "error:",
        ] {
            assert!(
                !chinese.contains(word),
                "{arguments:?}: {word} in {chinese}"
            );
        }
    }
}

#[test]
fn tables_stand_in_columns_whatever_letters_take_two_places() {
    let output = said(
        &[
            "speed",
            "mlp",
            "--steps",
            "1",
            "--batch-size",
            "2",
            "--lang",
            "zh",
        ],
        &[],
    );
    let table = text(&output.stdout);
    let places = |line: &str| -> usize {
        let wide =
            |letter: char| usize::from(!letter.is_ascii() && has_chinese(&letter.to_string()));
        line.chars().map(|letter| 1 + wide(letter)).sum()
    };
    let rows = table.lines().filter(|line| line.ends_with(" ms"));
    let ends: Vec<usize> = rows.map(places).collect();
    assert!(
        ends.len() > 1 && ends.iter().all(|end| *end == ends[0]),
        "{table}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn the_language_that_the_window_was_given_counts_where_nobody_asks_for_another() {
    let folder = folder();
    let settings = folder.path().join("netsmith");
    std::fs::create_dir(&settings).unwrap();
    write(
        &settings.join("settings.json"),
        r#"{"view": {"language": "chinese"}}"#,
    );
    let speaks_chinese = |arguments: &[&str], variables: &[(&str, &str)]| {
        let home = [("XDG_CONFIG_HOME", folder.path().to_str().unwrap())];
        let output = said(arguments, &[variables, &home].concat());
        has_chinese(&text(&output.stdout))
    };
    assert!(speaks_chinese(&["presets"], &[]));
    assert!(speaks_chinese(&["presets"], &[("LANG", "en_US.UTF-8")]));
    assert!(!speaks_chinese(&["presets"], &[("NETSMITH_LANG", "en")]));
    assert!(!speaks_chinese(&["presets", "--lang", "en"], &[]));
}
