//! The arithmetic of windows that slide over a feature map, shared by convolution and pooling.

use super::fault::{Fault, FaultKind};
use super::reader::{Choice, Reader};
use super::setting::{DefaultValue, MAX_SIZE, SettingKind, SettingSpec};
use super::shape::Shape;
use crate::message;

/// What happens at the border of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Padding {
    /// No padding: windows stay inside.
    Valid,
    /// Zeros around the map so that the output has `ceil(input / stride)` pixels; an odd one goes to the end.
    Same,
}

impl Choice for Padding {
    const ALL: &'static [Self] = &[Self::Valid, Self::Same];

    fn word(&self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Same => "same",
        }
    }
}

impl Padding {
    /// The words for a form.
    pub(super) const WORDS: &'static [&'static str] = &["valid", "same"];

    /// Output pixels along one axis for a window of `extent` pixels; `None` where no window fits.
    #[must_use]
    pub fn output_length(self, input: usize, extent: usize, stride: usize) -> Option<usize> {
        match self {
            Self::Valid => Some(input.checked_sub(extent)? / stride + 1),
            Self::Same => Some(input.div_ceil(stride)),
        }
    }

    /// Pixels added `(before, after)` along one axis, as TensorFlow and so Keras divides them.
    #[must_use]
    pub fn amounts(self, input: usize, extent: usize, stride: usize) -> (usize, usize) {
        match self {
            Self::Valid => (0, 0),
            Self::Same => {
                let output = input.div_ceil(stride);
                let total = ((output.saturating_sub(1)) * stride + extent).saturating_sub(input);
                (total / 2, total - total / 2)
            }
        }
    }
}

/// A window that slides over both axes of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sliding {
    /// The setting that holds the window's size.
    pub(super) key: &'static str,
    /// `[height, width]` of the window.
    pub size: [usize; 2],
    /// Distance of neighboring taps in a window.
    pub dilation: [usize; 2],
    /// Distance of neighboring windows.
    pub strides: [usize; 2],
    /// The border.
    pub padding: Padding,
}

impl Sliding {
    /// The settings that every pooling layer has.
    pub(super) const POOLING_SETTINGS: &'static [SettingSpec] = &[
        SettingSpec::pair(
            "pool_size",
            "setting-window",
            &[2, 2],
            "setting-window-help",
        ),
        SettingSpec::new(
            "strides",
            "setting-strides",
            SettingKind::Pair {
                min: 0,
                max: MAX_SIZE,
            },
            DefaultValue::List(&[0, 0]),
            "setting-strides-of-pooling",
        )
        .in_pixels(),
        SettingSpec::choice(
            "padding",
            "setting-padding",
            Padding::WORDS,
            "valid",
            "setting-padding-of-pooling",
        ),
    ];

    /// A pooling window.
    pub(super) fn pooling(size: [usize; 2], strides: [usize; 2], padding: Padding) -> Self {
        Self {
            key: "pool_size",
            size,
            dilation: [1, 1],
            strides,
            padding,
        }
    }

    /// Reads [`Self::POOLING_SETTINGS`]; strides of 0 become the window's size.
    pub(super) fn read_pooling(settings: &Reader<'_>) -> Result<Self, Fault> {
        let size = settings.pair("pool_size")?;
        let given = settings.pair("strides")?;
        let strides = [0, 1].map(|axis| {
            if given[axis] == 0 {
                size[axis]
            } else {
                given[axis]
            }
        });
        Ok(Self::pooling(size, strides, settings.choice("padding")?))
    }

    /// The window of a kernel, without gaps, that moves by a pixel.
    #[must_use]
    pub const fn kernel(size: [usize; 2], padding: Padding) -> Self {
        Self {
            key: "kernel_size",
            size,
            dilation: [1, 1],
            strides: [1, 1],
            padding,
        }
    }

    /// Pixels from a window's first tap to its last, per axis.
    #[must_use]
    pub fn extent(&self) -> [usize; 2] {
        [0, 1].map(|axis| (self.size[axis] - 1) * self.dilation[axis] + 1)
    }

    /// `[height, width, channels]` of the input and `[height, width]` of the output.
    pub(super) fn slide(&self, input: Shape) -> Result<([usize; 3], [usize; 2]), Fault> {
        let map = input.as_map().ok_or_else(|| Fault::needs_map(input))?;
        let extent = self.extent();
        let length = |axis: usize| {
            self.padding
                .output_length(map[axis], extent[axis], self.strides[axis])
        };
        match (length(0), length(1)) {
            (Some(height), Some(width)) => Ok((map, [height, width])),
            _ => Err(self.too_large_for(map)),
        }
    }

    fn too_large_for(&self, map: [usize; 3]) -> Fault {
        let fitting =
            [0, 1].map(|axis| self.size[axis].min((map[axis] - 1) / self.dilation[axis] + 1));
        let message = message!(
            "window-too-large",
            window = times(self.extent()),
            map = times([map[0], map[1]]),
            key = self.key
        );
        Fault {
            kind: FaultKind::WindowTooLarge {
                key: self.key,
                fitting,
            },
            message,
        }
    }
}

/// `7×7`, as a node shows it.
pub(super) fn times(pair: [usize; 2]) -> String {
    format!("{}×{}", pair[0], pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_padding_puts_the_odd_pixel_at_the_end() {
        // TensorFlow: out = ceil(8 / 2) = 4, total = (4 - 1)·2 + 3 - 8 = 1, before = 0, after = 1.
        assert_eq!(Padding::Same.output_length(8, 3, 2), Some(4));
        assert_eq!(Padding::Same.amounts(8, 3, 2), (0, 1));
        assert_eq!(Padding::Same.amounts(7, 3, 1), (1, 1));
    }

    #[test]
    fn valid_windows_stay_inside() {
        assert_eq!(Padding::Valid.output_length(70, 7, 1), Some(64));
        assert_eq!(Padding::Valid.output_length(32, 3, 2), Some(15));
        assert_eq!(Padding::Valid.output_length(2, 3, 1), None);
    }
}
