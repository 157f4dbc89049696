//! A relu that bends smoothly below zero.

use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Shape, Step, explained};
use crate::message;
use crate::text::Message;

/// `ELU`: `x` above zero, `alpha · (e^x − 1)` below.
#[derive(Clone, Debug, PartialEq)]
pub struct ELU {
    /// How far it goes below zero.
    pub alpha: f64,
}

impl LayerKind for ELU {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[SettingSpec::float(
        "alpha",
        "setting-alpha",
        1.0,
        (0.0, 1e6),
        "setting-alpha-help",
    )];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            alpha: settings.float("alpha")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        Ok(inputs[0])
    }

    fn explained(&self, _inputs: &[Shape]) -> Message {
        message!("explains-elu", alpha = %self.alpha)
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn headline(&self) -> String {
        self.alpha.to_string()
    }
}
