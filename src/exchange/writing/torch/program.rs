//! A network as a program in PyTorch: a module, what prepares a picture for it, and what trains it.

use super::TorchNetwork;
use super::layers::applied;
use crate::data::Contract;
use crate::exchange::outgoing::Outgoing;
use crate::exchange::writing::keras::chosen_loss;
use crate::exchange::writing::modules::{given_without, head, inside, users, variables};
use crate::exchange::writing::python::{fitting, in_words, quoted};
use crate::layer::Function;
use crate::recipe::{Loss, Optimizer};

/// The text of a file with the module alone.
pub(super) fn module_alone(network: &TorchNetwork, outgoing: &Outgoing) -> String {
    let name = in_words(&outgoing.name);
    let mut text = format!(
        r#""""{name} as a PyTorch module, written by Netsmith."""
{IMPORTS}

"#
    );
    text += &module(network, outgoing);
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// What every module needs.
const IMPORTS: &str = "import torch
from torch import nn
from torch.nn import functional as F
";

/// The text of the program; it reads its weights from a file of its own name that ends in `.pt`.
pub(in crate::exchange::writing) fn program(network: &TorchNetwork, outgoing: &Outgoing) -> String {
    let mut text = opening(outgoing);
    text += &module(network, outgoing);
    text += &preparing(outgoing);
    text += &training(network, outgoing);
    text
}

fn opening(outgoing: &Outgoing) -> String {
    let name = in_words(&outgoing.name);
    let classes: Vec<String> = outgoing
        .metadata
        .iter()
        .flat_map(|metadata| &metadata.classes)
        .map(|class| quoted(class))
        .collect();
    format!(
        r#""""{name} as a PyTorch module, written by Netsmith.

python THIS.py PICTURE ...      what the network sees in pictures
python THIS.py --train FOLDER   trains it on a folder with a folder of pictures for each class
"""
import sys
from pathlib import Path

{IMPORTS}
CLASSES = [{}]


"#,
        classes.join(", ")
    )
}

/// The class, behind the small ones and functions that it is made with.
fn module(network: &TorchNetwork, outgoing: &Outgoing) -> String {
    let mut text = String::new();
    for helper in &network.helpers {
        text += helper.code();
        text += "\n\n";
    }
    text += "class Network(nn.Module):\n";
    let frozen = network.layers.iter().filter(|layer| layer.is_frozen);
    let frozen: Vec<String> = frozen
        .flat_map(|layer| layer.members.iter().map(|(name, _)| quoted(name)))
        .collect();
    if !frozen.is_empty() {
        text += &format!("    FROZEN = ({},)\n\n", frozen.join(", "));
    }
    text += "    def __init__(self):\n        super().__init__()\n";
    for layer in &network.layers {
        for (name, constructor) in &layer.members {
            text += &format!("        self.{name} = {constructor}\n");
        }
    }
    text += "        self.begin()\n";
    if !frozen.is_empty() {
        text += FREEZE;
    }
    text += &beginning(network);
    if !frozen.is_empty() {
        text += TRAIN_BUT_THE_FROZEN;
    }
    text += &forward(network, outgoing);
    text += &penalty(network);
    text + "\n\n"
}

const FREEZE: &str =
    "        for name in self.FROZEN:\n            getattr(self, name).requires_grad_(False)\n";

const TRAIN_BUT_THE_FROZEN: &str = r"
    def train(self, mode=True):
        super().train(mode)
        for name in self.FROZEN:
            getattr(self, name).eval()
        return self
";

fn beginning(network: &TorchNetwork) -> String {
    let mut text =
        "\n    def begin(self):\n        \"\"\"First weights, as Keras begins.\"\"\"\n".to_owned();
    text += r#"        for name, weight in self.named_parameters():
            if name.endswith(".bias"):
                nn.init.zeros_(weight)
"#;
    for line in network.layers.iter().flat_map(|layer| &layer.afterwards) {
        text += &format!("        {line}\n");
    }
    text
}

fn forward(network: &TorchNetwork, outgoing: &Outgoing) -> String {
    let flat = &outgoing.flat;
    let head = head(flat);
    let shape = flat.input_shape();
    let axes = match shape.as_map() {
        Some([height, width, channels]) => format!("(batch, {channels}, {height}, {width})"),
        None => format!("(batch, {})", shape.channels()),
    };
    let said = given_without(head);
    let mut text =
        format!("\n    def forward(self, x):\n        \"\"\"Of pictures {axes}: {said}.\"\"\"\n");
    let own = |index: usize| network.layers[index].name.clone();
    let names = variables(&users(flat), own);
    for (index, layer) in network.layers.iter().enumerate() {
        let mut expression = layer.expression.clone();
        if index + 1 == network.layers.len()
            && let Some(function) = head
        {
            expression = inside(&applied(function, "\n"), &expression).to_owned();
        }
        for (place, input) in flat.layers[index].inputs.iter().enumerate() {
            expression = expression.replace(&format!("{{{place}}}"), &names[*input]);
        }
        if expression != names[index] {
            text += &format!("        {} = {expression}\n", names[index]);
        }
    }
    text += "        return x\n";
    let made = applied(head.unwrap_or(Function::Linear), "self(x)");
    text + &format!(
        "\n    def probabilities(self, x):\n        \"\"\"What the network says.\"\"\"\n        return {made}\n"
    )
}

fn penalty(network: &TorchNetwork) -> String {
    let mut terms = Vec::new();
    // What does not learn costs nothing, as in Keras.
    let learning = network.layers.iter().filter(|layer| !layer.is_frozen);
    for (weight, l1, l2) in learning.flat_map(|layer| &layer.penalties) {
        if *l1 > 0.0 {
            terms.push(format!("{l1:?} * self.{weight}.abs().sum()"));
        }
        if *l2 > 0.0 {
            terms.push(format!("{l2:?} * self.{weight}.square().sum()"));
        }
    }
    if terms.is_empty() {
        return String::new();
    }
    let lines = terms.join("\n            + ");
    format!(
        "\n    def penalty(self):\n        \"\"\"What large weights add to the loss.\"\"\"\n        return (\n            {lines}\n        )\n"
    )
}

fn preparing(outgoing: &Outgoing) -> String {
    let contract = match &outgoing.metadata {
        Some(metadata) => metadata.contract,
        None => Contract::default(),
    };
    let shape = outgoing.flat.input_shape().as_map().unwrap_or([1, 1, 1]);
    let fitting = fitting(&contract, shape);
    let (scale, offset) = (contract.scale(), contract.offset());
    format!(
        r#"def prepare(picture):
    """A picture of PIL's as the network has to get it."""
    import numpy
    from PIL import Image, ImageOps

{fitting}    return torch.from_numpy(values.transpose(2, 0, 1) * {scale:?} + {offset:?})


"#
    )
}

fn optimizer(outgoing: &Outgoing) -> String {
    let rate = outgoing.recipe.learning_rate;
    match outgoing.recipe.optimizer {
        Optimizer::Adam {
            beta_1,
            beta_2,
            epsilon,
        } => {
            format!("torch.optim.Adam(weights, {rate:?}, ({beta_1:?}, {beta_2:?}), {epsilon:?})")
        }
        Optimizer::Adamw {
            weight_decay,
            beta_1,
            beta_2,
            epsilon,
        } => format!(
            "torch.optim.AdamW(weights, {rate:?}, ({beta_1:?}, {beta_2:?}), {epsilon:?}, weight_decay={weight_decay:?})"
        ),
        Optimizer::Sgd { momentum, nesterov } => {
            let nesterov = if nesterov { ", nesterov=True" } else { "" };
            format!("torch.optim.SGD(weights, {rate:?}, {momentum:?}{nesterov})")
        }
        Optimizer::Rmsprop {
            rho,
            momentum,
            epsilon,
        } => format!(
            "torch.optim.RMSprop(weights, {rate:?}, {rho:?}, {epsilon:?}, momentum={momentum:?})"
        ),
    }
}

fn loss(outgoing: &Outgoing) -> String {
    let units = outgoing.flat.output_shape().channels();
    let smoothing = outgoing.recipe.label_smoothing;
    let targets = if units == 1 {
        "labels.float()[:, None]".to_owned()
    } else {
        format!("F.one_hot(labels, {units}).float()")
    };
    match chosen_loss(outgoing) {
        Some(Loss::BinaryCrossentropy) => {
            format!("F.binary_cross_entropy_with_logits(model(pictures), {targets})")
        }
        Some(Loss::MeanSquaredError) => {
            format!("F.mse_loss(model.probabilities(pictures), {targets})")
        }
        Some(Loss::CategoricalCrossentropy) | None if smoothing > 0.0 => {
            format!("F.cross_entropy(model(pictures), labels, label_smoothing={smoothing:?})")
        }
        Some(Loss::CategoricalCrossentropy) | None => {
            "F.cross_entropy(model(pictures), labels)".to_owned()
        }
    }
}

fn training(network: &TorchNetwork, outgoing: &Outgoing) -> String {
    let penalty = if penalty(network).is_empty() {
        ""
    } else {
        " + model.penalty()"
    };
    TRAINING
        .replace("OPTIMIZER", &optimizer(outgoing))
        .replace("LOSS", &format!("{}{penalty}", loss(outgoing)))
        .replace("BATCH", &outgoing.recipe.batch_size.to_string())
        .replace("EPOCHS", &outgoing.recipe.epochs.to_string())
}

const TRAINING: &str = r#"def pictures_in(folder):
    """Paths of pictures with the number of their class: folders in the order of their names, or of CLASSES."""
    folders = sorted(path for path in Path(folder).iterdir() if path.is_dir())
    if {path.name for path in folders} == set(CLASSES):
        folders = [Path(folder) / name for name in CLASSES]
    return [(path, label) for label, inside in enumerate(folders) for path in sorted(inside.iterdir())]


def train(model, folder, epochs=EPOCHS, batch_size=BATCH):
    """Trains the network on a folder of class folders."""
    from PIL import Image

    examples = pictures_in(folder)
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = OPTIMIZER
    for epoch in range(epochs):
        model.train()
        total = 0.0
        order = torch.randperm(len(examples)).split(batch_size)
        for batch in order:
            chosen = [examples[index] for index in batch]
            pictures = torch.stack([prepare(Image.open(path)) for path, _ in chosen])
            labels = torch.tensor([label for _, label in chosen])
            optimizer.zero_grad()
            loss = LOSS
            loss.backward()
            optimizer.step()
            total += loss.item() * len(chosen)
        print(f"epoch {epoch + 1}: loss {total / len(examples):.4f}")


def main():
    from PIL import Image

    file = Path(__file__).with_suffix(".pt")
    model = Network()
    if file.exists():
        model.load_state_dict(torch.load(file, weights_only=True))
    if sys.argv[1:2] == ["--train"]:
        train(model, sys.argv[2])
        torch.save(model.state_dict(), file.with_suffix(".trained.pt"))
        return
    model.eval()
    for path in sys.argv[1:]:
        with torch.no_grad():
            said = model.probabilities(prepare(Image.open(path))[None])[0]
        print(path, " ".join(f"{number:.4f}" for number in said.tolist()))


if __name__ == "__main__":
    main()
"#;
