//! What all of them need: the files, opening one, and asking it.

use std::fs;
use std::io::Read;
use std::path::PathBuf;

use netsmith::data::{Contract, ImageShape};
use netsmith::engine::device::device_named;
use netsmith::engine::run::ModelMetadata;
use netsmith::engine::{Network, image_tensor};
use netsmith::exchange::outgoing::Outgoing;
use netsmith::exchange::{Choices, Fate, ImportError, Imported, open};
use netsmith::graph::infer;
use netsmith::project::Project;
use serde_json::Value;

/// A file of `tests/golden/exchange`.
pub fn golden(name: &str) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/exchange");
    PathBuf::from(folder).join(name)
}

/// What a program says of the network called `name`.
pub fn expected(file: &str, name: &str) -> Value {
    let text = fs::read_to_string(golden(file)).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    all[name].clone()
}

pub fn opened(name: &str) -> Imported {
    opened_with(name, &Choices::default())
}

pub fn opened_with(name: &str, choices: &Choices) -> Imported {
    match open(&golden(name), choices, &|| false) {
        Ok(imported) => imported,
        Err(error) => panic!("{name}: {error}"),
    }
}

/// Everything that keeps a file from being opened.
pub fn refusals(error: &ImportError) -> Vec<String> {
    let findings = error.report().unwrap().findings.iter();
    let refused = findings.filter(|finding| finding.fate == Fate::Refused);
    refused
        .map(|finding| finding.sentence().to_string())
        .collect()
}

/// What an opened network says of these pictures, before its last activation.
pub fn logits(imported: &Imported, pictures: &[f32], count: usize) -> Vec<f32> {
    let flat = infer(&imported.project.graph).flat().unwrap();
    let device = device_named("cpu").unwrap();
    let network = Network::build(&flat, 0, &device).unwrap();
    let network = network
        .with_weights(imported.weights.clone().unwrap())
        .unwrap();
    let images = image_tensor(pictures.to_vec(), count, network.input_shape(), &device).unwrap();
    network
        .forward(images)
        .logits
        .into_data()
        .iter::<f32>()
        .collect()
}

pub fn numbers(value: &Value) -> Vec<f64> {
    let values = value.as_array().unwrap().iter();
    values.map(|value| value.as_f64().unwrap()).collect()
}

/// Holds an opened network against what its program says: parameters, and numbers before the last activation.
pub fn meets(imported: &Imported, expected: &Value, name: &str) {
    let totals = infer(&imported.project.graph).totals;
    let copies = expected["copied_params"].as_u64().unwrap_or(0);
    assert_eq!(
        totals.params.total(),
        expected["params"].as_u64().unwrap() + copies,
        "{name}"
    );
    let pictures: Vec<f32> = numbers(&expected["pictures"])
        .iter()
        .map(|it| *it as f32)
        .collect();
    let count = expected["shape"][0].as_u64().unwrap() as usize;
    let wanted = numbers(&expected["logits"]);
    let found = logits(imported, &pictures, count);
    assert_eq!(found.len(), wanted.len(), "{name}");
    let largest = wanted
        .iter()
        .fold(1.0_f64, |most, value| most.max(value.abs()));
    let difference = wanted
        .iter()
        .zip(&found)
        .map(|(wanted, found)| (wanted - f64::from(*found)).abs());
    let worst = difference.fold(0.0, f64::max);
    assert!(worst <= 1e-6 * largest, "{name}: {worst:e} of {largest}");
}

/// A network whose every weight is a number of its own, with what is needed to write it. First weights hide faults: biases of
/// 0, means of 0 and variances of 1 are missed by nobody.
pub fn seeded(project: &Project) -> (Outgoing, Network) {
    let flat = infer(&project.graph).flat().unwrap();
    let device = device_named("cpu").unwrap();
    let network = Network::build(&flat, 7, &device).unwrap();
    let mut weights = network.weights().unwrap();
    let mut state = 1_u64;
    let mut number = || {
        state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
        (state >> 40) as f32 / (1_u64 << 24) as f32
    };
    for array in &mut weights {
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
    let classes = flat.output_shape().channels().max(2);
    let classes: Vec<String> = (0..classes).map(|class| format!("class {class}")).collect();
    let shape = flat.input_shape().as_map().unwrap().map(|side| side as u64);
    let shape = ImageShape::new(shape[0], shape[1], shape[2]).unwrap();
    let metadata = ModelMetadata {
        contract: Contract::new(shape).with_scale(1.0 / 127.5, -1.0).unwrap(),
        own_classes: classes.clone(),
        classes,
        appearance: None,
    };
    let network = network.with_weights(weights.clone()).unwrap();
    let outgoing = Outgoing::of(project, Some((weights, metadata))).unwrap();
    (outgoing, network)
}

/// A stored archive with these members.
pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (name, data) in members {
        let offset = bytes.len() as u32;
        let header = header(name, data);
        bytes.extend(b"PK\x03\x04\x14\x00");
        bytes.extend(&header);
        bytes.extend(name.as_bytes());
        bytes.extend(*data);
        directory.extend(b"PK\x01\x02\x14\x00\x14\x00");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let at = bytes.len() as u32;
    let count = members.len() as u16;
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(at.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// Flags, method, time, checksum, sizes, lengths of name and extra.
fn header(name: &str, data: &[u8]) -> Vec<u8> {
    let mut header = vec![0; 8];
    let mut checksum = flate2::Crc::new();
    checksum.update(data);
    header.extend(checksum.sum().to_le_bytes());
    header.extend((data.len() as u32).to_le_bytes());
    header.extend((data.len() as u32).to_le_bytes());
    header.extend((name.len() as u16).to_le_bytes());
    header.extend([0, 0]);
    header
}

/// A member of an archive of `tests/golden/exchange`.
pub fn member(name: &str, member: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(fs::File::open(golden(name)).unwrap()).unwrap();
    let mut bytes = Vec::new();
    let mut found = archive.by_name(member).unwrap();
    found.read_to_end(&mut bytes).unwrap();
    bytes
}
