//! Images with noise on them, as Keras's `GaussianNoise`.

/// Adds to each value a draw from a normal distribution, `size` times.
pub(super) fn add(image: &mut [f32], size: f32, mut draw: impl FnMut() -> f32) {
    for value in image {
        *value += draw() * size;
    }
}

#[cfg(test)]
mod tests {
    use crate::data::{ImageShape, VariedBatch};
    use crate::recipe::Augmentation;

    /// What a batch of gray images gets of noise, over what its size is of the whole range.
    fn noise(range: [f32; 2], stddev: f64) -> Vec<f64> {
        let batch = VariedBatch {
            shape: ImageShape::new(50, 40, 1).expect("valid"),
            range,
            seed: 5,
            step: 9,
        };
        let gray = (range[0] + range[1]) / 2.0;
        let mut values = vec![gray; 50 * 2000];
        batch.vary(&mut values, &[Augmentation::Noise { stddev }]);
        let span = f64::from(range[1] - range[0]);
        let share = |value: f32| f64::from(value - gray) / (stddev * span);
        values.into_iter().map(share).collect()
    }

    /// The moments of the standard normal distribution are 0, 1, 0 and 3; of 100,000 draws four standard errors are
    /// 0.013, 0.018, 0.031 and 0.062. A sum of eight uniform draws has a fourth moment of 3 - 1.2 / 8.
    #[test]
    fn noise_is_normal_around_nothing_whatever_the_range() {
        for (range, stddev) in [([0.0, 1.0], 0.1), ([-1.0, 1.0], 0.1), ([0.0, 255.0], 0.02)] {
            let values = noise(range, stddev);
            let moment = |power: i32| {
                let sum: f64 = values.iter().map(|value| value.powi(power)).sum();
                sum / values.len() as f64
            };
            for (power, expected, most) in [
                (1, 0.0, 0.013),
                (2, 1.0, 0.018),
                (3, 0.0, 0.031),
                (4, 3.0, 0.15 + 0.062),
            ] {
                let found = moment(power);
                assert!(
                    (found - expected).abs() < most,
                    "{range:?}: moment {power} is {found}"
                );
            }
        }
    }

    /// Of 100,000 pairs of independent draws the correlation has a standard error of 0.0032.
    #[test]
    fn no_draw_knows_of_the_one_beside_it_below_it_or_in_the_next_image() {
        let values = noise([0.0, 1.0], 0.1);
        for apart in [1, 40, 2000] {
            let pairs = values.iter().zip(&values[apart..]);
            let sum: f64 = pairs.map(|(one, other)| one * other).sum();
            let correlation = sum / (values.len() - apart) as f64;
            assert!(correlation.abs() < 0.013, "{apart}: {correlation}");
        }
    }
}
