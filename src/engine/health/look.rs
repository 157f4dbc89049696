//! The look at a forward pass: what every layer gives for a batch, and how far batch norm's averages are from it.

use burn::tensor::Tensor;

use super::LayerHealth;
use crate::engine::network::{Mode, Network, Watched};
use crate::graph::HealthMeasure;
use netsmith_kernels::MapStatistics;

/// The figures of a forward pass in `mode`, layer by layer.
pub fn look(network: &Network, images: Tensor<4>, mode: Mode<'_>) -> Vec<LayerHealth> {
    let watched: Vec<Watched> = network.watched().collect();
    let mut layers: Vec<LayerHealth> = network.layer_names().map(LayerHealth::new).collect();
    let mut sizes = vec![0.0; layers.len()];
    let drifts = network.forward_watched(images, mode, &mut |place, maps| {
        let is_relu = matches!(watched[place], Watched::Relu);
        let (found, silent) = MapStatistics::of(maps, is_relu);
        let layer = &mut layers[place];
        layer.set(HealthMeasure::Least, found.least);
        layer.set(HealthMeasure::Most, found.most);
        layer.set(HealthMeasure::Mean, found.mean);
        layer.set(HealthMeasure::Deviation, found.deviation);
        if let Some(share) = silent {
            layer.set(HealthMeasure::DeadRelus, share);
        }
        sizes[place] = found.size();
        if let Watched::Sum { branch, shortcut } = watched[place] {
            // Both have the same shape, so that their lengths are as their root mean squares.
            layer.set(HealthMeasure::BranchRatio, sizes[branch] / sizes[shortcut]);
        }
    });
    for drift in drifts {
        layers[drift.place].set(HealthMeasure::MeanDrift, drift.mean);
        layers[drift.place].set(HealthMeasure::VarianceDrift, drift.variance);
    }
    layers
}
