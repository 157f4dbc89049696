//! An array of numbers or words in a file, read without trusting what its header claims: what it would take is held against
//! the limits first, and memory grows only with what really comes.

use std::io::Read;
use std::path::PathBuf;

use super::super::super::dataset::DATASET_LIMIT_BYTES;
use super::super::super::error::DataError;
use super::super::axes::{product, shape_text};
use super::super::labels::{Content, LabelArray};
use super::super::meter::Meter;
use super::super::pixel_values::{PixelChange, of_decimals, of_wide};
use crate::text::Message;

/// What is read at once: enough to be fast, few enough to stop soon.
const SLAB_BYTES: u64 = 8 << 20;

/// Limit on labels and class names, which are small where pictures are large.
const LABELS_LIMIT_BYTES: u64 = 256 << 20;

/// What one value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    Bool,
    Unsigned(Bytes),
    Signed(Bytes),
    Float(Bytes),
    /// Text of so many bytes, or of so many letters of four.
    Text {
        length: usize,
        is_wide: bool,
    },
}

/// What one value takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bytes {
    One,
    Two,
    Four,
    Eight,
}

impl Bytes {
    /// So many, where a number can have them.
    pub(super) fn of(count: usize) -> Option<Self> {
        Some(match count {
            1 => Self::One,
            2 => Self::Two,
            4 => Self::Four,
            8 => Self::Eight,
            _ => return None,
        })
    }

    const fn count(self) -> usize {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Four => 4,
            Self::Eight => 8,
        }
    }
}

impl Number {
    const fn bytes(self) -> usize {
        match self {
            Self::Bool => 1,
            Self::Unsigned(bytes) | Self::Signed(bytes) | Self::Float(bytes) => bytes.count(),
            Self::Text { length, is_wide } => length * if is_wide { 4 } else { 1 },
        }
    }
}

/// An array whose header has been read.
pub(super) struct NumberFile<'a> {
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) shape: Vec<u64>,
    pub(super) number: Number,
    pub(super) is_big_endian: bool,
    /// Whether the first axis changes fastest.
    pub(super) is_fortran: bool,
    pub(super) values: Box<dyn Read + 'a>,
}

