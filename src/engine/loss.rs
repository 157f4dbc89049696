//! From a network's output and the labels to the one number that training minimizes.

use burn::tensor::{Device, Tensor, TensorData};

use super::error::EngineError;
use super::network::{Head, Network, Output};
use super::ops;
use crate::recipe::Loss;

/// The loss that belongs to a head, as Keras's documentation pairs them.
///
/// # Errors
/// [`EngineError::NoLoss`] for a network that ends in neither sigmoid nor softmax.
pub fn loss_for(head: Head) -> Result<Loss, EngineError> {
    match head {
        Head::Sigmoid => Ok(Loss::BinaryCrossentropy),
        Head::Softmax => Ok(Loss::CategoricalCrossentropy),
        Head::Linear => Err(EngineError::NoLoss),
    }
}

/// Labels as the numbers that the network should say, `[batch, units]`: one-hot, or the label itself
/// where a single unit tells two classes apart.
///
/// # Errors
/// [`EngineError::LabelOutside`] for a label without a class.
pub fn targets(
    labels: &[usize],
    network: &Network,
    device: &Device,
) -> Result<Tensor<2>, EngineError> {
    let (units, classes) = (network.unit_count(), network.class_count());
    let mut values = vec![0.0_f32; labels.len() * units];
    for (row, &label) in values.chunks_exact_mut(units).zip(labels) {
        if label >= classes {
            let needed = label.saturating_add(1);
            return Err(EngineError::LabelOutside {
                label,
                classes,
                needed,
            });
        }
        match units {
            1 => row[0] = label as f32,
            _ => row[label] = 1.0,
        }
    }
    Ok(Tensor::from_data(
        TensorData::new(values, [labels.len(), units]),
        device,
    ))
}

/// The loss of a batch, `[1]`, as Keras with TensorFlow computes it: a cross-entropy takes the sums before sigmoid or
/// softmax, and takes them for those of its own function, whichever of the two it is (`_keras_logits` in
/// `keras/src/backend/tensorflow/nn.py`). `graph/problem/loss.rs` says so to whoever chooses such a pair.
pub fn loss(kind: Loss, output: &Output, targets: Tensor<2>) -> Tensor<1> {
    let logits = || output.logits.clone();
    match (kind, output.head) {
        (Loss::CategoricalCrossentropy, Head::Softmax | Head::Sigmoid) => {
            ops::softmax_cross_entropy(logits(), targets)
        }
        (Loss::BinaryCrossentropy, Head::Sigmoid | Head::Softmax) => {
            ops::sigmoid_binary_cross_entropy(logits(), targets)
        }
        (Loss::CategoricalCrossentropy, Head::Linear) => {
            ops::categorical_cross_entropy(logits(), targets)
        }
        (Loss::BinaryCrossentropy, Head::Linear) => ops::binary_cross_entropy(logits(), targets),
        (Loss::MeanSquaredError, _) => ops::mean_squared_error(output.values(), targets),
    }
}
