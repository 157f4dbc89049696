//! Noise added while training.

use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Shape, Step, explained};
use crate::message;
use crate::text::Message;

/// `GaussianNoise`: while training, adds a normal random number of mean 0 to each number.
#[derive(Clone, Debug, PartialEq)]
pub struct GaussianNoise {
    /// The noise's standard deviation.
    pub stddev: f64,
}

impl LayerKind for GaussianNoise {
    const PASSES: Passes = Passes::Numbers;
    // Keras has no default; 0.1 is noise that is seen and can be seen through.
    const SETTINGS: &'static [SettingSpec] = &[SettingSpec::float(
        "stddev",
        "setting-deviation",
        0.1,
        (0.0, 1.000_001),
        "setting-deviation-help",
    )];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            stddev: settings.float("stddev")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        Ok(inputs[0])
    }

    fn explained(&self, _inputs: &[Shape]) -> Message {
        message!("explains-gaussian-noise", deviation = %self.stddev)
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn headline(&self) -> String {
        self.stddev.to_string()
    }
}