impl NumberFile<'_> {
    /// The sentence for a shape that does not fit.
    pub(super) fn bad_shape(&self, expected: Message) -> DataError {
        DataError::BadArrayShape {
            array: self.name.clone(),
            found: shape_text(&self.shape),
            expected,
            path: self.path.clone(),
        }
    }

    fn bad_type(&self, expected: &'static str) -> DataError {
        let bits = 8 * self.number.bytes();
        let found = match self.number {
            Number::Bool => "bool".to_owned(),
            Number::Unsigned(_) => format!("uint{bits}"),
            Number::Signed(_) => format!("int{bits}"),
            Number::Float(_) => format!("float{bits}"),
            Number::Text { .. } => "str".to_owned(),
        };
        DataError::BadArrayType {
            array: self.name.clone(),
            found,
            expected,
            path: self.path.clone(),
        }
    }

    /// Values from 0 to 255, and what had to be done to them; told to `meter` as so many pictures.
    pub(super) fn read_pixels(
        mut self,
        pictures: u64,
        meter: &Meter<'_>,
    ) -> Result<(Vec<u8>, PixelChange), DataError> {
        let held_bytes = match self.number {
            Number::Bool | Number::Unsigned(Bytes::One) => 1,
            Number::Unsigned(Bytes::Two) => 2,
            Number::Text { .. } => return Err(self.bad_type("expected-pixel-numbers")),
            _ => 4,
        };
        self.check_size(held_bytes, DATASET_LIMIT_BYTES)?;
        let big = self.is_big_endian;
        let (pixels, change) = match self.number {
            Number::Bool => {
                let values =
                    self.read_all(pictures, meter, |byte| if byte[0] == 0 { 0 } else { 255 })?;
                (values, PixelChange::None)
            }
            Number::Unsigned(Bytes::One) => {
                let values = self.read_all(pictures, meter, |byte| byte[0])?;
                (values, PixelChange::None)
            }
            Number::Unsigned(Bytes::Two) => {
                let wide = |bytes: &[u8]| unsigned(bytes, big) as u16;
                of_wide(self.read_all(pictures, meter, wide)?)
            }
            number => {
                let decimal = |bytes: &[u8]| as_float(number, bytes, big) as f32;
                let values = self.read_all(pictures, meter, decimal)?;
                let may_be_unit = matches!(number, Number::Float(_));
                of_decimals(values, may_be_unit, &self.name, &self.path)?
            }
        };
        Ok((self.in_order(pixels), change))
    }

    /// The content as labels or class names.
    pub(super) fn read_labels(mut self) -> Result<LabelArray, DataError> {
        self.check_size(8, LABELS_LIMIT_BYTES)?;
        let unwatched = Meter::new(&|_| std::ops::ControlFlow::Continue(()));
        let big = self.is_big_endian;
        let content = match self.number {
            Number::Text { is_wide, .. } => {
                let text = |bytes: &[u8]| text_of(bytes, is_wide, big);
                let words = self.read_all(0, &unwatched, text)?;
                Content::Words(self.in_order(words))
            }
            Number::Float(_) => {
                let number = self.number;
                let values = self.read_all(0, &unwatched, |bytes| as_float(number, bytes, big))?;
                // Beyond 2^53 not every whole number is one.
                let is_whole =
                    |value: &f64| value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0;
                if !values.iter().all(is_whole) {
                    return Err(self.bad_type("expected-whole-numbers-array"));
                }
                let numbers = values.into_iter().map(|value| value as i64).collect();
                Content::Numbers(self.in_order(numbers))
            }
            number => {
                let whole = |bytes: &[u8]| whole_number(number, bytes, big);
                let numbers = self.read_all(0, &unwatched, whole)?;
                Content::Numbers(self.in_order(numbers))
            }
        };
        Ok(LabelArray {
            name: self.name,
            path: self.path,
            shape: self.shape,
            content,
        })
    }

    fn check_size(&self, held_bytes: u64, limit_bytes: u64) -> Result<(), DataError> {
        let count = product(&self.shape);
        let claimed_bytes = count.saturating_mul(self.number.bytes() as u64);
        if claimed_bytes.max(count.saturating_mul(held_bytes)) > limit_bytes {
            return Err(DataError::ArrayTooLarge {
                array: self.name.clone(),
                claimed_bytes,
                limit_bytes,
                path: self.path.clone(),
            });
        }
        Ok(())
    }

    fn cut_short(&self, found: usize) -> DataError {
        DataError::ShortArray {
            array: self.name.clone(),
            expected: product(&self.shape),
            found: found as u64,
            path: self.path.clone(),
        }
    }

    /// All values, each made of its bytes.
    fn read_all<T>(
        &mut self,
        pictures: u64,
        meter: &Meter<'_>,
        value: impl Fn(&[u8]) -> T,
    ) -> Result<Vec<T>, DataError> {
        let size = self.number.bytes().max(1);
        let count = product(&self.shape);
        let slab = (SLAB_BYTES / size as u64).max(1);
        let mut values = Vec::new();
        let mut told = 0;
        let mut bytes = Vec::new();
        while (values.len() as u64) < count {
            let wanted = slab.min(count - values.len() as u64) * size as u64;
            bytes.clear();
            let read = self.values.by_ref().take(wanted).read_to_end(&mut bytes);
            values.extend(bytes.chunks_exact(size).map(&value));
            // A file that is cut short or damaged ends here, however that shows.
            if read.is_err() || (bytes.len() as u64) < wanted {
                return Err(self.cut_short(values.len()));
            }
            let done = u128::from(pictures) * values.len() as u128 / u128::from(count);
            meter.advance(done as usize - told)?;
            told = done as usize;
        }
        // What is packed as a whole says only at its end whether it is.
        if self.values.read(&mut [0]).is_err() {
            return Err(self.cut_short(values.len()));
        }
        Ok(values)
    }

    /// The values with the last axis changing fastest.
    fn in_order<T: Clone>(&self, values: Vec<T>) -> Vec<T> {
        let axes: Vec<usize> = self.shape.iter().map(|&axis| axis as usize).collect();
        if !self.is_fortran || axes.len() < 2 || values.is_empty() {
            return values;
        }
        let mut strides = vec![1; axes.len()];
        for axis in 1..axes.len() {
            strides[axis] = strides[axis - 1] * axes[axis - 1];
        }
        let mut place = vec![0; axes.len()];
        let mut ordered = Vec::with_capacity(values.len());
        for _ in 0..values.len() {
            let at: usize = place.iter().zip(&strides).map(|(at, by)| at * by).sum();
            ordered.push(values[at].clone());
            for axis in (0..axes.len()).rev() {
                place[axis] += 1;
                if place[axis] < axes[axis] {
                    break;
                }
                place[axis] = 0;
            }
        }
        ordered
    }
}

