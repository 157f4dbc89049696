//! One small network in six writings, against what PyTorch itself answers with it.

use std::path::{Path, PathBuf};

use rand::SeedableRng as _;

use crate::engine::device::device_named;
use crate::engine::network::Mode;
use crate::engine::weights::NamedArray;
use crate::engine::{Network, image_tensor};
use crate::exchange::{Choices, Reason, WeightsFile, open};
use crate::files::{read_limited, write_atomically};
use crate::graph::{Flat, infer};
use crate::layer::Shape;
use crate::project::preset;

fn golden(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/exchange");
    folder.join(name)
}

fn opened(name: &str) -> (Flat, Vec<NamedArray>) {
    let imported = open(&golden(name), &Choices::default(), &|| false).unwrap();
    let flat = infer(&imported.project.graph).flat().unwrap();
    (flat, imported.weights.unwrap())
}

/// As the script makes the picture.
fn picture() -> Vec<f32> {
    let pixels = (0..224_u32).flat_map(|row| (0..224_u32).map(move |column| (row, column)));
    let values = pixels.flat_map(|(row, column)| {
        (0..3_u32).map(move |channel| ((row * 7 + column * 13 + channel * 29) % 256) as f32 / 255.0)
    });
    values.collect()
}

#[test]
fn six_writings_of_one_network_answer_as_pytorch_does() {
    let text = read_limited(&golden("tiny_logits.json"), 1 << 20).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let expected = json["logits"].as_array().unwrap().iter();
    let expected: Vec<f64> = expected.map(|number| number.as_f64().unwrap()).collect();
    let largest = expected
        .iter()
        .fold(1.0_f64, |most, number| most.max(number.abs()));
    let device = device_named("cpu").unwrap();
    for name in [
        "tiny_zip.pt",
        "tiny_legacy.pth",
        "tiny_nested.pt",
        "tiny_whole.pt",
        "tiny_channels_last.pt",
        "tiny.safetensors",
    ] {
        let (flat, weights) = opened(name);
        let network = Network::build(&flat, 0, &device).unwrap();
        let network = network.with_weights(weights).unwrap();
        let images = image_tensor(picture(), 1, Shape::map(224, 224, 3), &device).unwrap();
        let logits = network.forward(images).logits.into_data();
        let logits: Vec<f32> = logits.iter::<f32>().collect();
        assert_eq!(logits.len(), expected.len(), "{name}");
        for (found, expected) in logits.iter().zip(&expected) {
            // Float32 against a reference in float64.
            let off = (f64::from(*found) - expected).abs();
            assert!(off <= 1e-6 * largest, "{name}: {found} for {expected}");
        }
    }
}

/// `momentum` of PyTorch's is one less Keras's, and its epsilon a hundredth: a network that answers the same would still learn
/// another way.
#[test]
fn a_step_of_training_moves_statistics_as_pytorch_does() {
    let text = read_limited(&golden("tiny_step.json"), 1 << 20).unwrap();
    let golden: std::collections::BTreeMap<String, Vec<f64>> =
        serde_json::from_slice(&text).unwrap();
    let device = device_named("cpu").unwrap();
    let (flat, weights) = opened("tiny_zip.pt");
    let network = Network::build(&flat, 0, &device).unwrap();
    let mut network = network.with_weights(weights).unwrap();
    let images = image_tensor(picture(), 1, Shape::map(224, 224, 3), &device).unwrap();
    let mut generator = rand_chacha::ChaCha8Rng::seed_from_u64(0);
    drop(network.forward_in(images, Mode::Training(&mut generator)));
    let moved = network.weights().unwrap();
    for (name, expected) in golden {
        let found = &moved
            .iter()
            .find(|array| array.name == name)
            .unwrap()
            .values;
        assert_eq!(found.len(), expected.len(), "{name}");
        for (found, expected) in found.iter().zip(&expected) {
            // PyTorch divides by the 3,136 pixels of a map less one, Keras by all of them.
            let off = (f64::from(*found) - expected).abs();
            assert!(
                off <= 5e-5 * expected.abs().max(0.1),
                "{name}: {found} for {expected}"
            );
        }
    }
}

