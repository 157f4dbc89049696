//! Normalization of each pixel over its channels.

use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Shape, Step, Weight, affine, affine::Affine, explained};
use crate::message;
use crate::text::Message;

/// `LayerNormalization` (Ba et al., 2016) over the last axis.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerNormalization {
    /// The axis that is normalized; only the last one is worked on.
    pub axis: i64,
    /// Added to the variance before its root.
    pub epsilon: f64,
    /// γ and β.
    pub affine: Affine,
}

impl LayerKind for LayerNormalization {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[
        affine::EPSILON,
        affine::AXIS,
        affine::CENTER,
        affine::SCALE,
        affine::ARRAYS[0],
        affine::ARRAYS[1],
        affine::ARRAYS[2],
        affine::ARRAYS[3],
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            axis: settings.whole("axis")?,
            epsilon: settings.float("epsilon")?,
            affine: Affine::read(settings)?,
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
        self.affine.told(words)
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        self.affine.weights(inputs[0].channels())
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        self.affine.params_formula(inputs[0].channels())
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        self.affine.params_letters()
    }
}
