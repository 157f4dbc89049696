//! Vectors of length 1.

use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Shape, Step, affine, explained};
use crate::message;
use crate::text::Message;

/// `UnitNormalization`: the numbers along the last axis over the root of the sum of their squares.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitNormalization {
    /// The axis that is normalized; only the last one is worked on.
    pub axis: i64,
}

impl LayerKind for UnitNormalization {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[affine::AXIS];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            axis: settings.whole("axis")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        affine::check_axis(self.axis, inputs[0])?;
        Ok(inputs[0])
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        message!(
            "explains-unit-normalization",
            channels = inputs[0].channels()
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }
}
