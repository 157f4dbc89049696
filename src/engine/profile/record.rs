//! The times of a network's steps, added up.

use std::time::{Duration, Instant};

use super::report::{LayerTime, OperationTime, Profile};
use super::{Operation, Phase};
use netsmith_kernels::clock::{Timing, record};

/// What a profile has to know about a layer beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerCost {
    /// Its name.
    pub name: String,
    /// What it does.
    pub operation: Operation,
    /// Multiply-adds for one picture, forward.
    pub macs: u64,
    /// Whether anything before it learns, so that it has to hand a gradient on.
    pub passes_gradient: bool,
}

/// Times added up over steps.
#[derive(Debug)]
pub struct Record {
    costs: Vec<LayerCost>,
    layers: Vec<Spent>,
    /// As in [`Operation::ALL`].
    operations: [Spent; Operation::ALL.len()],
    steps: u32,
    images: u64,
    whole: Duration,
    is_warm: bool,
}

/// The time of one place.
#[derive(Clone, Copy, Debug, Default)]
struct Spent {
    forward: Duration,
    backward: Duration,
    update: Duration,
}

impl Record {
    /// A record of a network's steps, with nothing in it.
    pub fn of(costs: Vec<LayerCost>) -> Self {
        Self {
            layers: vec![Spent::default(); costs.len()],
            operations: Default::default(),
            costs,
            steps: 0,
            images: 0,
            whole: Duration::ZERO,
            is_warm: false,
        }
    }

    /// Does a step on some pictures and adds its times. The very first step, which asks the system for all of its memory,
    /// makes way for the second one.
    pub fn step<T>(&mut self, images: usize, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let (result, timings) = record(work);
        let whole = started.elapsed();
        if self.steps == 1 && !self.is_warm {
            *self = Self::of(std::mem::take(&mut self.costs));
            self.is_warm = true;
        }
        self.steps += 1;
        self.images += images as u64;
        self.whole += whole;
        for timing in timings {
            self.add(timing);
        }
        result
    }

    fn add(&mut self, timing: Timing) {
        self.operations[timing.place.operation as usize].add(timing);
        let layer = timing.place.layer;
        if let Some(layer) = layer.and_then(|layer| self.layers.get_mut(layer)) {
            layer.add(timing);
        }
    }

    /// The mean step so far; `None` before the first.
    pub fn profile(&self) -> Option<Profile> {
        if self.steps == 0 {
            return None;
        }
        let steps = f64::from(self.steps);
        let images = self.images as f64 / steps;
        let layers = self.costs.iter().zip(&self.layers);
        let layers: Vec<LayerTime> = layers
            .map(|(cost, spent)| LayerTime {
                name: cost.name.clone(),
                operation: cost.operation,
                forward_seconds: spent.forward.as_secs_f64() / steps,
                backward_seconds: spent.backward.as_secs_f64() / steps,
                forward_flops: flops(cost.macs, images),
                backward_flops: flops(cost.macs, images) * gradients(cost),
            })
            .collect();
        let operations = Operation::ALL.into_iter().zip(&self.operations);
        Some(Profile {
            steps: self.steps as usize,
            images,
            step_seconds: self.whole.as_secs_f64() / steps,
            operations: operations
                .map(|(operation, spent)| spent.mean(operation, steps, &layers))
                .filter(|time| time.seconds() > 0.0)
                .collect(),
            layers,
        })
    }
}

impl Spent {
    fn add(&mut self, timing: Timing) {
        match timing.phase {
            Phase::Forward => self.forward += timing.duration,
            Phase::Backward => self.backward += timing.duration,
            Phase::Update => self.update += timing.duration,
        }
    }

    fn mean(&self, operation: Operation, steps: f64, layers: &[LayerTime]) -> OperationTime {
        let of_its_kind = || layers.iter().filter(|layer| layer.operation == operation);
        OperationTime {
            operation,
            forward_seconds: self.forward.as_secs_f64() / steps,
            backward_seconds: self.backward.as_secs_f64() / steps,
            update_seconds: self.update.as_secs_f64() / steps,
            forward_flops: of_its_kind().map(|layer| layer.forward_flops).sum(),
            backward_flops: of_its_kind().map(|layer| layer.backward_flops).sum(),
        }
    }
}

/// A multiply-add is two floating-point operations.
fn flops(macs: u64, images: f64) -> f64 {
    2.0 * macs as f64 * images
}

/// How many products of the forward one's size the gradients take: that of the weights, and that of the input where
/// somebody before the layer waits for it.
fn gradients(cost: &LayerCost) -> f64 {
    if cost.passes_gradient { 2.0 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::super::{Attribution, time};
    use super::*;

    fn costs() -> Vec<LayerCost> {
        let cost = |name: &str, operation, macs, passes_gradient| LayerCost {
            name: name.to_owned(),
            operation,
            macs,
            passes_gradient,
        };
        vec![
            cost("conv", Operation::Convolution, 100, false),
            cost("bn", Operation::Normalization, 0, true),
            cost("fc", Operation::Dense, 10, true),
        ]
    }

    /// A step in which each layer works forward, and the fused convolution backward.
    fn step() {
        for (layer, cost) in costs().iter().enumerate() {
            time(
                Attribution::layer(layer, cost.operation),
                Phase::Forward,
                || (),
            );
        }
        let fused = Attribution::layer(0, Operation::Convolution).doing(Operation::Normalization);
        time(fused, Phase::Backward, || ());
        time(
            Attribution::network(Operation::Optimizer),
            Phase::Update,
            || (),
        );
    }

    #[test]
    fn operations_are_two_a_multiply_add_and_twice_that_for_two_gradients() {
        let mut record = Record::of(costs());
        record.step(4, step);
        let profile = record.profile().expect("one step was taken");
        let flops: Vec<_> = profile
            .layers
            .iter()
            .map(|layer| (layer.forward_flops, layer.backward_flops))
            .collect();
        // The first convolution hands no gradient on to the pictures.
        assert_eq!(flops, [(800.0, 800.0), (0.0, 0.0), (80.0, 160.0)]);
    }

    #[test]
    fn work_counts_for_its_layer_and_for_what_it_does() {
        let mut record = Record::of(costs());
        record.step(4, step);
        let profile = record.profile().expect("one step was taken");
        assert!(profile.layers[0].backward_seconds > 0.0);
        assert_eq!(profile.layers[1].backward_seconds, 0.0);
        let normalization = profile
            .operations
            .iter()
            .find(|time| time.operation == Operation::Normalization);
        assert!(normalization.is_some_and(|time| time.backward_seconds > 0.0));
        let sum: f64 = profile.operations.iter().map(OperationTime::seconds).sum();
        assert!(sum <= profile.step_seconds, "{profile:?}");
    }

    #[test]
    fn the_first_step_makes_way_for_the_second() {
        let mut record = Record::of(costs());
        assert_eq!(record.profile(), None);
        let mut steps = Vec::new();
        for images in [8, 4, 2] {
            record.step(images, step);
            let profile = record.profile().expect("a step was taken");
            steps.push((profile.steps, profile.images));
        }
        assert_eq!(steps, [(1, 8.0), (1, 4.0), (2, 3.0)]);
    }
}
