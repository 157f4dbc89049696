//! A step that takes less memory and more time (Chen et al. 2016, "Training deep nets with sublinear memory cost"): the network is
//! cut where one result alone goes on, the way there keeps only those results, and the way back computes each part once more
//! before it goes through it. What is computed is the same to the last bit.
//! Never decides whether to: that is the recipe's.

mod cut;
mod found;

pub use cut::{Work, most_held, parts};
pub use found::FoundGradients;

use std::ops::Range;

use burn::module::Module;
use burn::tensor::{Gradients, Tensor};
use rand_chacha::ChaCha8Rng;

use super::network::{Network, Output};

/// What the way there leaves for the way back.
pub struct Trail {
    /// What goes into the last part, whose own way back begins at the loss.
    last: Tensor<4>,
    /// Into each of the others, without gradients, and what its dropout draws from.
    others: Vec<(Tensor<4>, ChaCha8Rng)>,
}

/// Passes `images`, `[batch, height, width, channels]` and without gradients, through all parts in training mode.
pub fn forward(
    network: &mut Network,
    parts: &[Range<usize>],
    images: Tensor<4>,
    generator: &mut ChaCha8Rng,
) -> (Output, Trail) {
    let at_rest = network.valid();
    let (last, before) = parts.split_last().expect("a network has a part at least");
    let (mut maps, mut others, mut statistics) = (images, Vec::new(), Vec::new());
    for part in before {
        others.push((maps.clone(), generator.clone()));
        let (output, batch) = at_rest.forward_part(part.clone(), maps, generator);
        maps = output;
        statistics.extend(batch);
    }
    let last_input = if network.learns_before(last.start) {
        Tensor::from_inner(maps).require_grad()
    } else {
        maps
    };
    let (output, batch) = network.forward_part(last.clone(), last_input.clone(), generator);
    statistics.extend(batch);
    network.follow(statistics);
    let trail = Trail {
        last: last_input,
        others,
    };
    (network.output(output), trail)
}

/// Goes back from a loss of what [`forward`] gave.
pub fn backward(
    network: &Network,
    parts: &[Range<usize>],
    trail: Trail,
    loss: &Tensor<1>,
) -> FoundGradients {
    let mut found = loss.backward();
    let mut beyond = gradient_of(&trail.last, &mut found);
    let mut all = vec![found];
    for (part, (maps, mut generator)) in parts.iter().zip(trail.others).rev() {
        let Some(gradient) = beyond else {
            break;
        };
        let maps = if network.learns_before(part.start) {
            Tensor::from_inner(maps).require_grad()
        } else {
            maps
        };
        let (output, _) = network.forward_part(part.clone(), maps.clone(), &mut generator);
        // The gradient of this sum by the output is the gradient that came from beyond.
        let mut found = (output * Tensor::from_inner(gradient)).sum().backward();
        beyond = gradient_of(&maps, &mut found);
        all.push(found);
    }
    FoundGradients::from(all)
}

/// `None` where nothing before it learns.
fn gradient_of(maps: &Tensor<4>, found: &mut Gradients) -> Option<Tensor<4>> {
    maps.is_require_grad().then(|| maps.grad_remove(found))?
}
