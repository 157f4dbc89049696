//! What the network in a file of another program answers to raw numbers, for scripts that compare it with the original:
//! `answer FILE NUMBERS ANSWERS` reads one picture of `f32`, channels last, and writes the network's answer in the same form.
//! A fourth name asks for the network as ONNX too, in `NAME.onnx` with channels first and in `NAME.nhwc.onnx` with channels last.
//! Told on the way, as JSON: how many parameters there are, and what was found in the file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use netsmith::engine::device::device_named;
use netsmith::engine::{Network, image_tensor};
use netsmith::exchange::outgoing::{self, Format, Outgoing};
use netsmith::exchange::{Choices, Fate, Imported, Report, open};
use netsmith::files::{read_limited, write_atomically};
use netsmith::graph::{Content, Edit, Flat, Place, apply, infer};
use netsmith::layer::{Kind, LayerSpec};
use serde_json::{Value, json};

fn main() -> ExitCode {
    // `cargo bench` passes its own.
    let arguments = std::env::args().skip(1);
    let arguments: Vec<String> = arguments.filter(|it| !it.starts_with("--")).collect();
    let [file, numbers, answers, exported @ ..] = &arguments[..] else {
        return ExitCode::SUCCESS;
    };
    let said = match open(Path::new(file), &Choices::default(), &|| false) {
        Ok(imported) => {
            if let [name] = exported {
                export(&imported, name);
            }
            answer(imported, Path::new(numbers), Path::new(answers))
        }
        Err(error) => match error.report() {
            Some(report) => json!({"refused": findings(report)}),
            None => json!({"refused": [error.message().to_string()]}),
        },
    };
    println!("{said}");
    ExitCode::SUCCESS
}

fn findings(report: &Report) -> Vec<String> {
    let findings = report.findings.iter();
    let findings = findings.filter(|it| it.fate != Fate::Taken);
    findings
        .map(|it| format!("{}: {}", it.fate.name(), it.sentence()))
        .collect()
}

fn answer(imported: Imported, numbers: &Path, answers: &Path) -> Value {
    let flat = flat(&imported);
    let kinds: Vec<String> = (flat.layers.iter())
        .map(|it| it.layer.kind().to_string())
        .collect();
    let counts = flat.layers.iter().enumerate().map(|(index, layer)| {
        let params = layer.layer.params(&flat.input_shapes(index));
        params.expect("a network that was opened can be counted")
    });
    let params = counts.fold([0, 0], |[trained, others], it| {
        [trained + it.trainable, others + it.non_trainable]
    });
    let device = device_named("cpu").expect("every build has a CPU");
    let built = Network::build(&flat, 0, &device);
    let weights = imported.weights.unwrap_or_default();
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
        "names": flat.layers.iter().map(|it| &it.name).collect::<Vec<_>>(),
        "findings": findings(&imported.report),
        "writer": imported.writer,
    })
}

/// Writes the network as ONNX, with its channels first and last.
fn export(imported: &Imported, name: &str) {
    let outgoing = Outgoing {
        name: imported.project.name.clone(),
        flat: flat(imported),
        weights: imported.weights.clone(),
        metadata: imported.metadata.clone(),
        recipe: imported.project.recipe.clone(),
        project: imported.project.clone(),
        source: None,
        training: None,
    };
    for format in [Format::Onnx, Format::OnnxChannelsLast] {
        let path = PathBuf::from(format!("{name}{}", format.ending()));
        let written = outgoing::write(&outgoing, format, outgoing::Choices::default(), &path);
        written.expect("every layer can be written");
    }
}

/// The network; one that ends in a map has it flattened, pixel by pixel: only what ends in numbers can be asked.
fn flat(imported: &Imported) -> Flat {
    let graph = &imported.project.graph;
    let report = infer(graph);
    let last = report.layers.last().expect("a network has layers");
    let is_map = last.output_shape.is_some_and(|it| it.as_map().is_some());
    let report = if is_map {
        let flatten = Edit::InsertAfter {
            place: Place::Root,
            after: last.path.0[0],
            content: Content::Layer(LayerSpec::new(Kind::Flatten)),
            position: None,
        };
        infer(&apply(graph, &flatten).expect("a layer can follow the last one"))
    } else {
        report
    };
    let flat = report.flat();
    flat.expect("a network that was opened has no problem")
}
