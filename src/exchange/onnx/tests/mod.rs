//! Small files by PyTorch's exporters and by hand (`tests/golden/onnx_golden.py`): the same answers as the original.

mod damaged;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::engine::device::device_named;
use crate::engine::weights::NamedArray;
use crate::engine::{Network, image_tensor};
use crate::exchange::{Fate, ForeignModel, Report};
use crate::files::{read_limited, write_atomically};
use crate::graph::{Flat, FlatLayer, NodeId, NodePath};
use crate::layer::{Kind, LayerSpec};

#[derive(Deserialize)]
struct Golden {
    input: Vec<f32>,
    answer: Vec<f64>,
}

fn golden_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// What becomes of a file.
fn read(path: &Path) -> (Option<ForeignModel>, Report) {
    let mut report = Report::default();
    match super::read(path, &mut report, &|| false) {
        Ok(model) => (Some(model).filter(|_| !report.is_refused()), report),
        Err(error) => {
            report.tell_of_file(Fate::Refused, error.message());
            (None, report)
        }
    }
}

/// What becomes of a file with these bytes.
pub(super) fn read_bytes(bytes: &[u8]) -> (Option<ForeignModel>, Report) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("network.onnx");
    write_atomically(&path, bytes).unwrap();
    read(&path)
}

fn opened(name: &str) -> (ForeignModel, Report) {
    let path = golden_folder().join(format!("onnx/{name}.onnx"));
    let (model, report) = read(&path);
    (
        model.unwrap_or_else(|| panic!("{name}: {report:?}")),
        report,
    )
}

/// A network of these layers, each with the places of those before it.
pub(super) fn built<N: ToString>(layers: &[(N, LayerSpec, Vec<usize>)]) -> Flat {
    let mut made: Vec<FlatLayer> = Vec::new();
    for (name, spec, inputs) in layers {
        let layer = spec.resolve().unwrap();
        let shapes: Vec<_> = inputs
            .iter()
            .map(|input| made[*input].output_shape)
            .collect();
        made.push(FlatLayer {
            output_shape: layer.output_shape(&shapes).unwrap(),
            name: name.to_string(),
            path: NodePath::root(NodeId(made.len() as u64)),
            layer,
            inputs: inputs.clone(),
            is_frozen: false,
        });
    }
    Flat { layers: made }
}

/// A name, the axes and the numbers.
pub(super) type Array = (String, Vec<usize>, Vec<f32>);

/// A network that was read, its layers called by their places.
pub(super) fn taken_apart(model: &ForeignModel) -> (Flat, Vec<Array>) {
    let layers = model.layers.iter().enumerate();
    let layers: Vec<_> = layers
        .map(|(place, layer)| (place, layer.spec.clone(), layer.inputs.clone()))
        .collect();
    let arrays = model.layers.iter().enumerate().flat_map(|(place, layer)| {
        let own = layer.arrays.iter();
        own.map(move |it| {
            (
                format!("{place}/{}", it.name),
                it.shape.clone(),
                it.values.clone(),
            )
        })
    });
    (built(&layers), arrays.collect())
}

/// What a network with these weights answers to the numbers of one picture.
pub(super) fn answer(flat: &Flat, weights: Vec<Array>, input: &[f32]) -> Vec<f32> {
    let arrays = weights.into_iter();
    let arrays = arrays.map(|(name, shape, values)| NamedArray {
        name,
        shape,
        values,
    });
    let device = device_named("cpu").unwrap();
    let network = Network::build(flat, 0, &device).unwrap();
    let network = network.with_weights(arrays.collect()).unwrap();
    let images = image_tensor(input.to_vec(), 1, network.input_shape(), &device).unwrap();
    network
        .forward(images)
        .values()
        .into_data()
        .iter::<f32>()
        .collect()
}

