//! Numbers that have left all bounds, and the first place in the network where they did.

use super::error::TrainError;
use super::session::Session;
use super::supply::Batch;
use crate::data::{BatchPlan, fill_batch};
use crate::engine::network::Mode;
use crate::engine::step::image_tensor;
use crate::engine::weights::first_non_finite;
use crate::engine::{Network, guard};
use crate::text::Message;
use crate::{message, shown_as_message};

/// A training whose numbers have left all bounds, and where that was first seen.
#[derive(Clone, Debug, PartialEq)]
pub struct NonFinite {
    /// The loss that was found; `None` where the loss was still fine but the weights were not.
    pub loss: Option<f64>,
    /// The epoch, 1 for the first.
    pub epoch: usize,
    /// The batch of that epoch, 1 for the first; `None` in validation or at the epoch's end.
    pub batch: Option<usize>,
    /// What it was traced to.
    pub trace: Trace,
    /// The size of the steps.
    pub learning_rate: f64,
}

/// The first thing in the network that is not finite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trace {
    /// The output of this layer, of the layers in the order in which they run.
    Output(String),
    /// The gradient by this weight, `conv0/kernel`, of those of all weights from the loss on.
    Gradient(String),
    /// A weight of this layer: `conv0/kernel`.
    Weight(String),
    /// Neither: the loss alone.
    Loss,
}

impl Trace {
    /// The layer that it names.
    #[must_use]
    pub fn layer(&self) -> Option<&str> {
        match self {
            Self::Output(layer) => Some(layer),
            Self::Gradient(weight) | Self::Weight(weight) => {
                weight.rsplit_once('/').map(|(layer, _)| layer)
            }
            Self::Loss => None,
        }
    }
}

impl NonFinite {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        let what = match (&self.trace, self.loss) {
            (Trace::Gradient(_), _) => message!("gradients-left-bounds"),
            (_, Some(loss)) if loss.is_nan() => message!("loss-became-nan"),
            (_, Some(_)) => message!("loss-became-infinite"),
            (_, None) => message!("weights-left-bounds"),
        };
        let place = match (self.batch, self.loss) {
            (Some(batch), _) => message!("place-batch", batch = batch),
            (None, Some(_)) => message!("place-in-validation"),
            (None, None) => message!("place-in-last-step"),
        };
        let found = match &self.trace {
            Trace::Output(layer) => message!("first-layer-not-finite", layer = layer),
            Trace::Gradient(weight) => message!("first-gradient-not-finite", weight = weight),
            Trace::Weight(weight) => message!("first-weight-not-finite", weight = weight),
            Trace::Loss => message!("all-layers-finite"),
        };
        message!(
            "training-diverged",
            what = what,
            epoch = self.epoch,
            place = place,
            found = found,
            learning_rate = format!("{:?}", self.learning_rate)
        )
    }
}

shown_as_message!(NonFinite);

impl Session {
    /// Looks for the fault that the step on a batch met. The step was not taken, so it can be repeated as it was.
    pub(super) fn trace_batch(&self, indices: Vec<usize>) -> Result<Trace, TrainError> {
        let step = self.trainee.optimizer().steps_taken();
        let Batch { images, labels, .. } = self.maker.make(indices, step)?;
        let mut generator = self.trainee.generator();
        self.trace(images, labels.len(), Mode::Training(&mut generator))
    }

    /// Looks for the fault that validation met, on its first batch.
    pub(super) fn trace_validation(&self, plan: &BatchPlan) -> Result<Trace, TrainError> {
        let batch = plan.epoch(0).into_iter().next().unwrap_or_default();
        let mut images = Vec::new();
        if let Some(part) = &self.data.validation {
            fill_batch(&part.dataset, &self.data.contract, &batch, &mut images)?;
        }
        self.trace(images, batch.len(), Mode::Inference)
    }

    fn trace(&self, images: Vec<f32>, count: usize, mode: Mode<'_>) -> Result<Trace, TrainError> {
        let network: Network = self.trainee.snapshot();
        // Weights first: what they break follows from them.
        if let Some(weight) = first_non_finite(&network.lent_weights()?)? {
            return Ok(Trace::Weight(weight));
        }
        let images = image_tensor(
            images,
            count,
            network.input_shape(),
            &self.device.clone().inner(),
        )?;
        let layer = guard("doing-fault", || {
            Ok(network.first_non_finite_layer(images, mode))
        })?;
        Ok(layer.map_or(Trace::Loss, Trace::Output))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn non_finite(loss: Option<f64>, batch: Option<usize>, trace: Trace) -> String {
        NonFinite {
            loss,
            epoch: 2,
            batch,
            trace,
            learning_rate: 10.0,
        }
        .to_string()
    }

    #[test]
    fn the_sentence_names_batch_layer_and_what_to_do() {
        assert_eq!(
            non_finite(Some(f64::NAN), Some(14), Trace::Output("conv0".to_owned())),
            "the loss became NaN in epoch 2, batch 14; `conv0` is the first layer whose output is not finite; \
             lower the learning rate, which is 10.0 now"
        );
        assert_eq!(
            non_finite(Some(f64::INFINITY), None, Trace::Loss),
            "the loss became infinite in epoch 2, in validation; all layers are still finite; \
             lower the learning rate, which is 10.0 now"
        );
    }

    #[test]
    fn a_gradient_is_named_by_its_weight_and_its_batch() {
        let trace = Trace::Gradient("fc/kernel".to_owned());
        assert_eq!(trace.layer(), Some("fc"));
        assert_eq!(
            non_finite(Some(0.5), Some(3), trace),
            "the gradients left all bounds in epoch 2, batch 3; seen from the loss, the gradient of `fc/kernel` is the first \
             that is not finite; lower the learning rate, which is 10.0 now"
        );
    }

    #[test]
    fn a_weight_names_its_layer() {
        let trace = Trace::Weight("fc/kernel".to_owned());
        assert_eq!(trace.layer(), Some("fc"));
        assert!(
            non_finite(None, None, trace).contains("in epoch 2, in its last step; `fc/kernel` is")
        );
    }
}
