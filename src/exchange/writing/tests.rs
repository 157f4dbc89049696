//! Networks whose every weight is a number of its own, written in every format. With `NETSMITH_EXPORTS` naming a folder, all
//! presets (or those that `NETSMITH_EXPORTS_OF` names) are left there beside what they answer, for `benches/exchange/export.py` to open with the programs themselves.

use std::collections::BTreeMap;
use std::path::Path;

use super::keras::{Dialect, KerasNetwork};
use crate::data::Contract;
use crate::engine::device::device_named;
use crate::engine::run::ModelMetadata;
use crate::engine::weights::{NamedArray, save};
use crate::engine::{Network, image_tensor};
use crate::exchange::Report;
use crate::exchange::outgoing::{Choices, ExportError, Format, Outgoing, write};
use crate::files::read_limited;
use crate::graph::{Flat, infer};
use crate::project::{Project, preset, presets};

const EVERY_KIND: &str = include_str!("../../../tests/golden/exchange/every_kind.json");

/// Numbers from 0 to 1 that look random and are the same everywhere.
fn numbers(seed: u64) -> impl FnMut() -> f32 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1_u64 << 24) as f32
    }
}

/// First weights hide faults: biases of 0, means of 0 and variances of 1 are missed by nobody.
fn seeded(flat: &Flat) -> (Network, Vec<NamedArray>) {
    let device = device_named("cpu").unwrap();
    let network = Network::build(flat, 7, &device).unwrap();
    let mut weights = network.weights().unwrap();
    for (index, array) in weights.iter_mut().enumerate() {
        let mut number = numbers(index as u64 + 1);
        let kind = array.name.rsplit('/').next().unwrap().to_owned();
        for value in &mut array.values {
            *value = match kind.as_str() {
                "gamma" => 0.5 + number(),
                "moving_variance" | "variance" => 0.5 + 1.5 * number(),
                "beta" | "bias" | "moving_mean" | "mean" => number() - 0.5,
                "alpha" => 0.4 * number(),
                "count" => 100.0,
                _ => *value,
            };
        }
    }
    (network.with_weights(weights.clone()).unwrap(), weights)
}

fn metadata(flat: &Flat) -> ModelMetadata {
    let count = flat.output_shape().channels();
    let classes: Vec<String> = (0..count).map(|class| format!("class {class}")).collect();
    ModelMetadata {
        contract: Contract::default().with_scale(1.0 / 127.5, -1.0).unwrap(),
        own_classes: classes.clone(),
        classes,
        appearance: None,
    }
}

fn outgoing(project: &Project) -> (Outgoing, Network) {
    let flat = infer(&project.graph).flat().unwrap();
    let (network, weights) = seeded(&flat);
    let learned = Some((weights, metadata(&flat)));
    (Outgoing::of(project, learned).unwrap(), network)
}

fn project(name: &str) -> Project {
    match preset(name) {
        Some(preset) => preset.project.clone(),
        None => Project::from_text(EVERY_KIND).unwrap(),
    }
}

/// Leaves what the network answers to two pictures of noise.
fn leave_answers(network: &Network, flat: &Flat, path: &Path) {
    let shape = flat.input_shape();
    let count = 2 * shape.elements().unwrap() as usize;
    let mut number = numbers(99);
    let values: Vec<f32> = (0..count).map(|_| 2.0 * number() - 1.0).collect();
    let device = device_named("cpu").unwrap();
    let images = image_tensor(values.clone(), 2, shape, &device).unwrap();
    let logits = network.forward(images).logits;
    let logits = NamedArray {
        name: "logits".to_owned(),
        shape: logits.dims().to_vec(),
        values: logits.into_data().iter::<f32>().collect(),
    };
    let input = NamedArray {
        name: "input".to_owned(),
        shape: [&[2], shape.dims()].concat(),
        values,
    };
    save(path, &[input, logits], &BTreeMap::new()).unwrap();
}

fn leave_all(names: &[&str], folder: &Path) {
    for name in names {
        let (outgoing, network) = outgoing(&project(name));
        leave_answers(
            &network,
            &outgoing.flat,
            &folder.join(format!("{name}.answers.safetensors")),
        );
        // A folder of a whole training wants pictures; `torch/ddp` has tests of its own.
        for format in Format::ALL.iter().filter(|it| !it.is_folder()) {
            let path = folder.join(format!("{name}-{}{}", format.id(), format.ending()));
            let written = match write(&outgoing, *format, Choices::default(), &path) {
                // It has layers that TensorFlow.js has nothing like.
                Err(ExportError::Refused(_)) if *format == Format::Tfjs => continue,
                written => written.unwrap(),
            };
            assert!(
                written.files.iter().all(|file| file.exists()),
                "{name} {format:?}"
            );
        }
    }
}

