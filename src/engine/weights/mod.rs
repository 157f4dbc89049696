//! Weights as named arrays in Keras's layouts: out of a network, into one, and to and from files.
//! Never computes with them, and never guesses: what does not fit is refused with its name.

mod file;
mod lent;
mod mismatch;
mod transfer;

pub use file::{load, load_shapes, load_texts, save, save_beside};
pub use lent::{Array, LentArray};
pub use mismatch::WeightsMismatch;

use burn::tensor::Tensor;

use super::error::EngineError;

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
///
/// # Errors
/// When the device cannot hand its numbers over.
pub fn first_non_finite<A: Array>(weights: &[A]) -> Result<Option<String>, EngineError> {
    for array in weights {
        if !array.with_values(|values| values.iter().all(|value| value.is_finite()))? {
            return Ok(Some(array.name().into_owned()));
        }
    }
    Ok(None)
}
