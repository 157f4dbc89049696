//! Batch normalization over the channels.

use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Shape, Step, Weight, explained};
use crate::message;
use crate::text::Message;

/// `BatchNormalization` (Ioffe and Szegedy, 2015), with Keras's meaning of momentum:
/// `moving = momentum · moving + (1 - momentum) · batch`.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchNormalization {
    /// The share of the running statistics that survives a step.
    pub momentum: f64,
    /// Added to the variance before its root.
    pub epsilon: f64,
}

impl LayerKind for BatchNormalization {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[
        SettingSpec::float(
            "momentum",
            "setting-momentum",
            0.99,
            (0.0, 1.000_001),
            "setting-momentum-help",
        ),
        SettingSpec::float(
            "epsilon",
            "setting-epsilon",
            1e-3,
            (0.0, 1.0),
            "setting-epsilon-help",
        ),
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            momentum: settings.float("momentum")?,
            epsilon: settings.float("epsilon")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        Ok(inputs[0])
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        message!(
            "explains-batch-normalization",
            channels = inputs[0].channels(),
            momentum = %self.momentum,
            rest = %(((1.0 - self.momentum) * 1e6).round() / 1e6),
            epsilon = %self.epsilon
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let channels = [inputs[0].channels()];
        vec![
            Weight::trainable("gamma", channels),
            Weight::trainable("beta", channels),
            Weight::fixed("moving_mean", channels),
            Weight::fixed("moving_variance", channels),
        ]
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        format!("4·{}", inputs[0].channels())
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        ("4·c", "letters-batch-normalization")
    }
}
