//! The size of one image: height, width, channels; channels last, as everywhere.

use std::fmt;

use serde::Serialize;

use super::error::DataError;

/// Longest side of a prepared image, px. Far above any network's input, and low enough that the number of values of
/// one image cannot overflow.
pub const MAX_SIDE: u32 = 4096;

/// Height, width and channels of a image. Always 1 to `MAX_SIDE` pixels a side and 1 (gray) or 3 (RGB) channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct ImageShape {
    height: u32,
    width: u32,
    channels: u32,
}

impl ImageShape {
    /// # Errors
    /// [`DataError::BadShape`] outside the ranges above.
    pub fn new(height: u64, width: u64, channels: u64) -> Result<Self, DataError> {
        let side = |side: u64| {
            u32::try_from(side)
                .ok()
                .filter(|side| (1..=MAX_SIDE).contains(side))
        };
        match (side(height), side(width), channels) {
            (Some(height), Some(width), 1) => Ok(Self {
                height,
                width,
                channels: 1,
            }),
            (Some(height), Some(width), 3) => Ok(Self {
                height,
                width,
                channels: 3,
            }),
            _ => Err(DataError::BadShape {
                height,
                width,
                channels,
            }),
        }
    }

    /// The course's own size, 64 × 64 × 3.
    pub const fn course() -> Self {
        Self {
            height: 64,
            width: 64,
            channels: 3,
        }
    }

    /// Rows, px.
    pub const fn height(self) -> usize {
        self.height as usize
    }

    /// Columns, px.
    pub const fn width(self) -> usize {
        self.width as usize
    }

    /// 1 (gray) or 3 (RGB).
    pub const fn channels(self) -> usize {
        self.channels as usize
    }

    /// How many values one image has: height · width · channels.
    pub const fn value_count(self) -> usize {
        self.height() * self.width() * self.channels()
    }
}

impl fmt::Display for ImageShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × {} × {}", self.height, self.width, self.channels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_nobody_can_work_with_are_refused() {
        for (height, width, channels) in [
            (0, 64, 3),
            (64, 0, 3),
            (64, 64, 2),
            (64, 64, 0),
            (1 << 40, 64, 3),
        ] {
            assert!(
                ImageShape::new(height, width, channels).is_err(),
                "{height} {width} {channels}"
            );
        }
    }

    #[test]
    fn reads_height_width_channels() {
        let shape = ImageShape::new(8, 16, 1).expect("valid");
        assert_eq!(shape.to_string(), "8 × 16 × 1");
        assert_eq!(shape.value_count(), 128);
    }
}