#[test]
fn networks_of_other_programs_answer_as_there() {
    let text = read_limited(&golden_folder().join("onnx.json"), 1 << 20).unwrap();
    let goldens: BTreeMap<String, Golden> = serde_json::from_slice(&text).unwrap();
    assert_eq!(goldens.len(), 10);
    for (name, golden) in goldens {
        let (model, _) = opened(&name);
        let (flat, weights) = taken_apart(&model);
        let found = answer(&flat, weights, &golden.input);
        assert_eq!(found.len(), golden.answer.len(), "{name}");
        let largest = golden
            .answer
            .iter()
            .fold(1.0_f64, |largest, it| largest.max(it.abs()));
        for (found, expected) in found.iter().zip(&golden.answer) {
            let difference = (f64::from(*found) - expected).abs();
            assert!(
                difference <= 1e-6 * largest,
                "{name}: {found}, not {expected}"
            );
        }
    }
}

fn kinds(model: &ForeignModel) -> Vec<Kind> {
    model.layers.iter().map(|layer| layer.spec.kind).collect()
}

#[test]
fn layers_are_those_that_the_network_was_made_of() {
    let (plain, report) = opened("plain_script");
    let expected = [
        Kind::Input,
        Kind::ZeroPadding2D,
        Kind::Conv2D,
        Kind::BatchNormalization,
        Kind::Activation,
        Kind::ZeroPadding2D,
        Kind::MaxPooling2D,
        Kind::Conv2D,
        Kind::Activation,
        Kind::ZeroPadding2D,
        Kind::AveragePooling2D,
        Kind::Flatten,
        Kind::Dense,
    ];
    assert_eq!(kinds(&plain), expected);
    let names: Vec<&str> = plain
        .layers
        .iter()
        .map(|layer| layer.name.as_str())
        .collect();
    assert!(
        names.contains(&"conv1") && names.contains(&"fc"),
        "{names:?}"
    );
    let said: Vec<&str> = report.findings.iter().map(|it| it.message.code()).collect();
    assert_eq!(said, ["onnx-ends-in-logits"]);
    let (folded, report) = opened("plain_dynamo");
    assert!(!kinds(&folded).contains(&Kind::BatchNormalization));
    assert!(
        report
            .findings
            .iter()
            .any(|it| it.message.code() == "onnx-normalization-folded")
    );
}

/// PyTorch's exporters write a module's weights once, however often it is called; and once, too, what two modules begin with.
#[test]
fn layers_that_are_called_twice_are_calls_of_one_layer() {
    for name in ["shared_dynamo", "shared_script"] {
        let (model, report) = opened(name);
        let calls: Vec<&str> = model
            .layers
            .iter()
            .filter(|it| it.call == 1)
            .map(|it| it.name.as_str())
            .collect();
        assert_eq!(calls, ["body.0", "body.1", "dense"], "{name}");
        for call in &calls {
            let named = model.layers.iter().filter(|it| it.name == *call);
            assert_eq!(named.count(), 2, "{name}: {call}");
        }
        let findings = report.findings.iter();
        let told = findings.filter(|it| it.message.code() == "import-shared-layer");
        let told: Vec<_> = told.map(|it| it.layer.as_deref().unwrap()).collect();
        assert_eq!(told, calls, "{name}");
    }
}

#[test]
fn channels_that_go_last_and_come_back_leave_no_layer_behind() {
    let (model, _) = opened("modern_dynamo");
    let kinds = kinds(&model);
    assert!(!kinds.contains(&Kind::Permute), "{kinds:?}");
    for kind in [
        Kind::LayerNormalization,
        Kind::DepthwiseConv2D,
        Kind::LayerScale,
        Kind::GlobalAveragePooling2D,
    ] {
        assert!(kinds.contains(&kind), "{kinds:?} lacks {kind}");
    }
    let gelu = model
        .layers
        .iter()
        .find(|layer| layer.spec.kind == Kind::Activation)
        .unwrap();
    assert_eq!(gelu.spec.value("activation").unwrap(), "gelu".into());
}
