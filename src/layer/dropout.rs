//! Numbers set to zero at random while training.

use super::reader::{Choice, Reader};
use super::setting::SettingSpec;
use super::{Fault, LayerKind, Passes, Shape, Step, explained};
use crate::message;
use crate::text::Message;

/// `Dropout` (Srivastava et al., 2014): while training, zeros a share `rate` and scales the rest by `1 / (1 - rate)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dropout {
    /// The share that is zeroed, from 0 to less than 1.
    pub rate: f64,
    /// What falls together.
    pub noise_shape: NoiseShape,
}

/// Which numbers are kept or dropped together: Keras's `noise_shape`, the batch's axis left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoiseShape {
    /// Each number by itself.
    Each,
    /// All numbers of a sample, as stochastic depth does.
    Sample,
    /// All pixels of a channel.
    Channel,
    /// All channels of a pixel.
    Pixel,
}

impl NoiseShape {
    const WORDS: &'static [&'static str] = &["none", "1, 1, 1", "1, 1, c", "h, w, 1"];

    /// How many numbers are drawn for a sample of `[height, width, channels]`, along each axis.
    #[must_use]
    pub fn of(self, [height, width, channels]: [usize; 3]) -> [usize; 3] {
        match self {
            Self::Each => [height, width, channels],
            Self::Sample => [1, 1, 1],
            Self::Channel => [1, 1, channels],
            Self::Pixel => [height, width, 1],
        }
    }
}

impl Choice for NoiseShape {
    const ALL: &'static [Self] = &[Self::Each, Self::Sample, Self::Channel, Self::Pixel];

    fn word(&self) -> &'static str {
        match self {
            Self::Each => "none",
            Self::Sample => "1, 1, 1",
            Self::Channel => "1, 1, c",
            Self::Pixel => "h, w, 1",
        }
    }
}

/// The share that is dropped, for every layer that drops something.
pub(super) const RATE: SettingSpec =
    SettingSpec::float("rate", "setting-rate", 0.5, (0.0, 1.0), "setting-rate-help");

/// What survivors of a dropout are multiplied by, in four decimals.
pub(super) fn scale(rate: f64) -> f64 {
    (1e4 / (1.0 - rate)).round() / 1e4
}

impl LayerKind for Dropout {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[
        RATE,
        SettingSpec::choice(
            "noise_shape",
            "setting-noise-shape",
            NoiseShape::WORDS,
            "none",
            "setting-noise-shape-help",
        ),
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            rate: settings.float("rate")?,
            noise_shape: settings.choice("noise_shape")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        Ok(inputs[0])
    }

    fn explained(&self, _inputs: &[Shape]) -> Message {
        let words = message!(
            "explains-dropout",
            rate = %self.rate,
            scale = %scale(self.rate)
        );
        match self.noise_shape {
            NoiseShape::Each => words,
            NoiseShape::Sample => message!("explains-dropout-of-samples", words = words),
            NoiseShape::Channel => message!("explains-dropout-of-channels", words = words),
            NoiseShape::Pixel => message!("explains-dropout-of-pixels", words = words),
        }
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn headline(&self) -> String {
        match self.noise_shape {
            NoiseShape::Each => self.rate.to_string(),
            shape => format!("{} · {}", self.rate, shape.word()),
        }
    }
}
