//! Numbers times a factor, plus an offset.

use super::reader::Reader;
use super::setting::{DefaultValue, SettingSpec};
use super::{Fault, LayerKind, Passes, Shape, Step, explained, value_text};
use crate::message;
use crate::text::Message;

/// `Rescaling`: `x · scale + offset`, with one number for all channels or one for each.
#[derive(Clone, Debug, PartialEq)]
pub struct Rescaling {
    /// The factor.
    pub scale: Vec<f64>,
    /// What is added.
    pub offset: Vec<f64>,
}

/// Refuses as many numbers of a setting as are neither one nor one for each channel of `input`.
pub(super) fn check_count(key: &str, numbers: &[f64], input: Shape) -> Result<(), Fault> {
    let channels = input.channels();
    if numbers.len() == 1 || numbers.len() == channels {
        return Ok(());
    }
    let count = numbers.len();
    let message = message!(
        "numbers-not-per-channel",
        key = key,
        count = count,
        channels = channels
    );
    Err(Fault::setting(key, message))
}

/// Numbers of a setting in one line.
pub(super) fn in_line(numbers: &[f64]) -> String {
    let rounded: Vec<f64> = numbers
        .iter()
        .map(|number| (number * 1e6).round() / 1e6)
        .collect();
    match rounded[..] {
        [one] => one.to_string(),
        _ => value_text::to_text(&super::Value::Numbers(rounded)),
    }
}

impl LayerKind for Rescaling {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[
        SettingSpec::numbers(
            "scale",
            "setting-factor",
            DefaultValue::Float(1.0),
            "setting-factor-help",
        ),
        SettingSpec::numbers(
            "offset",
            "setting-offset",
            DefaultValue::Float(0.0),
            "setting-offset-help",
        ),
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            scale: settings.numbers("scale")?,
            offset: settings.numbers("offset")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        check_count("scale", &self.scale, inputs[0])?;
        check_count("offset", &self.offset, inputs[0])?;
        Ok(inputs[0])
    }

    fn explained(&self, _inputs: &[Shape]) -> Message {
        message!(
            "explains-rescaling",
            scale = in_line(&self.scale),
            offset = in_line(&self.offset)
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn headline(&self) -> String {
        let scale = format!("×{}", in_line(&self.scale));
        if self.offset.iter().all(|offset| *offset == 0.0) {
            return scale;
        }
        format!("{scale} + {}", in_line(&self.offset))
    }
}
