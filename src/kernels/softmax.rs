//! Softmax along rows, `[rows, classes]`.

use super::buffer::Buffer;
use super::rows;

/// `exp(x) / sum of exp(x)` along each row. Distances to the largest number never overflow.
pub fn softmax(numbers: &[f32], classes: usize) -> Buffer {
    let mut output = Buffer::of(numbers.len());
    rows::update(&mut output, numbers, classes, |output, numbers| {
        let rows = numbers.chunks_exact(classes);
        for (output, row) in output.chunks_exact_mut(classes).zip(rows) {
            let largest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mut sum = 0.0;
            for (output, number) in output.iter_mut().zip(row) {
                *output = (number - largest).exp();
                sum += *output;
            }
            for output in output {
                *output /= sum;
            }
        }
    });
    output
}

/// The gradient of the numbers, in the memory of the output's: `y (g - Σ g y)` for an output `y` and its gradient `g`.
/// All `g` are taken from that of the largest `y` on, which changes nothing but rounding: where that `y` is nearly 1, the
/// sum would cancel nearly all of its `g`.
pub fn softmax_gradient(gradient: &mut [f32], output: &[f32], classes: usize) {
    rows::update(gradient, output, classes, |gradient, output| {
        let rows = output.chunks_exact(classes);
        for (gradient, row) in gradient.chunks_exact_mut(classes).zip(rows) {
            let largest = row.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
            let origin = largest.map_or(0.0, |(place, _)| gradient[place]);
            let sum: f32 = gradient
                .iter()
                .zip(row)
                .map(|(g, y)| (g - origin) * y)
                .sum();
            for (gradient, output) in gradient.iter_mut().zip(row) {
                *gradient = output * (*gradient - origin - sum);
            }
        }
    });
}
