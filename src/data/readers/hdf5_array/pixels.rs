//! The numbers of an array as pixels, whatever type they are kept in.

use hdf5_pure::{DType, Error};

use super::super::super::error::DataError;
use super::super::meter::Meter;
use super::{Array, broken, is_number};

/// What is read at once: enough to be fast, few enough to stop soon.
const SLAB_BYTES: u64 = 8 << 20;

/// What had to be done to numbers to make them pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum PixelChange {
    None,
    /// Decimal numbers lost their decimals.
    Rounded,
    /// 16 bits became 8.
    Scaled,
}

impl Array<'_> {
    /// Values from 0 to 255, read in slabs so that it can be stopped, and what had to be done to them. Decimal images
    /// may reach from 0 to 1, 16-bit ones to 65535.
    pub(in super::super) fn read_pixels(
        &self,
        meter: &Meter<'_>,
    ) -> Result<(Vec<u8>, PixelChange), DataError> {
        if self.dtype == DType::U8 {
            let pixels = self.read_slabs(meter, |start, count| {
                self.dataset.read_u8_rows(start, count)
            })?;
            return Ok((pixels, PixelChange::None));
        }
        if self.dtype == DType::U16 {
            return self.read_wide_pixels(meter);
        }
        if !is_number(&self.dtype) {
            return Err(self.bad_type("expected-pixel-numbers"));
        }
        let values = self.read_slabs(meter, |start, count| {
            self.dataset.read_f32_rows(start, count)
        })?;
        let factor = self.pixel_factor(&values)?;
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

    /// 16-bit numbers that stay within 255 are 8-bit images in wide clothes.
    fn read_wide_pixels(&self, meter: &Meter<'_>) -> Result<(Vec<u8>, PixelChange), DataError> {
        let values = self.read_slabs(meter, |start, count| {
            self.dataset.read_u16_rows(start, count)
        })?;
        if values.iter().all(|value| *value <= 255) {
            return Ok((
                values.into_iter().map(|value| value as u8).collect(),
                PixelChange::None,
            ));
        }
        // 65535 is 255 · 257.
        let pixels = values
            .into_iter()
            .map(|value| ((u32::from(value) + 128) / 257) as u8);
        Ok((pixels.collect(), PixelChange::Scaled))
    }

    fn read_slabs<T>(
        &self,
        meter: &Meter<'_>,
        read: impl Fn(u64, u64) -> Result<Vec<T>, Error>,
    ) -> Result<Vec<T>, DataError> {
        let row_count = self.shape.first().copied().unwrap_or(1);
        let row_bytes = (self.element_count / row_count.max(1)).max(1) * size_of::<T>() as u64;
        let rows = (SLAB_BYTES / row_bytes)
            .max(1)
            .next_multiple_of(self.chunk_rows);
        let mut values = Vec::new();
        let mut start = 0;
        while start < row_count {
            let count = rows.min(row_count - start);
            values.extend(read(start, count).map_err(|error| broken(self.path, error))?);
            start += count;
            meter.advance(count as usize)?;
        }
        self.complete(values)
    }

    /// 1 for 0 to 255, 255 for decimal numbers from 0 to 1.
    fn pixel_factor(&self, values: &[f32]) -> Result<f32, DataError> {
        let lowest = values.iter().copied().fold(f32::INFINITY, f32::min);
        let highest = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let finite = values.iter().all(|value| value.is_finite());
        if !finite || lowest < 0.0 || highest > 255.0 {
            let told = |value: f32| if finite { value } else { f32::NAN };
            return Err(DataError::BadPixelRange {
                array: self.name.clone(),
                lowest: told(lowest),
                highest: told(highest),
                path: self.path.to_owned(),
            });
        }
        let is_unit = matches!(self.dtype, DType::F32 | DType::F64) && highest <= 1.0;
        Ok(if is_unit { 255.0 } else { 1.0 })
    }
}
