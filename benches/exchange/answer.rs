//! What the network in a file of another program answers to raw numbers, for scripts that compare it with the original:
//! `answer FILE NUMBERS ANSWERS` reads one picture of `f32`, channels last, and writes the network's answer in the same form.
//! A fourth name asks for the network as ONNX too, in `NAME.onnx` with channels first and in `NAME.nhwc.onnx` with channels last.
//! Told on the way, as JSON: how many parameters there are, and what was found in the file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use netsmith::engine::device::device_named;
use netsmith::engine::weights::NamedArray;
use netsmith::engine::{Network, image_tensor};
use netsmith::exchange::outgoing::{Choices, Format, Outgoing, write};
use netsmith::exchange::{ForeignModel, Report, onnx};
use netsmith::files::{read_limited, write_atomically};
use netsmith::graph::{Flat, FlatLayer, Graph, NodeId, NodePath};
use netsmith::layer::{Kind, LayerSpec};
use netsmith::recipe::Recipe;
use serde_json::json;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| !it.starts_with("--"))
        .collect();
    let [file, numbers, answers, exported @ ..] = &arguments[..] else {
        return ExitCode::SUCCESS;
    };
    let (model, report) = onnx::read(Path::new(file));
    let answer = match model {
        Some(model) => {
            if let [name] = exported {
                export(&model, name);
            }
            answer(model, &report, Path::new(numbers), Path::new(answers))
        }
        None => json!({"refused": findings(&report)}),
    };
    println!("{answer}");
    ExitCode::SUCCESS
}

fn findings(report: &Report) -> Vec<String> {
    let findings = report.findings.iter();
    findings
        .map(|it| {
            format!(
                "{:?} {}: {}",
                it.fate,
                it.layer.as_deref().unwrap_or(""),
                it.message
            )
        })
        .collect()
}

fn answer(
    model: ForeignModel,
    report: &Report,
    numbers: &Path,
    answers: &Path,
) -> serde_json::Value {
    let (flat, weights, params) = taken_apart(&model);
    let kinds: Vec<String> = (model.layers.iter())
        .map(|layer| layer.spec.kind.to_string())
        .collect();
    let device = device_named("cpu").expect("every build has a CPU");
    let built = Network::build(&flat, 0, &device);
    let network = match built.and_then(|network| network.with_weights(weights)) {
        Ok(network) => network,
        Err(error) => return json!({"error": error.to_string(), "kinds": kinds}),
    };
    let bytes = read_limited(numbers, 1 << 30).expect("the script has written it");
    let floats = bytes.as_chunks().0.iter();
    let numbers: Vec<f32> = floats.map(|bytes| f32::from_le_bytes(*bytes)).collect();
    let size = network.input_shape().elements().unwrap_or(1) as usize;
    let count = numbers.len() / size.max(1);
    let images = image_tensor(numbers, count, network.input_shape(), &device)
        .expect("the script gives as many as the input takes");
    let values = network.forward(images).values().into_data();
    let values: Vec<u8> = values.iter::<f32>().flat_map(f32::to_le_bytes).collect();
    write_atomically(answers, &values).expect("the folder is the script's own");
    json!({
        "params": params,
        "layers": kinds.len(),
        "kinds": kinds,
        "names": model.layers.iter().map(|it| &it.name).collect::<Vec<_>>(),
        "findings": findings(report),
        "writer": model.writer,
    })
}

/// Writes the network as ONNX, with its channels first and last.
fn export(model: &ForeignModel, name: &str) {
    let (flat, weights, _) = taken_apart(model);
    let outgoing = Outgoing {
        name: model.name.clone(),
        flat,
        weights: Some(weights),
        metadata: None,
        recipe: Recipe::default(),
        graph: Graph::default(),
    };
    for format in [Format::Onnx, Format::OnnxChannelsLast] {
        let path = PathBuf::from(format!("{name}{}", format.ending()));
        write(&outgoing, format, Choices::default(), &path).expect("every layer can be written");
    }
}

/// The layers up to the first output, their weights, and how many numbers of them are trained and how many are not.
fn taken_apart(model: &ForeignModel) -> (Flat, Vec<NamedArray>, [u64; 2]) {
    let mut layers: Vec<FlatLayer> = Vec::new();
    let mut weights = Vec::new();
    let mut params = [0, 0];
    let last = model.outputs.first().copied().unwrap_or(0);
    for layer in &model.layers[..=last] {
        let name = format!("l{}", layers.len());
        let own = layer.arrays.iter();
        weights.extend(own.map(|it| NamedArray {
            name: format!("{name}/{}", it.name),
            ..it.clone()
        }));
        push(&mut layers, name, &layer.spec, &layer.inputs);
        let shapes: Vec<_> = (layer.inputs.iter())
            .map(|input| layers[*input].output_shape)
            .collect();
        let resolved = layer.spec.resolve().expect("the reader has checked it");
        let count = resolved.params(&shapes).expect("the reader has checked it");
        params = [params[0] + count.trainable, params[1] + count.non_trainable];
    }
    // A network that ends in a map has it flattened, pixel by pixel: only what ends in numbers can be asked.
    if layers[last].output_shape.as_map().is_some() {
        let flatten = LayerSpec::new(Kind::Flatten);
        push(&mut layers, "flattened".to_owned(), &flatten, &[last]);
    }
    (Flat { layers }, weights, params)
}

fn push(layers: &mut Vec<FlatLayer>, name: String, spec: &LayerSpec, inputs: &[usize]) {
    let layer = spec.resolve().expect("the reader has checked it");
    let shapes: Vec<_> = inputs
        .iter()
        .map(|input| layers[*input].output_shape)
        .collect();
    layers.push(FlatLayer {
        output_shape: layer
            .output_shape(&shapes)
            .expect("the reader has checked it"),
        name,
        path: NodePath::root(NodeId(layers.len() as u64)),
        layer,
        inputs: inputs.to_vec(),
        is_frozen: false,
    });
}
