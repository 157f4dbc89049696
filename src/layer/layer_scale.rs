//! Each channel times a number that is learned.

use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, Initializer, LayerKind, Learned, Passes, Shape, Step, Weight, explained};
use crate::message;
use crate::text::Message;

/// `LayerScale` (Touvron et al., 2021), as ConvNeXt of keras.applications registers it.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerScale {
    /// What every factor starts as.
    pub init_values: f64,
}

impl LayerKind for LayerScale {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[SettingSpec::float(
        "init_values",
        "setting-init-values",
        1e-6,
        (-1e6, 1e6),
        "setting-init-values-help",
    )];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            init_values: settings.float("init_values")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        Ok(inputs[0])
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        message!(
            "explains-layer-scale",
            channels = inputs[0].channels(),
            start = %self.init_values
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn headline(&self) -> String {
        self.init_values.to_string()
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let start = Learned::free(Initializer::constant(self.init_values));
        vec![Weight::trainable("gamma", [inputs[0].channels()], start)]
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        inputs[0].channels().to_string()
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        ("c", "letters-gamma")
    }
}
