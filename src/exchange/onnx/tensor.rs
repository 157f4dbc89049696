//! Numbers that a file holds: out of a message or out of a file beside it, into memory.

use std::borrow::Cow;
use std::path::{Component, Path};

use super::proto::{EXTERNAL, TensorProto, data_type};
use crate::exchange::axes::permuted;
use crate::files::Source;
use crate::message;
use crate::text::Message;

/// The most numbers that one tensor may hold.
const MOST_NUMBERS: usize = 1 << 31;
/// The most bytes of a file with numbers.
const MOST_BYTES: u64 = 1 << 37;

/// Numbers with their axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    /// The lengths of the axes; none for a single number.
    pub shape: Vec<usize>,
    /// The numbers, as many as the shape says.
    pub numbers: Numbers,
}

/// What a tensor holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Numbers {
    /// Real numbers.
    Reals(Vec<f32>),
    /// Whole numbers and switches.
    Wholes(Vec<i64>),
}

impl Tensor {
    /// Real numbers in a shape.
    pub fn reals(shape: impl Into<Vec<usize>>, numbers: Vec<f32>) -> Self {
        let shape = shape.into();
        Self {
            shape,
            numbers: Numbers::Reals(numbers),
        }
    }

    /// Whole numbers in a row.
    pub fn wholes(numbers: Vec<i64>) -> Self {
        Self {
            shape: vec![numbers.len()],
            numbers: Numbers::Wholes(numbers),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.numbers {
            Numbers::Reals(numbers) => numbers.len(),
            Numbers::Wholes(numbers) => numbers.len(),
        }
    }

    /// The numbers as real ones.
    pub fn as_reals(&self) -> Cow<'_, [f32]> {
        match &self.numbers {
            Numbers::Reals(numbers) => Cow::Borrowed(numbers),
            Numbers::Wholes(numbers) => numbers.iter().map(|number| *number as f32).collect(),
        }
    }

    /// The same as a list of its own.
    pub fn to_reals(&self) -> Vec<f32> {
        self.as_reals().into_owned()
    }

    /// The same, without a copy where they are real ones.
    pub fn into_reals(self) -> Vec<f32> {
        match self.numbers {
            Numbers::Reals(numbers) => numbers,
            Numbers::Wholes(numbers) => numbers.into_iter().map(|number| number as f32).collect(),
        }
    }

    /// The numbers, where they are whole ones.
    pub fn as_wholes(&self) -> Option<&[i64]> {
        match &self.numbers {
            Numbers::Wholes(numbers) => Some(numbers),
            Numbers::Reals(_) => None,
        }
    }

    /// Its only number.
    pub fn scalar(&self) -> Option<f32> {
        match &self.numbers {
            Numbers::Reals(numbers) if numbers.len() == 1 => Some(numbers[0]),
            Numbers::Wholes(numbers) if numbers.len() == 1 => Some(numbers[0] as f32),
            _ => None,
        }
    }

    /// The same numbers with their axes in another order.
    pub fn transposed(&self, order: &[usize]) -> Self {
        let numbers = match &self.numbers {
            Numbers::Reals(numbers) => Numbers::Reals(permuted(numbers, &self.shape, order)),
            Numbers::Wholes(numbers) => Numbers::Wholes(permuted(numbers, &self.shape, order)),
        };
        let shape = order.iter().map(|axis| self.shape[*axis]).collect();
        Self { shape, numbers }
    }
}

/// How many numbers a shape holds; `None` beyond what one tensor may hold.
pub fn count(shape: &[usize]) -> Option<usize> {
    let count = shape
        .iter()
        .try_fold(1_usize, |product, length| product.checked_mul(*length))?;
    (count <= MOST_NUMBERS).then_some(count)
}

