//! What the window has to know about the network: its input, its classes, the built-in data that fits it.

use crate::data::{Builtin, Contract, ImageShape};
use crate::engine::loss::loss_for;
use crate::engine::network::Head;
use crate::graph::{Inference, LayerReport};
use crate::layer::Kind;
use crate::project::TrainingSettings;
use crate::recipe::Loss;

/// The size of the network's input; `None` where there is none or where no picture could have it.
pub fn input(inference: &Inference) -> Option<ImageShape> {
    let [height, width, channels] = input_layer(inference)?.output_shape?.as_map()?;
    ImageShape::new(height as u64, width as u64, channels as u64).ok()
}

/// What pictures go through on their way into the network: the project's own way or the usual one, at the size of the
/// input; as it stands where the network has none.
pub fn contract(settings: &TrainingSettings, inference: &Inference) -> Contract {
    let contract = settings.contract.unwrap_or_default();
    input(inference).map_or(contract, |shape| contract.with_shape(shape))
}

/// The first input layer.
pub fn input_layer(inference: &Inference) -> Option<&LayerReport> {
    inference
        .layers
        .iter()
        .find(|layer| layer.kind == Kind::Input)
}

/// How many classes the network tells apart; one unit tells two apart.
pub fn class_count(inference: &Inference) -> Option<usize> {
    let units = inference.layers.last()?.output_shape?.as_vector()?;
    Some(units.max(2))
}

/// The built-in data set that the network was made for, judged by its classes.
pub fn fitting_builtin(inference: &Inference) -> Option<Builtin> {
    match class_count(inference)? {
        2 => Some(Builtin::Happy),
        6 => Some(Builtin::Signs),
        10 => Some(Builtin::Digits),
        _ => None,
    }
}

/// The loss that training takes where none was chosen; `None` where the network ends in neither sigmoid nor softmax.
pub fn automatic_loss(inference: &Inference) -> Option<Loss> {
    let last = inference.layers.last()?.layer.as_ref()?;
    loss_for(Head::of_last(last)).ok()
}
