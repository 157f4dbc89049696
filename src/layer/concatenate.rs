//! Several inputs side by side along the channels.

use super::reader::Reader;
use super::{Arity, Fault, FaultKind, LayerKind, Passes, Quantity, Shape, Step, explained};
use crate::text::{Message, all};
use crate::{message, tr};

/// `Concatenate` along the last axis: all other axes must agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Concatenate;

impl LayerKind for Concatenate {
    const ARITY: Arity = Arity::Several;
    const PASSES: Passes = Passes::Mixed;

    fn read(_settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self)
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let first = inputs[0];
        if inputs.iter().any(|shape| {
            shape.dims().len() != first.dims().len()
                || shape.with_channels(1) != first.with_channels(1)
        }) {
            let shapes = all(inputs.iter().map(ToString::to_string));
            let message = message!("concatenate-unequal-shapes", shapes = shapes);
            return Err(Fault {
                kind: FaultKind::UnequalInputs,
                message,
            });
        }
        let channels = inputs
            .iter()
            .try_fold(0_usize, |sum, shape| sum.checked_add(shape.channels()));
        channels
            .map(|sum| first.with_channels(sum))
            .ok_or_else(|| Fault::too_large(message!("channels-too-many")))
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        message!("explains-concatenate", inputs = inputs.len())
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        let channels = || inputs.iter().map(Shape::channels);
        let mut steps = explained::kept(inputs[0]);
        if let Some(last) = steps.last_mut() {
            let quantity = match inputs[0].as_map() {
                Some(_) => Quantity::Channels,
                None => Quantity::Features,
            };
            let letters = ("c₁ + c₂ + …", "letters-concatenated");
            let sum = channels().fold(0_usize, usize::saturating_add);
            *last = Step::new(quantity, letters, explained::sum(channels()), sum as u64);
        }
        steps
    }

    fn headline(&self) -> String {
        tr!("along-channels")
    }
}
