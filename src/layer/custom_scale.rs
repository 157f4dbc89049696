//! A sum in which the second input counts less.

use super::merging::common_shape;
use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Arity, Fault, LayerKind, Passes, Shape, Step, explained};
use crate::message;
use crate::text::Message;

/// `CustomScaleLayer`: `first + scale · second`, as InceptionResNetV2 of keras.applications registers it.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomScaleLayer {
    /// What the second input counts.
    pub scale: f64,
}

impl LayerKind for CustomScaleLayer {
    const ARITY: Arity = Arity::Two;
    const PASSES: Passes = Passes::Mixed;
    const SETTINGS: &'static [SettingSpec] = &[SettingSpec::float(
        "scale",
        "setting-branch-scale",
        0.1,
        (-1e6, 1e6),
        "setting-branch-scale-help",
    )];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            scale: settings.float("scale")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        common_shape(inputs)
    }

    fn explained(&self, _inputs: &[Shape]) -> Message {
        message!("explains-custom-scale-layer", scale = %self.scale)
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        common_shape(inputs).map_or_else(|_| Vec::new(), explained::kept)
    }

    fn headline(&self) -> String {
        self.scale.to_string()
    }
}
