//! What an optimizer remembers, by parameter name, and as arrays for a checkpoint.

use std::collections::BTreeMap;

use burn::tensor::{Device, Tensor, TensorData};

use super::Optimizer;
use crate::engine::error::EngineError;
use crate::engine::weights::{LentArray, NamedArray, WeightsMismatch};

/// Everything that an optimizer needs to go on as if it had never stopped.
#[derive(Debug, Clone, PartialEq)]
pub struct OptimizerState<A = NamedArray> {
    /// Steps taken; Adam's bias correction depends on it.
    pub steps_taken: u64,
    /// What is remembered per weight, named `<parameter>/<slot>` and flat: `conv0/kernel/momentum`.
    pub slots: Vec<A>,
}

impl<A> Default for OptimizerState<A> {
    fn default() -> Self {
        Self {
            steps_taken: 0,
            slots: Vec::new(),
        }
    }
}

/// Remembered tensors by parameter name, each flat, in the order of the rule's slot names.
pub(super) type SlotTensors = Vec<Tensor<1>>;

#[derive(Debug, Default)]
pub(super) struct Slots {
    by_parameter: BTreeMap<String, SlotTensors>,
}

impl Slots {
    /// The slots of a parameter, or zeros for one that was never moved.
    pub fn take(&mut self, name: &str, slot_names: &[&str], weights: &Tensor<1>) -> SlotTensors {
        let zeros = || slot_names.iter().map(|_| weights.zeros_like()).collect();
        self.by_parameter.remove(name).unwrap_or_else(zeros)
    }

    /// Remembers the slots of a parameter.
    pub fn put(&mut self, name: String, slots: SlotTensors) {
        self.by_parameter.insert(name, slots);
    }
}

impl Optimizer {
    /// A copy of what is remembered.
    ///
    /// # Errors
    /// When the device cannot hand its numbers over.
    pub fn state(&self) -> Result<OptimizerState, EngineError> {
        let lent = self.lent_state();
        let slots = lent.slots.iter().map(LentArray::copied);
        Ok(OptimizerState {
            steps_taken: lent.steps_taken,
            slots: slots.collect::<Result<_, _>>()?,
        })
    }

    /// The same, where it is; whoever holds on to it keeps it from changing.
    #[must_use]
    pub fn lent_state(&self) -> OptimizerState<LentArray> {
        let slot_names = self.rule.slot_names();
        let parameters = self.slots.by_parameter.iter();
        let slots = parameters.flat_map(|(parameter, tensors)| {
            let slots = slot_names.iter().zip(tensors);
            slots.map(move |(slot, tensor)| {
                LentArray::of(format!("{parameter}/{slot}"), tensor.clone())
            })
        });
        OptimizerState {
            steps_taken: self.steps_taken,
            slots: slots.collect(),
        }
    }

    /// Goes on from a state of the same optimizer for the same network.
    ///
    /// # Errors
    /// A slot that this optimizer does not keep, or one that is missing beside its neighbor.
    pub fn restore(&mut self, state: OptimizerState, device: &Device) -> Result<(), EngineError> {
        let slot_names = self.rule.slot_names();
        let mut arrays: BTreeMap<String, BTreeMap<String, NamedArray>> = BTreeMap::new();
        for array in state.slots {
            let (parameter, slot) = parts_of(&array.name, slot_names)?;
            arrays.entry(parameter).or_default().insert(slot, array);
        }
        let mut by_parameter = BTreeMap::new();
        for (parameter, mut slots) in arrays {
            let mut tensors = Vec::new();
            for slot in slot_names {
                let missing = || WeightsMismatch::Missing {
                    name: format!("{parameter}/{slot}"),
                };
                let array = slots.remove(*slot).ok_or_else(missing)?;
                let count = array.values.len();
                let data = TensorData::new(array.values, [count]);
                tensors.push(Tensor::from_data(data, &device.clone().inner()));
            }
            by_parameter.insert(parameter, tensors);
        }
        self.slots = Slots { by_parameter };
        self.steps_taken = state.steps_taken;
        Ok(())
    }
}

fn parts_of(name: &str, slot_names: &[&str]) -> Result<(String, String), WeightsMismatch> {
    match name.rsplit_once('/') {
        Some((parameter, slot)) if slot_names.contains(&slot) => {
            Ok((parameter.to_owned(), slot.to_owned()))
        }
        _ => Err(WeightsMismatch::Unexpected {
            name: name.to_owned(),
        }),
    }
}
