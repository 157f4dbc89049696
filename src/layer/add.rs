//! The sum of several inputs.

use super::reader::Reader;
use super::{Arity, Fault, FaultKind, LayerKind, Passes, Shape, Step, explained};
use crate::message;
use crate::text::{Message, all};

/// `Add`: all inputs must have the same shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Add;

impl LayerKind for Add {
    const ARITY: Arity = Arity::Several;
    const PASSES: Passes = Passes::Mixed;

    fn read(_settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self)
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        if inputs.iter().all(|shape| *shape == inputs[0]) {
            Ok(inputs[0])
        } else {
            let shapes = all(inputs.iter().map(ToString::to_string));
            let message = message!("add-unequal-shapes", shapes = shapes);
            Err(Fault {
                kind: FaultKind::UnequalInputs,
                message,
            })
        }
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        message!("explains-add", inputs = inputs.len(), shape = %inputs[0])
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }
}
