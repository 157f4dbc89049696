//! The largest value of each channel over the whole map.

use super::reader::Reader;
use super::{Fault, LayerKind, Shape};

/// `GlobalMaxPooling2D`: `(height, width, channels)` becomes `(channels)`.
#[derive(Clone, Debug, PartialEq)]
pub struct GlobalMaxPooling2D;

impl LayerKind for GlobalMaxPooling2D {
    fn read(_settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self)
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let [_, _, channels] = inputs[0]
            .as_map()
            .ok_or_else(|| Fault::needs_map(inputs[0]))?;
        Ok(Shape::vector(channels))
    }
}
