//! Weights as PyTorch keeps them.

use crate::exchange::axes::permuted;
use crate::exchange::outgoing::WeightView;

/// Numbers as PyTorch keeps them.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tensor {
    /// Weights, with their axes.
    Floats(Vec<usize>, Vec<f32>),
    /// One whole number without axes.
    Count(i64),
}

impl Tensor {
    /// The lengths of its axes.
    pub fn shape(&self) -> &[usize] {
        match self {
            Self::Floats(shape, _) => shape,
            Self::Count(_) => &[],
        }
    }

    /// How many bytes its numbers are.
    pub fn byte_count(&self) -> usize {
        match self {
            Self::Floats(_, values) => 4 * values.len(),
            Self::Count(_) => 8,
        }
    }

    /// Adds its numbers to `bytes`, the lowest byte of each first.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Floats(_, values) => {
                bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
            }
            Self::Count(count) => bytes.extend(count.to_le_bytes()),
        }
    }
}

/// The array as it is.
pub(super) fn kept(array: &WeightView<'_>) -> Tensor {
    Tensor::Floats(array.shape.clone(), array.values.to_vec())
}

/// The same numbers under another shape.
pub(super) fn shaped(array: &WeightView<'_>, shape: Vec<usize>) -> Tensor {
    Tensor::Floats(shape, array.values.to_vec())
}

/// The array with its axes in the order `axes`: axis `k` of it is axis `axes[k]` of what is given.
pub(super) fn turned(array: &WeightView<'_>, axes: &[usize]) -> Tensor {
    let shape = axes.iter().map(|axis| array.shape[*axis]).collect();
    Tensor::Floats(shape, permuted(&array.values, &array.shape, axes))
}
