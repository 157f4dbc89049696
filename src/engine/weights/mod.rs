//! Weights as named arrays in Keras's layouts: out of a network, into one, and to and from files.
//! Never computes with them, and never guesses: what does not fit is refused with its name.

mod file;
mod mismatch;
mod transfer;

pub use file::{load, save};
pub use mismatch::WeightsMismatch;

use burn::tensor::Tensor;

/// One array of numbers with a name, `conv0/kernel`, in row-major order.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedArray {
    /// `<layer name>/<parameter>`; the state of an optimizer adds one more part.
    pub name: String,
    /// Axes as in Keras: `[kernel_height, kernel_width, inputs, filters]` for a convolution,
    /// `[inputs, units]` for a dense layer, `[channels]` for everything else.
    pub shape: Vec<usize>,
    /// The numbers, as many as the shape says.
    pub values: Vec<f32>,
}

impl NamedArray {
    /// A copy of a tensor's numbers.
    pub(in crate::engine) fn of<const D: usize>(name: String, tensor: Tensor<D>) -> Self {
        let shape = tensor.dims().to_vec();
        Self {
            name,
            shape,
            values: tensor.into_data().iter::<f32>().collect(),
        }
    }
}

/// The name of the first weight that holds NaN or infinity.
#[must_use]
pub fn first_non_finite(weights: &[NamedArray]) -> Option<String> {
    let is_finite = |array: &&NamedArray| array.values.iter().all(|value| value.is_finite());
    let found = weights.iter().find(|array| !is_finite(array));
    found.map(|array| array.name.clone())
}
