//! Obviously correct twins of the operations, one number at a time, and checks against them.

use burn::tensor::{Device, Tensor, TensorData};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A small dense map `[batch, height, width, channels]` that can be indexed.
#[derive(Debug, Clone)]
pub(crate) struct Maps {
    pub shape: [usize; 4],
    pub values: Vec<f64>,
}

impl Maps {
    /// Seeded numbers in [-1, 1).
    pub fn random(shape: [usize; 4], seed: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        let values = (0..shape.iter().product()).map(|_| generator.random::<f64>() * 2.0 - 1.0);
        Self {
            shape,
            values: values.collect(),
        }
    }

    /// Each number made by a function of its indices.
    pub fn from_fn(shape: [usize; 4], mut value: impl FnMut([usize; 4]) -> f64) -> Self {
        let mut values = Vec::new();
        for n in 0..shape[0] {
            for y in 0..shape[1] {
                for x in 0..shape[2] {
                    values.extend((0..shape[3]).map(|c| value([n, y, x, c])));
                }
            }
        }
        Self { shape, values }
    }

    /// The numbers without their signs.
    pub fn absolute(&self) -> Self {
        Self {
            values: self.values.iter().map(|value| value.abs()).collect(),
            shape: self.shape,
        }
    }

    pub fn at(&self, [n, y, x, c]: [usize; 4]) -> f64 {
        let [_, height, width, channels] = self.shape;
        self.values[((n * height + y) * width + x) * channels + c]
    }

    /// The number at a place that may lie outside of the map.
    pub fn get(&self, n: usize, y: isize, x: isize, c: usize) -> Option<f64> {
        let y = usize::try_from(y).ok().filter(|y| *y < self.shape[1])?;
        let x = usize::try_from(x).ok().filter(|x| *x < self.shape[2])?;
        Some(self.at([n, y, x, c]))
    }

    pub fn tensor(&self, device: &Device) -> Tensor<4> {
        let values: Vec<f32> = self.values.iter().map(|value| *value as f32).collect();
        Tensor::from_data(TensorData::new(values, self.shape), device)
    }
}

/// A device for tests, with gradients.
pub(crate) fn device() -> Device {
    Device::flex().autodiff()
}

pub(crate) fn numbers<const D: usize>(tensor: Tensor<D>) -> Vec<f64> {
    tensor.into_data().iter::<f32>().map(f64::from).collect()
}

/// Fails unless both are equal to `tolerance`, relative to the largest expected number.
pub(crate) fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    let scale = expected
        .iter()
        .fold(1e-6_f64, |largest, value| largest.max(value.abs()));
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        let distance = (found - expected).abs() / scale;
        assert!(
            distance <= tolerance,
            "number {index}: expected {expected}, found {found}"
        );
    }
}

/// Fails unless the gradient of `sum(weights · f(x))` agrees with central differences.
///
/// `slow` computes `f` in double precision, so the step can be small and 1e-3 is a narrow tolerance for
/// the single-precision gradient.
pub(crate) fn assert_gradient(
    input: &Maps,
    fast: impl Fn(Tensor<4>) -> Tensor<4>,
    slow: impl Fn(&Maps) -> Maps,
) {
    let output = slow(input);
    let weights = Maps::random(output.shape, 99);
    let device = device();
    let leaf = input.tensor(&device).require_grad();
    let gradients = (fast(leaf.clone()) * weights.tensor(&device))
        .sum()
        .backward();
    let found = numbers(
        leaf.grad(&gradients)
            .expect("the input is part of the graph"),
    );

    let objective = |input: &Maps| -> f64 {
        slow(input)
            .values
            .iter()
            .zip(&weights.values)
            .map(|(a, b)| a * b)
            .sum()
    };
    let step = 1e-5;
    let difference = |index: usize| {
        let mut moved = input.clone();
        moved.values[index] = input.values[index] + step;
        let above = objective(&moved);
        moved.values[index] = input.values[index] - step;
        (above - objective(&moved)) / (2.0 * step)
    };
    let expected: Vec<f64> = (0..input.values.len()).map(difference).collect();
    assert_close(&found, &expected, 1e-3);
}
