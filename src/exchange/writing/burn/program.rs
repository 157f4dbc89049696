//! A network as a program in Rust with Burn: a module, what reads its weights, and what prepares a picture for it.

use super::layers::applied;
use super::{BurnNetwork, Field, pictures};
use crate::exchange::outgoing::Outgoing;
use crate::exchange::writing::modules::{given_without, head, inside, users, variables};
use crate::layer::{Function, Shape};

/// The crate that the program is made with, and what it takes of it.
const BURN: &str = "burn";
const OF_BURN: [&str; 3] = [
    "module::{Module, Param, RunningState}",
    "nn",
    "tensor::{Device, Tensor, TensorData, activation, s}",
];

/// The text of the program; `weights` is the file that it reads.
pub(in crate::exchange::writing) fn program(
    network: &BurnNetwork,
    outgoing: &Outgoing,
    weights: &str,
) -> String {
    let picture = picture_of(outgoing.flat.input_shape());
    let mut text = opening(network, outgoing, weights, picture.is_some());
    text += &module(network, outgoing);
    for helper in &network.helpers {
        text += "\n";
        text += helper.code();
    }
    if has_weights(network) {
        text += "\n";
        text += WEIGHTS;
    }
    if let Some(picture) = picture {
        let made = if outgoing.weights.is_some() && has_weights(network) {
            "Network::load(WEIGHTS, &device)?"
        } else {
            "Network::new(&device)"
        };
        text += "\n";
        text += &pictures::preparing(outgoing, picture).replace("NETWORK", made);
    }
    text
}

fn has_weights(network: &BurnNetwork) -> bool {
    let mut fields = network.layers.iter().flat_map(|layer| &layer.fields);
    fields.any(|field| !field.weights.is_empty())
}

/// Height, width and channels of an input that is a picture.
fn picture_of(input: Shape) -> Option<[usize; 3]> {
    input
        .as_map()
        .filter(|[.., channels]| matches!(channels, 1 | 3))
}

/// What a name can be within a comment or a text of Rust's: nothing of it ends either.
fn in_words(name: &str) -> String {
    let is_plain = |letter: &char| !letter.is_control() && !matches!(letter, '"' | '\\');
    name.chars().filter(is_plain).collect()
}

fn opening(
    network: &BurnNetwork,
    outgoing: &Outgoing,
    weights: &str,
    is_of_pictures: bool,
) -> String {
    let classes = outgoing
        .metadata
        .iter()
        .flat_map(|metadata| &metadata.classes);
    let classes: Vec<String> = classes.map(|class| format!("{class:?}")).collect();
    let name = in_words(&outgoing.name);
    let mut text = format!(
        "//! {name} as a module for Burn, written by Netsmith.
//!
//! Cargo.toml needs
//!
//!     [dependencies]
//!     burn = {{ version = \"0.22\", features = [\"flex\"] }}
"
    );
    if is_of_pictures {
        text += "//!     image = \"0.25\"\n";
    }
    if has_weights(network) {
        text += "//!     safetensors = \"0.8\"\n";
    }
    let weights = in_words(weights);
    if is_of_pictures {
        text += "//!\n//! As src/main.rs, `cargo run --release -- PICTURE ...` says what the network sees in pictures";
        text += if outgoing.weights.is_some() {
            "; its weights\n//! are beside Cargo.toml then.\n"
        } else {
            ".\n"
        };
    }
    text += "\n#![allow(unused, non_snake_case)]\n\n";
    text += "use std::error::Error;\nuse std::path::Path;\n\n";
    for part in OF_BURN {
        text += &format!("use {BURN}::{part};\n");
    }
    if is_of_pictures {
        text += "use image::imageops::FilterType;\nuse image::{DynamicImage, ImageDecoder, ImageReader, RgbImage};\n";
    }
    if has_weights(network) {
        text += "use safetensors::SafeTensors;\n";
    }
    text += &format!(
        "\n/// What the network tells apart, in the order of its outputs.\npub const CLASSES: [&str; {}] = [{}];\n",
        classes.len(),
        classes.join(", ")
    );
    if has_weights(network) {
        text +=
            &format!("\n/// Where its weights are.\npub const WEIGHTS: &str = \"{weights}\";\n");
    }
    text + "\n"
}

fn module(network: &BurnNetwork, outgoing: &Outgoing) -> String {
    let name = in_words(&outgoing.name);
    let fields = || network.layers.iter().flat_map(|layer| &layer.fields);
    let mut text = format!("/// {name}.\n#[derive(Module, Debug)]\npub struct Network {{\n");
    for Field { name, kind, .. } in fields() {
        text += &format!("    {name}: {kind},\n");
    }
    text += "}\n\nimpl Network {\n    /// The network with first weights.\n    pub fn new(device: &Device) -> Self {\n        Self {\n";
    for Field {
        name, constructor, ..
    } in fields()
    {
        text += &format!("            {name}: {constructor},\n");
    }
    text += "        }\n    }\n";
    if has_weights(network) {
        text += &loading(network);
    }
    text += &forward(network, outgoing);
    text + "}\n"
}

