//! Images varied while a network trains on them, so that it cannot learn them by heart.

use super::random::Random;
use super::shape::ImageShape;

/// Mirrors about half of a batch left to right: `values` is `[count, height, width, channels]`. The same `seed` and `step`
/// always choose the same images.
pub fn flip_half(values: &mut [f32], shape: ImageShape, seed: u64, step: u64) {
    // The order of the images is drawn from the seed itself.
    let mut random = Random::new(seed ^ 0x666c_6970, step);
    for picture in values.chunks_exact_mut(shape.value_count()) {
        if random.below(2) == 1 {
            mirror(picture, shape);
        }
    }
}

fn mirror(picture: &mut [f32], shape: ImageShape) {
    let channels = shape.channels();
    for row in picture.chunks_exact_mut(shape.width() * channels) {
        for left in 0..shape.width() / 2 {
            let right = shape.width() - 1 - left;
            for channel in 0..channels {
                row.swap(left * channels + channel, right * channels + channel);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rows of three pixels in three channels, numbered.
    fn picture() -> (Vec<f32>, ImageShape) {
        let shape = ImageShape::new(2, 3, 3).expect("valid");
        ((0..18_u8).map(f32::from).collect(), shape)
    }

    #[test]
    fn mirroring_swaps_columns_and_keeps_channels() {
        let (mut values, shape) = picture();
        mirror(&mut values, shape);
        assert_eq!(values[..9], [6.0, 7.0, 8.0, 3.0, 4.0, 5.0, 0.0, 1.0, 2.0]);
        mirror(&mut values, shape);
        assert_eq!(values, picture().0);
    }

    #[test]
    fn about_half_of_a_batch_is_mirrored_and_the_step_decides_which() {
        let (one, shape) = picture();
        let batch = one.repeat(200);
        let flipped = |step| {
            let mut values = batch.clone();
            flip_half(&mut values, shape, 7, step);
            values
                .chunks_exact(18)
                .map(|picture| picture != one)
                .collect::<Vec<bool>>()
        };
        let count = flipped(1).iter().filter(|is_flipped| **is_flipped).count();
        assert!((70..130).contains(&count), "{count}");
        assert_eq!(flipped(1), flipped(1));
        assert_ne!(flipped(1), flipped(2));
    }
}
