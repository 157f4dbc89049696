//! How good a network is on labeled pictures: loss, accuracy, confusion, and a report for each class.

use std::ops::ControlFlow;
use std::sync::Arc;

use burn::tensor::{Device, Tensor};
use netsmith_kernels::Reserve;

use super::error::EngineError;
use super::guard::guard;
use super::loss::{LossFunction, loss, targets};
use super::metric::{
    Calibration, ClassReport, ConfusionMatrix, Predictions, Scores, Tally, thinned,
};
use super::network::{Network, Output};
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
    /// What every threshold makes of each class; empty where the probabilities were too many to be kept.
    pub curves: Vec<ClassCurves>,
    /// Whether the network is as often right as it is sure.
    pub calibration: Calibration,
    /// What was said of each picture.
    pub scores: Arc<Scores>,
}

/// One class told from all others, by every threshold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassCurves {
    /// The area below the ROC curve; `None` where there is none of the class, or nothing else.
    pub auc: Option<f64>,
    /// The area below the precision-recall curve as scikit-learn takes it; `None` where there is none of the class.
    pub average_precision: Option<f64>,
    /// `[false positive rate, true positive rate]`, as fine as can be seen.
    pub roc: Vec<[f64; 2]>,
    /// `[recall, precision]` in steps, as fine as can be seen.
    pub precision_recall: Vec<[f64; 2]>,
}

/// Of more classes only the areas are kept: nobody looks through as many curves.
const MOST_CURVES: usize = 1_000;

impl ClassCurves {
    fn of(scores: &Scores, class: usize) -> Option<Self> {
        let ranking = scores.ranking(class)?;
        let mut curves = Self {
            auc: ranking.auc(),
            average_precision: ranking.average_precision(),
            ..Self::default()
        };
        if scores.class_count() <= MOST_CURVES {
            curves.roc = thinned(&ranking.roc());
            curves.precision_recall = thinned(&ranking.precision_steps());
        }
        Some(curves)
    }
}

impl Evaluation {
    /// What was found out about labeled pictures.
    ///
    /// # Errors
    /// [`EngineError::Diverged`] where the loss is no number: what was counted then says nothing.
    pub fn of(tally: &Tally, scores: Scores, classes: Vec<String>) -> Result<Self, EngineError> {
        if !tally.loss().is_finite() {
            return Err(EngineError::Diverged);
        }
        let curves = (0..scores.class_count()).map_while(|class| ClassCurves::of(&scores, class));
        Ok(Self {
            loss: tally.loss(),
            accuracy: tally.accuracy(),
            classes,
            confusion: tally.confusion().clone(),
            per_class: tally.confusion().reports(),
            curves: curves.collect(),
            calibration: Calibration::of(scores.judged()),
            scores: Arc::new(scores),
        })
    }

    /// The mean of an area over the classes that have one; `None` where none has.
    #[must_use]
    pub fn mean_area(&self, area: impl Fn(&ClassCurves) -> Option<f64>) -> Option<f64> {
        let areas: Vec<f64> = self.curves.iter().filter_map(area).collect();
        (!areas.is_empty()).then(|| areas.iter().sum::<f64>() / areas.len() as f64)
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
    between: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Option<Tally>, EngineError> {
    tallied(at_rest(network), device, examination, between)
}

/// The same with each batch normalized by its own statistics, as in training.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_by_batches(
    network: &Network,
    device: &Device,
    examination: &Examination<'_>,
    between: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Option<Tally>, EngineError> {
    let asked: Asked<'_> = (network, Network::forward_with_batch_statistics);
    tallied(asked, device, examination, between)
}

/// How a network answers.
type Pass = fn(&Network, Tensor<4>) -> Output;

/// A network, and how it is to answer.
type Asked<'a> = (&'a Network, Pass);

fn at_rest(network: &Network) -> Asked<'_> {
    (network, Network::forward)
}

fn tallied(
    asked: Asked<'_>,
    device: &Device,
    examination: &Examination<'_>,
    between: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Option<Tally>, EngineError> {
    let mut tally = Tally::new(examination.metrics.to_vec(), asked.0.class_count());
    let is_through = walk(asked, device, examination, between, |batch| {
        tally.add(batch.loss, &batch.predictions, &batch.labels);
    })?;
    Ok(is_through.then_some(tally))
}

/// The same as [`evaluate`], with what was said of each picture.
///
/// # Errors
/// As [`evaluate`].
pub fn judge_each(
    network: &Network,
    device: &Device,
    examination: &Examination<'_>,
    between: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Option<(Tally, Scores)>, EngineError> {
    let class_count = network.class_count();
    let mut tally = Tally::new(examination.metrics.to_vec(), class_count);
    let mut scores = Scores::new(class_count, examination.plan.image_count());
    let is_through = walk(at_rest(network), device, examination, between, |batch| {
        tally.add(batch.loss, &batch.predictions, &batch.labels);
        scores.add(&batch.predictions, batch.images, &batch.labels);
    })?;
    Ok(is_through.then_some((tally, scores)))
}

/// What was said of a batch.
struct Batch<'a> {
    images: &'a [usize],
    labels: Vec<usize>,
    loss: f64,
    predictions: Predictions,
}

/// Goes through all batches; answers whether it was not broken off.
fn walk(
    (network, pass): Asked<'_>,
    device: &Device,
    examination: &Examination<'_>,
    mut between: impl FnMut(usize, usize) -> ControlFlow<()>,
    mut take: impl FnMut(Batch<'_>),
) -> Result<bool, EngineError> {
    let _reserve = Reserve::hold();
    let batches = examination.plan.epoch(0);
    for (index, images) in batches.iter().enumerate() {
        if between(index, batches.len()).is_break() {
            return Ok(false);
        }
        let mut values = Vec::new();
        fill_batch(
            examination.dataset,
            examination.contract,
            images,
            &mut values,
        )?;
        let labels = class_indices(&gather_labels(examination.dataset, images)?);
        let (loss, predictions) =
            judge_by(pass, network, device, (examination.loss, values, &labels))?;
        take(Batch {
            images,
            labels,
            loss,
            predictions,
        });
    }
    Ok(true)
}

/// The mean loss of a network at rest on labeled images, one after another, and what it says about them.
pub(super) fn judge(
    network: &Network,
    device: &Device,
    function: LossFunction,
    images: Vec<f32>,
    labels: &[usize],
) -> Result<(f64, Predictions), EngineError> {
    judge_by(
        Network::forward,
        network,
        device,
        (function, images, labels),
    )
}

fn judge_by(
    pass: Pass,
    network: &Network,
    device: &Device,
    (function, images, labels): (LossFunction, Vec<f32>, &[usize]),
) -> Result<(f64, Predictions), EngineError> {
    let images = image_tensor(images, labels.len(), network.input_shape(), device)?;
    let targets = targets(labels, network, device)?;
    guard("doing-evaluating", || {
        let output = pass(network, images);
        let mean_loss = loss(function, &output, targets).into_scalar::<f32>();
        // As in Keras, whose losses are those of training whoever asks.
        let penalty = network.penalty().map_or(0.0, Tensor::into_scalar::<f32>);
        let loss = f64::from(mean_loss) + f64::from(penalty);
        Ok((loss, Predictions::of(&output)))
    })
}

/// Labels as the engine counts them.
pub(super) fn class_indices(labels: &[u32]) -> Vec<usize> {
    labels.iter().map(|&label| label as usize).collect()
}
