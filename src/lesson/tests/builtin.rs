//! The lessons that come with Netsmith.

use super::*;
use crate::text::Language;

#[test]
fn every_lesson_can_be_read_and_asks_for_the_same_in_both_languages() {
    for builtin in builtins() {
        let [english, chinese] = Language::ALL.map(|language| builtin.in_language(language));
        assert_eq!(
            (english.id.as_str(), chinese.id.as_str()),
            (builtin.id, builtin.id)
        );
        assert_ne!(english.title, chinese.title);
        let asked = |lesson: &Lesson| -> Vec<(String, usize, Vec<Test>)> {
            let parts = lesson.parts.iter();
            let tests = |part: &Part| part.checks.iter().map(|check| check.test.clone()).collect();
            parts
                .map(|part| (part.id.clone(), part.hints.len(), tests(part)))
                .collect()
        };
        assert_eq!(asked(english), asked(chinese));
        for lesson in [english, chinese] {
            assert!(!lesson.summary.is_empty() && !lesson.introduction.is_empty());
            assert!(lesson.parts.iter().all(|part| !part.checks.is_empty()));
            assert_eq!(
                lesson.language == Some(Language::English),
                std::ptr::eq(lesson, english)
            );
        }
    }
    assert_eq!(builtins()[0].lesson().parts.len(), 9);
}

#[test]
fn the_template_is_a_lesson_in_each_language() {
    for language in Language::ALL {
        let _spoken = crate::text::Spoken::here(language);
        let lesson = read(template()).unwrap();
        assert_eq!(lesson.parts.len(), 3);
        assert_eq!(lesson.language, Some(language));
    }
}

/// The happy model of the course, as the preset has it, passes what is asked of its structure.
#[test]
fn the_happy_model_of_the_course_passes_its_lesson() {
    let json = include_str!("../../../presets/happy_model.json");
    let project: serde_json::Value = serde_json::from_str(json).unwrap();
    let graph = Graph::from_json(&project["graph"].to_string()).unwrap();
    let (inference, recipe) = (infer(&graph), Recipe::default());
    let mut known = facts(&graph, &inference, &recipe);
    known.loss = Some(crate::recipe::Loss::BinaryCrossentropy);
    let lesson = builtins()[0].in_language(Language::English);
    for part in &lesson.parts[1..6] {
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
}

fn assert_part_holds(part: &Part, graph: &Graph) {
    let (inference, recipe) = (infer(graph), Recipe::default());
    for check in &part.checks {
        let finding = judge(check, &facts(graph, &inference, &recipe));
        assert_eq!(
            finding.verdict,
            Verdict::Holds,
            "{}: {finding:?}",
            part.title
        );
    }
}

/// Who draws the blocks as the lesson says, on a map of 16 × 16 × 256 and with nothing behind them, has done its steps.
#[test]
fn the_blocks_of_the_course_pass_the_residual_lesson_by_themselves() {
    let parts = &builtins()[1].in_language(Language::English).parts;
    let layers = |stride: i64| {
        let mut drawn = Drawn::default();
        drawn.add("in", input([16, 16, 256]), &[]);
        drawn.add(
            "a",
            conv(64, 1, "valid").with("strides", [stride; 2]),
            &["in"],
        );
        drawn
            .add("a_bn", bn(), &["a"])
            .add("a_relu", relu(), &["a_bn"]);
        drawn.add("b", conv(64, 3, "same"), &["a_relu"]);
        drawn
            .add("b_bn", bn(), &["b"])
            .add("b_relu", relu(), &["b_bn"]);
        drawn.add("c", conv(256, 1, "valid"), &["b_relu"]);
        drawn.add("c_bn", bn(), &["c"]);
        drawn
    };
    let sum = || LayerSpec::new(Kind::Add);
    let mut identity = layers(1);
    identity.add("sum", sum(), &["c_bn", "in"]);
    identity.add("out", relu(), &["sum"]);
    assert_part_holds(&parts[0], &identity.graph());

    let mut convolutional = layers(2);
    convolutional.add("s", conv(256, 1, "valid").with("strides", [2, 2]), &["in"]);
    convolutional.add("s_bn", bn(), &["s"]);
    convolutional.add("sum", sum(), &["c_bn", "s_bn"]);
    convolutional.add("out", relu(), &["sum"]);
    assert_part_holds(&parts[1], &convolutional.graph());

    let json = include_str!("../../../presets/resnet50.json");
    let project: serde_json::Value = serde_json::from_str(json).unwrap();
    let resnet = Graph::from_json(&project["graph"].to_string()).unwrap();
    assert_part_holds(&parts[2], &resnet);
}

#[test]
fn a_block_that_cannot_be_computed_is_told_from_one_that_is_no_classifier() {
    let mut drawn = Drawn::default();
    drawn.add("in", input([16, 16, 256]), &[]);
    assert_eq!(said("computable", &drawn.graph()), "");
    assert_ne!(said("complete", &drawn.graph()), "");
    drawn.add("sum", LayerSpec::new(Kind::Add), &["in"]);
    assert_ne!(said("computable", &drawn.graph()), "");
}

#[test]
fn mistakes_in_a_happy_model_are_named() {
    let _english = crate::text::Spoken::here(Language::English);
    let mut drawn = Drawn::default();
    drawn.add("in", input([64, 64, 3]), &[]);
    let pad = LayerSpec::new(Kind::ZeroPadding2D).with("padding", 2);
    drawn.add("pad", pad, &["in"]);
    drawn.add("conv", conv(32, 7, "same"), &["pad"]);
    drawn.add("act", relu(), &["conv"]);
    let graph = drawn.graph();
    let (inference, recipe) = (infer(&graph), Recipe::default());
    let known = facts(&graph, &inference, &recipe);
    let lesson = builtins()[0].in_language(Language::English);
    let said = |part: usize, check: usize| {
        let finding = judge(&lesson.parts[part].checks[check], &known);
        finding.words.map(|words| words.to_string())
    };
    assert_eq!(said(1, 0), None);
    assert_eq!(
        said(1, 1).unwrap(),
        "`pad` (ZeroPadding2D): padding is 2, needed is 3"
    );
    assert_eq!(
        said(2, 0).unwrap(),
        "`conv` (Conv2D): padding is same, needed is valid"
    );
    assert_eq!(
        said(2, 1).unwrap(),
        "`conv` is followed by `act` (Activation); here comes BatchNormalization"
    );
    assert_eq!(
        said(2, 2).unwrap(),
        "`act` (Activation): shape is (68, 68, 32), needed is (64, 64, 32)"
    );
    assert_eq!(
        said(4, 1).unwrap(),
        "The network has 4,736 parameters, needed are 37,633"
    );
    assert_eq!(said(0, 0).unwrap(), "No data set is chosen yet");
}
