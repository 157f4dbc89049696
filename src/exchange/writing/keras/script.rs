//! A network as a script for Keras 3: a function that builds the model, what prepares a picture for it, and what trains it.

use super::{Dialect, KerasLayer, KerasNetwork, chosen_loss, optimizer};
use crate::exchange::Report;
use crate::exchange::outgoing::{Choices, Outgoing};
use crate::exchange::writing::keras::setting::python;
use crate::exchange::writing::python::{fitting, in_words, quoted};
use crate::recipe::Loss;

/// The text of the script; it reads its weights from a file of its own name that ends in `.weights.h5`.
pub(in crate::exchange::writing) fn script(
    outgoing: &Outgoing,
    choices: Choices,
    report: &mut Report,
) -> String {
    let network = KerasNetwork::of(outgoing, Dialect::Keras3, choices, report);
    let mut text = opening(outgoing);
    for (class, code) in REGISTERED {
        if network.layers.iter().any(|layer| layer.class == *class) {
            text += code;
        }
    }
    text += &build(&network);
    text += &preparing(outgoing, choices);
    text + &training(outgoing)
}

/// Classes that Keras has for its applications alone.
const REGISTERED: &[(&str, &str)] = &[
    (
        "LayerScale",
        r#"@keras.saving.register_keras_serializable()
class LayerScale(keras.layers.Layer):
    """Each channel times a number that is learned."""

    def __init__(self, init_values, projection_dim, **kwargs):
        super().__init__(**kwargs)
        self.init_values, self.projection_dim = init_values, projection_dim

    def build(self, _):
        start = keras.initializers.Constant(self.init_values)
        self.gamma = self.add_weight(shape=(self.projection_dim,), initializer=start, name="gamma")

    def call(self, inputs):
        return inputs * self.gamma

    def get_config(self):
        settings = {"init_values": self.init_values, "projection_dim": self.projection_dim}
        return {**super().get_config(), **settings}


"#,
    ),
    (
        "CustomScaleLayer",
        r#"@keras.saving.register_keras_serializable()
class CustomScaleLayer(keras.layers.Layer):
    """A sum in which the second input counts less."""

    def __init__(self, scale, **kwargs):
        super().__init__(**kwargs)
        self.scale = scale

    def call(self, inputs):
        return inputs[0] + inputs[1] * self.scale

    def get_config(self):
        return {**super().get_config(), "scale": self.scale}


"#,
    ),
];

fn opening(outgoing: &Outgoing) -> String {
    let classes: Vec<String> = outgoing
        .metadata
        .iter()
        .flat_map(|metadata| &metadata.classes)
        .map(|class| quoted(class))
        .collect();
    format!(
        r#""""{} as a Keras model, written by Netsmith.

python THIS.py PICTURE ...      what the network sees in pictures
python THIS.py --train FOLDER   trains it on a folder with a folder of pictures for each class
"""
import sys
from pathlib import Path

import keras
import numpy
from keras import layers

CLASSES = [{}]


"#,
        in_words(&outgoing.name),
        classes.join(", ")
    )
}

/// The variable of each layer's output: `x` where the very next layer alone takes it.
fn variables(network: &KerasNetwork<'_>) -> Vec<String> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); network.layers.len()];
    for (index, layer) in network.layers.iter().enumerate() {
        layer
            .inputs
            .iter()
            .for_each(|input| users[*input].push(index));
    }
    let name = |index: usize| match users[index][..] {
        _ if index == 0 => "inputs".to_owned(),
        [] => "x".to_owned(),
        [only] if only == index + 1 => "x".to_owned(),
        _ => format!("x{index}"),
    };
    (0..network.layers.len()).map(name).collect()
}

fn build(network: &KerasNetwork<'_>) -> String {
    let mut text = "def build():\n    \"\"\"The network with first weights.\"\"\"\n".to_owned();
    let names = variables(network);
    for (index, layer) in network.layers.iter().enumerate() {
        let inputs: Vec<&str> = layer
            .inputs
            .iter()
            .map(|input| names[*input].as_str())
            .collect();
        let call = match inputs[..] {
            [] => String::new(),
            [only] => format!("({only})"),
            _ => format!("([{}])", inputs.join(", ")),
        };
        text += &format!("    {} = {}{call}\n", names[index], constructor(layer));
    }
    let last = names.last().map_or("x", String::as_str);
    let name = quoted(&network.name);
    text + &format!("    return keras.Model(inputs, {last}, name={name})\n\n\n")
}

fn constructor(layer: &KerasLayer<'_>) -> String {
    let mut arguments = Vec::new();
    let class = match layer.class {
        "InputLayer" => {
            let axes = layer.shape.dims().to_vec();
            arguments.push(python(&serde_json::json!(axes)));
            "keras.Input"
        }
        own @ ("LayerScale" | "CustomScaleLayer") => own,
        _ => "",
    };
    let said = layer
        .settings
        .iter()
        .filter(|setting| !setting.is_default && setting.key != "batch_shape");
    arguments.extend(said.map(|setting| format!("{}={}", setting.key, setting.python())));
    if layer.is_frozen && layer.can_be_frozen() {
        arguments.push("trainable=False".to_owned());
    }
    arguments.push(format!("name={}", quoted(&layer.name)));
    let arguments = arguments.join(", ");
    if class.is_empty() {
        format!("layers.{}({arguments})", layer.class)
    } else {
        format!("{class}({arguments})")
    }
}

fn preparing(outgoing: &Outgoing, choices: Choices) -> String {
    let contract = outgoing
        .metadata
        .as_ref()
        .map(|metadata| metadata.contract)
        .unwrap_or_default();
    let shape = outgoing.flat.input_shape().as_map().unwrap_or([1, 1, 1]);
    let fitting = fitting(&contract, shape);
    let scaled = if choices.rescaling && outgoing.scaling().is_some() {
        String::new()
    } else {
        format!(
            " * numpy.float32({:?}) + numpy.float32({:?})",
            contract.scale(),
            contract.offset()
        )
    };
    format!(
        r#"def prepare(path):
    """A picture's file as the network has to get it."""
    from PIL import Image, ImageOps

    picture = Image.open(path)
{fitting}    return values{scaled}


"#
    )
}

