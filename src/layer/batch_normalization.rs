//! Batch normalization over the channels.

use super::affine::{self, Affine};
use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, Initializer, LayerKind, Passes, Shape, Step, Weight, explained};
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
    /// The axis of the channels; only the last one is worked on.
    pub axis: i64,
    /// γ and β.
    pub affine: Affine,
    /// How the running means begin.
    pub moving_mean: Initializer,
    /// How the running variances begin.
    pub moving_variance: Initializer,
}

const MOVING: [SettingSpec; 2] = [
    Initializer::of_vector(
        "moving_mean_initializer",
        "setting-moving-mean-initializer",
        "zeros",
    ),
    Initializer::of_vector(
        "moving_variance_initializer",
        "setting-moving-variance-initializer",
        "ones",
    ),
];

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
        affine::EPSILON,
        affine::AXIS,
        affine::CENTER,
        affine::SCALE,
        affine::ARRAYS[0],
        affine::ARRAYS[1],
        MOVING[0],
        MOVING[1],
        affine::ARRAYS[2],
        affine::ARRAYS[3],
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            momentum: settings.float("momentum")?,
            epsilon: settings.float("epsilon")?,
            axis: settings.whole("axis")?,
            affine: Affine::read(settings)?,
            moving_mean: Initializer::read(settings, MOVING[0].key)?,
            moving_variance: Initializer::read(settings, MOVING[1].key)?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        affine::check_axis(self.axis, inputs[0])?;
        Ok(inputs[0])
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        let words = message!(
            "explains-batch-normalization",
            channels = inputs[0].channels(),
            momentum = %self.momentum,
            rest = %(((1.0 - self.momentum) * 1e6).round() / 1e6),
            epsilon = %self.epsilon
        );
        self.affine.told(words)
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let channels = inputs[0].channels();
        let mut weights = self.affine.weights(channels);
        weights.extend([
            Weight::fixed("moving_mean", [channels], self.moving_mean),
            Weight::fixed("moving_variance", [channels], self.moving_variance),
        ]);
        weights
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        let arrays = 2 + self.affine.count();
        format!("{arrays}·{}", inputs[0].channels())
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        match (self.affine.beta.is_some(), self.affine.gamma.is_some()) {
            (true, true) => ("4·c", "letters-batch-normalization"),
            (true, false) => ("3·c", "letters-batch-normalization-beta"),
            (false, true) => ("3·c", "letters-batch-normalization-gamma"),
            (false, false) => ("2·c", "letters-batch-normalization-averages"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::layer::{Kind, LayerSpec, Shape};

    #[test]
    fn another_axis_than_the_last_is_refused_by_name() {
        let normalization = |axis: i64| {
            let spec = LayerSpec::new(Kind::BatchNormalization).with("axis", axis);
            let layer = spec.resolve().unwrap();
            layer.output_shape(&[Shape::map(4, 4, 8)])
        };
        assert!(normalization(-1).is_ok() && normalization(3).is_ok());
        let fault = normalization(1).unwrap_err();
        assert_eq!(
            fault.message,
            "`axis` must be -1 or 3, the channels: channels lie last here; but is 1"
        );
    }

    // InceptionV3 of keras.applications has no γ: its first normalization has 3 arrays of 32.
    #[test]
    fn what_is_left_out_has_no_parameters() {
        let spec = LayerSpec::new(Kind::BatchNormalization).with("scale", false);
        let params = spec.resolve().unwrap().params(&[Shape::map(4, 4, 32)]);
        let params = params.unwrap();
        assert_eq!((params.trainable, params.non_trainable), (32, 64));
    }
}
