//! Normalization of each pixel over its channels.

use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Shape, Step, Weight, affine, explained};
use crate::message;
use crate::text::Message;

/// `LayerNormalization` (Ba et al., 2016) over the last axis.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerNormalization {
    /// The axis that is normalized; only the last one is worked on.
    pub axis: i64,
    /// Added to the variance before its root.
    pub epsilon: f64,
    /// Whether β is added.
    pub center: bool,
    /// Whether it is multiplied by γ.
    pub scale: bool,
}

impl LayerKind for LayerNormalization {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] =
        &[affine::EPSILON, affine::AXIS, affine::CENTER, affine::SCALE];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            axis: settings.whole("axis")?,
            epsilon: settings.float("epsilon")?,
            center: settings.switch("center")?,
            scale: settings.switch("scale")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        affine::check_axis(self.axis, inputs[0])?;
        Ok(inputs[0])
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        let words = message!(
            "explains-layer-normalization",
            channels = inputs[0].channels(),
            epsilon = %self.epsilon
        );
        affine::told(words, (self.center, self.scale))
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        affine::weights(inputs[0].channels(), (self.center, self.scale))
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        affine::params_formula(inputs[0].channels(), (self.center, self.scale))
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        affine::params_letters((self.center, self.scale))
    }
}
