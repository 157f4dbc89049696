//! What goes on inside a network while it learns, layer by layer: gradients, updates, activations, moving averages.
//! Only looks: a training that is watched goes bit for bit as one that is not, and what it costs is bounded.
//!
//! A reading is taken every [`EVERY`] steps: one more forward pass, one look at every weight before and after the step.
//!
//! What is judged, and by whose numbers ([`findings()`]):
//! - A gradient that reaches the first layer a thousand times shorter than the last one, or longer: the spread between layers
//!   that Glorot and Bengio 2010 (section 4.2) watch for; a factor of a thousand is far outside what initialization alone gives.
//! - Updates of a thousandth of the weights are what CS231n ("Neural Networks Part 3", ratio of weights to updates) calls about
//!   right; a hundred times as many is too fast.
//! - 40 % of dead units is what CS231n ("Neural Networks Part 1", `ReLU`) names for too high a learning rate.
//! - Moving averages are Keras's, with momentum 0.99: after 100 steps 37 % of their start is left in them.

mod findings;
mod log;
mod look;
mod weights;

pub use findings::{Finding, VANISHING, findings};
pub use log::{EVERY, HealthLog};

pub(super) use look::look;
pub(super) use weights::{WeightWatch, first_broken_gradient};

use std::sync::Arc;

use crate::graph::HealthMeasure;

/// The figures of one layer in one step.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerHealth {
    /// Its name.
    pub name: Arc<str>,
    values: [Option<f64>; HealthMeasure::ALL.len()],
}

impl LayerHealth {
    /// A layer of which nothing is known yet.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.into(),
            values: [None; HealthMeasure::ALL.len()],
        }
    }

    /// A figure, where the layer has it.
    #[must_use]
    pub fn value(&self, measure: HealthMeasure) -> Option<f64> {
        self.values[measure as usize]
    }

    /// Notes a figure; what is no number is left out.
    pub fn set(&mut self, measure: HealthMeasure, value: f64) {
        self.values[measure as usize] = value.is_finite().then_some(value);
    }
}

/// The figures of every layer in one step.
#[derive(Clone, Debug, PartialEq)]
pub struct HealthReading {
    /// Which step of the optimizer it was, 1 for the first.
    pub step: u64,
    /// Where on the axis of epochs: 1.5 in the middle of the second.
    pub epoch: f64,
    /// All layers in the order in which they run, the input first.
    pub layers: Vec<LayerHealth>,
}

impl HealthReading {
    /// The same of layers with a kernel, whose weights are all of one kind: what batch norm scales by is of another.
    pub fn of_kernels(&self, measure: HealthMeasure) -> impl Iterator<Item = (&str, f64)> {
        let layers = self.layers.iter();
        let with_kernel = layers.filter(|layer| layer.value(HealthMeasure::MeanDrift).is_none());
        with_kernel.filter_map(move |layer| Some((&*layer.name, layer.value(measure)?)))
    }

    /// The layers that have a figure, with it, in the order in which they run.
    pub fn values(&self, measure: HealthMeasure) -> impl Iterator<Item = (&str, f64)> {
        let layers = self.layers.iter();
        layers.filter_map(move |layer| Some((&*layer.name, layer.value(measure)?)))
    }
}
