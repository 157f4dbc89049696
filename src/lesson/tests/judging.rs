//! The checks of the identity block, against the mistakes that students make.

use super::*;
use crate::text::{Language, Spoken};

/// The identity block as the course draws it, on a map of 16 × 16 × 256.
fn identity(change: impl FnOnce(&mut Parts)) -> Graph {
    let mut parts = Parts::default();
    change(&mut parts);
    parts.drawn().graph()
}

/// What a student may do otherwise.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one mistake of its own"
)]
struct Parts {
    second_padding: &'static str,
    normalized: [bool; 3],
    has_shortcut: bool,
    relu_before_sum: bool,
    relu_before_norm: bool,
    shortcut_from: &'static str,
    has_last_relu: bool,
}

impl Default for Parts {
    fn default() -> Self {
        Self {
            second_padding: "same",
            normalized: [true; 3],
            has_shortcut: true,
            relu_before_sum: false,
            relu_before_norm: false,
            shortcut_from: "start",
            has_last_relu: true,
        }
    }
}

impl Parts {
    fn drawn(&self) -> Drawn {
        let mut drawn = Drawn::default();
        drawn.add("start", input([16, 16, 256]), &[]);
        let mut last = "start".to_owned();
        let mut put = |drawn: &mut Drawn, name: &str, spec: LayerSpec| {
            drawn.add(name, spec, &[last.as_str()]);
            name.clone_into(&mut last);
        };
        let convs = [
            ("one", conv(64, 1, "valid")),
            ("two", conv(64, 3, self.second_padding)),
            ("three", conv(256, 1, "valid")),
        ];
        for (place, (name, spec)) in convs.into_iter().enumerate() {
            put(&mut drawn, name, spec);
            let is_inner = place < 2;
            if is_inner && self.relu_before_norm {
                put(&mut drawn, &format!("{name}_relu"), relu());
                put(&mut drawn, &format!("{name}_bn"), bn());
                continue;
            }
            if self.normalized[place] {
                put(&mut drawn, &format!("{name}_bn"), bn());
            }
            if is_inner || self.relu_before_sum {
                put(&mut drawn, &format!("{name}_relu"), relu());
            }
        }
        if self.has_shortcut {
            drawn.add(
                "sum",
                LayerSpec::new(Kind::Add),
                &[&last, self.shortcut_from],
            );
            "sum".clone_into(&mut last);
        }
        if self.has_last_relu {
            drawn.add("out", relu(), &[&last]);
        }
        drawn
    }
}

/// The subgraph of the lesson that comes with Netsmith.
fn identity_check() -> Check {
    let lesson = builtins()[1].in_language(Language::English);
    lesson.parts[0].checks[0].clone()
}

fn said_of(graph: &Graph) -> String {
    let (inference, recipe) = (infer(graph), Recipe::default());
    let finding = judge(&identity_check(), &facts(graph, &inference, &recipe));
    finding
        .words
        .map(|words| words.to_string())
        .unwrap_or_default()
}

#[test]
fn a_right_identity_block_passes_whatever_its_layers_are_called() {
    assert_eq!(said_of(&identity(|_| {})), "");
}

#[test]
fn each_mistake_in_an_identity_block_is_named() {
    let _english = Spoken::here(Language::English);
    let cases: [(&str, Graph, &str); 8] = [
        (
            "wrong padding",
            identity(|parts| parts.second_padding = "valid"),
            "`two`, the second Conv2D here: padding is valid, needed is same",
        ),
        (
            "missing batch norm",
            identity(|parts| parts.normalized[1] = false),
            "`two` is followed by `two_relu` (Activation); here comes the second BatchNormalization",
        ),
        (
            "missing last batch norm",
            identity(|parts| parts.normalized[2] = false),
            "`three` is followed by `sum` (Add); here comes the third BatchNormalization",
        ),
        (
            "wrong order",
            identity(|parts| parts.relu_before_norm = true),
            "`one` is followed by `one_relu` (Activation); here comes the first BatchNormalization",
        ),
        (
            "no shortcut",
            identity(|parts| parts.has_shortcut = false),
            "`three_bn` is followed by `out` (Activation); here comes Add",
        ),
        (
            "the shortcut behind the last relu",
            identity(|parts| {
                parts.relu_before_sum = true;
                parts.has_last_relu = false;
            }),
            "`three_bn` is followed by `three_relu` (Activation); here comes Add",
        ),
        (
            "the shortcut from the wrong layer",
            identity(|parts| parts.shortcut_from = "three"),
            "`sum` takes three_bn, three; it has to take three_bn, start",
        ),
        (
            "no relu after the sum",
            identity(|parts| parts.has_last_relu = false),
            "Nothing follows `sum` yet; here comes the third Activation with activation = relu",
        ),
    ];
    for (mistake, graph, expected) in cases {
        assert_eq!(said_of(&graph), expected, "{mistake}");
    }
}

