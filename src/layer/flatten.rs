//! A feature map as one vector.

use super::reader::Reader;
use super::{Fault, LayerKind, Passes, Quantity, Shape, Step, explained};
use crate::message;
use crate::text::Message;

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

    fn explained(&self, inputs: &[Shape]) -> Message {
        match inputs[0].as_map() {
            Some(_) => message!("explains-flatten", shape = %inputs[0]),
            None => message!("explains-flatten-vector", shape = %inputs[0]),
        }
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        let Some([height, width, channels]) = inputs[0].as_map() else {
            return explained::kept(inputs[0]);
        };
        let filled = format!("{height}·{width}·{channels}");
        let numbers = inputs[0].elements().unwrap_or(u64::MAX);
        let letters = ("h·w·c", "letters-flattened");
        vec![Step::new(Quantity::Features, letters, filled, numbers)]
    }
}
