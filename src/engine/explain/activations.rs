//! What a layer makes of a picture, and what a convolution looks for.

use burn::tensor::Tensor;

use super::Subject;
use crate::engine::Network;
use crate::engine::error::EngineError;
use crate::engine::guard::guard;
use crate::engine::network::Mode;
use crate::engine::weights::NamedArray;

/// Small pictures side by side: a layer's channels, or a convolution's filters.
#[derive(Debug, Clone, PartialEq)]
pub struct Maps {
    /// Rows of each.
    pub height: usize,
    /// Columns of each.
    pub width: usize,
    /// Numbers at each pixel: 1, or 3 where a filter reads red, green and blue.
    pub depth: usize,
    /// How many there are.
    pub count: usize,
    /// `[height, width, depth, count]`.
    pub values: Vec<f32>,
}

impl Maps {
    /// The number at a pixel of one of them.
    pub fn at(&self, map: usize, [y, x, channel]: [usize; 3]) -> f32 {
        self.values[((y * self.width + x) * self.depth + channel) * self.count + map]
    }

    /// All numbers of one of them.
    pub fn of(&self, map: usize) -> impl Iterator<Item = f32> {
        let values = self.values.iter().skip(map).step_by(self.count.max(1));
        values.copied()
    }
}

/// What `layer` gives for the picture, its last activation included; a vector is maps of one pixel each.
///
/// # Errors
/// Where the picture does not fit the network, or the network cannot compute.
pub fn activations(subject: &Subject<'_>, layer: &str) -> Result<Maps, EngineError> {
    let images = subject.images(subject.values.to_vec(), 1)?;
    let found = output_of(subject.network, layer, images)?;
    let side = |axis: usize| found.shape.get(axis).copied().unwrap_or(1);
    Ok(Maps {
        height: side(1),
        width: side(2),
        depth: 1,
        count: side(3),
        values: found.values,
    })
}

/// What `layer` gives for images, `[batch, height, width, channels]`, its last activation included.
///
/// # Errors
/// Where there is no such layer, or the network cannot compute.
pub(super) fn output_of(
    network: &Network,
    layer: &str,
    images: Tensor<4>,
) -> Result<NamedArray, EngineError> {
    guard("doing-explaining", || {
        let mut found = None;
        network.forward_observed(images, Mode::Inference, &mut |name, maps| {
            if name == layer {
                found = Some(NamedArray::of(name.to_owned(), maps.clone()));
            }
        });
        found.ok_or_else(|| EngineError::Disordered {
            layer: layer.to_owned(),
        })
    })
}

/// The filters of a convolution. Those that read three channels are taken for colors; of others each pixel is the mean
/// over the channels that the filter reads. `None` for a layer that is no convolution.
pub fn filters(network: &Network, layer: &str) -> Option<Maps> {
    let kernel = network.kernel_of(layer)?;
    let &[height, width, inputs, count] = kernel.shape.as_slice() else {
        return None;
    };
    let maps = |depth: usize, values: Vec<f32>| Maps {
        height,
        width,
        depth,
        count,
        values,
    };
    if inputs == 3 || inputs == 1 {
        return Some(maps(inputs, kernel.values));
    }
    let mean = |pixel: &[f32]| {
        (0..count)
            .map(|filter| {
                let weights = pixel.iter().skip(filter).step_by(count);
                weights.sum::<f32>() / inputs as f32
            })
            .collect::<Vec<f32>>()
    };
    let pixels = kernel.values.chunks_exact(inputs * count);
    Some(maps(1, pixels.flat_map(mean).collect()))
}