/// The numbers of a message, which lie in it or in a file in `folder`.
///
/// # Errors
/// Where there are more or fewer of them than its shape says, or they are of a type that is not read; a sentence.
pub fn read(tensor: &TensorProto, folder: &Path) -> Result<Tensor, Message> {
    let lengths: Option<Vec<usize>> = tensor
        .dims
        .iter()
        .map(|length| usize::try_from(*length).ok())
        .collect();
    let counted = lengths.and_then(|shape| Some((count(&shape)?, shape)));
    let Some((count, shape)) = counted else {
        return Err(message!("onnx-tensor-shape", name = tensor.name.as_str()));
    };
    let numbers = if tensor.data_location == EXTERNAL {
        let width = width(tensor)?;
        let bytes = beside(tensor, count.saturating_mul(width), folder)?;
        of_bytes(tensor, &bytes)?
    } else if let Some(bytes) = &tensor.raw_data {
        if Some(bytes.len()) != count.checked_mul(width(tensor)?) {
            return Err(wrong_count(tensor, count, bytes.len() / width(tensor)?));
        }
        of_bytes(tensor, bytes)?
    } else {
        of_fields(tensor)?
    };
    let tensor_read = Tensor { shape, numbers };
    if tensor_read.len() == count {
        Ok(tensor_read)
    } else {
        Err(wrong_count(tensor, count, tensor_read.len()))
    }
}

fn wrong_count(tensor: &TensorProto, expected: usize, found: usize) -> Message {
    message!(
        "onnx-tensor-count",
        name = tensor.name.as_str(),
        expected = expected,
        found = found
    )
}

/// How many bytes a number of it takes.
fn width(tensor: &TensorProto) -> Result<usize, Message> {
    Ok(match tensor.data_type {
        data_type::UINT8 | data_type::INT8 | data_type::BOOL => 1,
        data_type::UINT16 | data_type::INT16 | data_type::FLOAT16 | data_type::BFLOAT16 => 2,
        data_type::FLOAT | data_type::INT32 | data_type::UINT32 => 4,
        data_type::DOUBLE | data_type::INT64 | data_type::UINT64 => 8,
        _ => return Err(unread(tensor)),
    })
}

fn unread(tensor: &TensorProto) -> Message {
    message!(
        "onnx-tensor-type",
        name = tensor.name.as_str(),
        kind = tensor.data_type
    )
}

fn of_bytes(tensor: &TensorProto, bytes: &[u8]) -> Result<Numbers, Message> {
    macro_rules! read {
        ($as:ident, $type:ty, $number:ident => $made:expr) => {
            Numbers::$as(
                bytes
                    .as_chunks()
                    .0
                    .iter()
                    .map(|bytes| {
                        let $number = <$type>::from_le_bytes(*bytes);
                        $made
                    })
                    .collect(),
            )
        };
    }
    Ok(match tensor.data_type {
        data_type::FLOAT => read!(Reals, f32, number => number),
        data_type::DOUBLE => read!(Reals, f64, number => number as f32),
        data_type::FLOAT16 => read!(Reals, u16, number => half(number)),
        data_type::BFLOAT16 => read!(Reals, u16, number => f32::from_bits(u32::from(number) << 16)),
        data_type::UINT8 | data_type::BOOL => read!(Wholes, u8, number => i64::from(number)),
        data_type::INT8 => read!(Wholes, i8, number => i64::from(number)),
        data_type::UINT16 => read!(Wholes, u16, number => i64::from(number)),
        data_type::INT16 => read!(Wholes, i16, number => i64::from(number)),
        data_type::INT32 => read!(Wholes, i32, number => i64::from(number)),
        data_type::UINT32 => read!(Wholes, u32, number => i64::from(number)),
        data_type::INT64 => read!(Wholes, i64, number => number),
        data_type::UINT64 => read!(Wholes, u64, number => number as i64),
        _ => return Err(unread(tensor)),
    })
}