fn unsigned(bytes: &[u8], is_big_endian: bool) -> u64 {
    let join = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
    if is_big_endian {
        bytes.iter().fold(0, join)
    } else {
        bytes.iter().rev().fold(0, join)
    }
}

fn signed(bytes: &[u8], is_big_endian: bool) -> i64 {
    let unused = 64 - 8 * bytes.len() as u32;
    (unsigned(bytes, is_big_endian) << unused) as i64 >> unused
}

fn whole_number(number: Number, bytes: &[u8], is_big_endian: bool) -> i64 {
    match number {
        Number::Signed(_) => signed(bytes, is_big_endian),
        // Labels beyond i64 are refused like all that are too large.
        _ => i64::try_from(unsigned(bytes, is_big_endian)).unwrap_or(i64::MAX),
    }
}

fn as_float(number: Number, bytes: &[u8], is_big_endian: bool) -> f64 {
    let bits = unsigned(bytes, is_big_endian);
    match number {
        Number::Float(Bytes::Eight) => f64::from_bits(bits),
        Number::Float(Bytes::Four) => f64::from(f32::from_bits(bits as u32)),
        Number::Float(_) => half(bits as u16),
        number => whole_number(number, bytes, is_big_endian) as f64,
    }
}

/// IEEE 754's binary16: a sign, five bits of exponent, ten of fraction.
fn half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    sign * match exponent {
        0 => fraction * 2_f64.powi(-24),
        0x1f if fraction == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        _ => (1.0 + fraction / 1024.0) * 2_f64.powi(exponent - 15),
    }
}

/// Text without the zeros that fill it up.
fn text_of(bytes: &[u8], is_wide: bool, is_big_endian: bool) -> String {
    let text = if is_wide {
        let letters = bytes.chunks_exact(4);
        let letters = letters.map(|letter| unsigned(letter, is_big_endian) as u32);
        letters
            .map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    } else {
        String::from_utf8_lossy(bytes).into_owned()
    };
    text.trim_end_matches('\0').trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_floats_are_those_of_ieee_754() {
        for (bits, value) in [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65504.0),
            (0x0001, 5.960464477539063e-8),
            (0x3555, 0.333251953125),
            (0x7c00, f64::INFINITY),
        ] {
            assert_eq!(half(bits), value, "{bits:#06x}");
        }
        assert!(half(0x7e00).is_nan());
    }

    #[test]
    fn numbers_are_read_from_either_end() {
        assert_eq!(unsigned(&[1, 2], true), 258);
        assert_eq!(unsigned(&[1, 2], false), 513);
        assert_eq!(signed(&[0xff, 0xfe], true), -2);
        assert_eq!(signed(&[0xfe], false), -2);
    }
}
