//! Images of a batch mixed in pairs, and their classes in the same shares (Zhang et al. 2017, arXiv:1710.09412).

use crate::data::random::Random;

/// What each image of a batch was mixed of: images of the same batch, with their shares.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixture(Vec<Vec<(usize, f64)>>);

/// The image that another one was mixed with, and the share that it has kept.
pub(super) struct Pair {
    partner: usize,
    kept: f64,
}

/// Mixes each image, of `size` numbers, with the one in its place in another order of the batch. Each draws its own share,
/// as Keras's `MixUp` does.
pub(super) fn mix(values: &mut [f32], size: usize, alpha: f64, random: &mut Random) -> Vec<Pair> {
    let before = values.to_vec();
    let mut order: Vec<usize> = (0..values.len() / size).collect();
    random.shuffle(&mut order);
    let images = values.chunks_exact_mut(size);
    let pairs = images.zip(order).map(|(image, partner)| {
        let kept = random.beta(alpha);
        blend(image, &before[partner * size..(partner + 1) * size], kept);
        Pair { partner, kept }
    });
    pairs.collect()
}

fn blend(image: &mut [f32], other: &[f32], kept: f64) {
    for (value, other) in image.iter_mut().zip(other) {
        *value = (f64::from(*value) * kept + f64::from(*other) * (1.0 - kept)) as f32;
    }
}

impl Mixture {
    /// Images that are themselves.
    pub(super) fn of_one_each(count: usize) -> Self {
        Self((0..count).map(|image| vec![(image, 1.0)]).collect())
    }

    /// The same images mixed in pairs.
    pub(super) fn mixed(&self, pairs: &[Pair]) -> Self {
        let parts = |(place, pair): (usize, &Pair)| {
            let scaled = |image: usize, share: f64| {
                let parts = self.0[image].iter();
                parts.map(move |(part, of)| (*part, of * share))
            };
            let own = scaled(place, pair.kept);
            own.chain(scaled(pair.partner, 1.0 - pair.kept)).collect()
        };
        Self(pairs.iter().enumerate().map(parts).collect())
    }

    /// The share of each class in each image, `[images, classes]`, by the classes of the images that they were mixed of.
    #[must_use]
    pub fn class_shares(&self, labels: &[usize], classes: usize) -> Vec<f32> {
        let mut shares = vec![0.0_f64; self.0.len() * classes];
        for (row, parts) in shares.chunks_exact_mut(classes.max(1)).zip(&self.0) {
            for (part, share) in parts {
                if let Some(place) = labels.get(*part).and_then(|&label| row.get_mut(label)) {
                    *place += share;
                }
            }
        }
        shares.into_iter().map(|share| share as f32).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ImageShape, VariedBatch};
    use crate::recipe::Augmentation;

    fn batch(step: u64) -> VariedBatch {
        VariedBatch {
            shape: ImageShape::new(1, 2, 1).expect("valid"),
            range: [0.0, 1.0],
            seed: 3,
            step,
        }
    }

    const MIXUP: Augmentation = Augmentation::Mixup { alpha: 1.0 };

    /// Each image a number of its own: what it was mixed of can be read off it.
    #[test]
    fn classes_are_mixed_in_the_shares_of_their_images() {
        let labels = [0, 1, 2, 0];
        let mut values: Vec<f32> = [1.0, 10.0, 100.0, 1000.0].repeat(2);
        values.sort_by(f32::total_cmp);
        let mixture = batch(1).vary(&mut values, &[MIXUP]).expect("was mixed");
        let shares = mixture.class_shares(&labels, 3);
        for ((row, image), parts) in shares.chunks(3).zip(values.chunks(2)).zip(&mixture.0) {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-6, "{row:?}");
            let expected: f64 = parts
                .iter()
                .map(|(part, share)| [1.0, 10.0, 100.0, 1000.0][*part] * share)
                .sum();
            assert!(
                (f64::from(image[0]) - expected).abs() < 1e-3 * expected,
                "{image:?}"
            );
            assert_eq!(image[0], image[1]);
        }
        assert!(
            shares.iter().any(|share| (0.01..0.99).contains(share)),
            "{shares:?}"
        );
    }

    #[test]
    fn the_step_decides_who_is_mixed_with_whom() {
        let mixed = |step| {
            let mut values: Vec<f32> = (0..16_u8).map(f32::from).collect();
            batch(step).vary(&mut values, &[MIXUP]);
            values
        };
        assert_eq!(mixed(4), mixed(4));
        assert_ne!(mixed(4), mixed(5));
    }

    #[test]
    fn mixing_twice_mixes_what_was_mixed() {
        let once = Mixture::of_one_each(2).mixed(&[
            Pair {
                partner: 1,
                kept: 0.75,
            },
            Pair {
                partner: 1,
                kept: 0.5,
            },
        ]);
        let twice = once.mixed(&[
            Pair {
                partner: 1,
                kept: 0.5,
            },
            Pair {
                partner: 0,
                kept: 1.0,
            },
        ]);
        // Half of 3/4 and 1/4, and half of an image that is itself.
        assert_eq!(twice.class_shares(&[0, 1], 2), [0.375, 0.625, 0.0, 1.0]);
    }

    #[test]
    fn other_variations_mix_nothing() {
        let mut values = vec![0.5; 8];
        assert_eq!(batch(1).vary(&mut values, &[Augmentation::Flip]), None);
    }
}
