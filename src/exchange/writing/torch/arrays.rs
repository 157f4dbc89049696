//! Weights as PyTorch keeps them.

use super::TorchLayer;
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

/// How an array lies in PyTorch: its axes in this order, and then under this shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange::writing) struct Layout {
    /// Axis `k` in PyTorch is axis `axes[k]` here.
    pub axes: Vec<usize>,
    /// The lengths of its axes there, of which some may be several of ours together.
    pub shape: Vec<usize>,
}

impl Layout {
    /// As it is.
    pub fn kept(array: &WeightView<'_>) -> Self {
        Self::turned(array, &(0..array.shape.len()).collect::<Vec<_>>())
    }

    /// With its axes in another order.
    pub fn turned(array: &WeightView<'_>, axes: &[usize]) -> Self {
        Self {
            axes: axes.to_vec(),
            shape: axes.iter().map(|axis| array.shape[*axis]).collect(),
        }
    }

    /// The same numbers under another shape.
    pub fn shaped(self, shape: Vec<usize>) -> Self {
        Self { shape, ..self }
    }

    fn tensor(&self, array: &WeightView<'_>) -> Tensor {
        let values = permuted(&array.values, &array.shape, &self.axes);
        Tensor::Floats(self.shape.clone(), values)
    }
}

/// Where a tensor's numbers come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// The tensor in the state_dict.
    pub tensor: String,
    /// What the layer's kind calls the array: `kernel`.
    pub weight: &'static str,
    /// The lengths of its axes here.
    pub shape: Vec<usize>,
    /// As in [`Layout::axes`].
    pub axes: Vec<usize>,
}

impl TorchLayer {
    /// Keeps `array` as the tensor of this name.
    pub fn keep(&mut self, tensor: String, array: &WeightView<'_>, layout: Layout) {
        self.tensors.push((tensor.clone(), layout.tensor(array)));
        self.sources.push(Source {
            tensor,
            weight: array.name,
            shape: array.shape.clone(),
            axes: layout.axes,
        });
    }
}
