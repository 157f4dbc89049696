//! Numbers set to zero at random while training.

use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Shape, Step, explained};
use crate::message;
use crate::text::Message;

/// `Dropout` (Srivastava et al., 2014): while training, zeros a share `rate` and scales the rest by `1 / (1 - rate)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dropout {
    /// The share that is zeroed, from 0 to less than 1.
    pub rate: f64,
}

impl LayerKind for Dropout {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[SettingSpec::float(
        "rate",
        "setting-rate",
        0.5,
        (0.0, 1.0),
        "setting-rate-help",
    )];

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
            "explains-dropout",
            rate = %self.rate,
            scale = %((1e4 / (1.0 - self.rate)).round() / 1e4)
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn headline(&self) -> String {
        self.rate.to_string()
    }
}
