//! How good a network is on labeled pictures: loss, accuracy, confusion, and a report for each class.

use std::ops::ControlFlow;

use burn::tensor::Device;

use super::error::EngineError;
use super::guard::guard;
use super::loss::{LossFunction, loss, targets};
use super::metric::{ClassReport, ConfusionMatrix, Predictions, Tally};
use super::network::Network;
use super::step::image_tensor;
use crate::data::{BatchPlan, Contract, Dataset, fill_batch, gather_labels};
use crate::recipe::Metric;

/// What a network is measured on, and how.
#[derive(Clone, Debug)]
pub struct Examination<'a> {
    /// The pictures, already of the network's size.
    pub dataset: &'a Dataset,
    /// Which of them, in which batches.
    pub plan: &'a BatchPlan,
    /// How their values are scaled.
    pub contract: &'a Contract,
    /// The loss to report.
    pub loss: LossFunction,
    /// The metrics to report beside it.
    pub metrics: &'a [Metric],
}

/// How a network fared.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// The mean loss.
    pub loss: f64,
    /// The share of pictures whose most probable class is the true one.
    pub accuracy: f64,
    /// Class names, in the order of the network's outputs.
    pub classes: Vec<String>,
    /// Rows are true classes, columns the ones called.
    pub confusion: ConfusionMatrix,
    /// Each class with how it fared.
    pub per_class: Vec<ClassReport>,
}

impl Evaluation {
    /// What a tally over labeled pictures comes to.
    ///
    /// # Errors
    /// [`EngineError::Diverged`] where the loss is no number: what was counted then says nothing.
    pub fn of(tally: &Tally, classes: Vec<String>) -> Result<Self, EngineError> {
        if !tally.loss().is_finite() {
            return Err(EngineError::Diverged);
        }
        Ok(Self {
            loss: tally.loss(),
            accuracy: tally.accuracy(),
            classes,
            confusion: tally.confusion().clone(),
            per_class: tally.confusion().reports(),
        })
    }
}

/// Measures a network at rest, batch by batch. `between` is called before each batch with its number and their count;
/// where it breaks off, there is no result.
///
/// # Errors
/// Pictures or labels that do not fit the network.
pub fn evaluate(
    network: &Network,
    device: &Device,
    examination: &Examination<'_>,
    mut between: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Option<Tally>, EngineError> {
    let mut tally = Tally::new(examination.metrics.to_vec(), network.class_count());
    let batches = examination.plan.epoch(0);
    for (index, batch) in batches.iter().enumerate() {
        if between(index, batches.len()).is_break() {
            return Ok(None);
        }
        add_batch(network, device, examination, batch, &mut tally)?;
    }
    Ok(Some(tally))
}

fn add_batch(
    network: &Network,
    device: &Device,
    examination: &Examination<'_>,
    batch: &[usize],
    tally: &mut Tally,
) -> Result<(), EngineError> {
    let mut values = Vec::new();
    fill_batch(
        examination.dataset,
        examination.contract,
        batch,
        &mut values,
    )?;
    let labels = class_indices(&gather_labels(examination.dataset, batch)?);
    let (mean_loss, predictions) = judge(network, device, examination.loss, values, &labels)?;
    tally.add(mean_loss, &predictions, &labels);
    Ok(())
}

/// The mean loss of a network at rest on labeled images, one after another, and what it says about them.
pub(super) fn judge(
    network: &Network,
    device: &Device,
    function: LossFunction,
    images: Vec<f32>,
    labels: &[usize],
) -> Result<(f64, Predictions), EngineError> {
    let images = image_tensor(images, labels.len(), network.input_shape(), device)?;
    let targets = targets(labels, network, device)?;
    guard("doing-evaluating", || {
        let output = network.forward(images);
        let mean_loss = loss(function, &output, targets).into_scalar::<f32>();
        Ok((f64::from(mean_loss), Predictions::of(&output)))
    })
}

/// Labels as the engine counts them.
pub(super) fn class_indices(labels: &[u32]) -> Vec<usize> {
    labels.iter().map(|&label| label as usize).collect()
}