#[test]
fn a_block_that_is_half_drawn_says_what_comes_next() {
    let _english = Spoken::here(Language::English);
    assert_eq!(said_of(&Graph::default()), "There is no layer yet");
    let mut drawn = Drawn::default();
    drawn.add("start", input([16, 16, 256]), &[]);
    assert_eq!(
        said_of(&drawn.graph()),
        "Nothing follows `start` yet; here comes the first Conv2D with kernel_size = 1 × 1, strides = 1 × 1"
    );
    drawn.add("a", conv(64, 3, "valid"), &["start"]);
    assert_eq!(
        said_of(&drawn.graph()),
        "`a`, the first Conv2D here: kernel_size is 3 × 3, needed is 1 × 1"
    );
}

#[test]
fn mistakes_are_pointed_at() {
    let graph = identity(|parts| parts.second_padding = "valid");
    let (inference, recipe) = (infer(&graph), Recipe::default());
    let finding = judge(&identity_check(), &facts(&graph, &inference, &recipe));
    let layer = inference.layer(&finding.layers[0]).unwrap();
    assert_eq!(&*layer.name, "two");
}

#[test]
fn layers_are_counted_and_compared() {
    let _english = Spoken::here(Language::English);
    let graph = identity(|_| {});
    for holds in [
        "layer Conv2D exactly 3",
        "layer Conv2D filters=64 at least 2",
        "layer Conv2D filters>=64 filters<=256 exactly 3",
        "layer Conv2D kernel_size=1|3 exactly 3",
        "layer Conv2D kernel_size!=1 exactly 1",
        "layer Conv2D padding=same shape=16x16x64",
        "layer Conv2D shape=*x*x256",
        "layer any params>=2000 exactly 3",
        "layer Dropout none",
        "layer Input shape=16x16x256",
        "sequence Conv2D -> BatchNormalization -> Activation activation=relu at least 2",
        "output shape=16x16x256",
        "parameters > 70_000",
        "training epochs=10 optimizer=adam metrics=accuracy",
        "training optimizer!=sgd learning_rate<=0.001",
    ] {
        assert_eq!(said(holds, &graph), "", "{holds}");
    }
    for (fails, words) in [
        (
            "layer Conv2D filters=32",
            "`one` (Conv2D): filters is 64, needed is 32",
        ),
        ("layer Dropout", "There is no Dropout yet"),
        (
            "layer Conv2D at least 4",
            "Found Conv2D 3 times, needed are 4",
        ),
        ("layer Add none", "Expected no Add, found sum"),
        (
            "layer Conv2D exactly 2",
            "Found Conv2D 3 times, needed are exactly 2",
        ),
        ("training epochs>=20", "Epochs is 10, needed is ≥ 20"),
        (
            "training optimizer=sgd|rmsprop",
            "Optimizer is adam, needed is sgd | rmsprop",
        ),
        (
            "training augmentation=flip",
            "Augmentation is none, needed is flip",
        ),
        ("run epochs>=1", "Nothing has been trained yet"),
        ("data any", "No data set is chosen yet"),
        (
            "classes = 2",
            "The network does not end in a row of numbers, one for each class",
        ),
    ] {
        assert_eq!(said(fails, &graph), words, "{fails}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table with one case a line")]
fn what_was_done_is_judged_by_its_figures() {
    let _english = Spoken::here(Language::English);
    let graph = identity(|_| {});
    let (inference, recipe) = (infer(&graph), Recipe::default());
    let mut known = facts(&graph, &inference, &recipe);
    let mut run = RunSeen {
        epochs: 5,
        kinds: [Kind::Conv2D, Kind::Add].into(),
        layers: 12,
        ..RunSeen::default()
    };
    run.take("accuracy", 0.91);
    known.runs = Some(vec![run]);
    known.data = Some(DataSeen {
        source: "/home/x/Signs.h5".to_owned(),
        classes: Some(6),
        images: None,
    });
    known.pictures = Some(1);
    known.evaluation = Some([("accuracy".to_owned(), 0.6)].into());
    let said = |lines: &str| {
        let finding = judge(&check(lines), &known);
        (
            finding.verdict,
            finding.words.map(|words| words.to_string()),
        )
    };
    for holds in [
        "run epochs>=5 accuracy>0.9",
        "run with Add layers>=12",
        "run with Add",
        "data any classes=6",
        "data Signs.h5",
        "pictures at least 1",
        "evaluation accuracy>=0.6",
    ] {
        assert_eq!(said(holds), (Verdict::Holds, None), "{holds}");
    }
    for (fails, words) in [
        ("run epochs>=6", "`epochs` is 5, needed is ≥ 6"),
        (
            "run without Add",
            "Another network was trained: it has layers that are not wanted here, or lacks some",
        ),
        ("run layers>=40", "`layers` is 12, needed is ≥ 40"),
        (
            "run val_accuracy>=0.5",
            "`val_accuracy` was not measured; choose it among the metrics, or hold pictures back for validation",
        ),
        (
            "evaluation accuracy>=0.75",
            "`accuracy` is 0.6, needed is ≥ 0.75",
        ),
        (
            "data builtin:signs",
            "The data set is /home/x/Signs.h5, needed is builtin:signs",
        ),
        (
            "pictures at least 2",
            "The network was asked about 1 of 2 pictures",
        ),
    ] {
        assert_eq!(
            said(fails),
            (Verdict::Fails, Some(words.to_owned())),
            "{fails}"
        );
    }
    assert_eq!(said("data any images>=5").0, Verdict::Unknown);
}

/// Blocks are opened, and settings that refer to their parameters count with what an instance sets.
#[test]
fn networks_of_blocks_are_judged_by_what_is_inside() {
    let json = include_str!("../../../presets/resnet50.json");
    let project: serde_json::Value = serde_json::from_str(json).unwrap();
    let graph = Graph::from_json(&project["graph"].to_string()).unwrap();
    let lesson = builtins()[1].in_language(Language::English);
    let (inference, recipe) = (infer(&graph), Recipe::default());
    let known = facts(&graph, &inference, &recipe);
    for part in &lesson.parts[..3] {
        for check in &part.checks {
            let finding = judge(check, &known);
            assert_eq!(
                finding.verdict,
                Verdict::Holds,
                "{}: {finding:?}",
                part.title
            );
        }
    }
    assert_eq!(
        said("layer Conv2D filters=2048 strides=2 exactly 1", &graph),
        ""
    );
}

/// A pattern that fits nearly everywhere must not take for ever.
#[test]
fn a_search_ends_whatever_the_network_is() {
    let mut drawn = Drawn::default();
    drawn.add("start", input([4, 4, 4]), &[]);
    for number in 0..400 {
        drawn.add(&format!("r{number}"), relu(), &["start"]);
    }
    let names: Vec<String> = (0..400).map(|number| format!("r{number}")).collect();
    let inputs: Vec<&str> = names.iter().map(String::as_str).collect();
    drawn.add("sum", LayerSpec::new(Kind::Add), &inputs);
    let lines = "subgraph\nx: any\na: any from x\nb: any from x\nc: any from x\nd: any from x\ns: Add from a b c d";
    assert!(!said(lines, &drawn.graph()).is_empty());
}

/// Who has changed the strides and not yet the shortcut hears what is missing there.
#[test]
fn a_layer_that_is_right_is_not_said_to_take_the_wrong_wires() {
    let _english = Spoken::here(Language::English);
    let check = builtins()[1].in_language(Language::English).parts[1].checks[0].clone();
    let said = |has_shortcut: bool| {
        let mut drawn = Parts {
            has_shortcut,
            ..Parts::default()
        }
        .drawn();
        let first = drawn.names["one"];
        let node = Arc::make_mut(drawn.body.nodes.get_mut(&first).unwrap());
        node.content = Content::Layer(conv(64, 1, "valid").with("strides", [2, 2]));
        let graph = drawn.graph();
        let (inference, recipe) = (infer(&graph), Recipe::default());
        let finding = judge(&check, &facts(&graph, &inference, &recipe));
        finding.words.unwrap().to_string()
    };
    assert_eq!(
        said(true),
        "`start` is followed by `sum` (Add); here comes the fourth Conv2D with kernel_size = 1 × 1, strides = 2 × 2"
    );
    assert_eq!(
        said(false),
        "Nothing else follows `start` yet; here comes the fourth Conv2D with kernel_size = 1 × 1, strides = 2 × 2"
    );
}
