//! What can be watched between the layers of a network while it learns.

use burn::tensor::Tensor;

use super::forward::Mode;
use super::layers::{BatchStatistics, LayerModule, Normalization};
use super::stateless::StatelessOperation;
use super::{Network, Node};
use crate::layer::Function;

/// What there is to watch in a layer beside its output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// Nothing.
    Output,
    /// Channels that fall silent.
    Relu,
    /// A branch that is added to a shortcut: the places of both.
    Sum {
        /// The input that comes through more layers.
        branch: usize,
        /// The other one.
        shortcut: usize,
    },
}

/// How far a batch normalization's moving averages lie from what it found in a batch, as means over its channels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drift {
    /// The layer's place.
    pub place: usize,
    /// Between the means, in standard deviations of the batch.
    pub mean: f64,
    /// The factor between the variances, whichever is larger: 1 for none.
    pub variance: f64,
}

/// Sees the output of the layer in each place, as forward passes hand it on.
pub type Look<'a> = &'a mut dyn FnMut(usize, &Tensor<4>);

impl Network {
    /// What there is to watch in each layer, in the order in which they run.
    pub fn watched(&self) -> impl Iterator<Item = Watched> {
        let depths = self.depths();
        self.nodes.iter().map(move |node| match &node.module {
            LayerModule::Stateless(layer) if matches!(layer.operation, StatelessOperation::Add) => {
                sum(node, &depths)
            }
            module if module.activation() == Function::Relu => Watched::Relu,
            _ => Watched::Output,
        })
    }

    /// A forward pass that shows each layer's output to `look` and changes nothing in the network; batch normalizations tell
    /// how far they have drifted, where the mode makes them look at the batch.
    pub fn forward_watched(
        &self,
        images: Tensor<4>,
        mut mode: Mode<'_>,
        look: Look<'_>,
    ) -> Vec<Drift> {
        let mut show = |place: usize, maps: Tensor<4>| {
            look(place, &self.shown(place, &maps));
            maps
        };
        let (_, statistics) = self.run(images, &mut mode, Some(&mut show));
        let drift = |(place, batch): (usize, BatchStatistics)| {
            let node = &self.nodes[place];
            let LayerModule::Normalization(layer) = &node.module else {
                return None;
            };
            let [mean, variance] = drift(layer, &batch);
            Some(Drift {
                place,
                mean,
                variance,
            })
        };
        statistics.into_iter().filter_map(drift).collect()
    }

    /// Layers with weights on the longest way from the input to each layer.
    fn depths(&self) -> Vec<usize> {
        let mut depths: Vec<usize> = Vec::new();
        for node in &self.nodes {
            let before = node.inputs.iter().map(|&input| depths[input]).max();
            let own = usize::from(node.module.learns());
            depths.push(before.unwrap_or(0) + own);
        }
        depths
    }
}

/// A sum of two of which one came a longer way; any other sum has no branch.
fn sum(node: &Node, depths: &[usize]) -> Watched {
    match node.inputs[..] {
        [first, second] if depths[first] > depths[second] => Watched::Sum {
            branch: first,
            shortcut: second,
        },
        [first, second] if depths[first] < depths[second] => Watched::Sum {
            branch: second,
            shortcut: first,
        },
        _ => Watched::Output,
    }
}

/// Means over the channels: of the distance between the means in deviations of the batch, and (geometrically) of the factor
/// between the variances.
fn drift(layer: &Normalization, batch: &BatchStatistics) -> [f64; 2] {
    let [moving_mean, moving_variance, mean, variance] = [
        layer.moving_mean.val(),
        layer.moving_variance.val(),
        batch.mean.clone(),
        batch.variance.clone(),
    ]
    .map(numbers);
    let count = mean.len().max(1) as f64;
    let channels = 0..mean.len();
    let distance = |channel: usize| {
        let deviation = (variance[channel] + layer.epsilon).sqrt();
        (moving_mean[channel] - mean[channel]).abs() / deviation
    };
    let factor = |channel: usize| {
        let moving = moving_variance[channel] + layer.epsilon;
        (moving / (variance[channel] + layer.epsilon)).ln().abs()
    };
    let distances: f64 = channels.clone().map(distance).sum();
    let factors: f64 = channels.map(factor).sum();
    [distances / count, (factors / count).exp()]
}

fn numbers(vector: Tensor<1>) -> Vec<f64> {
    vector.into_data().iter::<f32>().map(f64::from).collect()
}
