//! Numbers of any kind as pixels from 0 to 255.

use std::path::Path;

use super::super::error::{DataError, DataWarning};

/// What had to be done to numbers to make them pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PixelChange {
    None,
    /// Decimal numbers lost their decimals.
    Rounded,
    /// 16 bits became 8.
    Scaled,
}

impl PixelChange {
    /// What is said of it, for the array of that name.
    pub(super) fn warning(self, array: String) -> Option<DataWarning> {
        match self {
            Self::None => None,
            Self::Rounded => Some(DataWarning::Rounded { array }),
            Self::Scaled => Some(DataWarning::Scaled { array }),
        }
    }
}

/// 16-bit numbers that stay within 255 are 8-bit images in wide clothes.
pub(super) fn of_wide(values: Vec<u16>) -> (Vec<u8>, PixelChange) {
    if values.iter().all(|value| *value <= 255) {
        let pixels = values.into_iter().map(|value| value as u8);
        return (pixels.collect(), PixelChange::None);
    }
    // 65535 is 255 · 257.
    let pixels = values
        .into_iter()
        .map(|value| ((u32::from(value) + 128) / 257) as u8);
    (pixels.collect(), PixelChange::Scaled)
}

/// Other numbers from 0 to 255; `may_be_unit` ones that stay within 1 reach from 0 to 1.
///
/// # Errors
/// [`DataError::BadPixelRange`] for the array at `path` that is called `name`.
pub(super) fn of_decimals(
    values: Vec<f32>,
    may_be_unit: bool,
    name: &str,
    path: &Path,
) -> Result<(Vec<u8>, PixelChange), DataError> {
    let lowest = values.iter().copied().fold(f32::INFINITY, f32::min);
    let highest = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let finite = values.iter().all(|value| value.is_finite());
    if !finite || lowest < 0.0 || highest > 255.0 {
        let told = |value: f32| if finite { value } else { f32::NAN };
        return Err(DataError::BadPixelRange {
            array: name.to_owned(),
            lowest: told(lowest),
            highest: told(highest),
            path: path.to_owned(),
        });
    }
    let factor = if may_be_unit && highest <= 1.0 {
        255.0
    } else {
        1.0
    };
    let is_rounded = values.iter().any(|value| (value * factor).fract() != 0.0);
    let pixels = values
        .into_iter()
        .map(|value| (value * factor).round() as u8);
    let change = if is_rounded {
        PixelChange::Rounded
    } else {
        PixelChange::None
    };
    Ok((pixels.collect(), change))
}
