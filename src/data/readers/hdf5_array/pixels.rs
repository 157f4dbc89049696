//! The numbers of an array as pixels, whatever type they are kept in.

use hdf5_pure::{DType, Error};

use super::super::super::error::DataError;
use super::super::meter::Meter;
use super::super::pixel_values::{PixelChange, of_decimals, of_wide};
use super::{Array, broken, is_number};

/// What is read at once: enough to be fast, few enough to stop soon.
const SLAB_BYTES: u64 = 8 << 20;

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
            let values = self.read_slabs(meter, |start, count| {
                self.dataset.read_u16_rows(start, count)
            })?;
            return Ok(of_wide(values));
        }
        if !is_number(&self.dtype) {
            return Err(self.bad_type("expected-pixel-numbers"));
        }
        let values = self.read_slabs(meter, |start, count| {
            self.dataset.read_f32_rows(start, count)
        })?;
        let may_be_unit = matches!(self.dtype, DType::F32 | DType::F64);
        of_decimals(values, may_be_unit, &self.name, self.path)
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
}
