//! Probabilities that add up to 1.

use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, Function, LayerKind, Passes, Shape, Step, affine, explained};
use crate::message;
use crate::text::Message;

/// `Softmax`: `e^x` over its sum along the last axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Softmax {
    /// The axis of the classes; only the last one is worked on.
    pub axis: i64,
}

impl LayerKind for Softmax {
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
            "explains-activation",
            told = Function::Softmax.told(),
            shape = %inputs[0]
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn function(&self) -> Function {
        Function::Softmax
    }
}
