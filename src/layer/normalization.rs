//! Each channel brought to mean 0 and variance 1 by statistics that are given.

use super::reader::Reader;
use super::rescaling::check_count;
use super::setting::{DefaultValue, SettingSpec};
use super::{Fault, Initializer, LayerKind, Passes, Shape, Step, Weight, affine, explained};
use crate::message;
use crate::text::Message;

/// `Normalization`: `(x − mean) / max(√variance, 1e-7)`. Without a mean and a variance of its own it has them as weights that
/// no training moves, as Keras's `adapt` leaves them.
#[derive(Clone, Debug, PartialEq)]
pub struct Normalization {
    /// The axis of the channels; only the last one is worked on.
    pub axis: i64,
    /// For all channels or for each; empty where it is a weight.
    pub mean: Vec<f64>,
    /// For all channels or for each; empty where it is a weight.
    pub variance: Vec<f64>,
    /// Whether it goes the other way: `x · √variance + mean`.
    pub invert: bool,
}

impl Normalization {
    /// Keras never divides by less.
    pub const LEAST_DEVIATION: f64 = 1e-7;

    fn has_weights(&self) -> bool {
        self.mean.is_empty()
    }
}

impl LayerKind for Normalization {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[
        affine::AXIS,
        SettingSpec::numbers(
            "mean",
            "setting-mean",
            DefaultValue::List(&[]),
            "setting-mean-help",
        ),
        SettingSpec::numbers(
            "variance",
            "setting-variance",
            DefaultValue::List(&[]),
            "setting-variance-help",
        ),
        SettingSpec::switch("invert", "setting-invert", false, "setting-invert-help"),
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        let layer = Self {
            axis: settings.whole("axis")?,
            mean: settings.numbers("mean")?,
            variance: settings.numbers("variance")?,
            invert: settings.switch("invert")?,
        };
        if layer.mean.is_empty() != layer.variance.is_empty() {
            return Err(Fault::setting(
                "variance",
                message!("mean-without-variance"),
            ));
        }
        if layer.variance.iter().any(|variance| *variance < 0.0) {
            return Err(Fault::setting("variance", message!("variance-below-zero")));
        }
        Ok(layer)
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        affine::check_axis(self.axis, inputs[0])?;
        if !self.has_weights() {
            check_count("mean", &self.mean, inputs[0])?;
            check_count("variance", &self.variance, inputs[0])?;
        }
        Ok(inputs[0])
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        let channels = inputs[0].channels();
        let words = if self.invert {
            message!("explains-normalization-inverted", channels = channels)
        } else {
            message!("explains-normalization", channels = channels)
        };
        if self.has_weights() {
            message!("explains-normalization-adapted", words = words)
        } else {
            words
        }
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        if !self.has_weights() {
            return Vec::new();
        }
        let channels = inputs[0].channels();
        vec![
            Weight::fixed("mean", [channels], Initializer::ZEROS),
            Weight::fixed("variance", [channels], Initializer::ONES),
            Weight::fixed("count", [1], Initializer::ZEROS),
        ]
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        if self.has_weights() {
            format!("2·{} + 1", inputs[0].channels())
        } else {
            String::new()
        }
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        ("2·c + 1", "letters-normalization")
    }
}

#[cfg(test)]
mod tests {
    use crate::layer::{Kind, LayerSpec, Shape, Value};

    // EfficientNetB0 of keras.applications has 7 numbers here: 3 means, 3 variances, and how many pictures they come from.
    #[test]
    fn what_was_adapted_counts_and_what_is_given_does_not() {
        let params = |spec: LayerSpec| {
            let layer = spec.resolve().unwrap();
            layer.params(&[Shape::map(224, 224, 3)]).unwrap()
        };
        let adapted = params(LayerSpec::new(Kind::Normalization));
        assert_eq!((adapted.trainable, adapted.non_trainable), (0, 7));
        let given = LayerSpec::new(Kind::Normalization)
            .with("mean", Value::Numbers(vec![0.485, 0.456, 0.406]))
            .with("variance", 0.05);
        assert_eq!(params(given).total(), 0);
    }

    #[test]
    fn a_mean_without_a_variance_and_too_few_of_them_are_refused() {
        let mean = LayerSpec::new(Kind::Normalization).with("mean", 0.5);
        assert!(mean.resolve().is_err());
        let two = mean
            .with("mean", Value::Numbers(vec![0.5, 0.25]))
            .with("variance", 1.0);
        let fault = two.resolve().unwrap().output_shape(&[Shape::map(8, 8, 3)]);
        assert_eq!(
            fault.unwrap_err().message,
            "`mean` must be one number or one for each of the 3 channels, but holds 2"
        );
    }
}
