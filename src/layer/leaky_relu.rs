//! Relu with a slope below zero.

use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Shape, Step, explained};
use crate::message;
use crate::text::Message;

/// `LeakyReLU`: `x` above zero, `negative_slope · x` below.
#[derive(Clone, Debug, PartialEq)]
pub struct LeakyReLU {
    /// The slope below zero.
    pub negative_slope: f64,
}

impl LayerKind for LeakyReLU {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[SettingSpec::float(
        "negative_slope",
        "setting-negative-slope",
        0.3,
        (0.0, 1e6),
        "setting-negative-slope-help",
    )];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            negative_slope: settings.float("negative_slope")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        Ok(inputs[0])
    }

    fn explained(&self, _inputs: &[Shape]) -> Message {
        message!("explains-leaky-relu", slope = %self.negative_slope)
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn headline(&self) -> String {
        self.negative_slope.to_string()
    }
}
