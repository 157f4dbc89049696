//! `settings.json`: everything that the program in the folder is told.

use serde_json::{Value, json};

use super::super::{TorchLayer, TorchNetwork};
use crate::data::BatchPlan;
use crate::engine::network::Head;
use crate::engine::train::{TrainingJob, TrainingOutside};
use crate::exchange::outgoing::Outgoing;
use crate::recipe::Described;

/// How many pictures of an epoch's order are left for the program to hold its own against.
const CHECKED: usize = 16;

pub(super) fn of(
    network: &TorchNetwork,
    outgoing: &Outgoing,
    job: &TrainingJob,
    outside: &TrainingOutside,
    pictures: &Value,
) -> Value {
    let layers = network.layers.iter().zip(&outgoing.flat.layers);
    let weights = layers.flat_map(|(layer, flat)| weights_of(layer, &flat.name));
    let head = match outside.head {
        Head::Softmax => "softmax",
        Head::Sigmoid => "sigmoid",
        Head::Linear => "linear",
    };
    json!({
        "name": outgoing.name,
        "classes": job.data.classes(),
        "class_count": outside.class_count,
        "units": outside.unit_count,
        "head": head,
        "loss": outside.loss.name(),
        "class_weights": outside.class_weights,
        "recipe": job.recipe,
        "pictures": pictures,
        "order": order(job),
        "weights": weights.collect::<Vec<_>>(),
        "run": outside.run.manifest,
        "state": outside.run.state,
        "texts": outside.texts,
    })
}

/// Which array of ours is which tensor of the module, and how its axes lie there.
fn weights_of<'a>(layer: &'a TorchLayer, name: &'a str) -> impl Iterator<Item = Value> + 'a {
    layer.sources.iter().map(move |source| {
        json!({
            "name": format!("{name}/{}", source.weight),
            "shape": source.shape,
            "tensor": source.tensor,
            "axes": source.axes,
        })
    })
}

/// How the first two epochs begin, by places in the part that is learned from.
fn order(job: &TrainingJob) -> Vec<Vec<usize>> {
    let places = (0..job.data.train_count()).collect();
    let plan = BatchPlan::shuffled(places, job.recipe.batch_size, job.recipe.seed);
    let epochs = (0..2).filter_map(|epoch| Some(plan.as_ref().ok()?.epoch(epoch).concat()));
    epochs
        .map(|order| order.into_iter().take(CHECKED).collect())
        .collect()
}
