//! Relu with a ceiling, a slope and a threshold.

use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, Function, LayerKind, Passes, Shape, Step, explained};
use crate::message;
use crate::text::Message;

/// `ReLU`: `x` from `threshold` on, at most `max_value`; below it `negative_slope · (x − threshold)`.
#[derive(Clone, Debug, PartialEq)]
pub struct ReLU {
    /// The largest output; `None` where there is no limit.
    pub max_value: Option<f64>,
    /// The slope below the threshold.
    pub negative_slope: f64,
    /// Where `x` begins to pass.
    pub threshold: f64,
}

impl ReLU {
    /// Whether it is `max(x, 0)` and nothing more.
    fn is_plain(&self) -> bool {
        *self
            == Self {
                max_value: None,
                negative_slope: 0.0,
                threshold: 0.0,
            }
    }
}

/// No network has larger ones.
const LARGEST: f64 = 1e6;

impl LayerKind for ReLU {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[
        SettingSpec::float(
            "max_value",
            "setting-max-value",
            0.0,
            (0.0, LARGEST),
            "setting-max-value-help",
        ),
        SettingSpec::float(
            "negative_slope",
            "setting-negative-slope",
            0.0,
            (0.0, LARGEST),
            "setting-negative-slope-help",
        ),
        SettingSpec::float(
            "threshold",
            "setting-threshold",
            0.0,
            (0.0, LARGEST),
            "setting-threshold-help",
        ),
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            max_value: Some(settings.float("max_value")?).filter(|value| *value > 0.0),
            negative_slope: settings.float("negative_slope")?,
            threshold: settings.float("threshold")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        Ok(inputs[0])
    }

    fn explained(&self, _inputs: &[Shape]) -> Message {
        let (slope, threshold) = (self.negative_slope, self.threshold);
        match self.max_value {
            None => message!("explains-relu", threshold = %threshold, slope = %slope),
            Some(most) => {
                message!("explains-relu-capped", threshold = %threshold, slope = %slope, most = %most)
            }
        }
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn headline(&self) -> String {
        let (slope, threshold) = (self.negative_slope, self.threshold);
        let mut parts = Vec::new();
        parts.extend(self.max_value.map(|most| format!("≤ {most}")));
        parts.extend((slope > 0.0).then(|| format!("{slope}·x")));
        parts.extend((threshold > 0.0).then(|| format!("≥ {threshold}")));
        parts.join(" · ")
    }

    fn function(&self) -> Function {
        if self.is_plain() {
            Function::Relu
        } else {
            Function::Linear
        }
    }
}
