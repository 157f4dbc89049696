//! Commands that look: presets, summary, check, dataset, devices, diagram.

use super::*;

#[test]
fn presets_are_listed_for_people_and_for_programs() {
    let table = output_of(["presets"]);
    assert!(
        table.contains("happy_model") && table.contains("37,633"),
        "{table}"
    );
    let rows = json_of(["presets", "--json"]);
    let names: Vec<&str> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    for name in [
        "happy_model",
        "resnet50",
        "plain50",
        "plain20",
        "resnet20",
        "resnet18",
        "lenet5",
        "mlp",
    ] {
        assert!(names.contains(&name), "{names:?}");
    }
}

/// Names that Keras numbers by itself are no part of the facts.
fn is_numbered(name: &str) -> bool {
    [
        "activation",
        "zero_padding2d",
        "add",
        "flatten",
        "input_layer",
        "max_pooling2d",
        "average_pooling2d",
    ]
    .iter()
    .any(|stem| {
        name.strip_prefix(stem)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    })
}

#[test]
fn summaries_equal_what_keras_reports() {
    let totals_of_keras = [
        ("happy_model", [37_633, 37_569, 64]),
        ("resnet50", [23_600_006, 23_546_886, 53_120]),
    ];
    for (name, expected) in totals_of_keras {
        let facts = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../shared/facts")
            .join(format!("{name}.json"));
        let Some(facts) = read(&facts) else {
            println!("skipped: ../shared/facts is not here");
            return;
        };
        let facts: Value = serde_json::from_str(&facts).unwrap();
        let summary = json_of(["summary", name, "--json"]);
        assert_eq!(summary["complete"], true);
        let totals = ["total_params", "trainable_params", "non_trainable_params"]
            .map(|key| summary[key].as_u64());
        assert_eq!(totals, expected.map(Some));
        let ours = summary["layers"].as_array().unwrap();
        let theirs = facts["layers"].as_array().unwrap();
        assert_eq!(ours.len(), theirs.len());
        for (our, their) in ours.iter().zip(theirs) {
            for (key, fact) in [
                ("type", "type"),
                ("output_shape", "output_shape"),
                ("params", "params"),
                ("trainable_params", "trainable"),
            ] {
                assert_eq!(our[key], their[fact], "{our} {their}");
            }
            let name = their["name"].as_str().unwrap();
            assert!(is_numbered(name) || our["name"] == name, "{our} {their}");
            assert_eq!(places(our, ours), places(their, theirs), "{our} {their}");
        }
    }
}

/// Where the inputs of a layer stand among all layers.
fn places(layer: &Value, layers: &[Value]) -> Vec<Option<usize>> {
    let place = |input: &Value| layers.iter().position(|layer| layer["name"] == *input);
    layer["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(place)
        .collect()
}

#[test]
fn a_summary_reads_as_in_keras() {
    let table = output_of(["summary", "happy_model"]);
    assert!(table.starts_with("Model: \"happy_model\"\n"), "{table}");
    assert!(
        table.contains("│ conv0 (Conv2D)") && table.contains("(None, 64, 64, 32)"),
        "{table}"
    );
    assert!(table.contains("Total params: 37,633"), "{table}");
}

#[test]
fn a_summary_tells_on_request_how_its_numbers_come_about() {
    let told = output_of(["summary", "happy_model", "--formulas"]);
    for line in [
        "Height and width: ⌊(n + 2p − f) / s⌋ + 1 = ⌊(70 + 2·0 − 7) / 1⌋ + 1 = 64",
        "Parameters: (f·f·c + 1)·k = (7·7·3 + 1)·32 = 4,736",
        "Parameters: 4·c = 4·32 = 128",
        "Numbers: h·w·c = 32·32·32 = 32,768",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    let summary = json_of(["summary", "happy_model", "--formulas", "--json"]);
    let formulas = &summary["layers"][2]["explained"]["formulas"];
    assert_eq!(formulas[0]["of"], "height_and_width");
    assert_eq!(formulas[0]["result"], 64);
    assert!(json_of(["summary", "mlp", "--json"])["layers"][0]["explained"].is_null());
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let mut child = netsmith()
        .args(["summary", "resnet50"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), text(&output.stderr)),
        (Some(0), String::new())
    );
}

#[test]
fn a_sound_network_has_no_problems() {
    assert_eq!(
        json_of(["check", "resnet50", "--json"]),
        serde_json::json!({"problems": []})
    );
    assert_eq!(output_of(["check", "resnet50"]), "no problems\n");
}

#[test]
fn a_problem_comes_with_its_repair_and_exit_code_1() {
    let folder = folder();
    let project = changed_preset("lenet5", "\"inputs\": [0]", "\"inputs\": []");
    let path = write(&folder.path().join("broken.netsmith"), project);
    let output = run([OsStr::new("check"), path.as_os_str(), OsStr::new("--json")]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problem = &report["problems"][0];
    assert_eq!(problem["severity"], "error");
    for key in ["node", "message", "cause", "repair"] {
        assert!(problem.get(key).is_some(), "{problem}");
    }
}

/// Two ways of one input, of which one halves the picture, meet in an Add.
const UNEQUAL: &str = r#"{"format": "netsmith", "version": 1, "name": "Unequal", "graph": {"nodes": [
  {"id": 0, "name": "image", "layer": {"type": "Input"}},
  {"id": 1, "name": "halved", "layer": {"type": "Conv2D", "settings": {"filters": 3, "strides": [2, 2]}}, "inputs": [0]},
  {"id": 2, "name": "sum", "layer": {"type": "Add"}, "inputs": [0, 1]}
]}}"#;