fn training(outgoing: &Outgoing) -> String {
    let (class, settings) = optimizer(outgoing);
    let settings: Vec<String> = settings
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| *key != "name")
        .map(|(key, value)| format!("{key}={}", python(value)))
        .collect();
    let smoothing = match outgoing.recipe.label_smoothing {
        share if share > 0.0 => format!("label_smoothing={share:?}"),
        _ => String::new(),
    };
    let loss = match chosen_loss(outgoing) {
        Some(Loss::BinaryCrossentropy) => format!("keras.losses.BinaryCrossentropy({smoothing})"),
        Some(Loss::MeanSquaredError) => "keras.losses.MeanSquaredError()".to_owned(),
        Some(Loss::CategoricalCrossentropy) => {
            format!("keras.losses.CategoricalCrossentropy({smoothing})")
        }
        None => "keras.losses.CategoricalCrossentropy(from_logits=True)".to_owned(),
    };
    let units = outgoing.flat.output_shape().channels();
    let targets = match units {
        1 => "labels.astype(\"float32\")[:, None]".to_owned(),
        _ => format!("keras.utils.to_categorical(labels, {units})"),
    };
    TRAINING
        .replace(
            "OPTIMIZER",
            &format!("keras.optimizers.{class}({})", settings.join(", ")),
        )
        .replace("LOSS", &loss)
        .replace("TARGETS", &targets)
        .replace("BATCH", &outgoing.recipe.batch_size.to_string())
        .replace("EPOCHS", &outgoing.recipe.epochs.to_string())
}

const TRAINING: &str = r#"def examples_in(folder):
    """Pictures with the number of their class: folders in the order of their names, or of CLASSES."""
    folders = sorted(path for path in Path(folder).iterdir() if path.is_dir())
    if {path.name for path in folders} == set(CLASSES):
        folders = [Path(folder) / name for name in CLASSES]
    paths = [(path, label) for label, inside in enumerate(folders) for path in sorted(inside.iterdir())]
    labels = numpy.array([label for _, label in paths])
    return numpy.stack([prepare(path) for path, _ in paths]), TARGETS


def train(model, folder, epochs=EPOCHS, batch_size=BATCH):
    """Trains the network on a folder of class folders."""
    optimizer = OPTIMIZER
    model.compile(optimizer, LOSS, metrics=["accuracy"])
    pictures, labels = examples_in(folder)
    model.fit(pictures, labels, epochs=epochs, batch_size=batch_size)


def main():
    file = Path(__file__).with_suffix(".weights.h5")
    model = build()
    if file.exists():
        model.load_weights(file)
    if sys.argv[1:2] == ["--train"]:
        train(model, sys.argv[2])
        model.save(Path(__file__).with_suffix(".trained.keras"))
        return
    for path in sys.argv[1:]:
        said = numpy.asarray(model(prepare(path)[None], training=False))[0]
        print(path, " ".join(f"{number:.4f}" for number in said))


if __name__ == "__main__":
    main()
"#;