fn of_fields(tensor: &TensorProto) -> Result<Numbers, Message> {
    let small = || tensor.int32_data.iter();
    Ok(match tensor.data_type {
        data_type::FLOAT => Numbers::Reals(tensor.float_data.clone()),
        data_type::DOUBLE => Numbers::Reals(
            tensor
                .double_data
                .iter()
                .map(|number| *number as f32)
                .collect(),
        ),
        data_type::FLOAT16 => Numbers::Reals(small().map(|bits| half(*bits as u16)).collect()),
        data_type::BFLOAT16 => Numbers::Reals(
            small()
                .map(|bits| f32::from_bits((*bits as u32) << 16))
                .collect(),
        ),
        data_type::INT64 => Numbers::Wholes(tensor.int64_data.clone()),
        data_type::UINT32 | data_type::UINT64 => Numbers::Wholes(
            tensor
                .uint64_data
                .iter()
                .map(|number| *number as i64)
                .collect(),
        ),
        data_type::UINT8
        | data_type::INT8
        | data_type::UINT16
        | data_type::INT16
        | data_type::INT32
        | data_type::BOOL => Numbers::Wholes(small().map(|number| i64::from(*number)).collect()),
        _ => return Err(unread(tensor)),
    })
}

/// A number of half precision.
fn half(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from((bits >> 10) & 0x1f), f32::from(bits & 0x3ff));
    sign * match exponent {
        0 => fraction * 2_f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1024.0 + fraction) * 2_f32.powi(exponent - 25),
    }
}

/// The bytes of a tensor whose numbers lie in a file of their own: only a plain name beside the file, and inside of its bounds.
fn beside(tensor: &TensorProto, expected_bytes: usize, folder: &Path) -> Result<Vec<u8>, Message> {
    let value = |key: &str| {
        let entry = tensor.external_data.iter().find(|entry| entry.key == key)?;
        Some(entry.value.as_str())
    };
    let number = |key: &str, default: u64| match value(key) {
        Some(text) => text.parse::<u64>().ok(),
        None => Some(default),
    };
    let location = value("location").unwrap_or_default();
    let name = Path::new(location);
    let mut parts = name.components().filter(|part| *part != Component::CurDir);
    let is_plain = matches!(
        (parts.next(), parts.next()),
        (Some(Component::Normal(_)), None)
    );
    let path = folder.join(name);
    let refused = || {
        message!(
            "onnx-external-path",
            name = tensor.name.as_str(),
            location = location
        )
    };
    if !is_plain || location.contains('\\') {
        return Err(refused());
    }
    let Ok(metadata) = path.symlink_metadata() else {
        return Err(message!("onnx-external-missing", location = location));
    };
    if !metadata.is_file() || has_other_names(&metadata) {
        return Err(refused());
    }
    let expected = expected_bytes as u64;
    let (offset, length) = match (number("offset", 0), number("length", expected)) {
        (Some(offset), Some(length)) if length == expected => (offset, length),
        _ => {
            return Err(message!(
                "onnx-external-bounds",
                name = tensor.name.as_str(),
                location = location
            ));
        }
    };
    if offset
        .checked_add(length)
        .is_none_or(|end| end > metadata.len())
    {
        return Err(message!(
            "onnx-external-bounds",
            name = tensor.name.as_str(),
            location = location
        ));
    }
    let mut source = Source::open(&path, MOST_BYTES).map_err(|error| error.message())?;
    source.go_to(offset).map_err(|error| error.message())?;
    let mut bytes = vec![0; expected_bytes];
    source.read(&mut bytes).map_err(|error| error.message())?;
    Ok(bytes)
}

/// Whether the same file has a name elsewhere: a file beside this one could then be any file of the user's.
#[cfg(unix)]
fn has_other_names(metadata: &std::fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) > 1
}

#[cfg(not(unix))]
fn has_other_names(_metadata: &std::fs::Metadata) -> bool {
    false
}

/// A shape as a sentence shows it: `1×512×7×7`.
pub fn shown(shape: &[usize]) -> String {
    let lengths: Vec<String> = shape.iter().map(ToString::to_string).collect();
    lengths.join("×")
}