#[test]
fn a_problem_names_the_layer_upstream_that_made_it_so() {
    let folder = folder();
    let path = write(&folder.path().join("unequal.netsmith"), UNEQUAL);
    let output = run([OsStr::new("check"), path.as_os_str(), OsStr::new("--json")]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problem = &report["problems"][0];
    assert_eq!(problem["node"], "sum");
    assert!(
        problem["cause"].as_str().unwrap().starts_with("`halved`: "),
        "{problem}"
    );
    let output = run([OsStr::new("check"), path.as_os_str()]);
    assert!(
        text(&output.stdout).contains("  because of `halved`: "),
        "{}",
        text(&output.stdout)
    );
}

#[test]
fn a_diagram_is_drawn_as_its_name_ends() {
    let folder = folder();
    let svg = folder.path().join("happy.svg");
    let png = folder.path().join("happy.PNG");
    output_of([
        OsStr::new("diagram"),
        OsStr::new("happy_model"),
        OsStr::new("-o"),
        svg.as_os_str(),
    ]);
    assert!(read(&svg).unwrap().starts_with("<svg"));
    let arguments = [
        "diagram",
        "happy_model",
        "--direction",
        "lr",
        "--theme",
        "dark",
        "--scale",
        "1",
        "--json",
        "-o",
    ];
    let report = json_of(
        arguments
            .map(OsStr::new)
            .into_iter()
            .chain([png.as_os_str()]),
    );
    let bytes = netsmith::files::read_limited(&png, 1 << 24).unwrap();
    assert!(bytes.starts_with(b"\x89PNG"));
    assert_eq!(report["bytes"], bytes.len());
    refusal(["diagram", "happy_model", "-o", "happy.bmp"], 2);
    let message = refusal(
        ["diagram", "happy_model", "-o", "missing/folder/happy.svg"],
        1,
    );
    assert!(message.contains("no such file or folder"), "{message}");
    let huge = folder.path().join("huge.png");
    let arguments = [
        "diagram", "resnet50", "--blocks", "open", "--scale", "1000", "-o",
    ];
    let message = refusal(
        arguments
            .map(OsStr::new)
            .into_iter()
            .chain([huge.as_os_str()]),
        1,
    );
    assert!(message.contains("choose a smaller scale"), "{message}");
}

#[test]
fn devices_name_the_cpu() {
    assert!(output_of(["devices"]).contains("cpu"));
    assert_eq!(json_of(["devices", "--json"])[0]["name"], "cpu");
}

#[test]
fn devices_name_the_vector_instructions_that_are_made_do_with() {
    let devices = |simd: &str| {
        let mut command = netsmith();
        command.env("NETSMITH_SIMD", simd);
        command.args(["devices", "--json"]).output().unwrap()
    };
    let used = |simd: &str| {
        let rows: Value = serde_json::from_slice(&devices(simd).stdout).unwrap();
        rows[0]["instructions"].as_str().unwrap().to_owned()
    };
    assert_eq!(used("baseline"), "baseline");
    // Never more than the machine has.
    let best = json_of(["devices", "--json"])[0]["instructions"].clone();
    assert_eq!(used("avx512"), best.as_str().unwrap());
    let refused = devices("avx3");
    assert_eq!(refused.status.code(), Some(2));
    let said = text(&refused.stderr);
    assert!(said.contains("\"avx3\"") && said.contains("avx2"), "{said}");
}

#[test]
fn a_data_set_is_counted() {
    let report = json_of(["dataset", "builtin:digits", "--json"]);
    assert_eq!(report["first"]["images"], 1437);
    assert_eq!(report["second"]["images"], 360);
    assert_eq!(report["first"]["classes"].as_array().unwrap().len(), 10);
    let table = output_of(["dataset", "builtin:digits"]);
    assert!(table.contains("1437 pictures of"), "{table}");
}

#[test]
fn help_names_every_command() {
    let help = output_of(["--help"]);
    for command in [
        "presets", "summary", "check", "train", "evaluate", "predict", "diagram", "devices",
        "dataset",
    ] {
        assert!(help.contains(command), "{command}");
    }
}

#[test]
fn whoever_packs_the_program_gets_completions_and_pages_for_man() {
    for (shell, sign) in [
        ("bash", "complete -F _netsmith"),
        ("zsh", "#compdef netsmith"),
        ("fish", "complete -c netsmith"),
    ] {
        let script = output_of(["completions", shell]);
        assert!(
            script.contains(sign) && script.contains("find-rate") && script.contains("epochs"),
            "{shell}"
        );
    }
    let folder = folder();
    assert_eq!(output_of(["manual", folder.path().to_str().unwrap()]), "");
    let page = |name: &str| read(&folder.path().join(name)).unwrap();
    assert!(page("netsmith.1").contains("netsmith\\-train(1)"));
    assert!(page("netsmith-train.1").contains("\\-\\-epochs"));
    assert!(page("netsmith-lesson-check.1").contains("LESSON"));
    let nowhere = folder.path().join("nowhere");
    let said = refusal(["manual", nowhere.to_str().unwrap()], 1);
    assert!(said.contains("nowhere"), "{said}");
}
