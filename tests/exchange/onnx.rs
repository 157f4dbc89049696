//! Files of ONNX, opened as every other format is.

use std::path::Path;

use netsmith::exchange::{Choices, FileKind, Imported, open};
use netsmith::graph::infer;
use netsmith::layer::Kind;
use serde_json::Value;

use super::support::numbers;

fn golden(name: &str) -> String {
    format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn opened(name: &str) -> Imported {
    let path = golden(&format!("onnx/{name}.onnx"));
    assert_eq!(FileKind::of(Path::new(&path)), FileKind::Network);
    open(Path::new(&path), &Choices::default(), &|| false)
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn files_become_projects_that_answer_as_the_program_that_wrote_them() {
    let text = std::fs::read_to_string(golden("onnx.json")).unwrap();
    let goldens: Value = serde_json::from_str(&text).unwrap();
    for (name, golden) in goldens.as_object().unwrap() {
        let imported = opened(name);
        let input: Vec<f32> = numbers(&golden["input"])
            .iter()
            .map(|it| *it as f32)
            .collect();
        let mut found: Vec<f64> = super::support::logits(&imported, &input, 1)
            .iter()
            .map(|it| f64::from(*it))
            .collect();
        if infer(&imported.project.graph)
            .flat()
            .unwrap()
            .layers
            .last()
            .unwrap()
            .name
            == "output"
            && name == "old"
        {
            // This one ends in softmax.
            let sum: f64 = found.iter().map(|it| it.exp()).sum();
            found = found.iter().map(|it| it.exp() / sum).collect();
        }
        let expected = numbers(&golden["answer"]);
        let largest = expected
            .iter()
            .fold(1.0_f64, |largest, it| largest.max(it.abs()));
        for (found, expected) in found.iter().zip(&expected) {
            assert!(
                (found - expected).abs() <= 1e-6 * largest,
                "{name}: {found}, not {expected}"
            );
        }
    }
}

#[test]
fn layers_are_called_as_their_modules_are_in_pytorch() {
    let flat = infer(&opened("plain_script").project.graph).flat().unwrap();
    let named = |name: &str| flat.layers.iter().find(|layer| layer.name == name);
    assert_eq!(named("conv1").unwrap().layer.kind(), Kind::Conv2D);
    assert_eq!(named("bn1").unwrap().layer.kind(), Kind::BatchNormalization);
    assert_eq!(named("fc").unwrap().layer.kind(), Kind::Dense);
}
