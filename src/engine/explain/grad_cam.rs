//! Grad-CAM (Selvaraju et al. 2017, arXiv:1610.02391): where a layer's maps speak for a class.

use super::slope::{Slope, slope};
use super::{Heat, Subject};
use crate::engine::error::EngineError;

/// The maps of `layer`, each weighted by its mean gradient of the class's score; what speaks against the class is cut
/// off. As large as the picture, in the score's own measure.
///
/// # Errors
/// Where the picture does not fit the network, or the network cannot compute.
pub fn grad_cam(subject: &Subject<'_>, class: usize, layer: &str) -> Result<Heat, EngineError> {
    let Slope { maps, gradient } = slope(subject, (subject.values.to_vec(), 1), layer, class)?;
    let &[_, height, width, channels] = maps.shape.as_slice() else {
        return Ok(Heat::zeros(1, 1));
    };
    let mut weights = vec![0.0_f64; channels];
    for pixel in gradient.values.chunks_exact(channels) {
        for (weight, value) in weights.iter_mut().zip(pixel) {
            *weight += f64::from(*value);
        }
    }
    let pixel_count = (height * width) as f64;
    let sum = |pixel: &[f32]| {
        let products = pixel.iter().zip(&weights);
        let sum: f64 = products
            .map(|(value, weight)| f64::from(*value) * weight / pixel_count)
            .sum();
        sum.max(0.0) as f32
    };
    let values = maps.values.chunks_exact(channels).map(sum).collect();
    let coarse = Heat {
        height,
        width,
        values,
    };
    let [height, width, _] = subject.sides();
    Ok(coarse.upsampled(height, width))
}
