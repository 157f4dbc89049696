//! A folder in which PyTorch goes through the whole training, on as many processes and machines as there are, and writes a run
//! that Netsmith opens.
//! Never repeats what the program in `program/` can be told: that is the same for every network, and reads `settings.json`.
//!
//! ```text
//! README.md, README.zh-Hans.md   how it is called on one machine, on several, and by Slurm
//! train.py, training/            the program
//! network.py                     the network as a module, the same as `torch-py` writes
//! settings.json                  what it is trained with, and what the run says before its first epoch
//! begin.safetensors              the weights before the first step
//! start.safetensors              those of another run among them, where it begins with such
//! project.netsmith               what the run is of
//! data/                          the pictures as the network sees them, before they are scaled
//! ```

mod npy;
mod pictures;
mod settings;
#[cfg(test)]
mod tests;

use super::TorchNetwork;
use super::program::module_alone;
use crate::engine::run::RunStart;
use crate::engine::train::TrainingJob;
use crate::engine::weights;
use crate::exchange::outgoing::{ExportError, Outgoing};
use crate::exchange::writing::modules::Group;
use crate::exchange::{Fate, Report};
use crate::files::PendingFolder;
use crate::layer::bytes;
use crate::message;
use crate::recipe::{Described, GradientCheckpointing};
use crate::text::{Count, Message, list};

macro_rules! program {
    ($($name:literal)*) => {
        [$(($name, include_str!(concat!("program/", $name)))),*]
    };
}

/// The program, which is the same for every network.
const PROGRAM: [(&str, &str); 14] = program![
    "train.py" "training/__init__.py" "training/augment.py" "training/batch_norm.py" "training/losses.py"
    "training/metrics.py" "training/numbers.py" "training/optimizers.py" "training/pictures.py" "training/run_folder.py"
    "training/safetensors.py" "training/schedule.py" "training/settings.py" "training/weights.py"
];

/// How it is called, in each language.
const READMES: [(&str, &str); 2] = program!["README.md" "README.zh-Hans.md"];

/// Tells what goes along, what is the same there, and what is not.
pub(in crate::exchange::writing) fn tell(outgoing: &Outgoing, report: &mut Report) {
    let Some(job) = outgoing.training.as_deref() else {
        report.tell_of_file(Fate::Refused, message!("export-ddp-needs-data"));
        return;
    };
    let mut tell = |fate, message: Message| report.tell_of_file(fate, message);
    match pictures::total_bytes(job) {
        Some(size) => tell(
            Fate::Taken,
            message!(
                "export-ddp-pictures",
                training = Count(job.data.train_count()),
                validation = Count(job.data.validation_count()),
                size = bytes(size)
            ),
        ),
        None => tell(Fate::Refused, message!("export-ddp-too-large")),
    }
    tell(Fate::Taken, first_weights(job));
    tell(Fate::Taken, message!("export-ddp-order"));
    let recipe = &job.recipe;
    if !recipe.augmentation.is_empty() {
        let names = recipe.augmentation.iter().map(Described::label);
        tell(
            Fate::Taken,
            message!("export-ddp-augmentation", names = list(names)),
        );
    }
    if recipe.gradient_checkpointing != GradientCheckpointing::Off {
        tell(Fate::LeftOut, message!("export-ddp-no-checkpointing"));
    }
    if recipe.watch.health || recipe.watch.batch_statistics {
        tell(Fate::LeftOut, message!("export-ddp-no-watch"));
    }
    for layer in &outgoing.flat.layers {
        if Group::of(&layer.layer) == Group::Noise && !layer.is_frozen {
            report.tell(
                Fate::Translated,
                &layer.name,
                message!("export-ddp-other-noise"),
            );
        }
    }
}

/// Where the weights before the first step come from.
fn first_weights(job: &TrainingJob) -> Message {
    let run = job.run.as_ref();
    if run.is_some_and(|place| matches!(place.start, RunStart::Weights(_))) {
        message!("export-ddp-inherited-weights")
    } else {
        message!("export-ddp-first-weights", seed = job.recipe.seed)
    }
}

/// Puts all files into `folder`: the pictures first, as a disk that has no room for them need not be told of the others.
pub(in crate::exchange::writing) fn fill(
    outgoing: &Outgoing,
    folder: &mut PendingFolder,
) -> Result<(), ExportError> {
    let refused = ExportError::Refused;
    let Some(job) = outgoing.training.as_deref() else {
        return Err(refused(message!("export-ddp-needs-data")));
    };
    let outside = job.outside().map_err(|error| refused(error.message()))?;
    let outgoing = outgoing
        .clone()
        .with_weights(outside.weights.clone())
        .map_err(refused)?;
    // What is to be said of the layers is said already.
    let network = TorchNetwork::of(&outgoing, &mut Report::default());
    let pictures = pictures::write(job, folder)?;
    let settings = settings::of(&network, &outgoing, job, &outside, &pictures);
    let text = serde_json::to_string_pretty(&settings).unwrap_or_default();
    folder.write("settings.json", (text + "\n").as_bytes())?;
    let inherited = outside.inherited.as_ref();
    let files = [
        ("begin.safetensors", Some(&outside.weights)),
        ("start.safetensors", inherited),
    ];
    for (name, arrays) in files {
        if let Some(arrays) = arrays {
            let saved = weights::save(&folder.place(name)?, arrays, &outside.texts);
            saved.map_err(|error| refused(error.message()))?;
        }
    }
    folder.write("project.netsmith", outgoing.project.to_text().as_bytes())?;
    folder.write("network.py", module_alone(&network, &outgoing).as_bytes())?;
    for (name, text) in PROGRAM {
        folder.write(name, text.as_bytes())?;
    }
    for (name, text) in READMES {
        let text = text.replace("NETWORK", &outgoing.name);
        folder.write(name, text.as_bytes())?;
    }
    Ok(())
}
