//! From a network's output and the labels to the one number that training minimizes.

use burn::tensor::{Device, Tensor, TensorData};

use super::error::EngineError;
use super::network::{Head, Network, Output};
use super::ops;
use crate::recipe::{ClassWeights, Loss, Recipe};

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

/// Shares of classes in mixed images, `[batch, classes]`, as the numbers that the network should say, `[batch, units]`.
///
/// # Errors
/// [`EngineError::LabelOutside`] for shares of more or fewer classes than the network tells apart.
pub fn mixed_targets(
    shares: &[f32],
    images: usize,
    network: &Network,
    device: &Device,
) -> Result<Tensor<2>, EngineError> {
    let (units, classes) = (network.unit_count(), network.class_count());
    let found = shares.len() / images.max(1);
    if found != classes {
        return Err(EngineError::LabelOutside {
            label: found.saturating_sub(1),
            classes,
            needed: found,
        });
    }
    let values: Vec<f32> = match units {
        // A single unit says how much there is of the second class.
        1 => shares.chunks_exact(2).map(|of_image| of_image[1]).collect(),
        _ => shares.to_vec(),
    };
    let data = TensorData::new(values, [images, units]);
    Ok(Tensor::from_data(data, device))
}

/// What is minimized, with what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LossFunction {
    /// The formula.
    pub kind: Loss,
    /// The share of certainty that is given to all classes; Keras's `label_smoothing`.
    pub label_smoothing: f64,
}

impl From<Loss> for LossFunction {
    fn from(kind: Loss) -> Self {
        Self {
            kind,
            label_smoothing: 0.0,
        }
    }
}

impl LossFunction {
    /// The one that a recipe asks for, of a network with this head.
    ///
    /// # Errors
    /// [`EngineError::NoLoss`] when neither the recipe nor the head names a loss.
    pub fn of(recipe: &Recipe, head: Head) -> Result<Self, EngineError> {
        Ok(Self {
            kind: recipe.loss.map_or_else(|| loss_for(head), Ok)?,
            label_smoothing: recipe.label_smoothing,
        })
    }

    /// Targets less certain, as Keras smooths them; it does not for the squared error.
    fn smoothed(self, targets: Tensor<2>) -> Tensor<2> {
        let smoothing = self.label_smoothing;
        if smoothing == 0.0 {
            return targets;
        }
        let units = targets.dims()[1] as f64;
        match self.kind {
            Loss::BinaryCrossentropy => targets * (1.0 - smoothing) + 0.5 * smoothing,
            Loss::CategoricalCrossentropy => targets * (1.0 - smoothing) + smoothing / units,
            Loss::MeanSquaredError => targets,
        }
    }
}

/// The loss of a batch, `[1]`, as Keras with TensorFlow computes it: a cross-entropy takes the sums before sigmoid or
/// softmax, and takes them for those of its own function, whichever of the two it is (`_keras_logits` in
/// `keras/src/backend/tensorflow/nn.py`). `graph/problem/loss.rs` says so to whoever chooses such a pair.
pub fn loss(function: LossFunction, output: &Output, targets: Tensor<2>) -> Tensor<1> {
    let Formula { input, mean, .. } = Formula::of(function.kind, output);
    mean(input, function.smoothed(targets))
}

/// The same where each image counts by its weight, `[batch]`: the sum of weighted losses by the number of images, as
/// Keras does with `class_weight`.
pub fn weighted_loss(
    function: LossFunction,
    output: &Output,
    targets: Tensor<2>,
    weights: Tensor<1>,
) -> Tensor<1> {
    let Formula {
        input, of_images, ..
    } = Formula::of(function.kind, output);
    (of_images(input, function.smoothed(targets)) * weights.unsqueeze_dim(1)).mean()
}

/// What a loss computes on what a network gave.
struct Formula {
    /// The network's values, or what they were before the last activation: `[batch, units]`.
    input: Tensor<2>,
    /// By input and targets, `[1]`.
    mean: fn(Tensor<2>, Tensor<2>) -> Tensor<1>,
    /// The same of each image, `[batch, 1]`.
    of_images: fn(Tensor<2>, Tensor<2>) -> Tensor<2>,
}

impl Formula {
    fn of(kind: Loss, output: &Output) -> Self {
        let on_logits = |mean, of_images| Self {
            input: output.logits.clone(),
            mean,
            of_images,
        };
        match (kind, output.head) {
            (Loss::CategoricalCrossentropy, Head::Softmax | Head::Sigmoid) => {
                on_logits(ops::softmax_cross_entropy, ops::softmax_of_images)
            }
            (Loss::BinaryCrossentropy, Head::Sigmoid | Head::Softmax) => {
                on_logits(ops::sigmoid_binary_cross_entropy, ops::sigmoid_of_images)
            }
            (Loss::CategoricalCrossentropy, Head::Linear) => {
                on_logits(ops::categorical_cross_entropy, ops::categorical_of_images)
            }
            (Loss::BinaryCrossentropy, Head::Linear) => {
                on_logits(ops::binary_cross_entropy, ops::binary_of_images)
            }
            (Loss::MeanSquaredError, _) => Self {
                input: output.values(),
                mean: ops::mean_squared_error,
                of_images: ops::squared_error_of_images,
            },
        }
    }
}

/// What an image of each class counts, by the number of images of each; `None` where all count the same.
pub fn class_weights(kind: ClassWeights, counts: &[usize]) -> Option<Vec<f32>> {
    match kind {
        ClassWeights::Equal => None,
        ClassWeights::Balanced => {
            let images: usize = counts.iter().sum();
            let present = counts.iter().filter(|&&count| count > 0).count();
            let share = images as f32 / present.max(1) as f32;
            let weight = |&count: &usize| {
                if count == 0 {
                    0.0
                } else {
                    share / count as f32
                }
            };
            Some(counts.iter().map(weight).collect())
        }
    }
}