fn loading(network: &BurnNetwork) -> String {
    let mut text = "
    /// The network with the weights of the file at `path`.
    pub fn load(path: impl AsRef<Path>, device: &Device) -> Result<Self, Box<dyn Error>> {
        let bytes = std::fs::read(path)?;
        let weights = Weights {
            file: SafeTensors::deserialize(&bytes)?,
            device,
        };
        let mut network = Self::new(device);
"
    .to_owned();
    for field in network.layers.iter().flat_map(|layer| &layer.fields) {
        for (part, read, is_optional) in &field.weights {
            let dot = if part.is_empty() { "" } else { "." };
            let read = if *is_optional {
                format!("Some({read})")
            } else {
                read.clone()
            };
            text += &format!("        network.{}{dot}{part} = {read};\n", field.name);
        }
    }
    text + "        Ok(network)\n    }\n"
}

const WEIGHTS: &str = "/// The numbers of a file, by their names.
struct Weights<'a> {
    file: SafeTensors<'a>,
    device: &'a Device,
}

impl Weights<'_> {
    fn tensor<const D: usize>(&self, name: &str) -> Result<Tensor<D>, Box<dyn Error>> {
        let view = self.file.tensor(name)?;
        if view.dtype() != safetensors::Dtype::F32 || view.shape().len() != D {
            return Err(format!(\"{name} is {:?} of shape {:?}\", view.dtype(), view.shape()).into());
        }
        let bytes = view.data().chunks_exact(4);
        let values: Vec<f32> = bytes.map(|it| f32::from_le_bytes([it[0], it[1], it[2], it[3]])).collect();
        Ok(Tensor::from_data(TensorData::new(values, view.shape().to_vec()), self.device))
    }

    fn param<const D: usize>(&self, name: &str) -> Result<Param<Tensor<D>>, Box<dyn Error>> {
        Ok(Param::from_tensor(self.tensor(name)?))
    }

    fn state(&self, name: &str) -> Result<RunningState<Tensor<1>>, Box<dyn Error>> {
        Ok(RunningState::new(self.tensor(name)?))
    }

    /// What PyTorch keeps as `[outputs, inputs]`.
    fn transposed(&self, name: &str) -> Result<Param<Tensor<2>>, Box<dyn Error>> {
        Ok(Param::from_tensor(self.tensor::<2>(name)?.transpose()))
    }
}
";

fn rank(shape: Shape) -> usize {
    if shape.as_map().is_some() { 4 } else { 2 }
}

fn forward(network: &BurnNetwork, outgoing: &Outgoing) -> String {
    let flat = &outgoing.flat;
    let head = head(flat);
    let (input, output) = (flat.input_shape(), flat.output_shape());
    let axes = match input.as_map() {
        Some([height, width, channels]) => format!("[batch, {channels}, {height}, {width}]"),
        None => format!("[batch, {}]", input.channels()),
    };
    let said = given_without(head);
    let (from, to) = (rank(input), rank(output));
    let mut text = format!(
        "\n    /// Of pictures `{axes}`: {said}.\n    pub fn forward(&self, x: Tensor<{from}>) -> Tensor<{to}> {{\n"
    );
    let users = users(flat);
    let names = variables(&users, |index| format!("x{index}"));
    for (index, layer) in network.layers.iter().enumerate() {
        let mut expression = layer.expression.clone();
        if index + 1 == network.layers.len()
            && let Some(function) = head
        {
            expression = inside(&applied(function, "\n"), &expression).to_owned();
        }
        for (place, input) in flat.layers[index].inputs.iter().enumerate() {
            // Whoever takes it last may have it.
            let is_last = users[*input].last() == Some(&index);
            let takes = flat.layers[index]
                .inputs
                .iter()
                .filter(|it| *it == input)
                .count();
            let given = if is_last && takes == 1 {
                names[*input].clone()
            } else {
                format!("{}.clone()", names[*input])
            };
            expression = expression.replace(&format!("{{{place}}}"), &given);
        }
        if expression != names[index] {
            text += &format!("        let {} = {expression};\n", names[index]);
        }
    }
    text += "        x\n    }\n";
    let made = applied(head.unwrap_or(Function::Linear), "self.forward(x)");
    text + &format!(
        "\n    /// What the network says.\n    pub fn probabilities(&self, x: Tensor<{from}>) -> Tensor<{to}> {{\n        {made}\n    }}\n"
    )
}
