//! Maps made larger by numbers between the pixels.

use super::reader::{Choice, Reader};
use super::setting::SettingSpec;
use super::sliding::times;
use super::{Fault, LayerKind, Passes, Quantity, Shape, Step, Window, explained};
use crate::message;
use crate::text::Message;

/// `UpSampling2D`.
#[derive(Clone, Debug, PartialEq)]
pub struct UpSampling2D {
    /// `[vertical, horizontal]` factors.
    pub size: [usize; 2],
    /// What stands between the pixels.
    pub interpolation: Interpolation,
}

/// What stands between the pixels of a map that is made larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interpolation {
    /// The nearest pixel again.
    Nearest,
    /// A mean of the four pixels around, the nearer the more.
    Bilinear,
    /// A sum over four pixels along each axis, by Keys's cubic.
    Bicubic,
    /// A sum over six pixels along each axis, by Lanczos's window.
    Lanczos3,
    /// The same over ten.
    Lanczos5,
}

impl Interpolation {
    const WORDS: &'static [&'static str] =
        &["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"];

    /// Pixels that a new one is made of, along one axis.
    fn reach(self) -> usize {
        match self {
            Self::Nearest => 1,
            Self::Bilinear => 2,
            Self::Bicubic => 4,
            Self::Lanczos3 => 6,
            Self::Lanczos5 => 10,
        }
    }
}

impl Choice for Interpolation {
    const ALL: &'static [Self] = &[
        Self::Nearest,
        Self::Bilinear,
        Self::Bicubic,
        Self::Lanczos3,
        Self::Lanczos5,
    ];

    fn word(&self) -> &'static str {
        match self {
            Self::Nearest => "nearest",
            Self::Bilinear => "bilinear",
            Self::Bicubic => "bicubic",
            Self::Lanczos3 => "lanczos3",
            Self::Lanczos5 => "lanczos5",
        }
    }
}

impl LayerKind for UpSampling2D {
    const PASSES: Passes = Passes::Channels;
    const SETTINGS: &'static [SettingSpec] = &[
        SettingSpec::pair("size", "setting-size", &[2, 2], "setting-size-help"),
        SettingSpec::choice(
            "interpolation",
            "setting-interpolation",
            Interpolation::WORDS,
            "nearest",
            "setting-interpolation-help",
        ),
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            size: settings.pair("size")?,
            interpolation: settings.choice("interpolation")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let [height, width, channels] = inputs[0]
            .as_map()
            .ok_or_else(|| Fault::needs_map(inputs[0]))?;
        let sides = (
            height.checked_mul(self.size[0]),
            width.checked_mul(self.size[1]),
        );
        match sides {
            (Some(height), Some(width)) => Ok(Shape::map(height, width, channels)),
            _ => Err(Fault::too_large(message!("padded-map-too-large"))),
        }
    }

    fn explained(&self, _inputs: &[Shape]) -> Message {
        let [vertical, horizontal] = self.size;
        match self.interpolation {
            Interpolation::Nearest => message!(
                "explains-up-sampling-2d-nearest",
                vertical = vertical,
                horizontal = horizontal
            ),
            Interpolation::Bilinear => message!(
                "explains-up-sampling-2d-bilinear",
                vertical = vertical,
                horizontal = horizontal
            ),
            Interpolation::Bicubic | Interpolation::Lanczos3 | Interpolation::Lanczos5 => message!(
                "explains-up-sampling-2d-wide",
                vertical = vertical,
                horizontal = horizontal,
                reach = self.interpolation.reach(),
                interpolation = self.interpolation.word()
            ),
        }
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        let Some([height, width, _]) = inputs[0].as_map() else {
            return Vec::new();
        };
        let grown = |quantity, length: usize, factor: usize| {
            let result = length.saturating_mul(factor) as u64;
            let filled = format!("{length}·{factor}");
            Step::new(quantity, ("n·s", "letters-up-sampled"), filled, result)
        };
        let mut steps = explained::alike(vec![
            grown(Quantity::Height, height, self.size[0]),
            grown(Quantity::Width, width, self.size[1]),
        ]);
        steps.push(explained::kept_channels(inputs[0]));
        steps
    }

    fn window(&self) -> Window {
        // Along an axis that stays as it is each pixel is made of itself alone.
        let reach = |axis: usize| match self.size[axis] {
            1 => 1,
            _ => self.interpolation.reach(),
        };
        Window {
            extent: [reach(0), reach(1)],
            strides: [1, 1],
            grows: self.size,
        }
    }

    fn headline(&self) -> String {
        match self.interpolation {
            Interpolation::Nearest => times(self.size),
            Interpolation::Bilinear
            | Interpolation::Bicubic
            | Interpolation::Lanczos3
            | Interpolation::Lanczos5 => {
                let word = self.interpolation.word();
                format!("{} · {word}", times(self.size))
            }
        }
    }
}
