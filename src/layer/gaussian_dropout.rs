//! Numbers multiplied by noise while training.

use super::dropout::RATE;
use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Shape, Step, explained};
use crate::message;
use crate::text::Message;

/// `GaussianDropout` (Srivastava et al., 2014): while training, multiplies each number by a normal random number of mean 1
/// with the variance that Dropout of the same rate has.
#[derive(Clone, Debug, PartialEq)]
pub struct GaussianDropout {
    /// The rate of the Dropout that it is like.
    pub rate: f64,
}

impl GaussianDropout {
    /// The standard deviation of what numbers are multiplied by.
    #[must_use]
    pub fn deviation(&self) -> f64 {
        (self.rate / (1.0 - self.rate)).sqrt()
    }
}

impl LayerKind for GaussianDropout {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[RATE];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            rate: settings.float("rate")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        Ok(inputs[0])
    }

    fn explained(&self, _inputs: &[Shape]) -> Message {
        message!(
            "explains-gaussian-dropout",
            rate = %self.rate,
            deviation = %((self.deviation() * 1e4).round() / 1e4)
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn headline(&self) -> String {
        self.rate.to_string()
    }
}
