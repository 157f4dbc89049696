//! Arrays that stay where they are until somebody looks at their numbers: all copies of a large network's weights at once would
//! not fit into memory.

use std::borrow::Cow;
use std::fmt;

use burn::tensor::Tensor;
use netsmith_kernels::see;

use super::NamedArray;
use crate::engine::error::EngineError;
use crate::engine::guard::guard;

/// A named array of numbers, wherever they are.
pub trait Array {
    /// What it is called.
    fn name(&self) -> Cow<'_, str>;

    /// Its axes.
    fn shape(&self) -> &[usize];

    /// Lets `look` look at the numbers, in row-major order.
    ///
    /// # Errors
    /// When the device cannot hand them over.
    fn with_values<T>(&self, look: impl FnOnce(&[f32]) -> T) -> Result<T, EngineError>;
}

impl Array for NamedArray {
    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.name)
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn with_values<T>(&self, look: impl FnOnce(&[f32]) -> T) -> Result<T, EngineError> {
        Ok(look(&self.values))
    }
}

/// A tensor as a named array; its numbers are copied only where they do not lie in the machine's memory as they are asked for.
pub struct LentArray {
    name: String,
    shape: Vec<usize>,
    show: Box<Show>,
}

/// Lets somebody look at numbers.
type Show = dyn Fn(&mut dyn FnMut(&[f32])) + Send;

impl LentArray {
    /// Holds on to a tensor.
    pub(in crate::engine) fn of<const D: usize>(name: String, tensor: Tensor<D>) -> Self {
        let shape = tensor.dims().to_vec();
        let show = move |look: &mut dyn FnMut(&[f32])| {
            if see(&tensor, &mut *look).is_some() {
                return;
            }
            let data = tensor.to_data();
            // Some devices compute with other numbers.
            match data.as_slice::<f32>() {
                Ok(values) => look(values),
                Err(_) => look(&data.iter::<f32>().collect::<Vec<f32>>()),
            }
        };
        Self {
            name,
            shape,
            show: Box::new(show),
        }
    }

    /// A copy of it with all of its numbers.
    ///
    /// # Errors
    /// When the device cannot hand them over.
    pub fn copied(&self) -> Result<NamedArray, EngineError> {
        Ok(NamedArray {
            name: self.name.clone(),
            shape: self.shape.clone(),
            values: self.with_values(<[f32]>::to_vec)?,
        })
    }
}

impl Array for LentArray {
    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.name)
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn with_values<T>(&self, look: impl FnOnce(&[f32]) -> T) -> Result<T, EngineError> {
        guard("doing-reading-weights", || {
            let (mut look, mut seen) = (Some(look), None);
            (self.show)(&mut |values| seen = look.take().map(|look| look(values)));
            Ok(seen.expect("a tensor shows its numbers once"))
        })
    }
}

impl fmt::Debug for LentArray {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {:?}", self.name, self.shape)
    }
}
