//! Images mirrored, left to right or top to bottom, one half of them.

use crate::data::random::Random;
use crate::data::shape::ImageShape;

/// Mirrors left to right, or not.
pub(super) fn mirror_sometimes(image: &mut [f32], shape: ImageShape, random: &mut Random) {
    if random.below(2) == 1 {
        mirror(image, shape);
    }
}

/// Turns upside down, or not.
pub(super) fn overturn_sometimes(image: &mut [f32], shape: ImageShape, random: &mut Random) {
    if random.below(2) == 1 {
        overturn(image, shape);
    }
}

pub(super) fn overturn(image: &mut [f32], shape: ImageShape) {
    let row = shape.width() * shape.channels();
    for above in 0..shape.height() / 2 {
        let below = shape.height() - 1 - above;
        let (upper, lower) = image.split_at_mut(below * row);
        upper[above * row..(above + 1) * row].swap_with_slice(&mut lower[..row]);
    }
}

pub(super) fn mirror(picture: &mut [f32], shape: ImageShape) {
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
    use crate::data::VariedBatch;
    use crate::recipe::Augmentation;

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
    fn upside_down_swaps_rows() {
        let (mut values, shape) = picture();
        let before = values.clone();
        let mut random = Random::new(1, 0);
        while values == before {
            overturn_sometimes(&mut values, shape, &mut random);
        }
        assert_eq!(values, [&before[9..], &before[..9]].concat());
    }

    #[test]
    fn about_half_of_a_batch_is_mirrored_and_the_step_decides_which() {
        let (one, shape) = picture();
        let batch = one.repeat(200);
        let flipped = |step| {
            let mut values = batch.clone();
            let batch = VariedBatch {
                shape,
                range: [0.0, 17.0],
                seed: 7,
                step,
            };
            batch.vary(&mut values, &[Augmentation::Flip]);
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