#[test]
fn weights_find_their_layers_by_name_and_by_order() {
    let file = WeightsFile::open(&golden("tiny_zip.pt"), &|| false).unwrap();
    let (flat, weights) = opened("tiny_zip.pt");
    let mapping = file.mapping(&flat);
    assert_eq!(mapping.left_over(), Vec::<usize>::new());
    let conv = mapping
        .rows
        .iter()
        .find(|row| row.layer == "conv1")
        .unwrap();
    assert!(matches!(conv.source, Some((_, Reason::Name))));
    let mut found: Vec<NamedArray> = weights.clone();
    for array in &mut found {
        array.values.fill(0.0);
    }
    file.put(&mapping, &mut found);
    assert_eq!(found, weights);

    // Nothing of it belongs into a network of another kind.
    let lenet = infer(&preset("lenet5").unwrap().project.graph)
        .flat()
        .unwrap();
    let mut mapping = file.mapping(&lenet);
    let row = mapping
        .rows
        .iter()
        .position(|row| row.weight == "kernel")
        .unwrap();
    assert!(mapping.rows[row].source.is_none() && mapping.lack(row).is_some());
    assert!(mapping.choose(row, Some(0)).is_err());
}

#[test]
fn weights_without_a_network_are_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.safetensors");
    let array = NamedArray {
        name: "head.weight".to_owned(),
        shape: vec![2],
        values: vec![1.0, 2.0],
    };
    crate::engine::weights::save(&path, &[array], &std::collections::BTreeMap::new()).unwrap();
    let message = open(&path, &Choices::default(), &|| false)
        .unwrap_err()
        .to_string();
    assert!(message.contains("1 tensor"), "{message}");
}

fn refusal(path: &Path) -> String {
    let error = open(path, &Choices::default(), &|| false).unwrap_err();
    match error.report() {
        Some(report) => {
            let findings = report.findings.iter().map(|it| it.sentence().to_string());
            findings.collect::<Vec<String>>().join("\n")
        }
        None => error.to_string(),
    }
}

#[test]
fn programs_are_refused_by_what_made_them() {
    for (name, maker) in [
        ("program_script.pt", "TorchScript"),
        ("program_exported.pt2", "torch.export"),
    ] {
        let said = refusal(&golden(name));
        assert!(said.contains(maker), "{said}");
    }
}

/// Squeeze and excitation and the like keep torchvision's names, and networks for small pictures have them all.
#[test]
fn a_network_that_only_shares_names_with_torchvisions_is_not_rebuilt() {
    let folder = tempfile::tempdir().unwrap();
    let state = super::read_tensors(&golden("tiny.safetensors")).unwrap();
    let saved = |name: &str, tensors: &[NamedArray]| {
        let path = folder.path().join(name);
        crate::engine::weights::save(&path, tensors, &std::collections::BTreeMap::new()).unwrap();
        path
    };
    let with = |name: &str| {
        let mut tensors = state.tensors.clone();
        tensors.push(NamedArray {
            name: name.to_owned(),
            shape: vec![1],
            values: vec![0.5],
        });
        tensors
    };
    let said = refusal(&saved("a.safetensors", &with("layer2.0.se.fc1.bias")));
    assert!(said.contains("layer2.0.se.fc1.bias"), "{said}");
    assert!(
        open(
            &saved("b.safetensors", &with("ema")),
            &Choices::default(),
            &|| false
        )
        .is_ok()
    );

    let mut tensors = state.tensors.clone();
    let first = tensors.iter_mut().find(|it| it.name == "conv1.weight");
    let first = first.unwrap();
    first.shape = vec![first.values.len() / 27, 3, 3, 3];
    first.values.truncate(first.shape.iter().product());
    let said = refusal(&saved("c.safetensors", &tensors));
    assert!(said.contains("tensors and no network"), "{said}");
}

#[test]
fn files_that_are_cut_get_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["tiny_zip.pt", "tiny_legacy.pth", "tiny.safetensors"] {
        let whole = read_limited(&golden(name), 1 << 20).unwrap();
        let path = folder.path().join(name);
        for end in (20..whole.len()).step_by(whole.len() / 23) {
            write_atomically(&path, &whole[..end]).unwrap();
            let message = open(&path, &Choices::default(), &|| false)
                .unwrap_err()
                .to_string();
            assert!(!message.is_empty(), "{name} cut at {end}");
        }
    }
}
