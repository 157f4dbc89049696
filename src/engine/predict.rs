//! What a network says about a picture that somebody brings.

use burn::module::Module;
use burn::tensor::Device;
use image::DynamicImage;
use netsmith_kernels::Reserve;

use super::error::EngineError;
use super::guard::guard;
use super::lag::Lag;
use super::metric::Predictions;
use super::remote;
use super::run::{ModelMetadata, RunError, RunFolder, WeightsChoice};
use super::step::image_tensor;
use super::weights::{NamedArray, first_non_finite};
use super::{Network, device};
use crate::data::{Image, Prepared};
use crate::graph::{Flat, infer};

/// A network at rest with everything that a picture goes through on its way to a prediction.
#[derive(Clone, Debug)]
pub struct Predictor {
    network: Network,
    metadata: ModelMetadata,
    device: Device,
    lag: Option<Lag>,
}

/// A prediction on one picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// The most probable class.
    pub index: usize,
    /// Its name.
    pub class: String,
    /// One for each class; a single sigmoid unit is spread to `[1 - p, p]`.
    pub probabilities: Vec<f32>,
    /// The numbers before the last activation, one for each unit.
    pub logits: Vec<f32>,
    /// What the network really saw.
    pub seen: Image,
}

/// More pictures than this are computed in several passes, so that memory stays bounded.
const BATCH_SIZE: usize = 32;

impl Predictor {
    /// A predictor of a network at rest.
    #[must_use]
    pub fn new(network: Network, metadata: ModelMetadata, device: &Device) -> Self {
        Self {
            network,
            metadata,
            device: device.clone().inner(),
            lag: None,
        }
    }

    /// The same predictor with what was found out about its moving averages.
    #[must_use]
    pub fn with_lag(self, lag: Option<Lag>) -> Self {
        Self { lag, ..self }
    }

    /// The same predictor on the CPU where it computes on another machine: what is asked later must not need a connection. Where
    /// that is lost already, it stays as it is, and says so when it is asked.
    #[must_use]
    pub fn at_home(self) -> Self {
        if !remote::holds(&self.device) {
            return self;
        }
        let fetched = guard("doing-reading-weights", || {
            let device = device::device_named("cpu")?;
            let network = self.network.clone().to_device(&device);
            Ok(Self {
                network,
                device,
                ..self.clone()
            })
        });
        fetched.unwrap_or_else(|error| {
            tracing::warn!(%error, "the network stays where it was trained");
            self
        })
    }

    /// How far the moving averages of batch normalization lagged behind when the weights were saved, where they did: it
    /// answers accordingly.
    #[must_use]
    pub fn lag(&self) -> Option<Lag> {
        self.lag
    }

    /// The network of a run, on the CPU.
    ///
    /// # Errors
    /// Where the run has no weights yet, or they do not belong to its network.
    pub fn load(run: &RunFolder, choice: WeightsChoice) -> Result<Self, RunError> {
        let (weights, metadata) = run.weights(choice)?;
        let damaged = |reason| RunError::Damaged {
            expected: "run-buildable-expected",
            reason,
            path: run.path().to_owned(),
        };
        let flat = infer(&run.project()?.graph).flat().map_err(damaged)?;
        // First what can be said by name: a layer whose weights do not fit it.
        let predictor = Self::of_weights(&flat, weights, metadata)?;
        run.refuse_another(&flat)?;
        let lag = run.record(choice).and_then(|record| record.lag);
        Ok(predictor.with_lag(lag))
    }

    /// The network that `flat` describes with these weights, on the CPU.
    ///
    /// # Errors
    /// Where a weight is no number, missing or of another shape, or the network does not end in classes.
    pub fn of_weights(
        flat: &Flat,
        weights: Vec<NamedArray>,
        metadata: ModelMetadata,
    ) -> Result<Self, EngineError> {
        if let Some(weight) = first_non_finite(&weights)? {
            return Err(EngineError::WeightsNotFinite { weight });
        }
        let device = device::device_named("cpu")?;
        let network = Network::build(flat, 0, &device)?.with_weights(weights)?;
        Ok(Self::new(network.valid(), metadata, &device))
    }

    /// The network.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The contract and the class names.
    #[must_use]
    pub fn metadata(&self) -> &ModelMetadata {
        &self.metadata
    }

    /// The device that it computes on.
    #[must_use]
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// A prediction on each picture, in their order.
    ///
    /// # Errors
    /// Where the contract does not fit the network, or its answer is no number.
    pub fn predict(&self, images: &[DynamicImage]) -> Result<Vec<Prediction>, EngineError> {
        let _reserve = Reserve::hold();
        let mut predictions = Vec::with_capacity(images.len());
        for batch in images.chunks(BATCH_SIZE) {
            let prepared = batch
                .iter()
                .map(|image| self.metadata.contract.apply(image))
                .collect();
            predictions.extend(self.predict_batch(prepared)?);
        }
        Ok(predictions)
    }

    fn predict_batch(&self, batch: Vec<Prepared>) -> Result<Vec<Prediction>, EngineError> {
        let values = batch
            .iter()
            .flat_map(|prepared| &prepared.values)
            .copied()
            .collect();
        let images = image_tensor(
            values,
            batch.len(),
            self.network.input_shape(),
            &self.device,
        )?;
        let (predictions, logits) = guard("doing-predicting", || {
            let output = self.network.forward(images);
            let logits: Vec<f32> = output.logits.clone().into_data().iter::<f32>().collect();
            Ok((Predictions::of(&output), logits))
        })?;
        if !predictions.are_finite() {
            return Err(EngineError::Diverged);
        }
        let logits = logits.chunks(self.network.unit_count().max(1));
        let rows = predictions.rows().zip(predictions.classes()).zip(logits);
        Ok(rows
            .zip(batch)
            .map(|((row, logits), prepared)| self.prediction(row, logits, prepared.seen))
            .collect())
    }

    fn prediction(
        &self,
        (probabilities, index): (&[f32], usize),
        logits: &[f32],
        seen: Image,
    ) -> Prediction {
        let class = self
            .metadata
            .classes
            .get(index)
            .cloned()
            .unwrap_or_else(|| index.to_string());
        Prediction {
            index,
            class,
            probabilities: probabilities.to_vec(),
            logits: logits.to_vec(),
            seen,
        }
    }
}
