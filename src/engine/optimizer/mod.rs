//! How gradients become steps: Keras's formulas over named parameters, with a state that can be saved.
//! Never computes a gradient, never decides a learning rate.
//!
//! Burn's own optimizers are not used: their epsilons, dampening and bias corrections differ from
//! Keras's, and their state is tied to parameter numbers that change from process to process.

mod clipping;
mod rule;
mod state;

pub use state::OptimizerState;

use burn::module::{ModuleMapper, Param};
use burn::tensor::{Tensor, TensorData};
use netsmith_kernels::optimizer::{Rule, StepPosition, take};
use netsmith_kernels::{WeightPiece, runs_on};

use super::gradient_checkpointing::FoundGradients;
use super::network::{Network, ParameterPath};
use crate::recipe::{self, Clipping};
use state::Slots;

/// An optimizer at work: its formula, how many steps it has taken, and what it remembers.
#[derive(Debug)]
pub struct Optimizer {
    rule: Box<dyn Rule>,
    clipping: Clipping,
    learning_rate: f64,
    steps_taken: u64,
    slots: Slots,
}

impl Optimizer {
    /// An optimizer that has not taken a step.
    pub fn new(settings: &recipe::Optimizer, learning_rate: f64) -> Self {
        Self {
            rule: rule::of(settings),
            clipping: Clipping::Off,
            learning_rate,
            steps_taken: 0,
            slots: Slots::default(),
        }
    }

    /// The same, with gradients that are too long shortened.
    #[must_use]
    pub fn with_clipping(self, clipping: Clipping) -> Self {
        Self { clipping, ..self }
    }

    /// The size of the next step.
    pub fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    /// Changes the size of the steps from the next one on; nothing else is forgotten.
    pub fn set_learning_rate(&mut self, learning_rate: f64) {
        self.learning_rate = learning_rate;
    }

    /// Steps taken since the first one, also before a resumption.
    pub fn steps_taken(&self) -> u64 {
        self.steps_taken
    }

    /// Moves every trainable parameter of the network against its gradient.
    pub fn step(&mut self, network: &mut Network, gradients: FoundGradients) {
        self.steps_taken += 1;
        let step = StepPosition {
            learning_rate: self.learning_rate,
            number: self.steps_taken,
        };
        let scale = clipping::common_scale(self.clipping, network, &gradients);
        let mut mover = Mover {
            clipping: self.clipping,
            scale,
            path: ParameterPath::default(),
            rule: &*self.rule,
            slots: &mut self.slots,
            step,
            gradients,
        };
        network.map_in_place(&mut mover);
    }
}

/// Walks over a network and moves its parameters.
struct Mover<'a> {
    clipping: Clipping,
    /// What all gradients are multiplied by.
    scale: Option<f32>,
    path: ParameterPath,
    rule: &'a dyn Rule,
    slots: &'a mut Slots,
    step: StepPosition,
    gradients: FoundGradients,
}

impl Mover<'_> {
    /// The weights after the step, in their own memory.
    fn moved_in_place(
        &self,
        weights: Tensor<1>,
        gradient: Tensor<1>,
        slots: &mut [Tensor<1>],
    ) -> Tensor<1> {
        let device = weights.device();
        let (mut weights, gradient) = (weights.into_data(), gradient.into_data());
        let mut remembered: Vec<TensorData> = slots
            .iter_mut()
            .map(|slot| take(slot, &Tensor::empty([0], &device)).into_data())
            .collect();
        let piece = WeightPiece {
            weights: numbers_mut(&mut weights),
            gradient: gradient.as_slice().expect(FLOATS),
            slots: remembered.iter_mut().map(numbers_mut).collect(),
        };
        let (rule, step) = (self.rule, self.step);
        piece.in_pieces(|piece| rule.move_in_place(piece, step));
        for (slot, data) in slots.iter_mut().zip(remembered) {
            *slot = Tensor::from_data(data, &device);
        }
        Tensor::from_data(weights, &device)
    }
}

const FLOATS: &str = "the CPU device computes in f32, as was asked before";

fn numbers_mut(data: &mut TensorData) -> &mut [f32] {
    data.as_mut_slice().expect(FLOATS)
}

impl ModuleMapper for Mover<'_> {
    fn enter_module(&mut self, name: &str, container_type: &str) {
        self.path.enter(name, container_type);
    }

    fn exit_module(&mut self, _name: &str, _container_type: &str) {
        self.path.exit();
    }

    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        // Moving statistics have no gradient, and neither has a layer that nothing reads.
        let Some(gradient) = self.gradients.take(&parameter.val()) else {
            return parameter;
        };
        let name = self.path.name();
        parameter.map(|weights| {
            let shape = weights.dims();
            // Detached from autodiff and flat: one formula serves every rank, and a weight that
            // nobody else holds is changed in place.
            let weights = weights.inner().flatten::<1>(0, D - 1);
            let gradient = gradient.flatten::<1>(0, D - 1);
            let gradient = clipping::clipped(self.clipping, self.scale, gradient);
            let mut slots = self.slots.take(&name, self.rule.slot_names(), &weights);
            let moved = if runs_on(&weights) {
                self.moved_in_place(weights, gradient, &mut slots)
            } else {
                self.rule.moved(weights, gradient, &mut slots, self.step)
            };
            self.slots.put(name, slots);
            Tensor::from_inner(moved.reshape(shape)).require_grad()
        })
    }
}