/// Keras 3 asks a description of Rescaling for its offset, which it gives itself where a program makes the layer.
#[test]
fn every_rescaling_says_its_offset() {
    let (outgoing, _) = outgoing(&project("every_kind"));
    let choices = Choices {
        rescaling: true,
        ..Choices::default()
    };
    for dialect in [Dialect::Keras3, Dialect::Keras2, Dialect::Browser] {
        let network = KerasNetwork::of(&outgoing, dialect, choices, &mut Report::default());
        let layers = network.layers.iter();
        let mut count = 0;
        for layer in layers.filter(|layer| layer.class == "Rescaling") {
            let keys: Vec<&str> = layer.settings.iter().map(|it| it.key).collect();
            assert_eq!(keys, ["scale", "offset"], "{dialect:?} {}", layer.name);
            count += 1;
        }
        assert!(count >= 2, "{dialect:?}");
    }
}

#[test]
fn what_browsers_lack_is_named_with_its_setting() {
    let (outgoing, _) = outgoing(&project("every_kind"));
    let said = crate::exchange::outgoing::preview(&outgoing, Format::Tfjs, Choices::default());
    let said = said.findings.iter().map(|it| it.sentence().to_string());
    let said: Vec<String> = said.collect();
    for lacking in [
        "Conv2D of TensorFlow.js has no groups",
        "ELU of TensorFlow.js has no alpha",
        "Conv2DTranspose of TensorFlow.js has no output_padding",
        "UpSampling2D of TensorFlow.js has no bilinear",
    ] {
        assert!(said.iter().any(|it| it.contains(lacking)), "{said:?}");
    }
}

/// TensorFlow.js goes by the names of arrays, which its converter takes from files of Keras 2, and frees too early what a
/// layer takes twice.
#[test]
fn what_browsers_stumble_over_is_written_otherwise() {
    let (outgoing, _) = outgoing(&project("every_kind"));
    for (dialect, expected) in [
        (Dialect::Keras3, "kernel"),
        (Dialect::Keras2, "depthwise_kernel"),
        (Dialect::Browser, "depthwise_kernel"),
    ] {
        let report = &mut Report::default();
        let network = KerasNetwork::of(&outgoing, dialect, Choices::default(), report);
        let mut depthwise = network.layers.iter();
        let depthwise = depthwise.find(|it| it.name == "depthwise").unwrap();
        assert_eq!(depthwise.arrays[0].name, expected, "{dialect:?}");
        let takes_twice = network.layers.iter().filter(|layer| {
            let mut inputs = layer.inputs.clone();
            inputs.sort_unstable();
            inputs.windows(2).any(|pair| pair[0] == pair[1])
        });
        assert_eq!(takes_twice.count() == 0, dialect == Dialect::Browser);
    }
}

/// Keras 3.6 refuses the whole file for it.
#[test]
fn a_setting_that_older_keras_refuses_is_told() {
    let (outgoing, _) = outgoing(&project("every_kind"));
    let told = |dialect| {
        let mut report = Report::default();
        KerasNetwork::of(&outgoing, dialect, Choices::default(), &mut report);
        let findings = report.findings.iter();
        let told = findings.filter(|it| {
            it.sentence()
                .to_string()
                .contains("output_padding with a 0")
        });
        told.count()
    };
    assert_eq!((told(Dialect::Keras3), told(Dialect::Keras2)), (2, 2));
}

/// PIL takes the nearest pixel of a picture with a palette, where all else is mixed.
#[test]
fn programs_in_python_have_colors_before_they_resize() {
    let (outgoing, _) = outgoing(&project("lenet5"));
    let folder = tempfile::tempdir().unwrap();
    for format in [Format::KerasPy, Format::TorchPy] {
        let path = folder.path().join(format!("program{}", format.ending()));
        write(&outgoing, format, Choices::default(), &path).unwrap();
        let text = read_limited(&path, 1 << 20).unwrap();
        let text = String::from_utf8(text).unwrap();
        let at = |part: &str| {
            text.find(part)
                .unwrap_or_else(|| panic!("{part} in {text}"))
        };
        assert!(at("picture.convert(\"L\")") < at(".resize((32, 32)"));
    }
}

#[test]
fn networks_are_written_in_every_format() {
    if let Some(folder) = std::env::var_os("NETSMITH_EXPORTS") {
        let mut names: Vec<&str> = presets().iter().map(|preset| preset.id).collect();
        names.push("every_kind");
        if let Ok(only) = std::env::var("NETSMITH_EXPORTS_OF") {
            names.retain(|name| only.split(',').any(|it| it == *name));
        }
        return leave_all(&names, Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    leave_all(&["lenet5", "every_kind"], folder.path());
}
