//! The forward pass of a part of the network, for a step that goes through one part after the other.

use std::ops::Range;

use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::Tensor;
use rand_chacha::ChaCha8Rng;

use super::layers::BatchStatistics;
use super::{Mode, Network};
use crate::engine::gradient_checkpointing::{Work, most_held, parts};
use crate::layer::Shape;

impl Network {
    /// The parts that training goes through one after the other, each a range of what [`Network::forward_part`] takes.
    pub(in crate::engine) fn parts(&self) -> Vec<Range<usize>> {
        parts(&self.works())
    }

    /// How many bytes of outputs for one picture a training step need not hold that goes through these parts.
    pub(in crate::engine) fn bytes_saved_by_parts(&self) -> u64 {
        let works = self.works();
        let whole = works.iter().map(|work| work.bytes);
        let whole = whole.fold(0, u64::saturating_add);
        whole.saturating_sub(most_held(&works, &parts(&works)))
    }

    /// What is done at once in a training step.
    fn works(&self) -> Vec<Work> {
        let steps = &self.plan.steps;
        let step_of = |output: usize| steps.iter().position(|step| step.output == output);
        let work = |step: &super::plan::PlannedStep| Work {
            inputs: step
                .inputs
                .iter()
                .filter_map(|input| step_of(*input))
                .collect(),
            bytes: bytes_of(self.nodes[step.output].shape),
        };
        steps.iter().map(work).collect()
    }

    /// What a part makes in training mode of what the one before it gave, or of images, and what normalizations found out.
    pub(in crate::engine) fn forward_part(
        &self,
        part: Range<usize>,
        maps: Tensor<4>,
        generator: &mut ChaCha8Rng,
    ) -> (Tensor<4>, Vec<(usize, BatchStatistics)>) {
        let steps = &self.plan.steps;
        let mut results: Vec<Option<Tensor<4>>> = vec![None; self.nodes.len()];
        let images = match part.start.checked_sub(1) {
            Some(before) => {
                results[steps[before].output] = Some(maps);
                None
            }
            None => Some(maps),
        };
        let mut mode = Mode::Training(generator);
        let last = steps[part.end - 1].output;
        let statistics = self.pass(&steps[part], (images, &mut results[..]), &mut mode, None);
        let output = results[last].take();
        (output.expect("the last step of a part gave it"), statistics)
    }

    /// Whether a weight learns in one of the parts before this step.
    pub(in crate::engine) fn learns_before(&self, step: usize) -> bool {
        self.plan.steps[..step].iter().any(|step| {
            let mut learner = Learner(false);
            self.nodes[step.layer].module.visit(&mut learner);
            learner.0
        })
    }
}

fn bytes_of(shape: Shape) -> u64 {
    let numbers = shape.elements().unwrap_or(u64::MAX);
    numbers.saturating_mul(size_of::<f32>() as u64)
}

/// Whether it has met a weight that learns.
struct Learner(bool);

impl ModuleVisitor for Learner {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        self.0 |= parameter.is_require_grad();
    }
}
