//! A feature map as one vector.

use super::reader::Reader;
use super::{Fault, LayerKind, Passes, Shape};
use crate::message;

/// `Flatten`: row by row, channels innermost, as Keras does on channels-last maps.
#[derive(Clone, Debug, PartialEq)]
pub struct Flatten;

impl LayerKind for Flatten {
    const PASSES: Passes = Passes::Numbers;
    fn read(_settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self)
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let elements = inputs[0]
            .elements()
            .and_then(|count| usize::try_from(count).ok());
        elements
            .map(Shape::vector)
            .ok_or_else(|| Fault::too_large(message!("flattened-vector-too-large")))
    }
}
