//! Whole channels set to zero at random while training.

use super::dropout::{RATE, scale};
use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Shape, Step, explained};
use crate::message;
use crate::text::Message;

/// `SpatialDropout2D` (Tompson et al., 2015): Dropout that drops all pixels of a channel together.
#[derive(Clone, Debug, PartialEq)]
pub struct SpatialDropout2D {
    /// The share of channels that is zeroed, from 0 to less than 1.
    pub rate: f64,
}

impl LayerKind for SpatialDropout2D {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[RATE];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            rate: settings.float("rate")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        inputs[0]
            .as_map()
            .ok_or_else(|| Fault::needs_map(inputs[0]))?;
        Ok(inputs[0])
    }

    fn explained(&self, _inputs: &[Shape]) -> Message {
        message!(
            "explains-spatial-dropout-2d",
            rate = %self.rate,
            scale = %scale(self.rate)
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn headline(&self) -> String {
        self.rate.to_string()
    }
}
