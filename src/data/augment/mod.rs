//! Images varied while a network trains on them, so that it cannot learn them by heart. Never touches what is stored:
//! only the numbers of a batch, after preprocessing.

mod color;
mod cutout;
mod flip;
mod mixup;
mod noise;
mod warp;

#[cfg(test)]
mod golden;

use super::random::Random;
use super::shape::ImageShape;
use crate::recipe::Augmentation;
pub use mixup::Mixture;
use warp::Warp;

/// What tells the generator that mixes images from those of other variations.
const MIXING: u64 = 0x6d69_7875;

/// A batch that is varied: `[count, height, width, channels]`. The same seed and step always vary it alike.
#[derive(Clone, Copy, Debug)]
pub struct VariedBatch {
    /// Of one image.
    pub shape: ImageShape,
    /// The values of black and white after preprocessing, the lower one first.
    pub range: [f32; 2],
    /// The recipe's seed.
    pub seed: u64,
    /// The number of the training step.
    pub step: u64,
}

impl VariedBatch {
    /// Varies all images in place, by one augmentation after the other. Where they were mixed, it says of what.
    pub fn vary(&self, values: &mut [f32], augmentations: &[Augmentation]) -> Option<Mixture> {
        let mut mixture: Option<Mixture> = None;
        for (place, augmentation) in augmentations.iter().enumerate() {
            let place = place as u64;
            if let Augmentation::Mixup { alpha } = *augmentation {
                let mut random = Random::new(self.seed ^ MIXING ^ (place << 32), self.step);
                let size = self.shape.value_count();
                let pairs = mixup::mix(values, size, alpha, &mut random);
                let before = mixture.unwrap_or_else(|| Mixture::of_one_each(pairs.len()));
                mixture = Some(before.mixed(&pairs));
            } else {
                self.vary_by(values, *augmentation, place);
            }
        }
        mixture
    }

    /// `place` is where in the list it stands: the same augmentation twice draws twice.
    fn vary_by(&self, values: &mut [f32], augmentation: Augmentation, place: u64) {
        // The order of the images is drawn from the seed itself; mirroring draws as it always did.
        let seed = self.seed ^ 0x666c_6970 ^ (place << 32);
        let mut random = Random::new(seed, self.step);
        for image in values.chunks_exact_mut(self.shape.value_count()) {
            self.vary_image(image, augmentation, &mut random);
        }
    }

    fn vary_image(&self, image: &mut [f32], augmentation: Augmentation, random: &mut Random) {
        let Self { shape, range, .. } = *self;
        let [low, high] = range;
        let span = high - low;
        match augmentation {
            Augmentation::Flip => flip::mirror_sometimes(image, shape, random),
            Augmentation::FlipVertical => flip::overturn_sometimes(image, shape, random),
            Augmentation::Shift {
                height_factor,
                width_factor,
            } => {
                let down = random.around(height_factor as f32) * shape.height() as f32;
                let right = random.around(width_factor as f32) * shape.width() as f32;
                Warp::shift(down, right).apply(image, shape);
            }
            Augmentation::Rotate { degrees } => {
                let angle = random.around(degrees as f32).to_radians();
                Warp::rotation(angle).apply(image, shape);
            }
            Augmentation::Zoom { factor } => {
                Warp::zoom(1.0 + random.around(factor as f32)).apply(image, shape);
            }
            Augmentation::Shear { factor } => {
                Warp::shear(random.around(factor as f32)).apply(image, shape);
            }
            Augmentation::Brightness { factor } => {
                color::brighten(image, random.around(factor as f32) * span, range);
            }
            Augmentation::Contrast { factor } => {
                let factor = 1.0 + random.around(factor as f32);
                color::contrast(image, shape.channels(), factor, range);
            }
            Augmentation::Hue { factor } => {
                color::turn_hue(image, shape.channels(), random.around(factor as f32), range);
            }
            Augmentation::Noise { stddev } => {
                noise::add(image, stddev as f32 * span, || random.normal());
            }
            Augmentation::Cutout { size } => {
                let middle = [random.below(shape.height()), random.below(shape.width())];
                cutout::cut(image, shape, middle, size as f32, low);
            }
            // Looks at the whole batch, in `vary`.
            Augmentation::Mixup { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::{Described, Numbers};

    fn batch(step: u64) -> VariedBatch {
        VariedBatch {
            shape: ImageShape::new(6, 5, 3).expect("valid"),
            range: [0.0, 1.0],
            seed: 3,
            step,
        }
    }

    fn images() -> Vec<f32> {
        let image = |index: usize| ((index * 37) % 90) as f32 / 89.0;
        (0..4 * 90).map(image).collect()
    }

    #[test]
    fn the_same_seed_and_step_vary_alike_and_another_step_does_not() {
        // These images are all alike: mixed with each other, they stay as they are.
        let is_seen =
            |augmentation: &Augmentation| !matches!(augmentation, Augmentation::Mixup { .. });
        for augmentation in Augmentation::all().into_iter().filter(is_seen) {
            let varied = |step| {
                let mut values = images();
                batch(step).vary(&mut values, &[augmentation]);
                values
            };
            assert_eq!(varied(1), varied(1), "{augmentation:?}");
            let differ = (2..20).any(|step| varied(step) != varied(1));
            assert!(differ, "{augmentation:?}");
        }
    }

    #[test]
    fn values_stay_numbers_and_those_of_pixels_within_their_range() {
        for augmentation in Augmentation::all() {
            let mut values = images();
            batch(5).vary(&mut values, &[augmentation, augmentation]);
            let may_leave = matches!(augmentation, Augmentation::Noise { .. });
            for value in values {
                let is_inside = (-1e-6..=1.0 + 1e-6).contains(&value);
                assert!(
                    value.is_finite() && (is_inside || may_leave),
                    "{augmentation:?} {value}"
                );
            }
        }
    }

    #[test]
    fn augmentations_of_no_size_change_nothing() {
        for mut augmentation in Augmentation::all() {
            let numbers = augmentation.numbers();
            for spec in numbers {
                augmentation.set_number(spec.key, 0.0);
            }
            // There is no beta distribution of 0.
            if numbers.is_empty() || matches!(augmentation, Augmentation::Mixup { .. }) {
                continue;
            }
            let mut values = images();
            batch(2).vary(&mut values, &[augmentation]);
            for (found, expected) in values.iter().zip(images()) {
                assert!((found - expected).abs() < 1e-5, "{augmentation:?}");
            }
        }
    }
}
