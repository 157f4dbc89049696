//! What comes in goes out.

use super::reader::Reader;
use super::{Fault, LayerKind, Passes, Shape, Step, explained};
use crate::message;
use crate::text::Message;

/// `Identity`.
#[derive(Clone, Debug, PartialEq)]
pub struct Identity;

impl LayerKind for Identity {
    const PASSES: Passes = Passes::Numbers;

    fn read(_settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self)
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        Ok(inputs[0])
    }

    fn explained(&self, _inputs: &[Shape]) -> Message {
        message!("explains-identity")
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }
}
